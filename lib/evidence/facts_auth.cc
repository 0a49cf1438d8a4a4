// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "evidence/facts.hh"

namespace calspam {
namespace {

// The topmost recorded result is the newest hop's. Whether that hop can be
// trusted is for provenance; here it is only what stands there.
FactValue result_of(const Subject& s, std::string_view method) {
  for (const AuthResult& result : s.auth)
    if (result.method == method)
      return words(result.result, {0, result.field + ":", result.span});
  return unknown();
}

FactValue conflict(const Subject& s, std::size_t) {
  if (s.auth.empty()) return unknown();
  for (const AuthResult& a : s.auth)
    for (const AuthResult& b : s.auth)
      if (a.method == b.method && a.domain == b.domain && a.result == "pass" &&
          b.result == "fail")
        return boolean(true, {0, b.field + ":", b.span});
  return boolean(false);
}

bool passes_for(const AuthResult& result, std::string_view domain) {
  return result.result == "pass" &&
         (result.method == "dkim" || result.method == "spf") &&
         same_organisation(result.domain, domain);
}

FactValue from_aligned(const Subject& s, std::size_t) {
  if (s.from.empty() || s.auth.empty()) return unknown();
  const std::string& domain = s.from.front().domain;
  for (const AuthResult& result : s.auth)
    if (passes_for(result, domain))
      return boolean(true, {0, result.field + ":", result.span});
  return boolean(false, {0, s.auth.front().field + ":", s.auth.front().span});
}

FactValue dkim_domains(const Subject& s, std::size_t) {
  if (s.dkim_domains.empty()) return unknown();
  return list(s.dkim_domains, {header_place(s, "DKIM-Signature")});
}

constexpr auto kFacts = std::to_array<Fact>({
    {"auth.spf", FactType::Text, Scope::Message,
     "SPF result as the topmost field records it: pass, fail, softfail, ...",
     [](const Subject& s, std::size_t) { return result_of(s, "spf"); }},
    {"auth.dkim", FactType::Text, Scope::Message,
     "DKIM result as the topmost field records it",
     [](const Subject& s, std::size_t) { return result_of(s, "dkim"); }},
    {"auth.dmarc", FactType::Text, Scope::Message,
     "DMARC result as the topmost field records it",
     [](const Subject& s, std::size_t) { return result_of(s, "dmarc"); }},
    {"auth.conflict", FactType::Boolean, Scope::Message,
     "one recorded result passes what another fails", conflict},
    {"auth.from_aligned", FactType::Boolean, Scope::Message,
     "a recorded DKIM or SPF pass is for the domain of From", from_aligned},
    {"auth.dkim.domains", FactType::List, Scope::Message,
     "d= of the DKIM-Signature fields, verified or not", dkim_domains},
});

}  // namespace

std::span<const Fact> auth_facts() {
  return kFacts;
}

}  // namespace calspam
