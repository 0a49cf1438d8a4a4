# SPDX-License-Identifier: MIT
"""provenance_test.py CALSPAM [TEST...]: `calspam provenance` as a shell sees
it.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "testdata/samples"
SCHEMA = ROOT / "lib/report/report.schema.json"
CALSPAM = os.path.abspath(sys.argv[1])
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f"
                    "\u2028-\u202e\u2060-\u206f\ufeff]")

HOP = ("Received: from {} by {} with ESMTP id 1;\r\n"
       "\tMon, 2 Nov 2026 10:00:{:02} +0000\r\n")
INVITE = (
    HOP.format("mx.example.com (mx.example.com [198.51.100.2])",
               "imap.example.com", 3)
    + HOP.format("relay.sender.example (relay.sender.example [192.0.2.7])",
                 "mx.example.com", 2)
    + HOP.format("pc ([203.0.113.9])", "relay.sender.example", 1)
    + "From: Ann <ann@sender.example>\r\nTo: bob@example.com\r\n"
      "Subject: Lunch\r\nMessage-ID: <1@sender.example>\r\n"
      "Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/calendar; method=REQUEST\r\n\r\n"
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
      "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@sender.example\r\n"
      "DTSTAMP:20261102T100000Z\r\nDTSTART:20261104T120000Z\r\n"
      "ORGANIZER:mailto:ann@sender.example\r\n"
      "ATTENDEE:mailto:bob@example.com\r\nSUMMARY:Lunch\r\n"
      "END:VEVENT\r\nEND:VCALENDAR\r\n")
SITE = ("domains: [example.com]\n"
        "trusted:\n  hosts: [mx.example.com, imap.example.com]\n"
        "  networks: [198.51.100.0/24]\n")


def run(*words, stdin=b"", cwd=SAMPLES):
    kept = {k: v for k, v in os.environ.items()
            if k not in ("NO_COLOR", "COLUMNS")}
    return subprocess.run(
        [CALSPAM, "provenance", *words], input=stdin, cwd=cwd, timeout=120,
        capture_output=True, env=kept | {"LC_ALL": "C.UTF-8"})


def records(*words, **more):
    lines = run("-f", "jsonl", *words, **more).stdout.splitlines()
    return [r for r in map(json.loads, lines) if r["type"] == "message"]


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.file("invite.eml", INVITE)

    def file(self, name, content):
        if isinstance(content, str):
            content = content.encode()
        (self.folder / name).write_bytes(content)
        return name


class Traced(Folder):
    def test_text_has_the_border_and_the_sentence(self):
        done = run("invite.eml", cwd=self.folder)
        text = done.stdout.decode()
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn("the border: what stands below is claimed", text)
        self.assertIn("This event came by e-mail <1@sender.example> on 2 Nov "
                      "2026 10:00 UTC, handed over by 192.0.2.7",
                      " ".join(text.split()))

    def test_the_site_file_decides_where_the_border_is(self):
        self.file("site.yaml", SITE)
        guessed = records("invite.eml", cwd=self.folder)[0]
        known = records("--site", "site.yaml", "invite.eml",
                        cwd=self.folder)[0]
        border = [r["provenance"]["path"]["boundary"]
                  for r in (guessed, known)]
        self.assertEqual([b["method"] for b in border],
                         ["organisation", "configured"])
        self.assertEqual([b["ip"] for b in border], ["192.0.2.7"] * 2)
        self.assertEqual(border[1]["confidence"], "high")

    def test_records_follow_the_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.fail("python3-jsonschema is needed")
        schema = json.loads(SCHEMA.read_text())
        validator = jsonschema.Draft7Validator(schema)
        lines = run("-a", "-f", "jsonl", ".").stdout.splitlines()
        self.assertGreater(len(lines), 8)
        for line in lines:
            record = json.loads(line)
            # The deepest is what is wrong, not that none of the kinds fits.
            wrong = [(list(deep.absolute_path), deep.message[:200])
                     for error in validator.iter_errors(record)
                     for deep in error.context or [error]]
            wrong.sort(key=lambda found: -len(found[0]))
            self.assertEqual(wrong[:3], [])
            if record["type"] == "message":
                self.assertIn("provenance", record)

    def test_any_number_of_workers_gives_the_same_bytes(self):
        outputs = {run("-a", "-f", "json", "--jobs", jobs, ".").stdout
                   for jobs in ("1", "3")}
        self.assertEqual(len(outputs), 1)

    def test_of_a_mailbox_what_is_about_calendars(self):
        some = records("three-messages.mbox")
        every = records("--all", "three-messages.mbox")
        self.assertEqual((len(some), len(every)), (2, 3))
        # A file of its own was named, whatever is in it.
        self.assertEqual(len(records("newsletter.eml")), 1)

    def test_standard_input(self):
        got = records(stdin=INVITE.encode())
        self.assertEqual(got[0]["provenance"]["insertion"]["channel"], "imip")

    def test_keys_are_read_and_wrong_ones_refused(self):
        self.file("keys.txt", "# none\n")
        self.assertEqual(run("--dkim-keys", "keys.txt", "invite.eml",
                             cwd=self.folder).returncode, 0)
        for option in ("--dkim-keys", "--smime-ca", "--site"):
            done = run(option, "no-such-file", "invite.eml", cwd=self.folder)
            self.assertEqual(done.returncode, 2, option)
            self.assertIn(b"no-such-file", done.stderr)
            self.assertEqual(done.stdout, b"")

    def test_a_missing_input_is_said(self):
        done = run("no-such.eml", "invite.eml", cwd=self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"no-such.eml", done.stderr)
        self.assertIn(b"This event came", done.stdout)

    def test_a_path_named_like_a_verb(self):
        shutil.copy(self.folder / "invite.eml", self.folder / "record")
        done = run("./record", cwd=self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"This event came", done.stdout)


class Pictures(Folder):
    def test_dot_is_read_by_graphviz(self):
        out = run("-f", "dot", "invite.eml", cwd=self.folder).stdout
        self.assertTrue(out.startswith(b'digraph "invite.eml" {'))
        self.assertIn(b"color=red", out)
        if shutil.which("dot"):
            drawn = subprocess.run(["dot", "-Tsvg"], input=out, timeout=60,
                                   capture_output=True, check=True)
            self.assertIn(b"relay.sender.example", drawn.stdout)

    def test_mermaid_has_both_sides(self):
        out = run("-f", "mermaid", "invite.eml", cwd=self.folder).stdout
        self.assertTrue(out.startswith(b"flowchart LR\n"))
        self.assertIn(b'h2 ==>|"ESMTP, 1 s', out)
        self.assertIn(b'h1 -->|"ESMTP, 1 s"| h0', out)
        self.assertIn(b'subgraph claimed["claimed"]', out)


class Manifests(Folder):
    def check(self, name="MANIFEST"):
        return subprocess.run(["sha256sum", "-c", name], cwd=self.folder,
                              capture_output=True, timeout=60)

    def test_is_checked_by_sha256sum(self):
        odd = self.file("odd\\name\nhere.eml", INVITE)
        done = run("-q", "--manifest", "MANIFEST", "invite.eml", odd,
                   cwd=self.folder)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        self.assertEqual(self.check().returncode, 0)
        self.file("invite.eml", INVITE + "\r\n")
        self.assertEqual(self.check().returncode, 1)

    def test_names_messages_parts_and_events(self):
        run("-q", "--manifest", "MANIFEST", "invite.eml", cwd=self.folder)
        text = (self.folder / "MANIFEST").read_text()
        digest = hashlib.sha256(INVITE.encode()).hexdigest()
        self.assertIn(f"\n{digest}  invite.eml\n", text)
        self.assertIn(f"# message invite.eml offset 0 bytes {len(INVITE)} "
                      f"sha256 {digest}\n", text)
        self.assertRegex(text, r"#   part 1 text/calendar sha256 [0-9a-f]{64}")
        self.assertRegex(text, r"#   event 1@sender.example sha256 [0-9a-f]+")
        self.assertRegex(text, r"^# calspam \S+, rules sha256:[0-9a-f]{64}\n")

    def test_goes_with_a_page(self):
        done = run("-f", "html", "--manifest", "MANIFEST", "invite.eml",
                   cwd=self.folder)
        self.assertIn(b"Where it came from", done.stdout)
        self.assertIn(b"1 message", done.stdout)
        self.assertEqual(self.check().returncode, 0)
        self.assertEqual(
            done.stdout,
            run("-f", "html", "invite.eml", cwd=self.folder).stdout)

    def test_of_a_mailbox_is_the_file(self):
        shutil.copy(SAMPLES / "three-messages.mbox", self.folder)
        run("-q", "--manifest", "MANIFEST", "three-messages.mbox",
            cwd=self.folder)
        self.assertEqual(self.check().returncode, 0)
        text = (self.folder / "MANIFEST").read_text()
        self.assertEqual(
            [line for line in text.splitlines() if line[0] != "#"],
            [f"{hashlib.sha256((SAMPLES / 'three-messages.mbox').read_bytes()).hexdigest()}"
             "  three-messages.mbox"])
        self.assertIn("# message three-messages.mbox#3 offset", text)

    def test_that_cannot_be_written_is_trouble(self):
        done = run("-q", "--manifest", "no/such/folder", "invite.eml",
                   cwd=self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"no/such/folder", done.stderr)


class Hostile(Folder):
    def test_ten_thousand_hops(self):
        self.file("hops.eml", "Received: from a ([192.0.2.1]) by b.example; "
                  "Mon, 2 Nov 2026 10:00:00 +0000\r\n" * 10_000 + INVITE)
        got = records("hops.eml", cwd=self.folder)[0]["provenance"]["path"]
        self.assertEqual(got["hop_count"], 10_003)
        self.assertLessEqual(len(got["hops"]), 200)

    def test_nothing_acts_on_the_terminal(self):
        acting = "\x1b]0;x\x07\u009b\u202e"
        self.file("acts.eml",
                  HOP.format(f"{acting} ({acting} [192.0.2.7])",
                             f"{acting}.example", 1)
                  + INVITE.replace("Lunch", acting).replace("Ann", acting))
        for form in ("text", "json", "jsonl", "html", "dot", "mermaid"):
            done = run("-f", form, "acts.eml", cwd=self.folder)
            self.assertEqual(ACTING.findall(done.stdout.decode()), [], form)

    def test_huge_lines(self):
        self.file("huge.eml", "Received: from " + "(" * 500_000 + " by "
                  + "[" * 500_000 + "; Mon\r\nX-Sender-IP: "
                  + "1" * 500_000 + "\r\n" + INVITE)
        done = run("-f", "jsonl", "huge.eml", cwd=self.folder)
        # Fields of that length are not read in full.
        self.assertEqual(done.returncode, 2)
        self.assertLess(len(done.stdout), 200_000)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
