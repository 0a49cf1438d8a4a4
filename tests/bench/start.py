#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What it costs to start: start.py CALSPAM

The least wall time and the least CPU time, user and system, of all processes
of a run, of a hundred runs each: `true`, `calspam --version`, loading the
libraries alone, and the scan of one small message in each format.
"""

import os
import pathlib
import subprocess
import sys
import time

ROUNDS = 100
MESSAGE = (pathlib.Path(__file__).resolve().parents[2] /
           "testdata/samples/forged-colleague.eml")
FORMATS = ("text", "json", "jsonl", "html", "csv", "markdown", "ioc", "misp",
           "stix")


def run(command):
    start = time.monotonic()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"status {status}: {' '.join(command)}")
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def row(name, *command):
    runs = [run([str(word) for word in command]) for _ in range(ROUNDS)]
    print(f"| {name} | {min(r[0] for r in runs):.1f} | "
          f"{min(r[1] for r in runs):.1f} |", flush=True)


def main():
    calspam = sys.argv[1]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n"
          "| | wall, ms | CPU, ms |\n|---|---:|---:|")
    row("`true`", "true")
    row("`calspam --version`", calspam, "--version")
    row("`calspam-core --version`: the libraries", calspam + "-core",
        "--version")
    for name in FORMATS:
        row(f"`calspam scan -f {name}` of one message", calspam, "scan", "-f",
            name, MESSAGE)


main()
