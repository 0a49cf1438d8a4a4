// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "evidence/fact.hh"
#include "evidence/subject.hh"

namespace calspam::test {

/// A table of a few facts, each read from one plain member of a Subject, so
/// that a test makes its evidence by hand:
///
///   message.kind     text     service            unknown when ""
///   message.never    text                        always unknown
///   message.names    list     dkim_domains       never unknown
///   message.others   list     SecondOpinion::differences, when asked
///   message.flag     boolean  service_dedicated
///   message.hops     number   hops.size()
///   event.uid        text     Event::uid         unknown when ""
///   event.sequence   number   Event::sequence    unknown when absent
///   event.endless    boolean  Recurrence::endless
///   part.path        text     Part::path
///   attendee.role    text     Participant::role  unknown when ""
///   attendee.size    number   length of the role
///   alarm.repeat     number   Alarm::repeat
///   link.host        text     Url::host          unknown when ""
///   link.port        number   Url::port          unknown when absent
///   link.hidden      boolean  Link::hidden
///   link.wrappers    list     Link::wrappers
///
/// Places: link.* has Link::place, message.names one for each name.
std::span<const Fact> fake_facts();
/// How often link.host was observed since the last call.
int host_observations();

/// A subject with calendar content, made in words.
struct SubjectMaker {
  Subject subject;
  RawMessage raw;
  Limits limits;

  SubjectMaker();
  SubjectMaker& kind(std::string kind);
  SubjectMaker& names(std::vector<std::string> names);
  SubjectMaker& others(std::vector<std::string> others);
  /// Rows of the others belong to the last event, to none before the first.
  SubjectMaker& event(std::string uid, std::optional<int> sequence = {});
  SubjectMaker& attendee(std::string role);
  SubjectMaker& link(std::string host, std::optional<int> port = {},
                     Place place = {});
  SubjectMaker& alarm(int repeat);

 private:
  int last_event() const;
};

}  // namespace calspam::test
