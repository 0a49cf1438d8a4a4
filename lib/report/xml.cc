// SPDX-License-Identifier: MIT
#include "report/xml.hh"

#include "util/text.hh"

namespace calspam {

std::string xml_text(std::string_view untrusted) {
  std::string out;
  const std::string text = printable(untrusted);
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        // U+FFFE and U+FFFF are no characters of XML.
        if (text.compare(i, 2, "\xEF\xBF") == 0 && i + 2 < text.size() &&
            static_cast<unsigned char>(text[i + 2]) >= 0xBE) {
          out += "?";
          i += 2;
        } else {
          out += text[i];
        }
    }
  }
  return out;
}

}  // namespace calspam
