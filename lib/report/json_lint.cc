// SPDX-License-Identifier: MIT
#include "report/json_lint.hh"

#include "lint/lint.hh"

namespace calspam {
namespace {

void write_where(JsonText& json, const LintRow& row) {
  json.known("part", row.part);
  json.known("property", row.property);
  json.positive("line", row.line);
  json.positive("column", row.column);
  json.positive("end_line", row.end_line);
  json.positive("end_column", row.end_column);
  json.member("span", row.span);
}

std::string_view mending_name(const LintRow& row) {
  if (row.edits.empty()) return "";
  return row.check->mending == Mending::Unsafe ? "unsafe" : "safe";
}

void write_row(JsonText& json, const LintRow& row) {
  json.member("id", row.check->id);
  json.member("slug", row.check->slug);
  json.known("key", row.key);
  json.member("level", lint_level_name(row.level));
  json.member("message", row.message);
  json.member("clause", row.check->clause);
  json.member("fix", row.check->fix);
  json.known("mending", mending_name(row));
  json.known("suppressed", suppressed_name(row.suppressed));
  json.known("lowered", row.lowered);
  json.object("where", [&](JsonText& inner) { write_where(inner, row); });
  json.known("shown", row.shown);
  json.member("fingerprint", row.fingerprint);
}

void write_steps(JsonText& json, std::string_view name,
                 const std::vector<LayoutEdit>& edits) {
  json.array(name, edits, [](JsonText& steps, const LayoutEdit& edit) {
    steps.value(edit.text());
  });
}

void write_line(JsonText& json, const LayoutLine& line) {
  json.member("depth", line.depth);
  json.known("role", line.role);
  json.known("wanted", line.wanted);
  json.known("part", line.path);
  json.known("has", line.has);
  json.member("state", line.state.empty() ? "fits" : line.state);
}

void write_layout(JsonText& json, const LayoutComparison& layout) {
  const auto name = [](const Layout* one) {
    return one == nullptr ? std::string_view() : std::string_view(one->name);
  };
  json.known("wanted", layout.any ? "any" : name(layout.wanted));
  json.member("fits", layout.fits_wanted());
  json.known("fitting", name(layout.fitting));
  json.known("nearest", name(layout.nearest));
  json.member("compared", !layout.too_large);
  json.objects("roles", layout.lines, write_line);
  write_steps(json, "steps", layout.edits);
  write_steps(json, "steps_to_nearest", layout.nearest_edits);
}

void write_client(JsonText& json, const ClientView& view) {
  json.member("clients", view.family->id);
  json.known("text", view.body);
  json.known("calendar", view.calendar);
  json.member("files", view.files);
  json.member("can_answer", view.can_answer);
  json.known("note", view.note);
}

}  // namespace

void write_lint(JsonText& json, const LintReport& lint) {
  json.member("errors", lint.count(LintLevel::Error));
  json.member("warnings", lint.count(LintLevel::Warning));
  json.member("notes", lint.count(LintLevel::Note));
  json.member("suppressed", lint.suppressed);
  json.member("left_out", lint.left_out);
  json.positive("renderings", lint.renderings);
  json.objects("findings", lint.rows, write_row);
  json.object_if(lint.layout && !lint.clients.empty(), "layout",
                 [&](JsonText& layout) { write_layout(layout, *lint.layout); });
  json.objects("clients", lint.clients, write_client);
}

}  // namespace calspam
