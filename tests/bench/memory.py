#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a scan holds in memory: memory.py CALSPAM MBOX [SIZE...]

A mailbox made of MBOX again and again is piped into a scan, up to each SIZE
(1G, 10G); then come one message of 200 MB and one calendar of 100,000 events.
Every 20 ms /proc/PID/smaps_rollup is read: the parent's private memory, and
what the parent and its workers hold together, shared pages counted once.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

UNITS = {"M": 10**6, "G": 10**9}
EVENT = """BEGIN:VEVENT
UID:{number}@example.com
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:20260105T{hour:02}0000
DTEND;TZID=Europe/Berlin:20260105T{hour:02}3000
SUMMARY:Course {number}
LOCATION:Room {hour}
DESCRIPTION:Bring your own books\\, number {number} of the list.
END:VEVENT
"""


def rollup(pid):
    """Private bytes and proportional share of a process; nothing when gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0, 0
    sums = {"Private_Clean": 0, "Private_Dirty": 0, "Pss": 0}
    for line in text.splitlines():
        name, _, rest = line.partition(":")
        if name in sums:
            sums[name] = int(rest.split()[0]) * 1024
    return sums["Private_Clean"] + sums["Private_Dirty"], sums["Pss"]


def children(pid):
    try:
        listed = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
        return [int(child) for child in listed.read_text().split()]
    except OSError:
        return []


class Watched:
    """One scan, looked at until it ends."""

    def __init__(self, calspam, path, feed=None):
        start = time.monotonic()
        process = subprocess.Popen(
            [calspam, "scan", "--fail-on", "never", "-f", "jsonl", path],
            stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if feed is not None:
            threading.Thread(target=feed, args=(process.stdin,),
                             daemon=True).start()
        self.last = b""
        reader = threading.Thread(target=self.read, args=(process.stdout,))
        reader.start()
        self.parent = self.largest = self.all = 0
        while process.poll() is None:
            private, shared = rollup(process.pid)
            self.parent = max(self.parent, private)
            for child in children(process.pid):
                own, share = rollup(child)
                self.largest = max(self.largest, own)
                shared += share
            self.all = max(self.all, shared)
            time.sleep(0.02)
        reader.join()
        self.seconds = time.monotonic() - start
        self.status = process.returncode

    def read(self, stream):
        for line in stream:
            self.last = line

    def row(self, name, size):
        print(f"| {name} | {size / 2**20:,.0f} | {self.seconds:,.1f} | "
              f"{self.parent / 2**20:,.1f} | {self.largest / 2**20:,.1f} | "
              f"{self.all / 2**20:,.1f} |", flush=True)
        if self.status not in (0, 2):  # 2: more events than are looked at
            print(f"status {self.status}: {self.last[:300]!r}")


def repeated(data, size):
    def feed(stream):
        try:
            for _ in range(max(1, size // len(data))):
                stream.write(data)
            stream.close()
        except BrokenPipeError:
            pass
    return feed


def large_message(path, size):
    line = b"QUJD" * 19 + b"\r\n"
    with open(path, "wb") as file:
        file.write(b"From: ann@example.com\r\nTo: bo@example.org\r\n"
                   b"Subject: Pictures\r\nMIME-Version: 1.0\r\n"
                   b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                   b"--b\r\nContent-Type: text/calendar\r\n\r\n"
                   b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
                   b"BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
                   b"DTSTART:20260101T000000Z\r\nEND:VEVENT\r\n"
                   b"END:VCALENDAR\r\n\r\n"
                   b"--b\r\nContent-Type: application/zip; name=a.zip\r\n"
                   b"Content-Transfer-Encoding: base64\r\n\r\n")
        for _ in range(size // (len(line) * 10_000)):
            file.write(line * 10_000)
        file.write(b"--b--\r\n")


def feed_of_events(path, count):
    with open(path, "w") as file:
        file.write("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n")
        for number in range(count):
            file.write(EVENT.format(number=number, hour=8 + number % 10))
        file.write("END:VCALENDAR\n")


def size_of(text):
    return int(float(text[:-1]) * UNITS[text[-1]])


def main():
    calspam, mbox = sys.argv[1:3]
    data = pathlib.Path(mbox).read_bytes()
    print("| | MiB | seconds | parent, private MiB | largest worker, private "
          "MiB | all together, MiB |\n|---|---:|---:|---:|---:|---:|")
    for size in sys.argv[3:] or ["1G", "10G"]:
        run = Watched(calspam, "-", repeated(data, size_of(size)))
        run.row(f"a mailbox of {size}", size_of(size))
    with tempfile.TemporaryDirectory() as folder:
        for name, make, much in (("one message", large_message, 200 * 10**6),
                                 ("one calendar", feed_of_events, 100_000)):
            path = os.path.join(folder, name)
            make(path, much)
            Watched(calspam, path).row(name, os.path.getsize(path))


if __name__ == "__main__":
    main()
