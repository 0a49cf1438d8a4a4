// SPDX-License-Identifier: MIT
#include "report/provenance_sections.hh"

#include <fmt/format.h>

#include <algorithm>

#include "util/text.hh"

namespace calspam::provenance_text {
namespace {

constexpr std::size_t kListed = 20;
constexpr std::size_t kNameBytes = 40;  // of a name in front of its value

std::string methods_text(const Style& style, const RecordedResults& results) {
  const AuthField& field = results.field;
  std::string text;
  for (std::size_t i = 0; i < std::min(field.methods.size(), kListed); ++i) {
    const AuthMethod& method = field.methods[i];
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ",
                        style.shown(method.method), style.shown(method.result));
    if (const std::string domain = method.domain(); !domain.empty())
      text += fmt::format(" ({})", style.shown(domain));
  }
  if (results.method_count > kListed)
    text += fmt::format(", and {} more", results.method_count - kListed);
  return text.empty() ? "no result" : text;
}

void add_results(const Style& style, const RecordedAuthentication& recorded,
                 std::string& out) {
  for (std::size_t i = 0; i < std::min(recorded.fields.size(), kListed); ++i) {
    const RecordedResults& results = recorded.fields[i];
    const std::string& id = results.field.authserv_id;
    add_paragraph(
        style, "  - ",
        fmt::format("{} of {}: {}; {}: {}", style.shown(results.field.field),
                    id.empty() ? "nobody named"
                               : fmt::format("\"{}\"", style.shown(id)),
                    methods_text(style, results),
                    results.trusted ? "believed" : "not believed",
                    style.shown(results.why)),
        out);
  }
  if (recorded.field_count > kListed)
    out += fmt::format("  - and {} more\n", recorded.field_count - kListed);
}

std::string signature_text(const Style& style, const DkimSignature& signature) {
  std::string text = fmt::format(
      "d={} s={} {}: {}", style.shown(signature.domain),
      style.shown(signature.selector), style.shown(signature.algorithm),
      signature_result_name(signature.result));
  if (!signature.why.empty()) text += ": " + style.shown(signature.why);
  for (const std::string& weakness : signature.weaknesses)
    text += "; " + style.shown(weakness);
  return text;
}

void add_dkim(const Style& style, const Signatures& signatures,
              std::string& out) {
  for (std::size_t i = 0; i < std::min(signatures.dkim.size(), kListed); ++i)
    add_paragraph(style, "  - ",
                  "DKIM " + signature_text(style, signatures.dkim[i]), out);
  if (signatures.dkim_fields > std::min(signatures.dkim.size(), kListed))
    out += fmt::format(
        "  - and {} more of DKIM\n",
        signatures.dkim_fields - std::min(signatures.dkim.size(), kListed));
}

void add_arc(const Style& style, const ArcChain& arc, std::string& out) {
  if (arc.fields == 0) return;
  std::string text = fmt::format("ARC chain: {}", arc_result_name(arc.result));
  if (!arc.why.empty()) text += ": " + style.shown(arc.why);
  add_paragraph(style, "  - ", text, out);
  for (const ArcSet& set : arc.sets)
    add_paragraph(style, "    - ",
                  fmt::format("i={} sealed by {} cv={}: seal {}, message {}",
                              set.instance, style.shown(set.seal_domain),
                              style.shown(set.chain_value),
                              signature_result_name(set.seal),
                              signature_result_name(set.message.result)),
                  out);
}

void add_smime(const Style& style, const SmimeSignature& signature,
               std::string& out) {
  std::string text =
      fmt::format("S/MIME part {} by {}: {}", style.shown(signature.part),
                  signature.signer.empty() ? "an unknown signer"
                                           : style.shown(signature.signer),
                  signature_result_name(signature.result));
  if (!signature.why.empty()) text += ": " + style.shown(signature.why);
  text +=
      fmt::format("; certificate {}", certificate_trust_name(signature.trust));
  if (!signature.role.empty())
    text += fmt::format("; {} {}: {}", signature.role,
                        style.shown(signature.expected),
                        signer_match_name(signature.match));
  add_paragraph(style, "  - ", text, out);
}

void add_object(const Style& style, const CalendarObject& object,
                std::string& out) {
  std::string head = style.shown(object.component);
  if (!object.method.empty()) head += ' ' + style.shown(object.method);
  if (!object.part.empty())
    head += fmt::format(" in part {}", style.shown(object.part));
  if (!object.summary.empty())
    head += fmt::format(": \"{}\"", style.shown(object.summary));
  add_paragraph(style, "  ", head, out);
  // The names of extensions are the sender's, too.
  const auto line = [&](std::string_view name, const std::string& value) {
    if (!value.empty())
      add_paragraph(
          style,
          fmt::format("    {:<14} ", style.shown(truncated(name, kNameBytes))),
          style.shown(value), out);
  };
  line("UID", object.uid);
  line("RECURRENCE-ID", object.recurrence_id);
  if (object.sequence) line("SEQUENCE", std::to_string(*object.sequence));
  line("PRODID", object.prodid);
  std::string organizer = object.organizer_uri;
  if (!object.organizer_name.empty())
    organizer += fmt::format(" \"{}\"", object.organizer_name);
  if (!object.sent_by.empty())
    organizer += fmt::format(", SENT-BY {}", object.sent_by);
  if (!object.email.empty())
    organizer += fmt::format(", EMAIL {}", object.email);
  line("ORGANIZER", organizer);
  if (object.attendee_count > 0)
    line("ATTENDEE", counted(object.attendee_count, "attendee"));
  for (const ObjectClock& clock : object.clocks) {
    std::string text = iso_instant(clock.time);
    if (clock.kind != "stamp") text += fmt::format(", in a {}", clock.kind);
    if (clock.before_mail)
      text += fmt::format(
          ", {} s {} Date",
          *clock.before_mail < 0 ? -*clock.before_mail : *clock.before_mail,
          *clock.before_mail < 0 ? "after" : "before");
    line(clock.source, text);
  }
  if (!object.exchange.foreign_uid.empty())
    line("made from UID", object.exchange.foreign_uid);
  for (std::size_t i = 0; i < std::min(object.extensions.size(), kListed); ++i)
    line(object.extensions[i].first, object.extensions[i].second);
  if (object.extension_count > kListed)
    out += fmt::format("    and {} more\n", object.extension_count - kListed);
  for (std::size_t i = 0; i < std::min(object.copies.size(), kListed); ++i) {
    const ObjectCopy& copy = object.copies[i];
    line("copy", fmt::format("part {}, {}", copy.part,
                             copy.same ? "the same" : "different"));
  }
  if (object.copy_count > kListed)
    out += fmt::format("    and {} more\n", object.copy_count - kListed);
}

void add_platform(const Style& style, const Platform& platform,
                  std::string& out) {
  if (platform.votes.empty() && platform.account.empty()) return;
  add_paragraph(style, "  ",
                fmt::format("platform: {}{}",
                            platform.name.empty() ? "not known"
                                                  : style.shown(platform.name),
                            platform.contradicted ? ", contradicted" : ""),
                out);
  for (const PlatformVote& vote : platform.votes)
    add_paragraph(
        style, "    - ",
        fmt::format("{} says {}{}: \"{}\"", vote.source, vote.platform,
                    vote.proven ? ", proven" : "", style.shown(vote.evidence)),
        out);
  if (!platform.tenant.empty())
    add_paragraph(
        style, "  ",
        fmt::format("customer: {}{} ({})", style.shown(platform.tenant),
                    platform.tenant_exact ? "" : ", whose dashes may be dots",
                    style.shown(platform.tenant_basis)),
        out);
  if (!platform.account.empty())
    add_paragraph(style, "  ",
                  fmt::format("accountable: {} (confidence {}): {}",
                              style.shown(platform.account),
                              confidence_name(platform.account_confidence),
                              style.shown(platform.account_basis)),
                  out);
}

void add_alignment(const Style& style, const std::vector<Alignment>& rows,
                   std::string& out) {
  for (const Alignment& row : rows) {
    std::string text = fmt::format("{} ~ {}: ", row.a, row.b);
    if (row.equal)
      text += fmt::format("equal, {}", style.shown(row.a_value));
    else
      text += fmt::format("{}, {} and {}",
                          row.same_organisation ? "same organisation"
                          : row.normal          ? "differ as is normal"
                                                : "differ",
                          style.shown(row.a_value), style.shown(row.b_value));
    if (row.normal) text += fmt::format(" ({})", style.shown(row.why));
    add_paragraph(style, "  ", text, out);
  }
}

}  // namespace

void add_authentication(const Style& style, const Provenance& all,
                        std::string& out) {
  out += '\n' + style.bold("Authentication") + '\n';
  const RecordedAuthentication& recorded = all.recorded;
  add_paragraph(
      style, "  ",
      fmt::format("as our side recorded it: spf {}, dkim {}, dmarc "
                  "{}, arc {}",
                  style.shown(recorded.spf), style.shown(recorded.dkim),
                  style.shown(recorded.dmarc), style.shown(recorded.arc)),
      out);
  add_results(style, recorded, out);
  const Signatures& signatures = all.signatures;
  if (signatures.dkim_fields == 0 && signatures.arc.fields == 0 &&
      signatures.smime.empty())
    return;
  out += "  verified here:\n";
  add_dkim(style, signatures, out);
  add_arc(style, signatures.arc, out);
  for (const SmimeSignature& signature : signatures.smime)
    add_smime(style, signature, out);
  for (const std::string& bound : signatures.bounds)
    add_paragraph(style, "  - ", bound, out);
}

void add_calendar(const Style& style, const Provenance& all, std::string& out) {
  out += '\n' + style.bold("Calendar") + '\n';
  if (all.objects.empty()) out += "  no calendar object\n";
  for (std::size_t i = 0; i < std::min(all.objects.size(), kListed); ++i)
    add_object(style, all.objects[i], out);
  if (all.object_count > std::min(all.objects.size(), kListed))
    out +=
        fmt::format("  and {} more\n",
                    all.object_count - std::min(all.objects.size(), kListed));
  add_platform(style, all.platform, out);
  add_alignment(style, all.alignment, out);
}

}  // namespace calspam::provenance_text
