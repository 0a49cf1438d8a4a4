# SPDX-License-Identifier: MIT
"""Makes of llvm-cov's report, on standard input, a line a file with lines that
were missed. It fails where too many were."""

import sys

# Neither readers nor printers of what a sender wrote: what locks a process in,
# and what talks to it.
OTHERS = {"lib/util/sandbox.cc", "lib/mail/archive_process.cc",
          "lib/mail/archive_process.hh"}
WANTED = 0.95


def main():
    files = []
    for line in sys.stdin:
        words = line.split()
        if len(words) < 10 or not words[0].endswith((".cc", ".hh")):
            continue
        lines, missed = int(words[7]), int(words[8])
        name = "lib/" + words[0].split("lib/")[-1]
        if name not in OTHERS:
            files.append(((lines - missed) / lines, lines, missed, name))
    for share, lines, missed, name in sorted(files):
        if missed:
            print(f"{share:7.1%} {missed:4} of {lines:4} lines missed  {name}")
    lines = sum(each[1] for each in files)
    missed = sum(each[2] for each in files)
    share = (lines - missed) / max(lines, 1)
    print(f"{share:7.2%} of {lines} lines in {len(files)} files that read or"
          " print")
    if share < WANTED:
        sys.exit(f"less than {WANTED:.0%}")


main()
