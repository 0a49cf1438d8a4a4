// SPDX-License-Identifier: MIT
#include "report/json_signatures.hh"

namespace calspam {
namespace {

void write_key(JsonText& json, const SigningKey& key) {
  json.known("name", key.name);
  json.known("record", key.record);
  json.known("source", key.source);
  json.known("type", key.type);
  json.positive("bits", key.bits);
  json.member("testing", key.testing);
}

void write_dkim(JsonText& json, const DkimSignature& signature) {
  json.known("domain", signature.domain);
  json.known("selector", signature.selector);
  json.known("identity", signature.identity);
  json.known("algorithm", signature.algorithm);
  json.known("canonicalization", signature.canonicalization);
  json.member("signed_fields", signature.signed_fields);
  json.moment("signed_at", signature.signed_at);
  json.moment("expires", signature.expires);
  json.member("length", signature.length);
  json.moment("as_of", signature.as_of);
  json.member("result", signature_result_name(signature.result));
  json.member("body", body_hash_name(signature.body));
  json.known("why", signature.why);
  json.member("weaknesses", signature.weaknesses);
  json.object("key", [&](JsonText& inner) { write_key(inner, signature.key); });
}

void write_set(JsonText& json, const ArcSet& set) {
  json.member("instance", set.instance);
  json.known("results", set.authentication_results);
  json.object("message",
              [&](JsonText& inner) { write_dkim(inner, set.message); });
  json.object("seal", [&](JsonText& seal) {
    seal.known("domain", set.seal_domain);
    seal.known("selector", set.seal_selector);
    seal.known("algorithm", set.seal_algorithm);
    seal.known("chain_value", set.chain_value);
    seal.moment("sealed_at", set.sealed_at);
    seal.member("result", signature_result_name(set.seal));
    seal.known("why", set.why);
    seal.object("key", [&](JsonText& key) { write_key(key, set.seal_key); });
  });
}

void write_arc(JsonText& json, const ArcChain& chain) {
  json.member("result", arc_result_name(chain.result));
  json.known("why", chain.why);
  json.member("oldest_pass", chain.oldest_pass);
  json.objects("sets", chain.sets, write_set);
}

void write_smime(JsonText& json, const SmimeSignature& signature) {
  json.known("part", signature.part);
  json.known("format", signature.format);
  json.member("result", signature_result_name(signature.result));
  json.known("why", signature.why);
  json.known("signer", signature.signer);
  json.known("issuer", signature.issuer);
  json.known("serial", signature.serial);
  json.known("fingerprint", signature.fingerprint);
  json.member("addresses", signature.addresses);
  json.known("digest", signature.digest);
  json.moment("not_before", signature.not_before);
  json.moment("not_after", signature.not_after);
  json.moment("signed_at", signature.signed_at);
  json.member("valid_at_arrival", signature.valid_at_arrival);
  json.member("trust", certificate_trust_name(signature.trust));
  json.known("trust_why", signature.trust_why);
  json.member("covers_calendar", signature.covers_calendar);
  json.member("signer_match", signer_match_name(signature.match));
  json.known("expected", signature.expected);
  json.known("role", signature.role);
}

}  // namespace

void write_signatures(JsonText& json, const Signatures& signatures) {
  json.objects("dkim", signatures.dkim, write_dkim);
  json.member("dkim_count", signatures.dkim_fields);
  json.object_if(signatures.arc.fields != 0, "arc",
                 [&](JsonText& arc) { write_arc(arc, signatures.arc); });
  json.objects("smime", signatures.smime, write_smime);
  json.member("bounds", signatures.bounds);
}

}  // namespace calspam
