// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/subject.hh"
#include "lint/selection.hh"
#include "util/result.hh"

namespace calspam {

/// What one genuine producer is known to do against the rules.
struct ProducerException {
  std::string producer;  ///< for people: "Zoom"
  std::string product;   ///< glob over PRODID, any case; "" is any
  std::string service;   ///< calendar service of the mail, "" is any
  std::string seen;      ///< when and where: the evidence
  std::string reason;    ///< shown with the findings it lowers
  std::vector<LevelOverride> levels;
};

/// rules/lint-exceptions.yaml: for abuse desks, who lint what they got and
/// look for what the named producer does not do.
struct ProducerExceptions {
  std::vector<ProducerException> exceptions;

  /// Those that hold for the message.
  std::vector<const ProducerException*> holding(const Subject& subject) const;
};

Result<ProducerExceptions> parse_producer_exceptions(std::string_view bytes,
                                                     const std::string& file);

}  // namespace calspam
