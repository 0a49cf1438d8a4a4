# SPDX-License-Identifier: MIT
"""What holds for every file: licence line, length, no place of one machine."""

import re

import tree

LICENCE = "SPDX-License-Identifier: MIT"
# A longer file usually hides a second noun; a test is one case after another.
MOST_LINES = 450
MOST_LINES_OF_TEST = 700
LONG = {}  # path: why it is one noun all the same
MOST_LINES_OF_TOP = 60
MACHINE_PATH = re.compile(
    rb"(?:^|[\s\"'`=(<])/(?:work|root|home/[a-z]+)/[\w.]", re.M)


def offences_of(path):
    content = (tree.ROOT / path).read_bytes()
    found = MACHINE_PATH.search(content)
    if found:
        line = content.count(b"\n", 0, found.end()) + 1
        yield f"{path}:{line}: a path of one machine"
    is_script = content.startswith(b"#!")
    if path.parts[0] == "testdata":
        return
    if path.suffix in (".cc", ".hh", ".py") or is_script:
        head = content.split(b"\n", 2)[1 if is_script else 0]
        if LICENCE.encode() not in head:
            yield f"{path}: its first line is not the licence: {LICENCE}"
        lines = content.count(b"\n")
        most = MOST_LINES_OF_TEST if path.parts[0] == "tests" else MOST_LINES
        if lines > most and str(path) not in LONG:
            yield (f"{path}: {lines} lines; look for the second noun, or "
                   "list it with a reason in tests/hygiene/sources.py")
    if content and b"\0" not in content and not content.endswith(b"\n"):
        yield f"{path}: no line end at its end"


def main():
    offences = []
    paths = tree.files()
    for path in paths:
        offences += offences_of(path)
    lines = tree.text("CMakeLists.txt").count("\n")
    if lines >= MOST_LINES_OF_TOP:
        offences.append(f"CMakeLists.txt: {lines} lines, not under "
                        f"{MOST_LINES_OF_TOP}")
    tree.finish(offences, f"{len(paths)} files are in order")


main()
