# SPDX-License-Identifier: MIT
"""calspam lint-imip: what --fix writes, and what it leaves alone; templates
and earlier messages.

lint_mending_test.py CALSPAM
"""

import gzip
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALSPAM = os.path.abspath(sys.argv[1])

MAIL = b"""From: Host <host@host.example>\r
To: guest@guests.example\r
Subject: Lunch\r
Date: Mon, 02 Nov 2026 09:00:00 +0000\r
Message-ID: <1.2@host.example>\r
Auto-Submitted: auto-generated\r
Content-Type: text/calendar; method=REQUEST; charset=UTF-8; component=VEVENT\r
\r
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Host//Plan 1.0//EN\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:5b1c7d52-lunch@host.example\r
DTSTAMP:20261102T090000Z\r
DTSTART:20261116T110000Z\r
DTEND:20261116T120000Z\r
SEQUENCE:0\r
SUMMARY:Lunch\r
ORGANIZER:mailto:host@host.example\r
ATTENDEE;RSVP=TRUE:mailto:guest@guests.example\r
END:VEVENT\r
END:VCALENDAR\r
"""
FIELD = b"MIME-Version: 1.0\r\n"


class Folder(unittest.TestCase):
    """One invitation in a folder of its own, with one fault."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.mail = self.path / "invite.eml"
        self.mail.write_bytes(MAIL)

    def lint(self, *words, stdin=b""):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("CALSPAM_", "GITHUB_"))}
        return subprocess.run([CALSPAM, "lint-imip", *map(str, words)],
                              cwd=self.path, env=environment, input=stdin,
                              capture_output=True, timeout=60)


class Mending(Folder):
    def test_mends_in_place(self):
        self.mail.chmod(0o640)
        done = self.lint("--fix", "invite.eml")
        self.assertEqual(done.returncode, 0, done)
        self.assertIn(b"invite.eml: mended MIME-01", done.stderr)
        self.assertNotIn(b"MIME-01", done.stdout)
        mended = self.mail.read_bytes()
        self.assertEqual(mended.replace(FIELD, b""), MAIL)
        self.assertEqual(stat.S_IMODE(self.mail.stat().st_mode), 0o640)
        self.assertEqual([p.name for p in self.path.iterdir()], ["invite.eml"])

    def test_mends_nothing_the_second_time(self):
        self.lint("--fix", "invite.eml")
        inode = self.mail.stat().st_ino
        done = self.lint("--fix", "invite.eml")
        self.assertEqual(done.stderr, b"")
        self.assertEqual(self.mail.stat().st_ino, inode)

    def test_keeps_the_original(self):
        self.lint("--fix", "--backup", ".orig", "invite.eml")
        self.assertEqual((self.path / "invite.eml.orig").read_bytes(), MAIL)

    def test_does_not_overwrite_an_original(self):
        (self.path / "invite.eml.orig").write_bytes(b"older")
        done = self.lint("--fix", "--backup", ".orig", "invite.eml")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"invite.eml.orig is there", done.stderr)
        self.assertEqual(self.mail.read_bytes(), MAIL)
        self.assertEqual((self.path / "invite.eml.orig").read_bytes(), b"older")
        self.assertEqual(len(list(self.path.iterdir())), 2)

    def test_follows_no_link(self):
        link = self.path / "link.eml"
        link.symlink_to("invite.eml")
        done = self.lint("--fix", "link.eml")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"symbolic link", done.stderr)
        self.assertTrue(link.is_symlink())
        self.assertEqual(self.mail.read_bytes(), MAIL)

    def test_leaves_mailboxes_and_archives(self):
        box = self.path / "two.mbox"
        line = b"From host@host.example Mon Nov  2 09:00:00 2026\n"
        message = MAIL.replace(b"\r\n", b"\n")
        box.write_bytes(line + message + b"\n" + line + message)
        packed = self.path / "invite.eml.gz"
        packed.write_bytes(gzip.compress(MAIL))
        before = box.read_bytes(), packed.read_bytes()
        done = self.lint("--fix", "two.mbox", "invite.eml.gz")
        self.assertEqual(done.returncode, 2)
        self.assertEqual((box.read_bytes(), packed.read_bytes()), before)
        self.assertIn(b"two.mbox", done.stderr)
        self.assertIn(b"invite.eml.gz", done.stderr)

    def test_passes_standard_input_through(self):
        done = self.lint("--fix", "-", stdin=MAIL)
        self.assertEqual(done.stdout.replace(FIELD, b""), MAIL)
        self.assertIn(FIELD, done.stdout)
        again = self.lint("--fix", "-", stdin=done.stdout)
        self.assertEqual(again.stdout, done.stdout)

    def test_shows_the_difference_only(self):
        done = self.lint("--diff", "invite.eml")
        self.assertEqual(done.returncode, 1)
        self.assertTrue(done.stdout.startswith(b"--- invite.eml\n+++ "))
        self.assertIn(b"+MIME-Version: 1.0\\x0d\n", done.stdout)
        self.assertEqual(self.mail.read_bytes(), MAIL)
        self.mail.write_bytes(MAIL.replace(b"Auto-Sub", FIELD + b"Auto-Sub"))
        done = self.lint("--diff", "invite.eml")
        self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_difference_acts_on_no_terminal(self):
        self.mail.write_bytes(MAIL.replace(b"Lunch", b"\x1b[31mLunch"))
        self.assertNotIn(b"\x1b", self.lint("--diff", "invite.eml").stdout)

    def test_leaves_what_is_signed(self):
        signed = (b"DKIM-Signature: v=1; a=rsa-sha256; d=host.example; s=a;\r\n"
                  b" h=from:mime-version; bh=AAAA; b=BBBB\r\n" + MAIL)
        self.mail.write_bytes(signed)
        done = self.lint("--fix", "invite.eml")
        self.assertEqual(self.mail.read_bytes(), signed)
        self.assertIn(b"left MIME-01", done.stderr)
        self.assertIn(b"covered by DKIM-Signature", done.stderr)

    def test_guesses_only_when_asked(self):
        self.mail.write_bytes(FIELD + MAIL)
        strict = "--layout-strict", "invite.eml"
        self.lint("--fix", *strict)
        self.assertEqual(self.mail.read_bytes(), FIELD + MAIL)
        self.lint("--fix", "--unsafe-fixes", *strict)
        mended = self.mail.read_bytes()
        self.assertIn(b"multipart/mixed", mended)
        self.assertIn(b'filename="invite.ics"', mended)
        self.lint("--fix", "--unsafe-fixes", *strict)
        self.assertEqual(self.mail.read_bytes(), mended)

    def test_refuses_options_that_do_not_go_together(self):
        for words in (["--unsafe-fixes"], ["--fix", "--diff"],
                      ["--backup", ".orig"], ["--fix", "--backup", "a/b"]):
            done = self.lint(*words, "invite.eml")
            self.assertEqual(done.returncode, 2, words)
            self.assertEqual(self.mail.read_bytes(), MAIL)


class Templates(Folder):
    def test_lints_each_branch(self):
        form = MAIL[MAIL.index(b"BEGIN:"):].replace(
            b"UID:5b1c7d52-lunch", b"UID:{{ id }}").replace(
            b"DTSTAMP:20261102T090000Z", b"DTSTAMP:{{ now }}").replace(
            b"ORGANIZER:", b"{% if host %}\r\nORGANIZER:").replace(
            b"ATTENDEE;", b"{% endif %}\r\nATTENDEE;")
        file = self.path / "invite.ics.j2"
        file.write_bytes(form)
        now = "--now", "2026-11-10T00:00:00Z"
        done = self.lint("--brief", *now, "invite.ics.j2")
        self.assertIn(b"invite.ics.j2:12:1: warning: without {% if host %}: "
                      b"ORGANIZER is missing", done.stdout)
        self.assertNotIn(b"TPL-16", done.stdout)
        done = self.lint("--brief", "--now", "2027-01-01T00:00:00Z",
                         "invite.ics.j2")
        self.assertIn(b"TPL-16", done.stdout)
        (self.path / "vars").write_text("id = 7\nhots = a\n")
        done = self.lint("--brief", *now, "--vars", "vars", "invite.ics.j2")
        self.assertIn(b'no variable is given for "{{ now }}"', done.stdout)
        self.assertIn(b'the variable "hots" is not used', done.stdout)
        done = self.lint("--brief", "--template", "no", "invite.ics.j2")
        self.assertIn(b"TPL-01", done.stdout)

    def test_mends_the_template_and_not_what_stands_in(self):
        form = MAIL[MAIL.index(b"BEGIN:"):].replace(
            b"UID:5b1c7d52-lunch", b"UID:{{ id }}").replace(
            b"DTSTAMP:20261102T090000Z", b"DTSTAMP:{{ now }}").replace(
            b"ORGANIZER:", b"ORGANIZER;CN={{ name }}:")
        file = self.path / "invite.ics.j2"
        file.write_bytes(form)
        self.lint("--fix", "invite.ics.j2")
        self.assertEqual(file.read_bytes(),
                         form.replace(b"CN={{ name }}", b'CN="{{ name }}"'))


class Previous(Folder):
    def test_compares_with_an_earlier_message(self):
        moved = self.path / "moved.eml"
        moved.write_bytes(MAIL.replace(b"20261116T", b"20261117T"))
        done = self.lint("--brief", "--previous", "invite.eml", "moved.eml")
        self.assertIn(b"5546-26", done.stdout)
        done = self.lint("--brief", "moved.eml")
        self.assertNotIn(b"5546-26", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
