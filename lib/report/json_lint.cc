// SPDX-License-Identifier: MIT
#include "report/json_lint.hh"

#include <nlohmann/json.hpp>

#include "lint/lint.hh"

namespace calspam {
namespace {

using Json = nlohmann::ordered_json;

Json known(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}
Json positive(std::uint64_t number) {
  return number == 0 ? Json(nullptr) : Json(number);
}

Json where_json(const LintRow& row) {
  Json json;
  json["part"] = known(row.part);
  json["property"] = known(row.property);
  json["line"] = positive(row.line);
  json["column"] = positive(row.column);
  json["end_line"] = positive(row.end_line);
  json["end_column"] = positive(row.end_column);
  json["span"] = row.span.empty() ? Json(nullptr)
                                  : Json::array({row.span.begin, row.span.end});
  return json;
}

std::string_view mending_name(const LintRow& row) {
  if (row.edits.empty()) return "";
  return row.check->mending == Mending::Unsafe ? "unsafe" : "safe";
}

Json row_json(const LintRow& row) {
  Json json;
  json["id"] = row.check->id;
  json["slug"] = row.check->slug;
  json["key"] = known(row.key);
  json["level"] = lint_level_name(row.level);
  json["message"] = row.message;
  json["clause"] = row.check->clause;
  json["fix"] = row.check->fix;
  json["mending"] = known(mending_name(row));
  json["suppressed"] = known(suppressed_name(row.suppressed));
  json["lowered"] = known(row.lowered);
  json["where"] = where_json(row);
  json["shown"] = known(row.shown);
  json["fingerprint"] = row.fingerprint;
  return json;
}

Json steps_json(const std::vector<LayoutEdit>& edits) {
  Json json = Json::array();
  for (const LayoutEdit& edit : edits) json.push_back(edit.text());
  return json;
}

Json line_json(const LayoutLine& line) {
  Json json;
  json["depth"] = line.depth;
  json["role"] = known(line.role);
  json["wanted"] = known(line.wanted);
  json["part"] = known(line.path);
  json["has"] = known(line.has);
  json["state"] = line.state.empty() ? "fits" : line.state;
  return json;
}

Json layout_json(const LayoutComparison& layout) {
  const auto name = [](const Layout* one) {
    return one == nullptr ? Json(nullptr) : Json(one->name);
  };
  Json json;
  json["wanted"] = layout.any ? Json("any") : name(layout.wanted);
  json["fits"] = layout.fits_wanted();
  json["fitting"] = name(layout.fitting);
  json["nearest"] = name(layout.nearest);
  json["compared"] = !layout.too_large;
  json["roles"] = Json::array();
  for (const LayoutLine& line : layout.lines)
    json["roles"].push_back(line_json(line));
  json["steps"] = steps_json(layout.edits);
  json["steps_to_nearest"] = steps_json(layout.nearest_edits);
  return json;
}

Json client_json(const ClientView& view) {
  Json json;
  json["clients"] = view.family->id;
  json["text"] = known(view.body);
  json["calendar"] = known(view.calendar);
  json["files"] = view.files;
  json["can_answer"] = view.can_answer;
  json["note"] = known(view.note);
  return json;
}

}  // namespace

std::string lint_json(const Report& report) {
  if (!report.lint) return "{}";
  const LintReport& lint = *report.lint;
  Json json;
  json["errors"] = lint.count(LintLevel::Error);
  json["warnings"] = lint.count(LintLevel::Warning);
  json["notes"] = lint.count(LintLevel::Note);
  json["suppressed"] = lint.suppressed;
  json["left_out"] = lint.left_out;
  json["renderings"] = positive(lint.renderings);
  json["findings"] = Json::array();
  for (const LintRow& row : lint.rows)
    json["findings"].push_back(row_json(row));
  json["layout"] = lint.layout && !lint.clients.empty()
                       ? layout_json(*lint.layout)
                       : Json(nullptr);
  json["clients"] = Json::array();
  for (const ClientView& view : lint.clients)
    json["clients"].push_back(client_json(view));
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace calspam
