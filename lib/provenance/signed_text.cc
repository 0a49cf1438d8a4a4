// SPDX-License-Identifier: MIT
#include "provenance/signed_text.hh"

#include <algorithm>
#include <map>

#include "mail/anomalies.hh"
#include "util/text.hh"

namespace calspam {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Runs of white space become one space, at the end none is left.
void append_relaxed(std::string_view line, std::string& out) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_blank(line[i])) {
      out += line[i];
    } else if (i + 1 < line.size() && !is_blank(line[i + 1])) {
      out += ' ';
    }
  }
}

std::string with_crlf(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r')) out += '\r';
    out += raw[i];
  }
  return out;
}

std::string relaxed_field(std::string_view raw) {
  const std::size_t colon = std::min(raw.find(':'), raw.size());
  std::string out = ascii_lower(trimmed(raw.substr(0, colon)));
  out += ':';
  std::string value;
  for (std::size_t i = colon + 1; i < raw.size(); ++i) {
    const bool of_crlf = raw[i] == '\r' && raw.substr(i + 1, 1) == "\n";
    if (raw[i] != '\n' && !of_crlf) value += raw[i];
  }
  std::size_t begin = 0;
  while (begin < value.size() && is_blank(value[begin])) ++begin;
  append_relaxed(std::string_view(value).substr(begin), out);
  return out;
}

}  // namespace

SignedMessage signed_message(std::string_view bytes, const Message& message) {
  SignedMessage out;
  const Part& root = message.root();
  out.fields.reserve(root.headers.size());
  for (const Header& header : root.headers)
    out.fields.push_back(
        {ascii_lower(header.name), slice(bytes, header.span), header.span});
  out.root = &root;
  out.header_complete =
      std::ranges::none_of(message.anomalies, [&root](const Anomaly& each) {
        return each.kind == &anomaly::kHeaderLimit &&
               each.span.begin < root.header_span.end;
      });
  out.body =
      bytes.substr(std::min<std::uint64_t>(root.header_span.end, bytes.size()));
  return out;
}

std::string canonical_field(std::string_view raw, Canonicalization how) {
  return how == Canonicalization::Simple ? with_crlf(raw) : relaxed_field(raw);
}

BodyHasher::BodyHasher(HashAlgorithm algorithm, Canonicalization how,
                       std::optional<std::uint64_t> length)
    : hash_(algorithm), how_(how), length_(length) {}

void BodyHasher::update(std::string_view bytes) {
  std::uint64_t wanted = bytes.size();
  if (length_) wanted = std::min(wanted, *length_ - std::min(*length_, size_));
  hash_.update(bytes.substr(0, wanted));
  size_ += bytes.size();
}

void BodyHasher::line(std::string_view content) {
  if (how_ == Canonicalization::Relaxed) {
    relaxed_.clear();
    append_relaxed(content, relaxed_);
    content = relaxed_;
  }
  if (content.empty()) {
    ++empty_;
    return;
  }
  for (; empty_ > 0; --empty_) update("\r\n");
  update(content);
  update("\r\n");
}

std::string BodyHasher::value() const {
  if (size_ > 0 || how_ == Canonicalization::Relaxed) return hash_.value();
  // A body of nothing is one line end where nothing is relaxed.
  RunningHash hash(hash_);
  if (!length_ || *length_ >= 2) hash.update("\r\n");
  return hash.value();
}

std::uint64_t BodyHasher::size() const {
  return size_ == 0 && how_ == Canonicalization::Simple ? 2 : size_;
}

bool next_body_line(std::string_view& text, std::string_view& line) {
  if (text.empty()) return false;
  const std::size_t end = text.find('\n');
  line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  if (end != text.npos && line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

std::vector<int> selected_fields(const SignedMessage& message,
                                 const std::vector<std::string>& names) {
  // Of each name the places, the lowest field last.
  std::map<std::string_view, std::vector<int>> places;
  for (const std::string& name : names) places[name];
  for (std::size_t i = 0; i < message.fields.size(); ++i) {
    const auto found = places.find(message.fields[i].name);
    if (found != places.end()) found->second.push_back(static_cast<int>(i));
  }
  std::vector<int> selected;
  for (const std::string& name : names) {
    std::vector<int>& left = places[name];
    selected.push_back(left.empty() ? -1 : left.back());
    if (!left.empty()) left.pop_back();
  }
  return selected;
}

}  // namespace calspam
