// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "detect/rule_files.hh"
#include "detect/rule_set_impl.hh"
#include "util/hash.hh"
#include "util/prepared_files.hh"
#include "util/text.hh"
#include "util/yaml_reader.hh"

namespace calspam {
namespace {

constexpr std::string_view kLists = "lists";
constexpr std::string_view kClauses = "clauses.yaml";  // read by clauses.cc
constexpr std::size_t kPreparedBytes = 64u << 20;

Result<std::vector<RuleFile>> read_all(const RuleOptions& options) {
  std::vector<RuleFile> all;
  for (const std::string& directory : options.directories) {
    auto files = read_rule_files(directory);
    if (!files) return tl::unexpected(files.error());
    std::move(files->begin(), files->end(), std::back_inserter(all));
  }
  return all;
}

// Lengths keep apart what belongs to different files.
std::string digest_of(const std::vector<RuleFile>& files) {
  std::size_t size = 0;
  for (const RuleFile& file : files)
    size += file.bytes.size() + file.folder.size() + file.name.size() + 24;
  std::string bytes;
  bytes.reserve(size);
  for (const RuleFile& file : files)
    bytes += fmt::format("{} {}\n{}\n", file.bytes.size(), file.relative(),
                         file.bytes);
  return sha256(bytes);
}

// What cannot be read prepares nothing.
std::string prepared_bytes(const RuleOptions& options) {
  if (options.prepared.empty()) return "";
  Result<std::string> bytes =
      read_bounded_file(options.prepared, kPreparedBytes);
  return bytes ? std::move(*bytes) : "";
}

bool are_all_prepared(const std::vector<RuleFile>& files,
                      const PreparedFiles& prepared) {
  return files.size() == prepared.size() &&
         std::all_of(files.begin(), files.end(), [&](const RuleFile& file) {
           return prepared.has(file.relative(), file.bytes);
         });
}

// The policy of the last folder that has one.
Result<Policy> read_policy(const RuleOptions& options,
                           const std::vector<RuleFile>& files,
                           const PreparedFiles& prepared) {
  const RuleFile* last = nullptr;
  for (const RuleFile& file : files)
    if (file.folder.empty() && file.name == "policy.yaml") last = &file;
  if (last == nullptr)
    return fail(fmt::format("{}", fmt::join(options.directories, ", ")),
                "no policy.yaml in any rule folder");
  const auto root = prepared.read(last->relative(), last->bytes, last->file);
  if (!root) return tl::unexpected(root.error());
  return parse_policy(*root, last->file);
}

// The actions of the last folder that has some; a set without gives none.
Result<ActionTable> read_actions(const std::vector<RuleFile>& files,
                                 const PreparedFiles& prepared,
                                 Vocabulary vocabulary) {
  const RuleFile* last = nullptr;
  for (const RuleFile& file : files)
    if (file.folder.empty() && file.name == "actions.yaml") last = &file;
  if (last == nullptr) return ActionTable();
  const auto root = prepared.read(last->relative(), last->bytes, last->file);
  if (!root) return tl::unexpected(root.error());
  return ActionTable::parse(*root, last->file, vocabulary);
}

Result<bool> read_lists(const std::vector<RuleFile>& files, Lists& lists) {
  for (const RuleFile& file : files) {
    if (file.folder != kLists) continue;
    auto added = lists[file.stem()].add(file.bytes, file.file);
    if (!added) return added;
  }
  return true;
}

Result<CompiledRule> read_rule(const RuleFile& file,
                               const PreparedFiles& prepared,
                               const Policy& policy, Vocabulary vocabulary) {
  if (policy.group(file.folder) < 0)
    return fail(file.file,
                fmt::format("the folder \"{}\" is no group of policy.yaml{}",
                            printable(file.folder),
                            suggestion(file.folder, policy.group_ids())));
  const auto root = prepared.read(file.relative(), file.bytes, file.file);
  if (!root) return tl::unexpected(root.error());
  return parse_rule({file.file, file.folder, file.stem(), file.bytes}, *root,
                    policy, vocabulary);
}

Result<std::vector<CompiledRule>> read_rules(const std::vector<RuleFile>& files,
                                             const PreparedFiles& prepared,
                                             const Policy& policy,
                                             Vocabulary vocabulary) {
  std::map<std::string, std::string> file_of;  // by id
  std::vector<CompiledRule> compiled;
  for (const RuleFile& file : files) {
    if (file.folder.empty() || file.folder == kLists) continue;
    auto rule = read_rule(file, prepared, policy, vocabulary);
    if (!rule) return tl::unexpected(rule.error());
    const auto [other, is_new] = file_of.emplace(rule->rule.id, file.file);
    if (!is_new)
      return fail(file.file + ":1:1",
                  fmt::format("rule \"{}\" stands in {} too", rule->rule.id,
                              other->second));
    compiled.push_back(std::move(*rule));
  }
  std::sort(compiled.begin(), compiled.end(),
            [&](const CompiledRule& a, const CompiledRule& b) {
              return std::tuple(policy.group(a.rule.group), a.rule.id) <
                     std::tuple(policy.group(b.rule.group), b.rule.id);
            });
  return compiled;
}

Result<bool> check_names(const std::vector<std::string>& names,
                         const std::string& option, const Policy& policy,
                         const std::vector<CompiledRule>& compiled) {
  std::vector<std::string> known = policy.group_ids();
  for (const CompiledRule& rule : compiled) known.push_back(rule.rule.id);
  for (const std::string& name : names)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return fail(option,
                  fmt::format("no rule or group \"{}\"{}", printable(name),
                              suggestion(name, known)));
  return true;
}

bool is_named(const Rule& rule, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name == rule.id || name == rule.group;
  });
}

Result<bool> choose(const RuleOptions& options, const Policy& policy,
                    std::vector<CompiledRule>& compiled) {
  auto known = check_names(options.select, "--select", policy, compiled);
  if (known) known = check_names(options.ignore, "--ignore", policy, compiled);
  if (!known) return known;
  std::erase_if(compiled, [&](const CompiledRule& rule) {
    const bool selected =
        options.select.empty() || is_named(rule.rule, options.select);
    return !selected || is_named(rule.rule, options.ignore);
  });
  return true;
}

}  // namespace

Result<RuleSet> RuleSet::load(const RuleOptions& options,
                              std::span<const Fact> table) {
  const auto files = read_all(options);
  if (!files) return tl::unexpected(files.error());
  auto impl = std::make_unique<Impl>(table);
  const PreparedFiles prepared(prepared_bytes(options));
  impl->digest = are_all_prepared(*files, prepared)
                     ? std::string(prepared.digest())
                     : digest_of(*files);
  impl->patterns.expect(prepared.patterns());
  auto policy = read_policy(options, *files, prepared);
  if (!policy) return tl::unexpected(policy.error());
  impl->policy = std::move(*policy);
  const auto lists = read_lists(*files, impl->lists);
  if (!lists) return tl::unexpected(lists.error());
  auto rules = read_rules(*files, prepared, impl->policy,
                          {impl->table, impl->lists, impl->patterns});
  if (!rules) return tl::unexpected(rules.error());
  impl->compiled = std::move(*rules);
  const auto chosen = choose(options, impl->policy, impl->compiled);
  if (!chosen) return tl::unexpected(chosen.error());
  auto actions = read_actions(*files, prepared,
                              {impl->table, impl->lists, impl->patterns});
  if (!actions) return tl::unexpected(actions.error());
  impl->actions = std::move(*actions);
  impl->patterns.build();
  for (const CompiledRule& rule : impl->compiled)
    impl->rules.push_back(rule.rule);
  return RuleSet(std::move(impl));
}

Result<std::string> RuleSet::prepare(const RuleOptions& options,
                                     std::span<const Fact> table) {
  const Result<RuleSet> rules = load(options, table);
  if (!rules) return tl::unexpected(rules.error());
  auto files = read_all(options);
  if (!files) return tl::unexpected(files.error());
  std::vector<PreparedFile> prepared;
  for (RuleFile& file : *files) {
    PreparedFile& added = prepared.emplace_back();
    added.name = file.relative();
    added.bytes = std::move(file.bytes);
    const bool is_read = file.name.ends_with(".yaml") && added.name != kClauses;
    if (!is_read) continue;
    auto tree = read_yaml(added.bytes, file.file);
    if (!tree) return tl::unexpected(tree.error());
    added.tree = std::move(*tree);
  }
  return write_prepared(prepared, rules->impl_->patterns.known(),
                        rules->digest());
}

}  // namespace calspam
