# SPDX-License-Identifier: MIT
"""hostile.py CALSPAM GROUP [--every-format] [CASE...]: what no input may do,
whatever it is.

Each case is scanned as text, json and jsonl, and goes through a few of the
other commands and formats, which take turns over the cases; those that put
text into every field go through all of them, as all do with --every-format.
The program ends by itself in time, with status 0, 1 or 2, in bounded memory;
writes nothing that acts on a terminal, and what its format allows; has one
record for each message; and calls nothing clean that it did not read in full.
"""

import csv
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time

import cases
import calendars  # noqa: F401 (fills cases.GROUPS)
import formats
import injection  # noqa: F401
import inputs  # noqa: F401
import messages  # noqa: F401

CALSPAM = os.path.abspath(sys.argv[1])
# A sanitizer takes its time and memory.
SANITIZED = b"__asan_init" in pathlib.Path(CALSPAM).read_bytes()
SLOWER, LARGER = (8, 12) if SANITIZED else (1, 1)
# Other work on the machine.
PATIENCE = 3
# Of the commands and formats that take turns, how many a case goes through.
TURNS_OF_CASE = 1 if SANITIZED else 3

class Run:
    """One run of the program, watched."""

    def __init__(self, case, arguments, folder, stdin):
        started = time.monotonic()
        self.out = tempfile.TemporaryFile()
        self.err = tempfile.TemporaryFile()
        process = subprocess.Popen(
            [CALSPAM, *arguments], cwd=folder, stdin=stdin, stdout=self.out,
            stderr=self.err)
        limit = case.seconds * SLOWER * PATIENCE
        timer = threading.Timer(limit, process.send_signal, (signal.SIGKILL,))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        timer.cancel()
        self.seconds = time.monotonic() - started
        self.late = self.seconds >= limit
        self.status = process.returncode
        self.megabytes = usage.ru_maxrss / 1024
        self.out.seek(0)
        self.err.seek(0)
        self.stdout, self.stderr = self.out.read(), self.err.read()
        self.out.close()
        self.err.close()


def records(kind, data):
    """Messages, errors and summary of a run in json or jsonl."""
    if kind == "json":
        whole = formats.parse(data)
        return whole["messages"], whole["errors"], whole["summary"]
    lines = [formats.parse(line) for line in data.decode().split("\n")[:-1]]
    of = {name: [line for line in lines if line["type"] == name]
          for name in ("message", "error", "summary")}
    if len(of["summary"]) != 1 or lines[-1]["type"] != "summary":
        raise ValueError("no summary at the end")
    return of["message"], of["error"], of["summary"][0]


def offences_of_records(case, run, found):
    messages_, errors, summary = found
    if case.records is not None and len(messages_) != case.records:
        yield f"{len(messages_)} records for {case.records} messages"
    if case.errors is not None and len(errors) != case.errors:
        yield f"{len(errors)} errors, not {case.errors}: {errors[:3]}"
    if len(messages_) != summary["messages"] or \
            len(errors) != summary["errors"]:
        yield f"the summary counts otherwise: {summary}"
    names = [json.dumps(m["origin"]) for m in messages_]
    if len(set(names)) != len(names):
        yield "a message has two records"
    cut = [m for m in messages_ if not m["complete"]]
    for message in cut:
        if message["verdict"]["level"] in ("none", "clean"):
            yield f"{message['verdict']['level']}, and not read in full"
    if case.cut and not cut and not errors:
        yield "was read in full, which a limit should have kept it from"
    if (cut or errors) and run.status != 2:
        yield f"status {run.status} in spite of {len(errors)} errors and " \
              f"{len(cut)} messages that were not read in full"
    if not cut and not errors and run.status == 2:
        yield f"status 2 without a reason: {run.stderr[:300]!a}"


def offences(case, command, kind, run, size):
    if run.late:
        yield f"took more than {run.seconds:.0f} seconds"
        return
    if run.status not in (0, 1, 2):
        yield f"status {run.status}: {run.stderr[-1500:]!a}"
    most = (case.megabytes + 3 * size / 2**20) * LARGER
    if run.megabytes > most:
        yield f"{run.megabytes:.0f} MiB of memory, more than {most:.0f}"
    yield from formats.of_text("the error output", run.stderr)
    if run.status not in (0, 1, 2):
        return
    # Told before any format begins: the linter takes *.eml and *.ics only.
    if not run.stdout and b": holds no file that ends in" in run.stderr:
        return
    try:
        yield from formats.COMMANDS[command][1][kind](run.stdout)
        if command == "scan" and kind.startswith("json"):
            yield from offences_of_records(case, run,
                                           records(kind, run.stdout))
    except (ValueError, KeyError, csv.Error, SyntaxError) as why:
        yield f"no valid {kind}: {why}"


def arguments_of(case, folder):
    """What is scanned, standard input, and its size."""
    if callable(case.content):
        names = case.content(pathlib.Path(folder))
        size = sum(p.stat().st_size for p in pathlib.Path(folder).rglob("*")
                   if p.is_file() and not p.is_symlink())
        return names, None, size
    path = pathlib.Path(folder, case.file)
    path.write_bytes(case.content)
    return (["-"] if case.stdin else [case.file],
            path if case.stdin else None, len(case.content))


def check(case, turns):
    found = []
    took = 0
    for command, kind in [*formats.ALWAYS, *turns]:
        with tempfile.TemporaryDirectory() as folder:
            names, stdin, size = arguments_of(case, folder)
            words = [*formats.COMMANDS[command][0], "-f", kind, *case.options,
                     "--", *names]
            with open(stdin or os.devnull, "rb") as source:
                run = Run(case, words, folder, source)
        took = max(took, run.seconds)
        found += [f"{command} -f {kind}: {offence}" for offence in
                  offences(case, command, kind, run, size)]
    return found, took


def turns_of(number, case, every):
    """The commands and formats whose turn it is."""
    turns = formats.TURNS
    if every or case.every_format:
        return turns
    first = number * TURNS_OF_CASE
    return [turns[(first + i) % len(turns)] for i in range(TURNS_OF_CASE)]


def main():
    arguments = sys.argv[2:]
    every = "--every-format" in arguments
    group, *wanted = [a for a in arguments if a != "--every-format"]
    held = failed = 0
    slowest = (0, "")
    for offence in formats.undescribed(CALSPAM):
        print(offence)
        failed += 1
    for number, case in enumerate(cases.GROUPS[group]()):
        if wanted and case.name not in wanted:
            continue
        found, took = check(case, turns_of(number, case, every))
        slowest = max(slowest, (took, case.name))
        held += not found
        failed += bool(found)
        for offence in found:
            print(f"{case.name}: {offence}", flush=True)
    print(f"{held} of {held + failed} held; the slowest took "
          f"{slowest[0]:.1f} s: {slowest[1]}")
    sys.exit(bool(failed))


main()
