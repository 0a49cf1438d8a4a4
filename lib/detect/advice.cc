// SPDX-License-Identifier: MIT
#include "detect/advice.hh"

namespace calspam {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::SourceCalendar:
      return "source-calendar";
    case Role::SourceMail:
      return "source-mail";
    case Role::Relay:
      return "relay";
    case Role::DestinationMail:
      return "destination-mail";
    case Role::DestinationCalendar:
      return "destination-calendar";
    case Role::UserApp:
      return "user-app";
    case Role::FeedOperator:
      return "feed-operator";
  }
  return "";
}

const std::vector<Role>& all_roles() {
  static const std::vector<Role> all = [] {
    std::vector<Role> roles;
    for (int role = 0; role < kRoleCount; ++role)
      roles.push_back(static_cast<Role>(role));
    return roles;
  }();
  return all;
}

std::optional<Role> role_named(std::string_view name) {
  for (Role role : all_roles())
    if (role_name(role) == name) return role;
  return {};
}

std::string_view insert_name(Gate::Insert insert) {
  switch (insert) {
    case Gate::Insert::Allow:
      return "allow";
    case Gate::Insert::Hold:
      return "hold";
    case Gate::Insert::Deny:
      return "deny";
  }
  return "";
}

}  // namespace calspam
