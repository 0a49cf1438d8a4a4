// SPDX-License-Identifier: MIT
#include "lint/patch.hh"

#include <algorithm>
#include <tuple>

#include "lint/patch_text.hh"

namespace calspam {

// Where edits were taken. Kept in doubled offsets: an insertion holds the
// point between two bytes and both edges of it, so that nothing else is put
// there; spans that only meet do not collide.
class Patch::Claims {
 public:
  bool is_free(Span span) const {
    const Span wide = widened(span);
    const auto next = taken_.lower_bound(wide.begin);
    if (next != taken_.end() && next->first < wide.end) return false;
    return next == taken_.begin() || std::prev(next)->second <= wide.begin;
  }
  void take(Span span) {
    const Span wide = widened(span);
    taken_.emplace(wide.begin, wide.end);
  }

 private:
  // [5, 9) is 11..17, an insertion at 5 is 9..11 (offsets start at 1).
  static Span widened(Span span) {
    if (!span.empty()) return {2 * span.begin + 2, 2 * span.end + 1};
    return {2 * span.begin, 2 * span.begin + 3};
  }

  std::map<std::uint64_t, std::uint64_t> taken_;
};

struct Patch::Text : PatchText {};

namespace {

// Whether edits of one finding leave each other alone. Insertions at one
// place go in order.
bool lie_apart(std::span<const Edit> edits) {
  std::vector<const Edit*> spans;
  for (const Edit& edit : edits)
    if (!edit.span.empty()) spans.push_back(&edit);
  std::sort(spans.begin(), spans.end(), [](const Edit* a, const Edit* b) {
    return std::tie(a->part, a->span) < std::tie(b->part, b->span);
  });
  for (std::size_t i = 1; i < spans.size(); ++i)
    if (spans[i - 1]->part == spans[i]->part &&
        spans[i - 1]->span.end > spans[i]->span.begin)
      return false;
  return true;
}

}  // namespace

Patch::Patch(const Subject& subject, bool folds)
    : subject_(subject), folds_(folds), seals_(subject) {}
Patch::~Patch() = default;

const Patch::Text* Patch::text_of(int part) const {
  auto& slot = texts_[part];
  if (slot == nullptr) {
    slot = std::make_unique<Text>();
    static_cast<PatchText&>(*slot) = patch_text(subject_, part);
  }
  return slot->usable ? slot.get() : nullptr;
}

// Brings an edit of a part that is sent as it is to the raw input; finds the
// text of one that is encoded.
Patch::Answer Patch::fitted(Edit& edit, const Text*& text) const {
  text = nullptr;
  if (edit.span.begin > edit.span.end) return Answer::Impossible;
  if (edit.part < 0)
    return edit.span.end <= subject_.raw->bytes.size() ? Answer::Taken
                                                       : Answer::Impossible;
  text = text_of(edit.part);
  if (text == nullptr) return Answer::Impossible;
  edit.span.begin += text->skipped;
  edit.span.end += text->skipped;
  return edit.span.end <= text->bytes.size() ? Answer::Taken
                                             : Answer::Impossible;
}

bool Patch::is_free(const Edit& edit, const Text* text) const {
  const auto free_in = [this](int space, Span span) {
    const auto claims = claims_.find(space);
    return claims == claims_.end() || claims->second->is_free(span);
  };
  if (text == nullptr) return free_in(-1, edit.span);
  if (!text->is_encoded()) return free_in(-1, text->raw(edit.span));
  // The first edit of a part's text claims the body for such edits.
  if (edits_.contains(edit.part)) return free_in(edit.part, edit.span);
  return free_in(-1, text->body);
}

void Patch::take(Edit edit, const Text* text) {
  const auto claim = [this](int space, Span span) {
    auto& claims = claims_[space];
    if (claims == nullptr) claims = std::make_unique<Claims>();
    claims->take(span);
  };
  if (text == nullptr) {
    claim(-1, edit.span);
  } else if (!text->is_encoded()) {
    claim(-1, text->raw(edit.span));
  } else {
    if (!edits_.contains(edit.part)) claim(-1, text->body);
    claim(edit.part, edit.span);
  }
  edits_[edit.part].push_back(std::move(edit));
}

Patch::Answer Patch::add(std::span<const Edit> edits) {
  seal_.clear();
  if (!lie_apart(edits)) return Answer::Impossible;
  std::vector<std::pair<Edit, const Text*>> fitting;
  for (Edit edit : edits) {
    const Text* text = nullptr;
    if (const Answer answer = fitted(edit, text); answer != Answer::Taken)
      return answer;
    const Span raw = text == nullptr ? edit.span : text->raw(edit.span);
    seal_ = seals_.broken_by({raw, edit.text});
    if (!seal_.empty()) return Answer::Sealed;
    fitting.emplace_back(std::move(edit), text);
  }
  for (const auto& [edit, text] : fitting)
    if (!is_free(edit, text)) return Answer::Overlaps;
  for (auto& [edit, text] : fitting) take(std::move(edit), text);
  return Answer::Taken;
}

std::vector<Edit> Patch::raw_edits() const {
  std::vector<Edit> raw;
  for (const auto& [part, edits] : edits_) {
    // A bare calendar is calendar text from its first byte to its last.
    const Text* text =
        part >= 0 || !subject_.is_mail() ? text_of(part) : nullptr;
    if (text == nullptr)
      raw.insert(raw.end(), edits.begin(), edits.end());
    else
      for (Edit& edit : text->raw_edits(edits, folds_))
        raw.push_back(std::move(edit));
  }
  std::stable_sort(raw.begin(), raw.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin < b.span.begin ||
           (a.span.begin == b.span.begin && a.span.empty() && !b.span.empty());
  });
  return raw;
}

std::string Patch::bytes() const {
  return edited(subject_.raw->bytes, raw_edits());
}

std::string edited(std::string_view bytes, std::span<const Edit> edits) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 16);
  std::uint64_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < at) continue;
    out += slice(bytes, {at, edit.span.begin});
    out += edit.text;
    at = std::max(edit.span.begin, edit.span.end);
  }
  return out += slice(bytes, {at, bytes.size()});
}

}  // namespace calspam
