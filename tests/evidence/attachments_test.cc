// SPDX-License-Identifier: MIT
#include "evidence/attachments.hh"

#include <gtest/gtest.h>

#include "evidence/observed.hh"

namespace calspam {
namespace {

TEST(Attachments, AreTypedByTheirBytes) {
  const Observed mail(invitation(
      "ATTACH;ENCODING=BASE64;VALUE=BINARY;FILENAME=bill.txt:JVBERi0xLjQK\r\n"
      "ATTACH:https://files.example/a.pdf\r\n"
      "IMAGE;VALUE=URI:data:image/svg+xml,%3Csvg%20onload%3D1%3E\r\n"));
  EXPECT_EQ(mail.fact("event.attachments"), "2");
  EXPECT_EQ(mail.fact("event.attachment.binary"), "2");
  EXPECT_EQ(mail.fact("event.attachment.types"), "pdf, svg");
  EXPECT_EQ(mail.fact("event.attachment.names"), "bill.txt");
  EXPECT_EQ(mail.at("event.attachment.names").substr(0, 15), "ATTACH;ENCODING");
}

TEST(Attachments, AreUnknownWhereThereAreNone) {
  EXPECT_EQ(Observed(invitation("")).fact("event.attachment.types"), "unknown");
}

}  // namespace
}  // namespace calspam
