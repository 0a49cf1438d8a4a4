// SPDX-License-Identifier: MIT
#include "lint/layout.hh"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "lint/layout_match.hh"
#include "lint_sample.hh"

namespace calspam {
namespace {

namespace fs = std::filesystem;

// A message of parts "type[; parameter]...", nested by brackets:
// "mixed(alternative(plain html) calendar)".
class Mail {
 public:
  explicit Mail(std::string_view shape) {
    text_ = "From: ann@sender.example\r\nMIME-Version: 1.0\r\n";
    add(shape);
    raw_.bytes = text_;
    observe(subject_, raw_, limits_, {});
  }
  LayoutComparison compared(std::string_view wanted = "") const {
    return compare_layouts(subject_, *all_layouts(), wanted, false, {});
  }
  std::string fitting(std::string_view wanted = "") const {
    const LayoutComparison comparison = compared(wanted);
    return comparison.fitting == nullptr ? "" : comparison.fitting->name;
  }
  std::string steps() const {
    std::string text;
    for (const LayoutEdit& edit : compared().edits) text += edit.text() + "\n";
    return text;
  }

 private:
  void add(std::string_view& rest) {
    const std::size_t end = std::min(rest.find_first_of("( )"), rest.size());
    const std::string word(rest.substr(0, end));
    rest.remove_prefix(end);
    if (!rest.starts_with("(")) return leaf(word);
    const std::string boundary = fmt::format("b{}", ++boundaries_);
    text_ += fmt::format("Content-Type: multipart/{}; boundary={}\r\n\r\n",
                         word, boundary);
    rest.remove_prefix(1);
    while (!rest.empty() && !rest.starts_with(")")) {
      if (rest.starts_with(" ")) rest.remove_prefix(1);
      text_ += fmt::format("--{}\r\n", boundary);
      add(rest);
    }
    if (!rest.empty()) rest.remove_prefix(1);
    text_ += fmt::format("--{}--\r\n", boundary);
  }
  void add(std::string_view&& shape) {
    std::string_view rest = shape;
    add(rest);
  }
  void leaf(const std::string& word) {
    const std::string calendar =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
    if (word == "calendar")
      text_ +=
          "Content-Type: text/calendar; method=REQUEST; charset=utf-8"
          "\r\n\r\n" +
          calendar;
    else if (word == "attached")
      text_ +=
          "Content-Type: text/calendar\r\nContent-Disposition: "
          "attachment; filename=invite.ics\r\n\r\n" +
          calendar;
    else if (word == "ics")
      text_ +=
          "Content-Type: application/ics\r\nContent-Disposition: "
          "attachment; filename=invite.ics\r\n\r\n" +
          calendar;
    else if (word == "png" || word == "pdf")
      text_ += fmt::format("Content-Type: image/{}\r\n\r\nx\r\n", word);
    else
      text_ += fmt::format("Content-Type: text/{}\r\n\r\nx\r\n", word);
  }

  std::string text_;
  int boundaries_ = 0;
  RawMessage raw_;
  Limits limits_;
  Subject subject_;
};

TEST(Layouts, AreFifteenWithOneDefault) {
  EXPECT_EQ(all_layouts()->layouts.size(), 15u);
  EXPECT_EQ(all_layouts()->standard().name, "appendix-a");
}

TEST(Layouts, FitTheShapesOfTheirSenders) {
  EXPECT_EQ(Mail("mixed(alternative(plain html) calendar ics)").fitting(),
            "appendix-a");
  EXPECT_EQ(Mail("mixed(alternative(plain html calendar) ics)").fitting(),
            "devguide");
  EXPECT_EQ(Mail("alternative(plain html calendar)").fitting(), "exchange");
  EXPECT_EQ(Mail("alternative(plain calendar)").fitting(), "exchange-plain");
  EXPECT_EQ(Mail("mixed(alternative(plain html) calendar)").fitting(),
            "nextcloud");
  EXPECT_EQ(Mail("mixed(alternative(plain html) attached)").fitting(),
            "attach-only");
  EXPECT_EQ(Mail("mixed(alternative(plain calendar) ics)").fitting(),
            "thunderbird");
  EXPECT_EQ(Mail("mixed(alternative(html calendar) attached)").fitting(),
            "zoom");
  EXPECT_EQ(Mail("mixed(html ics calendar)").fitting(), "yahoo");
  EXPECT_EQ(Mail("mixed(html calendar)").fitting(), "sogo");
  EXPECT_EQ(Mail("calendar").fitting(), "bare");
  EXPECT_EQ(Mail("related(calendar png)").fitting(), "related");
  EXPECT_EQ(Mail("related(alternative(plain calendar) png)").fitting(),
            "related-alternative");
  EXPECT_EQ(Mail("mixed(calendar calendar)").fitting(), "several");
  EXPECT_EQ(Mail("parallel(plain calendar)").fitting(), "");
}

TEST(Layouts, LookThroughPicturesSignaturesAndAttachments) {
  EXPECT_EQ(
      Mail("mixed(alternative(plain related(html png)) calendar)").fitting(),
      "nextcloud");
  EXPECT_EQ(Mail("mixed(related(alternative(plain html calendar) png) ics)")
                .fitting(),
            "devguide");
  EXPECT_EQ(Mail("signed(alternative(plain html calendar) png)").fitting(),
            "exchange");
  const Mail files("mixed(alternative(plain html calendar) pdf)");
  EXPECT_EQ(files.fitting(), "exchange");
  EXPECT_EQ(files.compared().fit.extra.size(), 1u);
  EXPECT_EQ(Mail("mixed(calendar alternative(plain html))").fitting(), "");
}

TEST(Layouts, KeepToTheOneThatWasAskedFor) {
  const Mail mail("mixed(alternative(plain html) attached)");
  EXPECT_EQ(mail.fitting("nextcloud"), "nextcloud");
  EXPECT_TRUE(mail.compared("nextcloud").fits_wanted());
  EXPECT_TRUE(mail.compared("any").fits_wanted());
  EXPECT_FALSE(mail.compared("devguide").fits_wanted());
}

TEST(Layouts, SayWhatLeadsToTheWantedOne) {
  EXPECT_EQ(Mail("mixed(alternative(plain html calendar) ics)").steps(),
            "move text/calendar (part 1.1.3) under multipart/mixed, behind "
            "multipart/alternative\n");
  EXPECT_EQ(Mail("mixed(alternative(plain html) calendar)").steps(),
            "add application/ics, base64, attachment, its name *.ics under "
            "multipart/mixed, behind text/calendar\n");
  EXPECT_NE(Mail("alternative(plain html calendar)")
                .steps()
                .find("put multipart/mixed around everything\n"),
            std::string::npos);
}

TEST(Layouts, AreNotLookedForInTreesBeyondTheLimit) {
  std::string shape = "mixed(calendar";
  for (int i = 0; i < 70; ++i) shape += " png";
  const Mail mail(shape + ")");
  EXPECT_TRUE(mail.compared().too_large);
  EXPECT_EQ(mail.fitting(), "");
}

TEST(Layouts, OfFilesAreReadStrictly) {
  const auto error = [](std::string_view text) {
    const Result<Layout> layout = parse_layout(text, "x.yaml");
    return layout ? "" : layout.error().text();
  };
  EXPECT_EQ(error("layout: x\ntitle: t\nroot: {role: a, type: text/calendar}"),
            "");
  EXPECT_NE(error("layout: x\ntitle: t\nroots: 1"), "");
  EXPECT_NE(error("layout: x\ntitle: t\nroot: {role: a, type: b/c,\n  parts: "
                  "[{role: a, type: b/c}]}"),
            "");
  EXPECT_NE(error("layout: x\ntitle: t\nroot: {role: a}"), "");
}

}  // namespace
}  // namespace calspam
