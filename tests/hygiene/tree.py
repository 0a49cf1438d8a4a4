# SPDX-License-Identifier: MIT
"""The source tree, as the checks of this folder walk it."""

import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = {".git", "build", ".cache", "__pycache__"}


def files(*folders):
    """All files below the folders, sorted, as paths relative to the root."""
    found = []
    for folder in folders or (".",):
        for where, folders_here, names in os.walk(ROOT / folder):
            folders_here[:] = [f for f in folders_here if f not in SKIPPED]
            found += [pathlib.Path(where, n).relative_to(ROOT) for n in names]
    return sorted(found)


def sources(*folders):
    return [f for f in files(*folders) if f.suffix in (".cc", ".hh")]


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


# A quote between digits separates them; raw strings end at their own mark.
STRING_OR_COMMENT = re.compile(
    r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])"
    r'|R"([^(\s]{0,16})\(.*?\)\1"'
    r'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', re.S)


def code(path):
    """The text of a source without comments and strings, lines kept."""
    return STRING_OR_COMMENT.sub(
        lambda found: "\n" * found.group().count("\n"), text(path))


def line_of(content, position):
    return content.count("\n", 0, position) + 1


def finish(offences, fine):
    """Ends a check: names each offence, or says what holds."""
    for offence in offences:
        print(offence)
    if offences:
        sys.exit(f"{len(offences)} to mend")
    print(fine)
