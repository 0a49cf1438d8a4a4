// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace calspam {

/// What decoded bytes are by their beginning: "calendar", "pdf", "html",
/// "svg", "zip", "gzip", "rar", "7z", "exe", "elf", "ole", "png", "jpeg",
/// "gif", "webp", "tnef", "plist", "script", "text", "empty", "binary".
std::string_view magic(std::string_view head);

}  // namespace calspam
