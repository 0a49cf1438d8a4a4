// SPDX-License-Identifier: MIT
// What goes past a limit is told: for each of util/limits.hh, an input that
// does, and what must be said of it. A limit without an entry fails.
#include "util/limits.hh"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <regex>
#include <set>

#include "engine/analyzer.hh"
#include "engine/limit_inputs.hh"
#include "mail/inputs_fixture.hh"

namespace calspam {
namespace {

const std::string kRules = std::string(CALSPAM_SOURCE_DIR) + "/rules";

RuleSet rules(const std::string& folder) {
  RuleOptions options;
  options.directories = {folder};
  Result<RuleSet> loaded = RuleSet::load(options);
  if (!loaded) std::abort();
  return std::move(*loaded);
}

/// What came of one input.
struct Seen : InputSink {
  Seen(const std::string& folder, const Limits& limits)
      : analyzer(rules(folder), limits, {}) {}

  bool message(const RawMessage& raw) override {
    reports.push_back(analyzer.analyze(raw));
    return true;
  }
  bool error(const Error& error) override {
    errors += error.what + "\n";
    return true;
  }
  bool told(std::string_view id) const {
    return std::any_of(reports.begin(), reports.end(), [id](const Report& r) {
      return std::find(r.limits.begin(), r.limits.end(), id) != r.limits.end();
    });
  }

  Analyzer analyzer;
  std::vector<Report> reports;
  std::string errors;
};

using Lower = std::function<void(Limits&)>;

class LimitsTold : public Inputs {
 protected:
  Seen run(const Limits& limits, const std::string& bytes) {
    options_.limits = limits;
    Seen seen(rules_, limits);
    for_each_message({file("x", bytes)}, options_, seen);
    return seen;
  }

  /// The limit leaves input unread: a bound of that id in the record, which is
  /// not complete and not called harmless.
  void reads_less(const std::string& limit, const std::string& id,
                  const Lower& lower, const std::string& input) {
    seen_.insert(limit);
    SCOPED_TRACE(limit + ", " + id);
    Limits limits;
    lower(limits);
    const Seen less = run(limits, input);
    EXPECT_TRUE(less.told(id)) << dump(less);
    for (const Report& report : less.reports) {
      if (report.limits.empty()) continue;
      EXPECT_FALSE(report.complete);
      EXPECT_NE(report.verdict.level, Level::Clean);
      EXPECT_NE(report.verdict.level, Level::None);
    }
    if (raised_) return;
    const Seen all = run(Limits{}, input);
    EXPECT_FALSE(all.told(id)) << "told without the limit";
  }

  /// The limit is one of an archive: an error says so.
  void unpacks_less(const std::string& limit, const std::string& words,
                    const Lower& lower, const std::string& archive) {
    seen_.insert(limit);
    SCOPED_TRACE(limit);
    Limits limits;
    lower(limits);
    const std::string said = run(limits, sample_archive(archive)).errors;
    EXPECT_NE(said.find(words), said.npos) << said;
    EXPECT_EQ(run(Limits{}, sample_archive(archive)).errors.find(words),
              std::string::npos);
  }

  /// The limit is one of what is shown, and the record says how many more or
  /// how much there is.
  void shows_less(const std::string& limit, const Lower& lower,
                  const std::string& input,
                  const std::function<void(const Report&)>& look) {
    seen_.insert(limit);
    SCOPED_TRACE(limit);
    Limits limits;
    lower(limits);
    const Seen less = run(limits, input);
    ASSERT_EQ(less.reports.size(), 1u);
    look(less.reports.front());
  }

  static std::string dump(const Seen& seen) {
    std::string out = seen.errors;
    for (const Report& report : seen.reports)
      for (const std::string& id : report.limits) out += id + "\n";
    return out;
  }

  void messages();
  void fields();
  void parts();
  void calendars();
  void recurrences();
  void links();
  void archives();
  void reports();

  // What rules think of an input is of no interest but to reports(); a
  // policy alone is read in no time.
  void SetUp() override {
    rules_ = folder_ + "rules";
    fs::create_directories(rules_);
    fs::copy(kRules + "/policy.yaml", rules_);
  }

  std::string rules_;
  std::set<std::string> seen_;
  bool raised_ = false;  // the input is past the limit as it is
};

void LimitsTold::messages() {
  reads_less(
      "message_bytes", "limit-message-bytes",
      [](Limits& l) { l.message_bytes = 200; }, invite());
  reads_less(
      "parts", "limit-mime-parts", [](Limits& l) { l.parts = 3; },
      mixed(repeated(part("x"), 5)));
  std::string nested = part("x");
  for (int i = 0; i < 5; ++i)
    nested =
        "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n"
        "Content-Type: multipart/mixed; boundary=c" +
        std::to_string(i) + "\r\n\r\n--c" + std::to_string(i) +
        nested.substr(3) + "\r\n--c" + std::to_string(i) + "--\r\n";
  reads_less(
      "depth", "limit-mime-depth", [](Limits& l) { l.depth = 3; },
      mixed(nested));
  reads_less(
      "nested_messages", "limit-mime-depth",
      [](Limits& l) { l.nested_messages = 1; }, mixed(nested));
  reads_less(
      "readings", "limit-mime-readings", [](Limits& l) { l.readings = 1; },
      mixed(part(uuencoded() + uuencoded())));
  reads_less(
      "readings", "limit-mime-readings", [](Limits& l) { l.readings = 1; },
      mixed("", "; boundary=c; boundary=d"));
  reads_less(
      "decoded_bytes", "limit-mime-decoded",
      [](Limits& l) { l.decoded_bytes = 400; },
      mixed(part(std::string(500, 'x'))));
  reads_less(
      "text_bytes", "limit-mime-decoded", [](Limits& l) { l.text_bytes = 400; },
      mixed(part(std::string(500, 'x'))));
}

void LimitsTold::fields() {
  reads_less(
      "headers", "limit-mime-headers", [](Limits& l) { l.headers = 10; },
      invite(repeated("X-A: b\r\n", 20)));
  reads_less(
      "header_block_bytes", "limit-mime-headers",
      [](Limits& l) { l.header_block_bytes = 300; },
      invite(repeated("X-A: b\r\n", 100)));
  for (const char* name : {"To", "Received", "Authentication-Results", "From"})
    reads_less(
        "header_value_bytes", "limit-header-value",
        [](Limits& l) { l.header_value_bytes = 300; },
        invite(std::string(name) + ": " + std::string(400, 'x') + "\r\n"));
  reads_less(
      "header_value_bytes", "limit-mime-parameters",
      [](Limits& l) { l.header_value_bytes = 300; },
      mixed("", "; x=" + std::string(400, 'x')));
  reads_less(
      "parameters", "limit-mime-parameters",
      [](Limits& l) { l.parameters = 5; }, mixed("", repeated("; x=y", 10)));
  reads_less(
      "addresses", "limit-addresses", [](Limits& l) { l.addresses = 3; },
      invite("To: a@example.com, b@example.com\r\n"
             "Cc: c@example.com, d@example.com\r\n"));
  raised_ = true;  // a decoder is asked by whoever shows a field
  reads_less(
      "encoded_words", "limit-encoded-words", [](Limits&) {},
      invite("Subject: " + repeated("=?utf-8?q?a?= ", 2'001) + "\r\n"));
  raised_ = false;
}

void LimitsTold::calendars() {
  const auto bare = [](const std::string& lines) {
    return calendar(event(lines));
  };
  reads_less(
      "calendar_bytes", "ical-limit-bytes",
      [](Limits& l) { l.calendar_bytes = 150; }, bare(""));
  reads_less(
      "calendar_bytes", "limit-mime-decoded",
      [](Limits& l) { l.calendar_bytes = 150; }, invite());
  reads_less(
      "content_line_bytes", "ical-limit-line",
      [](Limits& l) { l.content_line_bytes = 60; },
      bare("DESCRIPTION:" + std::string(100, 'x') + "\r\n"));
  reads_less(
      "properties", "ical-limit-properties",
      [](Limits& l) { l.properties = 5; }, bare("LOCATION:here\r\n"));
  reads_less(
      "properties", "ical-limit-parameters",
      [](Limits& l) { l.properties = 8; },
      bare("COMMENT" + repeated(";X=a,b", 9) + ":x\r\n"));
  reads_less(
      "components", "ical-limit-components",
      [](Limits& l) { l.components = 2; }, calendar(event() + event()));
  reads_less(
      "component_depth", "ical-limit-depth",
      [](Limits& l) { l.component_depth = 2; },
      bare("BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\n"));
  reads_less(
      "property_parameters", "ical-limit-parameters",
      [](Limits& l) { l.property_parameters = 2; },
      bare("COMMENT;X-A=1;X-B=2;X-C=3:x\r\n"));
  const std::string people = "ATTENDEE:mailto:a@example.org\r\n";
  reads_less(
      "attendees", "ical-limit-attendees", [](Limits& l) { l.attendees = 1; },
      bare(people + people));
  reads_less(
      "attendees", "limit-people", [](Limits& l) { l.attendees = 1; },
      calendar(repeated(event(people), 5)));
  reads_less(
      "attendees", "limit-people", [](Limits& l) { l.attendees = 1; },
      bare(repeated("BEGIN:VALARM\r\nACTION:AUDIO\r\nEND:VALARM\r\n", 5)));
  reads_less(
      "events", "ical-limit-events", [](Limits& l) { l.events = 1; },
      calendar(event() + event()));
  reads_less(
      "events", "ical-limit-events", [](Limits& l) { l.events = 1; },
      calendar(event()) + calendar(event("LOCATION:there\r\n")));
}

void LimitsTold::recurrences() {
  const auto bare = [](const std::string& lines) {
    return calendar(event(lines));
  };
  for (const char* lines :
       {"EXDATE:20260103T100000Z,20260104T100000Z,20260105T100000Z\r\n",
        "RDATE:20260103T100000Z,20260104T100000Z,20260105T100000Z\r\n",
        "ATTENDEE;MEMBER=a,b,c:mailto:a@example.org\r\n"})
    reads_less(
        "values", "ical-limit-values", [](Limits& l) { l.values = 2; },
        bare(lines));
  reads_less(
      "recurrence_steps", "ical-limit-recurrence",
      [](Limits& l) { l.recurrence_steps = 3; },
      bare("RRULE:FREQ=WEEKLY;COUNT=9\r\n"));
  raised_ = true;  // bounds that no option moves
  reads_less(
      "recurrence_steps", "ical-limit-recurrence", [](Limits&) {},
      bare(repeated("RRULE:FREQ=WEEKLY;COUNT=9\r\n", 9)));
  std::string zones;
  for (int i = 0; i < 1'100; ++i)
    zones += event("RECURRENCE-ID;TZID=Zone" + std::to_string(i) +
                   ":20260103T100000\r\n");
  reads_less(
      "recurrence_steps", "ical-limit-zones", [](Limits&) {}, calendar(zones));
  raised_ = false;
  shows_less(
      "occurrences", [](Limits& l) { l.occurrences = 2; },
      bare("RRULE:FREQ=WEEKLY;COUNT=9\r\n"),
      [](const Report& report) {
        const ReportedEvent& event = report.calendars.at(0).events.at(0);
        EXPECT_EQ(event.first_occurrences.size(), 2u);
        EXPECT_EQ(event.occurrences, 9u);
      });
}

void LimitsTold::links() {
  const std::string three =
      "https://a.example https://b.example https://c.example";
  const Lower two = [](Limits& l) { l.links = 2; };
  for (const std::string& input :
       {invite("", "DESCRIPTION:" + three + "\r\n"),
        invite("Subject: " + three + "\r\n"), mixed(part(three))})
    reads_less("links", "limit-links", two, input);
  const std::string anchors = repeated("<a href=https://a.example>x</a>", 3);
  reads_less("links", "limit-html", two, page(anchors));
  reads_less("links", "limit-html", two,
             invite("", "X-ALT-DESC;FMTTYPE=text/html:" + anchors + "\r\n"));
  const Lower brief = [](Limits& l) { l.link_bytes = 40; };
  const std::string path = "https://a.example/" + std::string(60, 'x');
  for (const std::string& input :
       {invite("", "URL:" + path + "\r\n"), mixed(part(path)),
        invite("Subject: " + path + "\r\n")})
    reads_less("link_bytes", "limit-link-bytes", brief, input);
  reads_less("link_bytes", "limit-html", brief,
             page("<a href=" + path + ">x</a>"));
  reads_less(
      "unwrappings", "limit-link-wrappers",
      [](Limits& l) { l.unwrappings = 1; },
      invite("", "URL:" + wrapped(3) + "\r\n"));
  const Lower little = [](Limits& l) { l.matched_text_bytes = 20; };
  const std::string text(40, 'x');
  for (const std::string& input :
       {invite("Subject: " + text + "\r\n"), mixed(part(text)), page(text),
        invite("", "DESCRIPTION:" + text + "\r\n")})
    reads_less("matched_text_bytes", "limit-text", little, input);
}

void LimitsTold::archives() {
  unpacks_less(
      "archive_depth", "an archive too deep in archives",
      [](Limits& l) { l.archive_depth = 1; }, "nested.zip");
  unpacks_less(
      "archive_members", "more than 1",
      [](Limits& l) { l.archive_members = 1; }, "folder.zip");
  unpacks_less(
      "archive_bytes", "more than 100",
      [](Limits& l) { l.archive_bytes = 100; }, "folder.zip");
  for (const char* limit : {"archive_ratio", "archive_free_bytes"})
    unpacks_less(
        limit, "more than 2",
        [](Limits& l) {
          l.archive_ratio = 2;
          l.archive_free_bytes = 100;
        },
        "zeros.gz");
  unpacks_less(
      "nested_archive_bytes", "too large to open",
      [](Limits& l) { l.nested_archive_bytes = 10; }, "nested.zip");
  unpacks_less(
      "archive_silence_seconds", "takes too long",
      [](Limits& l) { l.archive_silence_seconds = 0; }, "folder.zip");
  shows_less(
      "archive_name_bytes", [](Limits& l) { l.archive_name_bytes = 3; },
      sample_archive("b.eml.zst"),
      [](const Report& report) {
        EXPECT_EQ(report.origin.member.size(), 3u);
        EXPECT_TRUE(report.complete);
      });
}

void LimitsTold::reports() {
  rules_ = kRules;
  const std::string odd =
      "From: a@example.com\r\nContent-Type: text/calendar\r\n\r\n"
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:never\r\nDTEND:never\r\n"
      "SUMMARY:You won a prize\\, call +1 202 555 0100 to claim 500 USD\r\n";
  shows_less(
      "anomalies", [](Limits& l) { l.anomalies = 1; }, odd,
      [](const Report& report) {
        EXPECT_EQ(report.anomalies.size(), 1u);
        EXPECT_GT(report.anomaly_count, 1u);
      });
  shows_less(
      "findings", [](Limits& l) { l.findings = 1; }, odd,
      [](const Report& report) {
        EXPECT_EQ(report.findings.size(), 1u);
        EXPECT_GT(report.finding_count, 1u);
      });
  shows_less(
      "excerpt_bytes", [](Limits& l) { l.excerpt_bytes = 5; }, odd,
      [](const Report& report) {
        for (const ReportedFinding& finding : report.findings)
          EXPECT_LE(finding.finding.excerpt.size(), 5 + 3u);  // and "…"
      });
}

TEST_F(LimitsTold, EachOfThem) {
  messages();
  fields();
  calendars();
  recurrences();
  links();
  archives();
  reports();
  std::ifstream header(std::string(CALSPAM_SOURCE_DIR) + "/lib/util/limits.hh");
  const std::string text{std::istreambuf_iterator<char>(header), {}};
  const std::regex member(R"(\n  (?:std::\w+|int) (\w+) = )");
  std::set<std::string> limits;
  for (std::sregex_iterator at(text.begin(), text.end(), member), end;
       at != end; ++at)
    limits.insert((*at)[1]);
  EXPECT_EQ(limits, seen_);
  EXPECT_GT(limits.size(), 30u);
}

}  // namespace
}  // namespace calspam
