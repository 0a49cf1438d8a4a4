// SPDX-License-Identifier: MIT
#include "mail/second_opinion.hh"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "mail/anomalies.hh"
#include "mail/header_field.hh"
#include "util/text.hh"

namespace calspam {

namespace {

// -- what gmime 3.2 cannot bear ----------------------------------------------

constexpr std::size_t kMostBytes = 4u << 20;
// An empty part costs it 1.3 kB; each line with two hyphens is compared with
// every open boundary.
constexpr std::size_t kMostHyphenLines = 20'000;
constexpr std::size_t kMostParts = 2'000;
constexpr std::size_t kMostFields = 20'000;
// It opens a converter for each charset that an encoded word names.
constexpr std::size_t kMostEncodedWords = 2'000;
// Address groups recurse: 22,000 colons overflow a stack of 8 MB.
constexpr std::size_t kMostAddressColons = 64;
constexpr std::size_t kMostFieldBytes = 32u << 10;

bool is_address_field(std::string_view line) {
  constexpr std::string_view kNames[] = {"from",
                                         "sender",
                                         "reply-to",
                                         "to",
                                         "cc",
                                         "bcc",
                                         "disposition-notification-to"};
  std::string_view name = line.substr(0, line.find(':'));
  if (name.size() == line.size() || name.size() > 40) return false;
  name = trimmed(name);
  if (starts_ignoring_case(name, "resent-")) name.remove_prefix(7);
  return std::any_of(
      std::begin(kNames), std::end(kNames),
      [&](std::string_view known) { return same_ignoring_case(name, known); });
}

// Looks at every line of the input as if it stood in a header, since gmime
// may see headers where we see none.
std::string unbearable_line(std::string_view bytes) {
  std::size_t colons = 0;
  std::size_t field_begin = 0;
  bool in_address = false;
  std::size_t hyphens = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    if (line.starts_with("--") && ++hyphens > kMostHyphenLines)
      return "too many lines that could be boundaries";
    if (!line.starts_with(' ') && !line.starts_with('\t')) {
      in_address = is_address_field(line);
      field_begin = at;
      colons = 0;
    }
    if (in_address) {
      colons +=
          static_cast<std::size_t>(std::count(line.begin(), line.end(), ':'));
      if (colons > kMostAddressColons) return "address groups nested too deep";
      if (end - field_begin > kMostFieldBytes)
        return "an address field too long";
    }
    at = end + 1;
  }
  return "";
}

std::size_t encoded_words(std::string_view bytes) {
  std::size_t count = 0;
  for (std::size_t at = bytes.find("=?"); at != std::string_view::npos;
       at = bytes.find("=?", at + 2))
    ++count;
  return count;
}

// Why gmime must not see the message, or "".
std::string objection(std::string_view bytes, const Message& ours) {
  if (bytes.size() > kMostBytes) return "the message is too large";
  if (ours.parts.size() > kMostParts) return "too many parts";
  if (!ours.complete) return "we have not read all of it ourselves";
  std::size_t fields = 0;
  for (const Part& part : ours.parts) {
    fields += part.headers.size();
    for (const Header& field : part.headers)
      if (field.value.size() > kMostFieldBytes) return "a header too long";
  }
  if (fields > kMostFields) return "too many header fields";
  if (encoded_words(bytes) > kMostEncodedWords) return "too many encoded words";
  return unbearable_line(bytes);
}

// -- its warnings ------------------------------------------------------------

struct Warning {
  GMimeParserWarning code;
  const AnomalyKind* kind;
};
constexpr Warning kWarnings[] = {
    {GMIME_WARN_DUPLICATED_HEADER, &anomaly::kGmimeDuplicatedHeader},
    {GMIME_WARN_DUPLICATED_PARAMETER, &anomaly::kGmimeDuplicatedParameter},
    {GMIME_WARN_UNENCODED_8BIT_HEADER, &anomaly::kGmime8BitHeader},
    {GMIME_WARN_INVALID_CONTENT_TYPE, &anomaly::kGmimeContentType},
    {GMIME_WARN_INVALID_RFC2047_HEADER_VALUE, &anomaly::kGmimeEncodedWord},
    {GMIME_WARN_MALFORMED_MULTIPART, &anomaly::kGmimeMalformedMultipart},
    {GMIME_WARN_TRUNCATED_MESSAGE, &anomaly::kGmimeTruncated},
    {GMIME_WARN_MALFORMED_MESSAGE, &anomaly::kGmimeMalformedMessage},
    {GMIME_CRIT_INVALID_HEADER_NAME, &anomaly::kGmimeHeaderName},
    {GMIME_CRIT_CONFLICTING_HEADER, &anomaly::kGmimeConflictingHeader},
    {GMIME_CRIT_CONFLICTING_PARAMETER, &anomaly::kGmimeConflictingParameter},
    {GMIME_CRIT_MULTIPART_WITHOUT_BOUNDARY, &anomaly::kGmimeNoBoundary},
    {GMIME_WARN_INVALID_PARAMETER, &anomaly::kGmimeParameter},
    {GMIME_WARN_INVALID_ADDRESS_LIST, &anomaly::kGmimeAddressList},
    {GMIME_CRIT_NESTING_OVERFLOW, &anomaly::kGmimeNesting},
    {GMIME_WARN_PART_WITHOUT_CONTENT, &anomaly::kGmimeNoContent},
    {GMIME_CRIT_PART_WITHOUT_HEADERS_OR_CONTENT, &anomaly::kGmimeNoPart}};

struct WarningLog {
  Anomalies anomalies;
  std::uint64_t base = 0;
  std::uint64_t size = 0;
  std::size_t most = 0;
  std::size_t excerpt = 0;
};

void take_warning(gint64 offset, GMimeParserWarning code, const gchar* item,
                  gpointer user_data) {
  auto& log = *static_cast<WarningLog*>(user_data);
  if (log.anomalies.size() >= log.most) return;
  for (const Warning& warning : kWarnings) {
    if (warning.code != code) continue;
    const std::uint64_t at =
        offset < 0 ? 0 : static_cast<std::uint64_t>(offset) + log.base;
    log.anomalies.push_back(
        {warning.kind,
         item ? std::string(truncated(item, log.excerpt)) : std::string(),
         Span{std::min(at, log.size), std::min(at, log.size)}});
  }
}

// -- its tree ----------------------------------------------------------------

// What is compared of a node, of theirs as of ours.
struct Node {
  std::string type;
  std::size_t children = 0;
  bool is_leaf = false;
  std::map<std::string, std::string> parameters;
};
using Tree = std::map<std::string, Node>;  // by path

constexpr const char* kCompared[] = {"method", "charset", "name", "boundary"};
constexpr int kDeepest = 200;

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

void add_node(Tree& tree, GMimeObject* object, const std::string& path,
              int depth);

std::size_t add_children(Tree& tree, GMimeObject* object,
                         const std::string& path, int depth) {
  if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage* message =
        g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    GMimeObject* root = message ? g_mime_message_get_mime_part(message) : NULL;
    if (root == nullptr) return 0;
    add_node(tree, root, path + ".1", depth + 1);
    return 1;
  }
  if (!GMIME_IS_MULTIPART(object)) return 0;
  const int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
  for (int i = 0; i < count; ++i)
    add_node(tree, g_mime_multipart_get_part(GMIME_MULTIPART(object), i),
             fmt::format("{}.{}", path, i + 1), depth + 1);
  return static_cast<std::size_t>(std::max(count, 0));
}

void add_node(Tree& tree, GMimeObject* object, const std::string& path,
              int depth) {
  if (object == nullptr || depth > kDeepest) return;
  Node node;
  if (GMimeContentType* type = g_mime_object_get_content_type(object)) {
    const char* media = g_mime_content_type_get_media_type(type);
    const char* subtype = g_mime_content_type_get_media_subtype(type);
    node.type = ascii_lower(std::string(media ? media : "") + "/" +
                            (subtype ? subtype : ""));
    for (const char* name : kCompared)
      if (const char* value = g_mime_content_type_get_parameter(type, name))
        node.parameters[name] = to_valid_utf8(value);
  }
  node.children = add_children(tree, object, path, depth);
  node.is_leaf = !GMIME_IS_MULTIPART(object) && !GMIME_IS_MESSAGE_PART(object);
  tree[path] = std::move(node);
}

Tree our_tree(const Message& ours) {
  Tree tree;
  std::map<int, std::size_t> children;
  for (const Part& part : ours.parts)
    if (part.reading.empty()) ++children[part.parent];
  for (std::size_t i = 0; i < ours.parts.size(); ++i) {
    const Part& part = ours.parts[i];
    if (!part.reading.empty()) continue;
    Node node;
    node.type = part.type.name();
    node.children = children[static_cast<int>(i)];
    node.is_leaf = part.is_leaf();
    for (const char* name : kCompared)
      if (const Parameter* parameter = part.type.parameter(name))
        node.parameters[name] = parameter->value;
    tree[part.path] = std::move(node);
  }
  return tree;
}

// -- where they differ -------------------------------------------------------

constexpr std::size_t kMostDifferences = 50;

class Comparison {
 public:
  Comparison(const Tree& theirs, const Tree& ours, std::size_t excerpt)
      : theirs_(theirs), ours_(ours), excerpt_(excerpt) {}

  std::vector<std::string> differences() {
    const std::size_t their_leaves = leaves(theirs_);
    const std::size_t our_leaves = leaves(ours_);
    if (their_leaves != our_leaves)
      say("gmime sees {}, we see {}", counted_leaves(their_leaves),
          counted_leaves(our_leaves));
    for (const auto& [path, node] : ours_) {
      const auto other = theirs_.find(path);
      if (other == theirs_.end())
        say("\"{}\" at {} is not in the tree of gmime", shown(node.type), path);
      else
        compare(path, other->second, node);
    }
    for (const auto& [path, node] : theirs_)
      if (!ours_.contains(path))
        say("gmime sees \"{}\" at {}, we see nothing there", shown(node.type),
            path);
    return std::move(differences_);
  }

 private:
  static std::size_t leaves(const Tree& tree) {
    return static_cast<std::size_t>(
        std::count_if(tree.begin(), tree.end(),
                      [](const auto& entry) { return entry.second.is_leaf; }));
  }
  static std::string counted_leaves(std::size_t count) {
    return count == 1 ? "1 leaf" : fmt::format("{} leaves", count);
  }
  std::string shown(std::string_view text) const {
    return printable(truncated(text, excerpt_));
  }

  template <typename... Values>
  void say(fmt::format_string<Values...> sentence, Values&&... values) {
    if (differences_.size() < kMostDifferences)
      differences_.push_back(
          fmt::format(sentence, std::forward<Values>(values)...));
  }

  void compare(const std::string& path, const Node& theirs, const Node& ours) {
    if (theirs.type != ours.type)
      say("{} is \"{}\" for gmime, \"{}\" for us", path, shown(theirs.type),
          shown(ours.type));
    if (theirs.children != ours.children)
      say("gmime sees {} in {}, we see {}", counted_parts(theirs.children),
          path, counted_parts(ours.children));
    for (const char* name : kCompared) {
      const std::string& theirs_is = value(theirs, name);
      const std::string& ours_is = value(ours, name);
      if (trimmed(theirs_is) != trimmed(ours_is))
        say("{} of {} is \"{}\" for gmime, \"{}\" for us", name, path,
            shown(theirs_is), shown(ours_is));
    }
  }
  static std::string counted_parts(std::size_t count) {
    return counted(count, "part");
  }
  static const std::string& value(const Node& node, const char* name) {
    static const std::string kNone;
    const auto found = node.parameters.find(name);
    return found == node.parameters.end() ? kNone : found->second;
  }

  const Tree& theirs_;
  const Tree& ours_;
  std::size_t excerpt_;
  std::vector<std::string> differences_;
};

// Carriers that only another reading of ours shows.
void add_other_readings(const Message& ours, const Tree& theirs,
                        std::vector<std::string>& differences) {
  for (const Part& part : ours.parts) {
    if (part.reading.empty() || part.carrier == Carrier::None) continue;
    const auto same = theirs.find(part.path);
    if (same != theirs.end() && same->second.type == part.type.name()) continue;
    if (differences.size() < kMostDifferences)
      differences.push_back(
          fmt::format("\"{}\" at {} ({}) is not in the tree of gmime",
                      printable(part.type.name()), part.path, part.reading));
  }
}

Owned<GMimeMessage> parse(std::string_view bytes, WarningLog& log) {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
  const Owned<GMimeStream> stream(
      g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  // Never the mbox format: a From_ line within a part ends the mailbox for it.
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  const std::unique_ptr<GMimeParserOptions,
                        decltype(&g_mime_parser_options_free)>
      options(g_mime_parser_options_new(), &g_mime_parser_options_free);
  g_mime_parser_options_set_warning_callback(options.get(), take_warning, &log);
  return Owned<GMimeMessage>(
      g_mime_parser_construct_message(parser.get(), options.get()));
}

}  // namespace

MailOpinion ask_gmime(std::string_view bytes, const Message& ours,
                      const Limits& limits) {
  MailOpinion opinion;
  if (const std::string why = objection(bytes, ours); !why.empty()) {
    opinion.anomalies.push_back(
        {&anomaly::kGmimeNotAsked, why, Span{0, bytes.size()}});
    return opinion;
  }
  opinion.asked = true;
  WarningLog log;
  log.base = ours.mbox_from.empty() ? 0 : ours.root().header_span.begin;
  log.size = bytes.size();
  log.most = limits.anomalies;
  log.excerpt = limits.excerpt_bytes;
  const Owned<GMimeMessage> message = parse(bytes.substr(log.base), log);
  opinion.anomalies = std::move(log.anomalies);
  GMimeObject* root =
      message ? g_mime_message_get_mime_part(message.get()) : nullptr;
  if (root == nullptr) {
    opinion.anomalies.push_back(
        {&anomaly::kGmimeNoMessage, "", Span{0, bytes.size()}});
    opinion.differences.emplace_back("gmime sees no message at all");
    return opinion;
  }
  Tree theirs;
  add_node(theirs, root, "1", 0);
  opinion.differences =
      Comparison(theirs, our_tree(ours), limits.excerpt_bytes).differences();
  add_other_readings(ours, theirs, opinion.differences);
  return opinion;
}

}  // namespace calspam
