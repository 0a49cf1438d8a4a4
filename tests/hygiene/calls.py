# SPDX-License-Identifier: MIT
"""Calls that harm stand nowhere in the library or the program."""

import re

import tree

FORBIDDEN = {
    # libical 3.0.16: opens the path that a TZID spells, expands a sender's
    # VTIMEZONE, or does not come back from a recurrence rule.
    r"icalcomponent_get_(?:dtstart|dtend|due|recurrenceid|span|duration)":
        "reads a time through the sender's zone",
    r"icaltime_as_timet_with_zone": "reads a time through the sender's zone",
    r"icalcomponent_foreach_recurrence": "may never end",
    r"icalrecur_iterator_\w+": "may never end",
    r"icalcomponent_normalize": "recurses without a bound",
    r"icalcomponent_merge_component": "takes square time",
    # gmime 3.2.13: whatever writes a message may grow without end, and its
    # mailbox mode loops on a From_ line in a body.
    r"g_mime_multipart_get_boundary": "invents a boundary, may never end",
    r"g_mime_content_type_encode": "may never end",
    r"g_mime_text_part_get_text": "decodes more than it was asked for",
    r"g_mime_object_(?:to_string|write_to_stream)": "changes what it writes",
    r"GMIME_FORMAT_(?:MBOX|MMDF)":
        "loses the rest of a mailbox",
    # ours
    r"std::regex": "is exponential in hostile text",
}
# The library takes values and returns values; only the program acts.
LIBRARY_ONLY = {
    r"std::(?:cout|cerr|clog)|\bfmt::print\b|\b(?:std::)?f?printf\s*\(|"
    r"\b(?:std::)?f?puts\s*\(": "the library never prints",
    r"(?<!_)\b(?:std::)?(?:_exit|exit|abort|terminate)\s*\(":
        "the library never exits",
    r"\b(?:secure_)?getenv\s*\(": "the library never reads the environment",
    r"_clock::now\b|\bclock_gettime\b|\bgettimeofday\b|"
    r"\b(?:std::)?time\s*\(\s*(?:0|NULL|nullptr)\s*\)":
        "the library never reads the clock",
    r"\bmmap\s*\(": "a file cut while it is mapped ends the program",
    r"\bsetlocale\s*\(": "the library never sets the locale",
}

# Worker processes are the one place where the library acts: their memory is
# shared anonymously, they end by themselves, and a deadline needs a clock.
PROCESSES = {"lib/engine/arena.cc", "lib/engine/worker.cc",
             "lib/engine/pool.cc", "lib/engine/sign_of_life.cc",
             "lib/mail/archive_process.cc",
             "lib/util/sandbox.cc"}


def main():
    offences = []
    paths = tree.sources("lib", "apps")
    for path in paths:
        rules = dict(FORBIDDEN)
        if path.parts[0] == "lib" and str(path) not in PROCESSES:
            rules.update(LIBRARY_ONLY)
        content = tree.code(path)
        for call, reason in rules.items():
            for found in re.finditer(call, content):
                line = tree.line_of(content, found.start())
                offences.append(f"{path}:{line}: {found.group()}: {reason}")
    tree.finish(offences, f"{len(paths)} sources make no forbidden call")


main()
