// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace calspam {

/// The namespace of ids that calspam makes.
inline constexpr std::string_view kCalspamNamespace =
    "b1f6f7a4-6f0f-5b58-9c0a-3b5f3e0d9b1c";
/// The namespace of STIX 2.1 cyber-observable objects (STIX 2.1, 2.9).
inline constexpr std::string_view kStixNamespace =
    "00abedb4-aa42-466c-9c01-fed23315a9b7";

/// A UUID of version 5 (RFC 9562 5.5): the same name, the same id.
std::string uuid_v5(std::string_view name_space, std::string_view name);

}  // namespace calspam
