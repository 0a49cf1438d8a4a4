// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace calspam {

/// A large mail provider: which hosts are its own, and at which of them mail
/// from outside comes in. Names with * for any run of characters.
struct MailProvider {
  std::string_view name;
  std::span<const std::string_view> inside;
  std::span<const std::string_view> entries;
  /// authserv-ids that it writes (RFC 8601 2.5); "" for none at all.
  std::span<const std::string_view> authserv_ids;
};

std::span<const MailProvider> mail_providers();
/// The provider that the host is inside of, or null.
const MailProvider* provider_of_host(std::string_view host);
bool is_entry(const MailProvider& provider, std::string_view host);
bool is_inside(const MailProvider& provider, std::string_view host);
bool writes_authserv_id(const MailProvider& provider, std::string_view id);

/// `name` matches `pattern`, where * is any run of characters; ASCII case is
/// ignored. Linear in the name for the patterns of a table.
bool matches_glob(std::string_view name, std::string_view pattern);

}  // namespace calspam
