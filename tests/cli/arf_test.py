# SPDX-License-Identifier: MIT
"""arf_test.py CALSPAM [TEST...]: `calspam arf` as a shell sees it.

CALSPAM_BLESS=1 rewrites the expected files in testdata/arf/read.
"""

import email
import json
import mailbox
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
READ = ROOT / "testdata/arf/read"
SAMPLES = ROOT / "testdata/samples"
CALSPAM = os.path.abspath(sys.argv[1])
SCHEMA = json.loads((ROOT / "lib/report/report.schema.json").read_text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
INVITATION = SAMPLES / "google-invitation.eml"
CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
METHOD:PUBLISH
BEGIN:VEVENT
UID:prize-77@sender.example
DTSTAMP:20261102T095900Z
DTSTART:20261104T120000Z
ORGANIZER:mailto:ann@sender.example
SUMMARY:Prize
END:VEVENT
END:VCALENDAR
"""
MAIL = b"""Received: from mx.sender.example (mx.sender.example [192.0.2.7])
\tby mx.corp.example with ESMTPS id 1; Mon, 2 Nov 2026 10:00:00 +0000
From: Ann <ann@sender.example>
To: Kim Berger <kim.berger@corp.example>
Subject: Prize %d
Date: Mon, 2 Nov 2026 09:59:58 +0000
Message-ID: <%d@sender.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset=utf-8; method=REQUEST

""" + CALENDAR


def run(*words, stdin=b"", cwd=None):
    return subprocess.run([CALSPAM, "arf", *map(str, words)], input=stdin,
                          cwd=cwd, timeout=120, capture_output=True,
                          env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"],
                               "HOME": "/nonexistent"})


def create(*words, **more):
    return run("create", "--from", "Desk <desk@corp.example>", "--now",
               "2026-11-22T10:00:00Z", *words, **more)


def reports_of(path):
    box = mailbox.mbox(path)
    try:
        return list(box)
    finally:
        box.close()


class Folder(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.made = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.made.name)
        self.addCleanup(self.made.cleanup)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path

    def key(self):
        return self.file("key", b"a key of sixteen bytes or more\n")


class Create(Folder):
    def test_is_ready_for_sendmail(self):
        result = create("--complaint", "--to", "abuse@net.example", INVITATION)
        self.assertEqual(result.returncode, 0, result.stderr)
        report = email.message_from_bytes(result.stdout)
        self.assertEqual(report["To"], "abuse@net.example")
        self.assertEqual(report["From"], '"Desk" <desk@corp.example>')
        self.assertTrue(report["Message-ID"].endswith(".arf@corp.example>"))

    def test_is_a_draft_without_a_complaint(self):
        result = create("--to", "abuse@net.example", INVITATION)
        report = email.message_from_bytes(result.stdout)
        self.assertIsNone(report["To"])
        self.assertEqual(report["X-Unsent"], "1")
        self.assertIn(b"draft", result.stderr)
        self.assertIn(b"DRAFT", result.stdout)

    def test_needs_somebody_who_reports(self):
        result = run("create", INVITATION)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"--from", result.stderr)

    def test_gives_the_same_for_the_same(self):
        words = ("--trap", "--mbox", *sorted(SAMPLES.glob("*.eml")))
        one = create("--jobs", "1", *words)
        many = create("--jobs", "4", *words)
        self.assertEqual(one.returncode, 0, one.stderr)
        self.assertEqual(one.stdout, many.stdout)

    def test_says_whom_to_tell_and_why(self):
        site = self.file("site.yaml", b"""domains: [corp.example]
abuse:
  from: desk@corp.example
  contacts: {google.com: fbl@google.example, 192.0.2.0/24: noc@net.example}
""")
        result = run("create", "--complaint", "--site", site, "--now",
                     "2026-11-22T10:00:00Z", INVITATION)
        self.assertEqual(result.returncode, 0, result.stderr)
        to = email.message_from_bytes(result.stdout)["To"]
        self.assertIn("fbl@google.example", to)
        self.assertNotIn("studio.example", to)
        self.assertIn(b"the site file's contact for google.com", result.stderr)
        self.assertIn(b"not told: abuse@studio.example", result.stderr)

    def test_speaks_other_languages(self):
        for language, word in (("de", "Termin"), ("fr", "Événement"),
                               ("es", "Evento")):
            result = create("--lang", language, INVITATION)
            report = email.message_from_bytes(result.stdout)
            part = report.get_payload(0)
            self.assertIn(word, part.get_payload(decode=True).decode())

    def test_refuses_what_makes_no_sense(self):
        for words in (("--from", "nobody"), ("--to", "a b"),
                      ("--arrival", "today"), ("--source-port", "70000"),
                      ("--reporting-mta", "a\nb"), ("--strict",),
                      ("-f", "json"), ("--redact", "/dev/null"),
                      ("--redact-method", "hmac-sha256"),
                      ("-f", "xarf", "--mbox"), ("--lang", "tlh")):
            result = create(*words, INVITATION)
            self.assertEqual(result.returncode, 2, words)
            self.assertEqual(result.stdout, b"", words)
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("destroy", INVITATION).returncode, 2)


class WithoutMail(Folder):
    def test_writes_no_arf(self):
        result = create("-", stdin=CALENDAR)
        self.assertEqual((result.returncode, result.stdout), (1, b""))
        self.assertIn(b"no mail is at hand", result.stderr)
        self.assertIn(b"--format xarf", result.stderr)

    def test_writes_something_else_where_that_is_wanted(self):
        xarf = create("--without-mail", "xarf", "-", stdin=CALENDAR)
        self.assertEqual(xarf.returncode, 1)
        report = json.loads(xarf.stdout)
        self.assertEqual(report["protocol"], "other")
        self.assertEqual(report["calendar"]["uid"], "prize-77@sender.example")
        words = create("--without-mail", "complaint", "-", stdin=CALENDAR)
        self.assertEqual(words.returncode, 1)
        mail = email.message_from_bytes(words.stdout)
        self.assertEqual(mail.get_content_type(), "text/plain")

    def test_is_fine_when_xarf_was_asked_for(self):
        result = create("--format", "xarf", "-", stdin=CALENDAR)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_finds_the_mail_in_a_store(self):
        mail = self.file("mail.eml", MAIL % (1, 1))
        store = self.folder / "store.db"
        recorded = subprocess.run(
            [CALSPAM, "provenance", "record", "--store", store, mail],
            capture_output=True, timeout=60)
        self.assertEqual(recorded.returncode, 0, recorded.stderr)
        result = create("--store", store, "-", stdin=CALENDAR)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(MAIL % (1, 1), result.stdout)
        self.assertIn(b"reported with the mail", result.stderr)
        # The file has changed: it is not what was recorded.
        mail.write_bytes(MAIL % (2, 2))
        gone = create("--store", store, "-", stdin=CALENDAR)
        self.assertEqual((gone.returncode, gone.stdout), (1, b""))
        self.assertIn(b"the store knows the mail", gone.stderr)


class Digest(Folder):
    def test_backs_off_and_counts(self):
        folder = self.folder / "in"
        folder.mkdir()
        for i in range(1, 126):
            (folder / f"{i:03}.eml").write_bytes(MAIL % (i, i))
        result = create("--complaint", "--to", "abuse@net.example", "--digest",
                        "--mbox", "--output", self.folder / "out.mbox", folder)
        self.assertEqual(result.returncode, 0, result.stderr)
        counts = []
        for report in reports_of(self.folder / "out.mbox"):
            machine = report.get_payload(1).get_payload()
            fields = machine[0] if isinstance(machine, list) else machine
            counts.append(int(fields["Incidents"] or 1))
        # 1st to 10th, 20th to 100th, and what is left at the end.
        self.assertEqual(counts, [1] * 10 + [10] * 9 + [25])
        self.assertEqual(sum(counts), 125)


class Redact(Folder):
    def test_hides_recipients_everywhere(self):
        sample = ROOT / "testdata/arf/create/ten-places.eml"
        for form in ("arf", "xarf", "complaint"):
            result = create("--complaint", "--redact", self.key(), "--format",
                            form, sample)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertNotIn(b"kim.berger", result.stdout.lower())
            self.assertNotIn(b"kim berger", result.stdout.lower())

    def test_is_the_same_with_the_same_key(self):
        words = ("--complaint", "--redact", self.key(), INVITATION)
        self.assertEqual(create(*words).stdout, create(*words).stdout)

    def test_writes_nothing_where_it_fails(self):
        sly = (MAIL % (1, 1)).replace(
            b"Subject:", b"X-Sly: k i m . b e r g e r @ c o r p . e x a m p l e"
            b"\nSubject:")
        result = create("--redact", self.key(), "-", stdin=sly)
        self.assertEqual((result.returncode, result.stdout), (2, b""))
        self.assertIn(b"no report is written", result.stderr)


class Output(Folder):
    def test_writes_a_file_a_report_into_a_folder(self):
        result = create("--output", self.folder, INVITATION,
                        SAMPLES / "callback-notice.eml")
        self.assertEqual(result.returncode, 0, result.stderr)
        files = sorted(self.folder.iterdir())
        self.assertEqual([path.suffix for path in files], [".eml", ".eml"])
        self.assertEqual({stat.S_IMODE(path.stat().st_mode) for path in files},
                         {0o600})

    def test_writes_one_report_on_the_same_message(self):
        copy = self.file("copy.eml", INVITATION.read_bytes())
        folder = self.folder / "out"
        folder.mkdir()
        result = create("--output", folder, INVITATION, copy)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(list(folder.iterdir())), 1)
        self.assertIn(b"the same as an earlier input", result.stderr)

    def test_overwrites_nothing(self):
        for words in ((self.folder,), (self.folder / "one.eml",)):
            self.assertEqual(
                create("-o", *words, INVITATION).returncode, 0)
            before = {p: p.read_bytes() for p in self.folder.iterdir()}
            again = create("-o", *words, INVITATION)
            self.assertEqual(again.returncode, 2)
            self.assertIn(b"is not overwritten", again.stderr)
            self.assertEqual(
                before, {p: p.read_bytes() for p in self.folder.iterdir()})

    def test_follows_no_link(self):
        target = self.file("target", b"mine")
        link = self.folder / "link.eml"
        link.symlink_to(target)
        self.assertEqual(create("-o", link, INVITATION).returncode, 2)
        dangling = self.folder / "dangling.eml"
        dangling.symlink_to(self.folder / "nowhere")
        self.assertEqual(create("-o", dangling, INVITATION).returncode, 2)
        self.assertEqual(target.read_bytes(), b"mine")
        self.assertFalse((self.folder / "nowhere").exists())

    def test_leaves_nothing_half_written(self):
        folder = self.folder / "closed"
        folder.mkdir()
        result = create("-o", folder / "a" / "b.eml", INVITATION)
        self.assertEqual(result.returncode, 2)
        self.assertEqual(list(folder.iterdir()), [])

    def test_takes_one_report_unless_it_is_an_mbox(self):
        two = (INVITATION, SAMPLES / "callback-notice.eml")
        self.assertEqual(create(*two).returncode, 2)
        self.assertEqual(create("-o", self.folder / "a.eml", *two).returncode,
                         2)
        box = self.folder / "a.mbox"
        self.assertEqual(create("--mbox", "-o", box, *two).returncode, 0)
        self.assertEqual(len(reports_of(box)), 2)

    def test_quotes_lines_of_an_mbox(self):
        text = (MAIL % (1, 1)).replace(b"SUMMARY:Prize",
                                       b"SUMMARY:Prize\nFrom here on")
        box = self.folder / "a.mbox"
        self.assertEqual(
            create("--mbox", "-o", box, "-", stdin=text).returncode, 0)
        self.assertEqual(len(reports_of(box)), 1)
        self.assertIn(b"\n>From here on", box.read_bytes())


class Read(Folder):
    def block(self, path):
        result = run("read", "-f", "jsonl", path)
        line = json.loads(result.stdout.splitlines()[0])
        VALIDATOR.validate(line)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        self.assertEqual(result.returncode, int(line["arf"]["kind"] == "none"))
        # The message is traced in the same run.
        self.assertEqual("provenance" in line,
                         line["arf"]["original"]["form"] != "none")
        kept = {"verdict": line["verdict"]["level"],
                "events": [event["uid"] for part in line["calendar"]
                           for event in part["events"]],
                "arf": line["arf"]}
        return json.dumps(kept, indent=1) + "\n"

    def test_gives_what_is_expected_of_each_sample(self):
        samples = sorted(path for path in READ.iterdir()
                         if path.suffix in (".eml", ".xarf"))
        self.assertGreater(len(samples), 30)
        for path in samples:
            expected = path.with_name(path.name + ".json")
            found = self.block(path)
            if os.environ.get("CALSPAM_BLESS"):
                expected.write_text(found)
            with self.subTest(path.name):
                self.assertEqual(found, expected.read_text())

    def test_is_strict_where_that_is_wanted(self):
        for name, status in (("clean.eml", 0), ("version-0.1.eml", 0),
                             ("jmrp.eml", 1), ("two-types.eml", 1)):
            self.assertEqual(run("read", "--strict", READ / name).returncode,
                             status, name)
            self.assertEqual(run("read", READ / name).returncode, 0, name)

    def test_judges_the_message_of_a_report(self):
        spam = next((ROOT / "testdata/rules").rglob("hit-*.eml"))
        scanned = json.loads(subprocess.run(
            [CALSPAM, "scan", "-f", "json", "--all", "--no-sift", spam],
            capture_output=True, timeout=60).stdout)["messages"][0]
        report = create("--complaint", spam).stdout
        read = json.loads(run("read", "-f", "json", "-",
                              stdin=report).stdout)["messages"][0]
        for key in ("verdict", "message_id", "subject", "links"):
            self.assertEqual(read[key], scanned[key], key)
        self.assertEqual([f["id"] for f in read["findings"]],
                         [f["id"] for f in scanned["findings"]])

    def test_acts_on_no_terminal(self):
        result = run("read", READ / "hostile-values.eml")
        for byte in (b"\x1b", "\u202e".encode(), "\u2028".encode()):
            self.assertNotIn(byte, result.stdout)

    def test_tells_what_the_store_knows(self):
        mail = self.file("mail.eml", MAIL % (1, 1))
        store = self.folder / "store.db"
        recorded = subprocess.run(
            [CALSPAM, "provenance", "record", "--store", store, mail],
            capture_output=True, timeout=60)
        self.assertEqual(recorded.returncode, 0, recorded.stderr)
        report = self.file("report.eml", create("--complaint", mail).stdout)
        result = run("read", "--store", store, "-f", "jsonl", report)
        line = json.loads(result.stdout.splitlines()[0])
        VALIDATOR.validate(line)
        known = line["arf"]["sightings"]
        self.assertEqual({s["by"] for s in known}, {"message-id", "uid"})
        self.assertEqual({s["where"] for s in known}, {str(mail)})
        text = run("read", "--store", store, report)
        self.assertIn(b"known by message-id: ", text.stdout)
        self.assertEqual(
            run("read", "--store", store, "-f", "csv", report).returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
