# SPDX-License-Identifier: MIT
"""store_test.py CALSPAM [TEST...]: `calspam provenance` with a store."""

import json
import os
import pathlib
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CALSPAM = os.path.abspath(sys.argv[1])
INVITE = """Received: from mail.sender.example (mail.sender.example \
[192.0.2.{host}])
\tby mx.example.com with ESMTPS id 1; Mon, 2 Nov 2026 10:00:{second:02} +0000
Delivered-To: {to}
Return-Path: <bounce+{verp}@sender.example>
From: Ann <ann@sender.example>
To: {to}
Subject: Lunch for {to}
Message-ID: <{number}@sender.example>
Date: Mon, 2 Nov 2026 10:00:00 +0000
MIME-Version: 1.0
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sender//Scheduler 4.2//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261102T095900Z
DTSTART:20261104T120000Z
SUMMARY:Lunch {number}
DESCRIPTION:Call +1 202 555 0123 or see https://pay.evil.example/x?e={verp}
ORGANIZER:mailto:ann@sender.example
ATTENDEE:mailto:{to}
END:VEVENT
END:VCALENDAR
"""
# What a terminal obeys or shows otherwise than it stands.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e"
                    "\u2066-\u2069]")


def invite(number, to="bob@example.com", uid=None):
    return INVITE.format(number=number, to=to, uid=uid or f"{number}@lunch",
                         verp=to.replace("@", "="), host=number % 200 + 1,
                         second=number % 60)


class StoreCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.store = str(self.folder / "seen.db")

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def mailbox(self, name, numbers):
        return self.write(name, "".join(
            "From ann@sender.example Mon Nov  2 10:00:00 2026\n" + invite(n)
            + "\n" for n in numbers))

    def run_verb(self, verb, *words):
        return subprocess.run(
            [CALSPAM, "provenance", verb, "--store", self.store, *words],
            capture_output=True, text=True, timeout=120, cwd=self.folder)

    def ask(self, verb, *words, status=0):
        result = self.run_verb(verb, *words)
        self.assertEqual(result.returncode, status,
                         result.stdout + result.stderr)
        return result.stdout

    def json(self, verb, *words, status=0):
        return [json.loads(line) for line in self.ask(
            verb, "--format", "json", *words, status=status).splitlines()]

    def export(self):
        return self.json("export")


class Store(StoreCase):
    def test_records_what_is_new_and_nothing_twice(self):
        path = self.mailbox("in.mbox", range(5))
        self.assertIn("5 new, 0 known", self.ask("record", path))
        before = self.export()
        self.assertIn("0 new, 5 known", self.ask("record", path))
        self.assertEqual(self.export(), before)
        self.assertEqual(len(before), 5)

    def test_record_says_in_json_what_it_did(self):
        path = self.mailbox("in.mbox", range(3))
        self.assertEqual(self.json("record", path), [
            {"schema": "calspam.recorded/1", "inputs": 3, "new": 3,
             "known": 0}])

    def test_mail_without_calendars_is_not_recorded(self):
        path = self.write("a.eml", "From: a@b.example\nSubject: x\n\nHello\n")
        self.assertIn("1 not about calendars", self.ask("record", path))
        self.assertEqual(self.export(), [])

    def test_an_export_has_all_that_was_seen(self):
        self.ask("record", self.write("a.eml", invite(7)))
        (seen,) = self.export()
        self.assertEqual(seen["schema"], "calspam.sighting/1")
        self.assertEqual(seen["message"]["message_id"], "7@sender.example")
        self.assertEqual(seen["message"]["border_ip"], "192.0.2.8")
        self.assertEqual(seen["at"], "2026-11-02T10:00:07Z")
        (event,) = seen["events"]
        self.assertEqual(event["uid"], "7@lunch")
        self.assertIsNone(event["sequence"])
        self.assertEqual(event["organizer"], "ann@sender.example")
        self.assertEqual(len(event["campaign_sha256"]), 64)
        roles = {r["role"] for r in seen["recipients"]}
        self.assertIn("attendee", roles)
        self.assertIn("delivered-to", roles)
        self.assertEqual(seen["provenance"]["schema"], "calspam.provenance/1")
        self.assertEqual(seen["places"][0]["path"],
                         str(self.folder / "a.eml"))

    def test_why_takes_a_uid_or_a_file(self):
        path = self.write("a.eml", invite(7))
        self.ask("record", path)
        by_uid = self.ask("why", "7@lunch")
        self.assertIn("2026-11-02T10:00:07Z", by_uid)
        self.assertIn("ann@sender.example", by_uid)
        self.assertEqual(self.ask("why", path), by_uid)
        # An exported calendar has the event, but not the mail's bytes.
        ics = self.write("a.ics", invite(7).split("\n\n", 1)[1])
        self.assertEqual(self.ask("why", ics), by_uid)
        self.assertEqual(self.ask("why", "8@lunch", status=1), "")

    def test_who_tells_everybody_who_got_an_event(self):
        for number, name in enumerate(("bob", "carol", "dave")):
            self.ask("record", self.write(
                f"{name}.eml",
                invite(number, f"{name}@example.com", "one@lunch")))
        told = self.json("who", "one@lunch")
        self.assertEqual({t["address"] for t in told},
                         {f"{n}@example.com" for n in ("bob", "carol",
                                                       "dave")})
        self.assertIn("carol@example.com", self.ask("who", "one@lunch"))

    def test_same_as_finds_by_every_trait(self):
        self.ask("record", self.write("a.eml", invite(7)))
        self.ask("record", self.write("b.eml", invite(
            8, "carol@example.com").replace("ann@", "eve@").replace(
                "0123", "0124").replace("evil", "good")))
        seen = {s["message"]["message_id"]: s for s in self.export()}
        event = seen["7@sender.example"]["events"][0]
        for option, value in (
                ("--organizer", "MAILTO:ann@sender.example"),
                ("--ip", "192.0.2.8"), ("--phone", "+1 (202) 555-0123"),
                ("--link", "pay.evil.example"), ("--link", "evil.example"),
                ("--hash", event["event_sha256"]),
                ("--hash", "sha256:" + event["campaign_sha256"].upper()),
                ("--hash", seen["7@sender.example"]["sha256"])):
            with self.subTest(option=option, value=value):
                found = self.json("same-as", option, value)
                self.assertEqual([f["message"]["message_id"] for f in found],
                                 ["7@sender.example"])
        self.assertEqual(self.json("same-as", "--dkim", "no.example",
                                   status=1), [])

    def test_user_and_message_id(self):
        self.ask("record", self.mailbox("in.mbox", range(3)))
        self.assertEqual(len(self.json("user", "BOB@example.com")), 3)
        limited = self.run_verb("user", "--limit", "2", "bob@example.com")
        self.assertIn("no more than 2 are shown", limited.stderr)
        self.assertEqual(limited.stdout.count("uid "), 2)
        self.assertEqual(len(self.json("message-id", "<1@sender.example>")), 1)
        self.assertEqual(self.json("user", "eve@example.com", status=1), [])

    def test_gaps_are_events_that_no_mail_accounts_for(self):
        self.ask("record", self.mailbox("in.mbox", range(2)))
        events = [invite(n).split("\n\n", 1)[1].split("BEGIN:VEVENT")[1]
                  .split("END:VEVENT")[0] for n in range(4)]
        events[1] = events[1].replace("mailto:ann@", "mailto:eve@")
        calendar = self.write("all.ics", "BEGIN:VCALENDAR\nVERSION:2.0\n" +
                              "".join(f"BEGIN:VEVENT{e}END:VEVENT\n"
                                      for e in events) + "END:VCALENDAR\n")
        told = self.json("gaps", calendar, status=1)
        self.assertEqual([(t["uid"], t["other_organizer"]) for t in told],
                         [("1@lunch", True), ("2@lunch", False),
                          ("3@lunch", False)])
        self.assertIn("3 of 4 events came by no mail",
                      self.ask("gaps", calendar, status=1))
        # The calendar itself, recorded, is no mail.
        self.ask("record", calendar)
        self.assertEqual(len(self.json("gaps", calendar, status=1)), 3)
        self.ask("record", self.mailbox("more.mbox", range(2, 4)))
        self.assertEqual(len(self.json("gaps", calendar, status=1)), 1)

    def test_mail_about_an_occurrence_accounts_for_it_alone(self):
        mail = invite(1).replace(
            "UID:", "RECURRENCE-ID:20261104T120000Z\nUID:")
        self.ask("record", self.write("a.eml", mail))
        one = mail.split("\n\n", 1)[1]
        series = one.replace("RECURRENCE-ID:20261104T120000Z\n", "")
        self.assertEqual(self.json("gaps", self.write("one.ics", one)), [])
        self.assertEqual(len(self.json(
            "gaps", self.write("all.ics", series), status=1)), 1)
        nameless = series.replace("UID:1@lunch\n", "")
        self.assertEqual(len(self.json(
            "gaps", self.write("no.ics", nameless), status=1)), 1)

    def test_an_unreadable_record_and_odd_options_are_trouble(self):
        for words in (("why", "x"), ("forget",), ("same-as",),
                      ("export", "x"), ("who",), ("why", "x", "--ip", "y"),
                      ("forget", "--before", "soon"), ("record", "/nowhere"),
                      ("why", "x", "--limit", "0"),
                      ("export", "--format", "dot")):
            with self.subTest(words=words):
                result = self.run_verb(*words)
                self.assertEqual(result.returncode, 2)
                self.assertTrue(result.stderr.startswith("calspam: "))
        result = subprocess.run([CALSPAM, "provenance", "why", "x"],
                                capture_output=True, text=True)
        self.assertEqual(result.returncode, 2)
        self.assertIn("needs --store FILE", result.stderr)
        path = self.write("a.eml", invite(1))
        result = subprocess.run(
            [CALSPAM, "provenance", path, "--store", self.store],
            capture_output=True, text=True)
        self.assertEqual(result.returncode, 2)
        self.assertIn("--store: goes with a verb", result.stderr)
        mistyped = self.run_verb("recrod", path)
        self.assertEqual(mistyped.returncode, 2)
        self.assertIn("did you mean 'record'?", mistyped.stderr)
        alone = subprocess.run([CALSPAM, "provenance", "recrod"],
                               capture_output=True, text=True)
        self.assertEqual(alone.returncode, 2)
        self.assertIn("did you mean 'calspam provenance record'?", alone.stderr)
        self.write("seen.db", "no database " * 1000)
        self.assertIn("not a database", self.run_verb("export").stderr)

    def test_nothing_of_the_input_acts_on_a_terminal(self):
        hostile = invite(7).replace(
            "Lunch 7", "Lunch \x1b[31m \u202e \x9b").replace(
            "7@lunch", "7@lunch\x1b]0;x\x07")
        self.ask("record", self.write("a.eml", hostile))
        for verb, words in (("export", ()), ("user", ("bob@example.com",)),
                            ("gaps", (self.write("b.eml", hostile.replace(
                                "UID:", "UID:n")),))):
            for form in ("text", "json"):
                result = self.run_verb(verb, "--format", form, *words)
                self.assertIn(result.returncode, (0, 1))
                self.assertNotEqual(result.stdout, "")
                self.assertIsNone(ACTING.search(result.stdout),
                                  (verb, form, result.stdout))


class Privacy(StoreCase):
    def key(self):
        return self.write("key", "0123456789abcdef0123456789abcdef\n")

    def bytes_of_store(self):
        return b"".join(p.read_bytes()
                        for p in self.folder.glob("seen.db*"))

    def test_the_store_is_its_owners(self):
        self.ask("record", self.write("a.eml", invite(7)))
        mode = os.stat(self.store).st_mode
        self.assertEqual(stat.S_IMODE(mode), 0o600)

    def test_recipients_can_be_hashed_and_found_all_the_same(self):
        key = self.key()
        self.ask("record", "--hash-recipients", key, self.write(
            "a.eml", invite(7)))
        for needle in (b"bob@example.com", b"bob=example.com"):
            self.assertNotIn(needle, self.bytes_of_store())
        (seen,) = self.json("user", "--hash-recipients", key,
                            "Bob@example.com")
        self.assertEqual(seen["message"]["message_id"], "7@sender.example")
        self.assertIn("hmac-sha256:", seen["message"]["subject"])
        self.assertEqual(seen["events"][0]["organizer"], "ann@sender.example")
        self.assertEqual(self.json("user", "bob@example.com", status=1), [])
        weak = self.write("weak", "short")
        self.assertEqual(self.run_verb("user", "--hash-recipients", weak,
                                       "x").returncode, 2)

    def test_forget_before(self):
        self.ask("record", self.mailbox("in.mbox", range(10)))
        self.assertEqual(self.ask("forget", "--before",
                                  "2026-11-02T10:00:04Z"),
                         "4 sightings forgotten\n")
        self.assertEqual(len(self.export()), 6)

    def test_forget_user_leaves_no_trace(self):
        self.ask("record", self.write("a.eml", invite(7)),
                 self.write("b.eml", invite(8, "carol@example.com")))
        self.assertIn(b"bob@example.com", self.bytes_of_store())
        self.assertEqual(self.ask("forget", "--user", "bob@example.com"),
                         "1 sighting forgotten\n")
        self.assertNotIn(b"bob@example.com", self.bytes_of_store())
        self.assertEqual(len(self.export()), 1)


class Writers(StoreCase):
    def start(self, path):
        return subprocess.Popen(
            [CALSPAM, "provenance", "record", "--store", self.store, path],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def test_two_at_once_lose_nothing(self):
        one = self.start(self.mailbox("one.mbox", range(0, 600)))
        two = self.start(self.mailbox("two.mbox", range(300, 900)))
        self.assertEqual((one.wait(120), two.wait(120)), (0, 0),
                         one.stderr.read() + two.stderr.read())
        one.stderr.close()
        two.stderr.close()
        seen = self.export()
        self.assertEqual(len(seen), 900)
        self.assertEqual(len({s["sha256"] for s in seen}), 900)
        self.assertEqual(sum(len(s["places"]) for s in seen), 1200)

    def test_killed_in_the_middle_it_stays_whole(self):
        path = self.mailbox("in.mbox", range(9000))
        process = self.start(path)
        deadline = time.monotonic() + 60
        count = 0
        while count == 0 and time.monotonic() < deadline:
            time.sleep(0.05)
            count = self.count()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
        self.assertGreater(count, 0, "nothing was written in time")
        with sqlite3.connect(self.store) as database:
            self.assertEqual(
                database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            kept = database.execute("SELECT count(*) FROM source").fetchone()
            events = database.execute(
                "SELECT count(*) FROM sighting").fetchone()
        database.close()
        self.assertGreaterEqual(kept[0], count)
        self.assertEqual(kept, events)
        self.ask("record", path)  # and it goes on where it was
        self.assertEqual(self.count(), 9000)

    def count(self):
        if not os.path.exists(self.store):
            return 0
        database = sqlite3.connect(self.store, timeout=30)
        try:
            return database.execute("SELECT count(*) FROM source").fetchone()[0]
        except sqlite3.OperationalError:
            return 0  # not made yet
        finally:
            database.close()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
