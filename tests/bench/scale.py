#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What ten times the messages, ten times the rules and a second job cost:
scale.py CALSPAM MBOX

CPU seconds, user and system, of all processes of a run, and wall time for the
jobs; the least of five runs. Wall times mean something on an idle machine only.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROUNDS = 5
RULE = """id: made-up-{number}
title: A rule that was made to be measured
description: >-
  Words that no mail has, for the time it takes to find that out.
severity: low
score: 1
certainty: low
group: content
class: unwanted
category: advert
clauses: [5.2 b.1]
techniques: []
references: []
falsepositives: [nobody]
message: the words of number {number}
place: text.all
condition:
  text.all: {{matches: 'unlikely{number}\\s[a-z]+ word{number}'}}
"""


def run(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"status {process.returncode}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start


def least(command):
    """The least CPU and the least wall time, which need not be of one run."""
    runs = [run(command) for _ in range(ROUNDS)]
    return min(r[0] for r in runs), min(r[1] for r in runs)


def row(name, one, other, bound):
    ratio = other / one
    print(f"| {name} | {one:.2f} | {other:.2f} | {ratio:.2f} | {bound} |",
          flush=True)


def first_messages(mbox, share):
    """The first `share` of the messages of a mailbox, and how many."""
    data = pathlib.Path(mbox).read_bytes()
    pieces = data.split(b"\n\nFrom ")
    count = max(1, len(pieces) // share)
    return b"\n\nFrom ".join(pieces[:count]) + b"\n\n", count, len(pieces)


def made_up_rules(folder, count):
    group = pathlib.Path(folder, str(count), "content")
    group.mkdir(parents=True)
    for number in range(count):
        (group / f"made-up-{number}.yaml").write_text(
            RULE.format(number=number))
    return str(group.parent)


def main():
    calspam, mbox = sys.argv[1:3]
    scan = [calspam, "scan", "--all", "--fail-on", "never", "-f", "jsonl"]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n"
          "| | one | the other | ratio | at most |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        tenth = os.path.join(folder, "tenth.mbox")
        content, few, all_ = first_messages(mbox, 10)
        pathlib.Path(tenth).write_bytes(content)
        row(f"CPU s, {few:,} and {all_:,} messages", least([*scan, tenth])[0],
            least([*scan, mbox])[0], f"{10.5 * all_ / few / 10:.2f}")
        rules = [least([*scan, "--rules", made_up_rules(folder, count), mbox])
                 for count in (100, 1_000)]
        row("CPU s, 100 and 1,000 rules", rules[0][0], rules[1][0], "1.3")
        jobs = [least([*scan, "-j", count, mbox]) for count in "12"]
        row("wall s, one job and two", jobs[0][1], jobs[1][1], "0.6")


if __name__ == "__main__":
    main()
