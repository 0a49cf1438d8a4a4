// SPDX-License-Identifier: MIT
#include "report/markdown.hh"

#include <gmock/gmock.h>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

using ::testing::HasSubstr;

TEST(MarkdownFormat, SaysVerdictEventFindingsAndLinks) {
  const std::string out = formatted("markdown", {sample_report()});
  for (const char* said :
       {"## spam 7.5: `Your invoice is overdue`\n",
        "| Verdict | `spam, attack, callback; score 7.5, certainty high` |\n",
        "| Input | `inbox.mbox#17` |\n",
        "| 5.0 | `callback-number` | `asks to call \"+1 202 555 0101\"` | "
        "`part 1.2, DESCRIPTION, line 43:12` | `6.2 c.1` |\n",
        "- `hxxps://pay[.]phish[.]example/x?a=1`\n",
        "1 message: 1 spam, 0 suspicious"})
    EXPECT_THAT(out, HasSubstr(said));
}

// Outside of code there are our words only: no link, mention or markup of the
// sender's is left.
TEST(MarkdownFormat, SendersTextStandsInCode) {
  const std::string attack =
      "](javascript:x) <img src=x> @everyone http://a.example www.b.example "
      "# head ![x](y) | cell `code``";
  const std::string out = formatted("markdown", {hostile_report(attack)});
  std::string outside;
  for (std::size_t at = 0; at < out.size();) {
    if (out[at] != '`') {
      outside += out[at++];
      continue;
    }
    std::size_t end = out.find_first_not_of('`', at);
    const std::string fence = out.substr(at, end - at);
    do {
      end = out.find(fence, end);
      ASSERT_NE(end, out.npos);
      const std::size_t after = out.find_first_not_of('`', end);
      if (after - end == fence.size()) break;
      end = after;
    } while (true);
    at = end + fence.size();
  }
  for (const char* acting : {"@", "<", "](", "http", "www", "cell"})
    EXPECT_THAT(outside, ::testing::Not(HasSubstr(acting))) << acting;
}

}  // namespace
}  // namespace calspam
