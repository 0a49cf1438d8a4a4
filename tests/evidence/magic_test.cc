// SPDX-License-Identifier: MIT
#include "evidence/magic.hh"

#include <gtest/gtest.h>

namespace calspam {
namespace {

using namespace std::string_view_literals;

TEST(Magic, TellsContentByItsBeginning) {
  EXPECT_EQ(magic("BEGIN:VCALENDAR\r\n"), "calendar");
  EXPECT_EQ(magic("\xEF\xBB\xBF\r\n begin:vcalendar"), "calendar");
  EXPECT_EQ(magic("%PDF-1.7"), "pdf");
  EXPECT_EQ(magic("PK\x03\x04zip"sv), "zip");
  EXPECT_EQ(magic("MZ\x90\x00"sv), "exe");
  EXPECT_EQ(magic("<!DOCTYPE html><html>"), "html");
  EXPECT_EQ(magic("<?xml version='1.0'?><svg xmlns='x'>"), "svg");
  EXPECT_EQ(magic("RIFF1234WEBP"), "webp");
  EXPECT_EQ(magic("hello"), "text");
  EXPECT_EQ(magic(" \r\n"), "empty");
  EXPECT_EQ(magic(""), "empty");
  EXPECT_EQ(magic("\x01\x02\x03\x04"), "binary");
}

}  // namespace
}  // namespace calspam
