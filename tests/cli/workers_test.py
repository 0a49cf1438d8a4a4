# SPDX-License-Identifier: MIT
"""workers_test.py CALSPAM [--kills N] [TEST...]: the worker processes of
`calspam scan`.

Workers are killed while they work, stopped so that they miss the deadline,
and looked at through /proc; every message must be accounted for, in order.
With --kills as many are killed as it says, over mailboxes of 3,000 messages.
"""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALSPAM = os.path.abspath(sys.argv[1])
KILLS = 40
if "--kills" in sys.argv:
    KILLS = int(sys.argv.pop(sys.argv.index("--kills") + 1))
    sys.argv.remove("--kills")
# Seconds; nothing here is a matter of speed, and sanitizers are slow.
PATIENCE = 300
MESSAGE = """From ann@sender.example Mon Nov  2 10:00:00 2026
From: Ann <ann@sender.example>
To: bob@example.com
Subject: Lunch {number}
Date: Mon, 2 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sender//Scheduler 4.2//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:{number}@sender.example
DTSTAMP:20261102T095900Z
DTSTART:20261104T120000Z
SUMMARY:Lunch {number}
ORGANIZER:mailto:ann@sender.example
ATTENDEE:mailto:bob@example.com
END:VEVENT
END:VCALENDAR

"""


def mailbox(count):
    return "".join(MESSAGE.format(number=i) for i in range(1, count + 1))


def workers(parent):
    """Process ids of the children of `parent`."""
    try:
        listed = pathlib.Path(f"/proc/{parent}/task/{parent}/children")
        return [int(pid) for pid in listed.read_text().split()]
    except OSError:
        return []


class Workers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def start(self, count, *options):
        path = self.folder / "in.mbox"
        path.write_text(mailbox(count))
        self.report = open(self.folder / "out.jsonl", "w+")
        self.addCleanup(self.report.close)
        process = subprocess.Popen(
            [CALSPAM, "scan", "--format", "jsonl", *options, str(path)],
            stdout=self.report, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def start_idle(self):
        """A scan that had work for two workers, and waits for more of it."""
        process = subprocess.Popen(
            [CALSPAM, "scan", "-j", "2", "-"], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdin.close)
        # A pipe holds this much, so that nobody has to wait.
        process.stdin.write(mailbox(50).encode())
        process.stdin.flush()
        return process

    def records(self):
        self.report.seek(0)
        lines = [json.loads(line) for line in self.report]
        return [line for line in lines if line["type"] == "message"]

    def test_the_same_bytes_for_any_number_of_jobs(self):
        seen = set()
        for jobs in ("1", "2", "7"):
            process = self.start(500, "-j", jobs)
            self.assertEqual(process.wait(PATIENCE), 0)
            self.report.seek(0)
            seen.add(self.report.read())
        self.assertEqual(len(seen), 1)

    def lines(self):
        """The records of messages as they were written."""
        self.report.seek(0)
        return [line for line in self.report if '"type":"message"' in line]

    def kill_some(self, process, chance, most):
        """Kills random workers while the process runs; how many."""
        # A worker of a sanitizer takes longer to start; killed before it has
        # begun, none would ever get anything done.
        pause = 0.5 if self.is_sanitized() else 0.02
        kills = 0
        end = time.monotonic() + 30
        while (kills < most and process.poll() is None and
               time.monotonic() < end):
            time.sleep(chance.uniform(0, pause))
            found = workers(process.pid)
            try:
                if found:
                    os.kill(chance.choice(found), signal.SIGKILL)
                    kills += 1
            except ProcessLookupError:
                pass
        return kills

    def test_killed_workers_lose_no_message(self):
        self.assertEqual(self.start(3000, "-j", "3").wait(PATIENCE), 0)
        undisturbed = self.lines()
        chance = random.Random(18003)
        kills = failures = runs = 0
        while kills < KILLS:
            process = self.start(3000, "-j", "3")
            done = self.kill_some(process, chance, min(KILLS - kills, 20))
            status = process.wait(PATIENCE)
            kills += done
            runs += 1
            lines = self.lines()
            self.assertEqual(len(lines), 3000)
            failed = 0
            for number, (line, before) in enumerate(zip(lines, undisturbed)):
                if line == before:
                    continue
                record = json.loads(line)
                self.assertEqual(record["origin"]["index"], number + 1)
                self.assertEqual(record["verdict"]["level"], "unknown")
                self.assertEqual(record["limits"], ["worker-crash"])
                failed += 1
            # It takes two to fail a message.
            self.assertLessEqual(2 * failed, done)
            self.assertEqual(status, 2 if failed else 0)
            failures += failed
        if KILLS > 40:
            print(f"{kills} kills in {runs} runs: 3,000 records each time, "
                  f"{failures} messages given up", file=sys.stderr)

    def test_a_worker_that_stands_still_is_replaced(self):
        process = self.start(2000, "-j", "2", "--deadline", "1")
        for _ in range(1000):
            found = workers(process.pid)
            if len(found) == 2:
                break
            time.sleep(0.001)
        for pid in found:
            try:
                os.kill(pid, signal.SIGSTOP)
            except ProcessLookupError:
                pass
        process.wait(PATIENCE)
        self.assertEqual([r["origin"]["index"] for r in self.records()],
                         list(range(1, 2001)))

    def start_idle(self):
        """With two workers that have worked, and a pipe for more mail."""
        process = subprocess.Popen(
            [CALSPAM, "scan", "-j", "2", "-"], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process.stdin.write(mailbox(4000).encode())
        process.stdin.flush()
        return process

    def test_workers_have_no_files_and_are_filtered(self):
        process = self.start_idle()
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdin.close)
        end = time.monotonic() + 20
        found, targets = [], []
        while (time.monotonic() < end and
               (len(found) != 2 or len(targets) != 4)):
            time.sleep(0.01)
            found = workers(process.pid)
            try:
                targets = sorted(os.readlink(link) for link in
                                 pathlib.Path(f"/proc/{found[-1]}/fd")
                                 .iterdir())
            except PermissionError:
                # Not even their owner may look into them, unless he is root.
                self.assertNotEqual(os.geteuid(), 0)
                targets = ["/dev/null"] * 3 + ["socket:"]
            except (OSError, IndexError):
                continue
        self.assertEqual(len(found), 2)
        self.assertEqual(targets[:3], ["/dev/null"] * 3)
        self.assertTrue(targets[3].startswith("socket:"))
        if self.is_sanitized():
            return
        for pid in found:
            status = pathlib.Path(f"/proc/{pid}/status").read_text()
            self.assertRegex(status, r"(?m)^Seccomp:\s+2$")
            self.assertRegex(status, r"(?m)^NoNewPrivs:\s+1$")
            limits = pathlib.Path(f"/proc/{pid}/limits").read_text()
            self.assertRegex(limits, r"(?m)^Max file size +0 ")
            self.assertRegex(limits, r"(?m)^Max core file size +0 ")
            self.assertNotRegex(limits,
                                r"(?m)^Max address space +unlimited")

    def is_sanitized(self):
        # The runtime may be linked in, so the libraries do not tell.
        return b"__asan_init" in pathlib.Path(f"{CALSPAM}-core").read_bytes()

    def test_no_worker_outlives_its_parent(self):
        process = self.start_idle()
        found = []
        end = time.monotonic() + 20
        while len(found) < 2 and time.monotonic() < end:
            found = workers(process.pid)
        time.sleep(0.2)
        process.kill()
        process.wait()
        process.stdin.close()
        end = time.monotonic() + 10
        while time.monotonic() < end and any(
                pathlib.Path(f"/proc/{pid}/exe").exists() for pid in found):
            time.sleep(0.01)
        for pid in found:
            self.assertFalse(pathlib.Path(f"/proc/{pid}/exe").exists())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
