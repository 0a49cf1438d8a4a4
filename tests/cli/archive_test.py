# SPDX-License-Identifier: MIT
"""archive_test.py CALSPAM: archives and limits as a shell sees them."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "testdata/inputs/archive"
CALSPAM = os.path.abspath(sys.argv.pop(1))


def scan(*words, stdin=b"", cwd=ARCHIVES):
    return subprocess.run([CALSPAM, "scan", "--all", "-f", "jsonl", *words],
                          input=stdin, cwd=cwd, timeout=60,
                          capture_output=True)


def names(result):
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return [line["origin"]["name"] for line in lines
            if line["type"] == "message"]


class Archives(unittest.TestCase):
    def test_are_judged_as_folders(self):
        result = scan("folder.zip", "in.mbox.gz")
        self.assertEqual(names(result), [
            "folder.zip!a/b.eml", "folder.zip!a/in.mbox#1",
            "folder.zip!a/in.mbox#2", "folder.zip!a/in.mbox#3",
            "folder.zip!lunch.ics", "in.mbox.gz!in.mbox#1",
            "in.mbox.gz!in.mbox#2", "in.mbox.gz!in.mbox#3"])
        self.assertEqual(result.returncode, 2)
        self.assertEqual(
            result.stderr, b"calspam: folder.zip!notes.txt: not a message, "
            b"mailbox or calendar\n")

    def test_come_through_a_pipe(self):
        result = scan("-", stdin=(ARCHIVES / "b.eml.zst").read_bytes())
        self.assertEqual(names(result), ["-!content"])
        self.assertEqual(result.returncode, 0)

    def test_open_with_passwords(self):
        self.assertEqual(names(scan("infected.zip")), ["infected.zip!b.eml"])
        locked = scan("secret.zip")
        self.assertEqual(names(locked), ["secret.zip!d.eml"])
        self.assertEqual(locked.returncode, 2)
        self.assertEqual(locked.stderr, b"calspam: secret.zip!c.eml: "
                         b"encrypted, and no --archive-password fits\n")
        opened = scan("secret.zip", "--archive-password", "wrong",
                      "--archive-password", "open sesame")
        self.assertEqual(names(opened), ["secret.zip!c.eml",
                                         "secret.zip!d.eml"])
        self.assertEqual(opened.returncode, 0)

    def test_write_no_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = ARCHIVES / "hostile-names.tar"
            scan("-", stdin=path.read_bytes(), cwd=folder)
            self.assertEqual(os.listdir(folder), [])

    def test_end_at_their_limit(self):
        result = scan("zeros.gz", "b.eml.zst", "--max-archive", "100k")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"calspam: zeros.gz: more than 102400 bytes unpacked",
                      result.stderr)
        self.assertEqual(names(result), ["zeros.gz!zeros", "b.eml.zst!b.eml"])


class Sizes(unittest.TestCase):
    def test_cut_messages(self):
        result = scan("-", "--max-message", "1k",
                      stdin=b"Subject: x\n\n" + b"y" * 2_000)
        record = json.loads(result.stdout.splitlines()[0])
        self.assertFalse(record["complete"])
        self.assertEqual(record["verdict"]["level"], "unknown")
        self.assertEqual(record["size"], 2_012)
        self.assertEqual(result.returncode, 2)

    def test_are_checked(self):
        for bad in ("", "0", "-1", "1T", "5MB", "3G", "99999999999999999999"):
            result = scan("-", "--max-message", bad)
            self.assertEqual(result.returncode, 2, bad)
            self.assertIn(b"is no size such as 500, 64k or 256M",
                          result.stderr, bad)


unittest.main()
