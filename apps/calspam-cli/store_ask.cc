// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "output.hh"
#include "report/style.hh"
#include "store_files.hh"
#include "store_text.hh"
#include "store_verbs.hh"
#include "terminal.hh"
#include "util/text.hh"

namespace calspam {
namespace {

// One run of a verb that only reads: what it found is written, and counted.
class Asking {
 public:
  explicit Asking(const StoreOptions& options)
      : options_(options),
        output_(STDOUT_FILENO, ::isatty(STDOUT_FILENO) == 1) {}

  /// The exit status: 0 when something was found, 1 when nothing was.
  template <typename Ask>
  int run(Ask ask) {
    Result<Store> store = Store::open(options_.path, Store::Access::Read);
    if (!store) {
      trouble(store.error());
    } else {
      ask(*store);
    }
    output_.flush();
    if (output_.trouble() == Output::Trouble::ClosedPipe)
      return kExitClosedPipe;
    if (output_.trouble() == Output::Trouble::Failed) {
      complain("standard output", output_.reason());
      return kExitTrouble;
    }
    if (was_interrupted()) return kExitInterrupted;
    if (!fine_) return kExitTrouble;
    return found_ > 0 ? kExitFine : kExitFound;
  }

  void trouble(const Error& error) {
    complain(error.where, error.what);
    fine_ = false;
  }
  void not_fine() { fine_ = false; }
  void count() { ++found_; }

  void show(const Store::Found& found) {
    if (!found) return trouble(found.error());
    for (const StoredSighting& each : *found) show(each);
    note_limit(found->size());
  }

  // On standard error, since it is no part of what was asked for.
  void note_limit(std::size_t shown) const {
    if (shown == options_.most)
      complain("", fmt::format("no more than {} are shown; see --limit",
                               options_.most));
  }

  // Each sighting once, however many questions lead to it.
  void show(const StoredSighting& stored) {
    if (!shown_.insert(stored.number).second) return;
    ++found_;
    put(options_.json ? sighting_json(stored)
                      : (found_ == 1 ? "" : "\n") + sighting_text(stored));
  }

  void put(std::string text) {
    if (options_.ascii && !options_.json) text = ascii_only(text);
    output_.put(text);
  }
  bool is_open() const { return output_.is_open() && !was_interrupted(); }
  const StoreOptions& options() const { return options_; }

 private:
  const StoreOptions& options_;
  Output output_;
  std::set<std::int64_t> shown_;
  std::size_t found_ = 0;
  bool fine_ = true;
};

// A UID may have a slash, but is seldom also the name of a file.
bool is_file(const std::string& operand) {
  std::error_code error;
  return operand == "-" || std::filesystem::exists(operand, error);
}

// By the bytes themselves, then by the events that they hold.
void why_file(Asking& asking, Store& store, const Sighting& file) {
  const std::size_t most = asking.options().most;
  asking.show(store.by_trait({TraitKind::Hash, file.sha256}, most));
  std::set<std::string> uids;
  for (const SightedEvent& event : file.events)
    if (!event.uid.empty() && uids.insert(event.uid).second)
      asking.show(store.by_uid(event.uid, most));
}

// "user@b.example  to  2026-11-02T10:00:00Z  1 input"
std::string recipient_line(const EventRecipient& recipient, bool json) {
  if (json)
    return fmt::format(
        "{{\"address\":{},\"role\":{},\"newest\":{},\"inputs\":{}}}\n",
        json_string(printable(recipient.address)),
        json_string(printable(recipient.role)),
        json_string(iso_instant(recipient.newest)), recipient.inputs);
  return fmt::format(
      "{}  {:<12}  {}  {}\n", iso_instant(recipient.newest),
      printable(recipient.role), printable(recipient.address),
      recipient.inputs > 1 ? counted(recipient.inputs, "input") : "");
}

std::string gap_line(const SightedEvent& event, bool other_organizer,
                     bool json) {
  const auto shown = [](const std::string& text) {
    return json_string(printable(text));
  };
  if (json)
    return fmt::format(
        "{{\"uid\":{},\"recurrence_id\":{},\"organizer\":{},\"summary\":{},"
        "\"start\":{},\"other_organizer\":{}}}\n",
        shown(event.uid), shown(event.recurrence_id), shown(event.organizer),
        shown(event.summary), shown(event.start), other_organizer);
  std::string line =
      fmt::format("{}  {}\n  {:<14}{}\n",
                  event.start.empty() ? "-" : printable(event.start),
                  printable(event.summary), "uid", printable(event.uid));
  if (!event.organizer.empty())
    line +=
        fmt::format("  {:<14}{}\n", "organizer", printable(event.organizer));
  if (other_organizer)
    line += "  mail with this UID came from another organizer\n";
  return line;
}

// Whether mail accounts for an event: same UID, and the same organizer where
// both name one. A series accounts for its occurrences.
struct Accounted {
  bool by_mail = false;
  bool other_organizer = false;
};

Accounted accounted(const SightedEvent& event,
                    const std::vector<AccountingMail>& mail) {
  Accounted out;
  for (const AccountingMail& each : mail) {
    if (!each.recurrence_id.empty() &&
        each.recurrence_id != event.recurrence_id)
      continue;
    const bool same = event.organizer.empty() || each.organizer.empty() ||
                      same_ignoring_case(each.organizer, event.organizer);
    out.by_mail = out.by_mail || same;
    out.other_organizer = out.other_organizer || !same;
  }
  return out;
}

}  // namespace

int store_why(const StoreOptions& options) {
  Asking asking(options);
  std::vector<std::string> uids, paths;
  for (const std::string& operand : options.operands)
    (is_file(operand) ? paths : uids).push_back(operand);
  StoreFiles files;
  if (!paths.empty()) files = read_store_files(paths);
  if (!files.fine) asking.not_fine();
  return asking.run([&](Store& store) {
    for (const std::string& uid : uids)
      asking.show(store.by_uid(uid, options.most));
    for (const Sighting& file : files.sightings) why_file(asking, store, file);
  });
}

int store_who(const StoreOptions& options) {
  Asking asking(options);
  return asking.run([&](Store& store) {
    for (const std::string& uid : options.operands) {
      const auto who = store.who(uid, options.most);
      if (!who) return asking.trouble(who.error());
      for (const EventRecipient& recipient : *who) {
        asking.count();
        asking.put(recipient_line(recipient, options.json));
      }
      asking.note_limit(who->size());
    }
  });
}

int store_same_as(const StoreOptions& options) {
  Asking asking(options);
  return asking.run([&](Store& store) {
    for (const Trait& trait : options.traits)
      asking.show(store.by_trait(trait, options.most));
  });
}

int store_user(const StoreOptions& options) {
  Asking asking(options);
  return asking.run([&](Store& store) {
    for (const std::string& address : options.operands)
      asking.show(
          store.by_recipient(asked_address(options, address), options.most));
  });
}

int store_message_id(const StoreOptions& options) {
  Asking asking(options);
  return asking.run([&](Store& store) {
    for (std::string_view id : options.operands) {
      if (id.starts_with('<')) id.remove_prefix(1);
      if (id.ends_with('>')) id.remove_suffix(1);
      asking.show(store.by_message_id(id, options.most));
    }
  });
}

int store_gaps(const StoreOptions& options) {
  Asking asking(options);
  const StoreFiles files = read_store_files(options.operands);
  if (!files.fine) asking.not_fine();
  std::size_t events = 0;
  std::size_t gaps = 0;
  const int status = asking.run([&](Store& store) {
    for (const Sighting& file : files.sightings) {
      for (const SightedEvent& event : file.events) {
        // Without a UID nothing leads from the event to any mail.
        const auto mail = event.uid.empty()
                              ? Result<std::vector<AccountingMail>>()
                              : store.mail_for(event.uid, 1'000);
        if (!mail) return asking.trouble(mail.error());
        ++events;
        const Accounted by = accounted(event, *mail);
        if (by.by_mail) continue;
        ++gaps;
        asking.put(gap_line(event, by.other_organizer, options.json));
      }
    }
    if (!options.json)
      asking.put(fmt::format("{} of {} came by no mail that was recorded\n",
                             gaps, counted(events, "event")));
  });
  if (status != kExitFine && status != kExitFound) return status;
  return gaps > 0 ? kExitFound : kExitFine;
}

int store_export(const StoreOptions& options) {
  constexpr std::size_t kPiece = 500;
  Asking asking(options);
  const int status = asking.run([&](Store& store) {
    std::int64_t last = 0;
    while (asking.is_open()) {
      const Store::Found piece = store.after(last, kPiece);
      if (!piece) return asking.trouble(piece.error());
      if (piece->empty()) return;
      for (const StoredSighting& each : *piece) asking.put(sighting_json(each));
      last = piece->back().number;
    }
  });
  return status == kExitFound ? kExitFine : status;
}

int store_forget(const StoreOptions& options) {
  Result<Store> store = Store::open(options.path, Store::Access::Read);
  if (!store) {
    complain(store.error().where, store.error().what);
    return kExitTrouble;
  }
  std::uint64_t forgotten = 0;
  const auto add = [&](const Result<std::uint64_t>& some) {
    if (!some) complain(some.error().where, some.error().what);
    forgotten += some.value_or(0);
    return some.has_value();
  };
  bool fine = !options.before || add(store->forget_before(*options.before));
  if (!options.user.empty())
    fine =
        add(store->forget_user(asked_address(options, options.user))) && fine;
  fmt::print("{} forgotten\n", counted(forgotten, "sighting"));
  return fine ? kExitFine : kExitTrouble;
}

}  // namespace calspam
