// SPDX-License-Identifier: MIT
#include "report/ioc.hh"

#include <gmock/gmock.h>

#include "report/sample_report.hh"
#include "util/text.hh"

namespace calspam {
namespace {

TEST(IocFormat, TypeTabValue) {
  EXPECT_THAT(formatted("ioc", {sample_report()}),
              ::testing::StartsWith("url\thttps://pay.phish.example/x?a=1\n"
                                    "domain\tphish.example\n"));
}

TEST(IocFormat, HostileValuesMakeNoLinesOrColumns) {
  Report report = hostile_report("x\nurl\thttp://forged.example\t");
  report.links[0].url = "http://a.example/\n\turl\tx";
  const std::string out = formatted("ioc", {report});
  for (std::string_view line : split(trimmed(out), '\n'))
    EXPECT_EQ(split(line, '\t').size(), 2u) << line;
}

}  // namespace
}  // namespace calspam
