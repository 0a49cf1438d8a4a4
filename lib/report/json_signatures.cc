// SPDX-License-Identifier: MIT
#include "report/json_signatures.hh"

#include <nlohmann/json.hpp>

#include "util/text.hh"

namespace calspam {
namespace {

using Json = nlohmann::ordered_json;

Json known(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(to_valid_utf8(text));
}
Json moment(const std::optional<Instant>& instant) {
  return instant ? Json(iso_instant(*instant)) : Json(nullptr);
}
Json strings(const std::vector<std::string>& values) {
  Json json = Json::array();
  for (const std::string& value : values) json.push_back(to_valid_utf8(value));
  return json;
}

Json key_json(const SigningKey& key) {
  Json json;
  json["name"] = known(key.name);
  json["record"] = known(key.record);
  json["source"] = known(key.source);
  json["type"] = known(key.type);
  json["bits"] = key.bits == 0 ? Json(nullptr) : Json(key.bits);
  json["testing"] = key.testing;
  return json;
}

Json dkim_json(const DkimSignature& signature) {
  Json json;
  json["domain"] = known(signature.domain);
  json["selector"] = known(signature.selector);
  json["identity"] = known(signature.identity);
  json["algorithm"] = known(signature.algorithm);
  json["canonicalization"] = known(signature.canonicalization);
  json["signed_fields"] = strings(signature.signed_fields);
  json["signed_at"] = moment(signature.signed_at);
  json["expires"] = moment(signature.expires);
  json["length"] = signature.length ? Json(*signature.length) : Json(nullptr);
  json["as_of"] = moment(signature.as_of);
  json["result"] = signature_result_name(signature.result);
  json["body"] = body_hash_name(signature.body);
  json["why"] = known(signature.why);
  json["weaknesses"] = strings(signature.weaknesses);
  json["key"] = key_json(signature.key);
  return json;
}

Json set_json(const ArcSet& set) {
  Json json;
  json["instance"] = set.instance;
  json["results"] = known(set.authentication_results);
  json["message"] = dkim_json(set.message);
  Json seal;
  seal["domain"] = known(set.seal_domain);
  seal["selector"] = known(set.seal_selector);
  seal["algorithm"] = known(set.seal_algorithm);
  seal["chain_value"] = known(set.chain_value);
  seal["sealed_at"] = moment(set.sealed_at);
  seal["result"] = signature_result_name(set.seal);
  seal["why"] = known(set.why);
  seal["key"] = key_json(set.seal_key);
  json["seal"] = seal;
  return json;
}

Json arc_json(const ArcChain& chain) {
  if (chain.fields == 0) return nullptr;
  Json json;
  json["result"] = arc_result_name(chain.result);
  json["why"] = known(chain.why);
  json["oldest_pass"] = chain.oldest_pass;
  json["sets"] = Json::array();
  for (const ArcSet& set : chain.sets) json["sets"].push_back(set_json(set));
  return json;
}

Json smime_json(const SmimeSignature& signature) {
  Json json;
  json["part"] = known(signature.part);
  json["format"] = known(signature.format);
  json["result"] = signature_result_name(signature.result);
  json["why"] = known(signature.why);
  json["signer"] = known(signature.signer);
  json["issuer"] = known(signature.issuer);
  json["serial"] = known(signature.serial);
  json["fingerprint"] = known(signature.fingerprint);
  json["addresses"] = strings(signature.addresses);
  json["digest"] = known(signature.digest);
  json["not_before"] = moment(signature.not_before);
  json["not_after"] = moment(signature.not_after);
  json["signed_at"] = moment(signature.signed_at);
  json["valid_at_arrival"] = signature.valid_at_arrival
                                 ? Json(*signature.valid_at_arrival)
                                 : Json(nullptr);
  json["trust"] = certificate_trust_name(signature.trust);
  json["trust_why"] = known(signature.trust_why);
  json["covers_calendar"] = signature.covers_calendar;
  json["signer_match"] = signer_match_name(signature.match);
  json["expected"] = known(signature.expected);
  json["role"] = known(signature.role);
  return json;
}

}  // namespace

std::string signatures_json(const Signatures& signatures) {
  Json json;
  json["dkim"] = Json::array();
  for (const DkimSignature& signature : signatures.dkim)
    json["dkim"].push_back(dkim_json(signature));
  json["dkim_count"] = signatures.dkim_fields;
  json["arc"] = arc_json(signatures.arc);
  json["smime"] = Json::array();
  for (const SmimeSignature& signature : signatures.smime)
    json["smime"].push_back(smime_json(signature));
  json["bounds"] = strings(signatures.bounds);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace calspam
