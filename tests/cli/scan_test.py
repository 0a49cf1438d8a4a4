# SPDX-License-Identifier: MIT
"""scan_test.py CALSPAM [TEST...]: `calspam scan` as a shell sees it.

CALSPAM_BLESS=1 rewrites the expected files in testdata/cli/scan/expected.
"""

import fcntl
import json
import os
import pathlib
import pty
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import time
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
INPUTS = ROOT / "testdata/cli/scan"
EXPECTED = INPUTS / "expected"
RULES = ("--no-default-rules", "--rules", "rules")
CALSPAM = os.path.abspath(sys.argv[1])
SCHEMA = json.loads((ROOT / "lib/report/report.schema.json").read_text())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)

# What a terminal obeys or shows otherwise than it stands: controls but the
# ends of lines, C1, bidi marks, invisible characters.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f"
                    "\u2028-\u202e\u2060-\u206f\ufeff]")


def environment(**changes):
    kept = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm"} | changes


def run(*words, stdin=b"", cwd=INPUTS, **changes):
    return subprocess.run([CALSPAM, *words], input=stdin, cwd=cwd, timeout=60,
                          capture_output=True, env=environment(**changes))


def scan(*words, **more):
    return run("scan", *RULES, *words, **more)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


class ExitStatus(unittest.TestCase):
    def status(self, *words, **more):
        return scan(*words, **more).returncode

    def test_is_0_when_nothing_was_found(self):
        self.assertEqual(self.status("meeting.eml", "plain.eml"), 0)

    def test_is_1_when_something_was_found(self):
        self.assertEqual(self.status("meeting.eml", "callback.eml"), 1)

    def test_follows_fail_on(self):
        weak = ("callback.eml", "--ignore", "endless-event")
        self.assertEqual(self.status(*weak), 1)
        self.assertEqual(self.status(*weak, "--fail-on", "suspicious"), 1)
        self.assertEqual(self.status(*weak, "--fail-on", "spam"), 0)
        self.assertEqual(self.status("callback.eml", "--fail-on=spam"), 1)
        self.assertEqual(self.status("callback.eml", "--fail-on=never"), 0)

    def test_is_2_for_inputs_that_fail_whatever_was_found(self):
        for bad, why in (("empty.eml", "empty"),
                         ("no-such-file", "no such file"),
                         ("unknown.bin", "not a message")):
            result = scan("callback.eml", bad)
            self.assertEqual(result.returncode, 2, bad)
            said = result.stderr.decode()
            self.assertRegex(said, f"^calspam: {bad}: {why}")
            self.assertIn(b"callback.eml", result.stdout)

    def test_is_2_for_an_unreadable_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "secret.eml")
            pathlib.Path(path).write_bytes(b"Subject: x\n\nx\n")
            os.chmod(path, 0)
            if os.access(path, os.R_OK):  # root reads all: a FIFO then
                os.unlink(path)
                os.mkfifo(path)
            result = scan(path, "meeting.eml")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"secret.eml", result.stderr)
        self.assertIn(b"1 clean", result.stdout)

    def test_is_2_for_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([CALSPAM, "scan", *RULES, "callback.eml"],
                                    stdout=full, stderr=subprocess.PIPE,
                                    cwd=INPUTS, timeout=60)
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stderr,
                         b"calspam: standard output: "
                         b"No space left on device\n")

    def test_is_2_for_help_on_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([CALSPAM, "--help"], stdout=full,
                                    stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(result.returncode, 2)

    def test_is_2_for_rules_that_are_wrong(self):
        with tempfile.TemporaryDirectory() as folder:
            group = pathlib.Path(folder, "content")
            group.mkdir()
            (group / "broken.yaml").write_text("id: broken\nscroe: 3\n")
            result = run("scan", "--rules", folder, "meeting.eml")
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stdout, b"")
        self.assertRegex(result.stderr.decode(), r"broken\.yaml:\d+:\d+: ")


class Streams(unittest.TestCase):
    def test_closed_pipe_ends_quietly(self):
        with tempfile.TemporaryDirectory() as folder:
            box = pathlib.Path(folder, "big.mbox")
            box.write_bytes((INPUTS / "three.mbox").read_bytes() * 300)
            for handler in (signal.SIG_DFL, signal.SIG_IGN):
                with subprocess.Popen(
                        [CALSPAM, "scan", *RULES, "--format=jsonl", str(box)],
                        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                        cwd=INPUTS, preexec_fn=lambda: signal.signal(
                            signal.SIGPIPE, handler)) as scanning:
                    scanning.stdout.read(10)
                    scanning.stdout.close()
                    said = scanning.stderr.read()
                    self.assertEqual(scanning.wait(timeout=60), 141)
                    self.assertEqual(said, b"")

    def test_no_path_is_standard_input(self):
        message = (INPUTS / "callback.eml").read_bytes()
        for words in ((), ("-",)):
            result = scan("--format=jsonl", *words, stdin=message)
            record = lines(result)[0]
            self.assertEqual(record["origin"]["path"], "-")
            self.assertEqual(record["verdict"]["level"], "spam")

    def test_empty_standard_input_is_an_error(self):
        result = scan(stdin=b"")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"calspam: -: ", result.stderr)

    def test_terminal_on_standard_input_gives_the_usage(self):
        master, slave = pty.openpty()
        result = subprocess.run([CALSPAM, "scan"], stdin=slave, timeout=60,
                                capture_output=True)
        os.close(master)
        os.close(slave)
        self.assertEqual(result.returncode, 2)
        self.assertEqual(result.stdout, b"")
        self.assertIn(b"Usage: calspam scan", result.stderr)

    def test_quiet_prints_no_report(self):
        result = scan("-q", "callback.eml", "empty.eml")
        self.assertEqual(result.stdout, b"")
        self.assertIn(b"empty.eml", result.stderr)
        self.assertEqual(scan("--quiet", "callback.eml").returncode, 1)

    def test_interrupt_leaves_whole_records(self):
        with subprocess.Popen(
                [CALSPAM, "scan", *RULES, "--format=jsonl", "callback.eml",
                 "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, cwd=INPUTS) as scanning:
            scanning.stdin.write(b"From: a@example.com\nSubject: hal")
            scanning.stdin.flush()
            self.wait_until_read(scanning.stdin)
            scanning.send_signal(signal.SIGINT)
            out = scanning.stdout.read()
            self.assertEqual(scanning.wait(timeout=60), 130)
            self.assertEqual(scanning.stderr.read(), b"")
        records = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([r["type"] for r in records], ["message", "summary"])
        self.assertIs(records[1]["interrupted"], True)

    @staticmethod
    def wait_until_read(pipe):
        """Until the other end has taken all that was written."""
        for _ in range(3000):
            left = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
            if int.from_bytes(left, sys.byteorder) == 0:
                return
            time.sleep(0.01)
        raise AssertionError("calspam does not read standard input")


class Options(unittest.TestCase):
    def refused(self, *words):
        result = run(*words)
        self.assertEqual(result.returncode, 2, words)
        self.assertEqual(result.stdout, b"")
        return result.stderr.decode()

    def test_mistyped_words_get_a_suggestion(self):
        for words, suggestion in (
                (("scan", "--fromat", "json"), "--format"),
                (("scan", "--no-default-rule"), "--no-default-rules"),
                (("scan", "--format=jsnol", "x"), "jsonl"),
                (("scan", "--fail-on", "spma", "x"), "spam"),
                (("scna", "x"), "scan"),
                (("--versoin",), "--version")):
            self.assertIn(f"did you mean '{suggestion}'?", self.refused(*words))

    def test_nothing_is_suggested_for_what_is_like_nothing(self):
        self.assertNotIn("did you mean", self.refused("frobnicate"))

    def test_values_are_checked(self):
        self.assertIn("needs a value", self.refused("scan", "--format"))
        self.assertIn("--now: 'noon'", self.refused("scan", "--now", "noon"))
        self.assertIn("--files-from", self.refused("scan", "-0", "x"))
        self.assertIn("more than once", self.refused("scan", "-", "-"))
        self.assertIn("add some", self.refused("scan", "--no-default-rules"))

    def test_unprintable_words_come_back_printable(self):
        said = self.refused("scan", "--\x1b[31m\u202e")
        self.assertIsNone(ACTING.search(said))

    def test_last_of_a_repeated_option_counts(self):
        result = scan("-f", "text", "--format=jsonl", "meeting.eml")
        self.assertEqual(lines(result)[0]["type"], "message")

    def test_double_hyphen_ends_options(self):
        said = scan("--", "--all").stderr.decode()
        self.assertIn("calspam: --all: no such file", said)

    def test_no_command_prints_help_to_standard_error(self):
        self.assertIn("Usage:", self.refused())

    def test_help_and_version_succeed(self):
        for words in (("--help",), ("scan", "--help"), ("help", "scan"),
                      ("scan", "nofile", "-h"), ("--version",)):
            result = run(*words)
            self.assertEqual(result.returncode, 0, words)
            self.assertEqual(result.stderr, b"")
            for line in result.stdout.decode().splitlines():
                self.assertLessEqual(len(line), 79, line)

    def test_version_is_a_line(self):
        self.assertRegex(run("--version").stdout.decode(),
                         r"^calspam \d+\.\d+\.\d+\n$")

    def test_texts_are_those_of_the_core(self):
        core = str(CALSPAM) + "-core"
        for words in (["--version"], ["-h"], ["help", "scan"],
                      ["scan", "--help"], ["completion", "zsh"]):
            said = subprocess.run([core, *words], capture_output=True,
                                  timeout=60)
            self.assertEqual(run(*words).stdout, said.stdout, words)
        with open("/dev/full", "wb") as full:
            result = subprocess.run([CALSPAM, "--help"], stdout=full,
                                    stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"No space left", result.stderr)

    def test_second_opinion_is_asked_when_said_so(self):
        def asked(path, *words):
            record = lines(scan("--format=jsonl", path, *words))[0]
            return record["second_opinion"]["asked"]

        for path, itself in (("meeting.eml", False), ("callback.eml", False),
                             ("acting.eml", True)):
            self.assertEqual(asked(path), itself)
            self.assertTrue(asked(path, "--second-opinion=always"))
            self.assertFalse(asked(path, "--second-opinion=never"))

    def test_select_and_ignore_take_lists_of_ids_and_groups(self):
        def found(*words):
            record = lines(scan("--format=jsonl", "callback.eml", *words))[0]
            return {finding["id"] for finding in record["findings"]}

        both = {"number-to-call", "endless-event"}
        self.assertEqual(found(), both)
        self.assertEqual(found("--select", "content"), {"number-to-call"})
        self.assertEqual(found("--select", "content,endless-event"), both)
        self.assertEqual(found("--select=content", "--select=scheduling"), both)
        self.assertEqual(found("--ignore", "scheduling"), {"number-to-call"})
        self.assertEqual(found("--ignore", "scheduling,number-to-call"), set())

    def test_messages_without_calendar_are_counted_and_shown_with_all(self):
        quiet = lines(scan("--format=jsonl", "plain.eml"))
        self.assertEqual([r["type"] for r in quiet], ["summary"])
        self.assertEqual(quiet[0]["none"], 1)
        shown = lines(scan("--format=jsonl", "--all", "plain.eml"))
        self.assertEqual(shown[0]["verdict"]["level"], "none")

    def test_files_from_reads_names(self):
        for mark, words in ((b"\n", ()), (b"\0", ("-0",))):
            names = mark.join([b"meeting.eml", b"callback.eml", b""])
            result = scan("--format=jsonl", "--files-from", "-", *words,
                          stdin=names)
            paths = [r["origin"]["path"] for r in lines(result)[:-1]]
            self.assertEqual(paths, ["meeting.eml", "callback.eml"])
            self.assertEqual(result.returncode, 1)

    def test_colour_is_for_terminals_and_for_who_asks(self):
        def colored(*words, **changes):
            return b"\x1b[" in scan("callback.eml", *words, **changes).stdout

        self.assertFalse(colored())
        self.assertTrue(colored("--color=always"))
        self.assertTrue(colored("--color=always", NO_COLOR="1"))
        self.assertFalse(colored("--color=never"))

    def test_no_color_is_obeyed_on_a_terminal(self):
        self.assertIn(b"\x1b[", self.on_terminal())
        self.assertIn(b"\x1b[", self.on_terminal(NO_COLOR=""))
        self.assertNotIn(b"\x1b[", self.on_terminal(NO_COLOR="1"))
        self.assertNotIn(b"\x1b[", self.on_terminal(TERM="dumb"))

    @staticmethod
    def on_terminal(**changes):
        master, slave = pty.openpty()
        subprocess.run([CALSPAM, "scan", *RULES, "callback.eml"], stdout=slave,
                       cwd=INPUTS, env=environment(**changes), timeout=60,
                       check=False)
        os.close(slave)
        said = b""
        try:
            while chunk := os.read(master, 4096):
                said += chunk
        except OSError:  # Linux says EIO at the end of a terminal
            pass
        os.close(master)
        return said


class Advice(unittest.TestCase):
    SAMPLES = ROOT / "testdata/rules/identity/organizer-on-allow-list"

    def scan(self, *words, sample="hit-dkim-stands-for-it.eml"):
        return run("scan", "--no-default-rules", "--rules", str(ROOT / "rules"),
                   *words, str(self.SAMPLES / sample))

    def gate(self, *words, **more):
        result = self.scan("--format=jsonl", *words, **more)
        for line in lines(result):
            VALIDATOR.validate(line)
        return lines(result)[0]["gate"]

    def test_holds_whom_it_does_not_know(self):
        self.assertEqual(self.gate()["insert"], "hold")

    def test_allows_whom_the_site_file_allows_once_authenticated(self):
        site = ("--site", str(self.SAMPLES / "site.yaml"))
        self.assertEqual(self.gate(*site)["insert"], "allow")
        forged = self.gate(*site, sample="miss-not-authenticated.eml")
        self.assertEqual(forged["insert"], "hold")
        self.assertEqual(forged["availability"], "tentative")

    def test_denies_what_another_filter_called_spam(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "marked.eml")
            sample = self.SAMPLES / "hit-dkim-stands-for-it.eml"
            path.write_bytes(b"X-Spam-Flag: YES\n" + sample.read_bytes())
            site = ("--site", str(self.SAMPLES / "site.yaml"))
            gate = self.gate(*site, sample=str(path))
        self.assertEqual(gate["insert"], "deny")
        self.assertEqual(gate["availability"], "none")

    def test_is_for_the_roles_that_were_named(self):
        said = self.scan("--role=user-app").stdout.decode()
        self.assertIn("do: user-app: keep-provenance: ", said)
        self.assertIn("insert: hold; availability tentative; alarms off", said)
        self.assertNotIn("do: ", self.scan("--role=relay").stdout.decode())
        self.assertNotIn("insert: ", self.scan().stdout.decode())

    def test_needs_actions(self):
        result = scan("--role=relay", "meeting.eml")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"--role: no rule folder has an actions.yaml",
                      result.stderr)

    def test_faults_of_a_site_file_name_their_place(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "site.yaml")
            path.write_text("domains: [corp.example]\nblok: []\n")
            result = self.scan("--site", str(path))
        self.assertEqual(result.returncode, 2)
        self.assertRegex(result.stderr.decode(),
                         r'site\.yaml:2:1: unknown key "blok"')


class Reports(unittest.TestCase):
    ALL = ("acting.eml", "callback.eml", "empty.eml", "meeting.eml",
           "meeting.ics", "plain.eml", "three.mbox")

    def report(self, form):
        result = scan("--all", "--format", form, *self.ALL)
        self.assertEqual(result.returncode, 2)
        return result.stdout

    def expect(self, form):
        seen = self.report(form).decode()
        path = EXPECTED / f"report.{form}"
        if os.environ.get("CALSPAM_BLESS"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(seen)
        self.assertEqual(seen, path.read_text())

    def test_text_is_as_expected(self):
        self.expect("text")

    def test_json_is_as_expected(self):
        self.expect("json")

    def test_jsonl_is_as_expected(self):
        self.expect("jsonl")

    def test_json_is_valid_by_its_schema(self):
        VALIDATOR.validate(json.loads(self.report("json")))

    def test_each_json_line_is_valid_by_the_schema(self):
        for line in self.report("jsonl").splitlines():
            VALIDATOR.validate(json.loads(line))

    def test_expected_records_are_valid_by_the_schema(self):
        VALIDATOR.validate(json.loads((EXPECTED / "report.json").read_text()))
        for line in (EXPECTED / "report.jsonl").read_text().splitlines():
            VALIDATOR.validate(json.loads(line))

    def test_schema_refuses_what_is_no_record(self):
        record = json.loads(self.report("jsonl").splitlines()[0])
        for broken in (record | {"type": "massage"},
                       record | {"sha256": "x"},
                       {k: v for k, v in record.items() if k != "verdict"}):
            self.assertFalse(VALIDATOR.is_valid(broken))

    def test_document_and_lines_tell_the_same(self):
        document = json.loads(self.report("json"))
        told = [json.loads(l) for l in self.report("jsonl").splitlines()]
        for record in told:
            del record["schema"]
        messages = [r for r in told if r.pop("type") == "message"]
        self.assertEqual(document["messages"], messages)
        self.assertEqual(document["summary"] | {"tool": document["tool"]},
                         told[-1])

    def test_two_runs_give_the_same_bytes(self):
        for form in ("text", "json", "jsonl", "facts"):
            self.assertEqual(self.report(form), self.report(form))

    def test_nothing_in_a_report_acts(self):
        for form in ("text", "json", "jsonl", "facts"):
            self.assertIsNone(ACTING.search(self.report(form).decode()), form)

    def test_facts_name_value_and_place(self):
        facts = scan("--format=facts", "callback.eml").stdout.decode()
        self.assertRegex(facts, r"(?m)^# callback\.eml$")
        self.assertRegex(facts, r'(?m)^message\.from\.address +'
                                r'"notice@billing\.example\.net"  '
                                r'\[part 1, From:, line 7:1\]$')
        self.assertRegex(facts, r"(?m)^message\.mailer +unknown$")
        self.assertRegex(facts, r"(?m)^event\.uid\[1\] ")

    def test_lines_and_columns_are_those_of_the_file(self):
        record = lines(scan("--format=jsonl", "callback.eml"))[0]
        raw = (INPUTS / "callback.eml").read_bytes()
        for finding in record["findings"]:
            where = finding["where"]
            begin = where["span"][0]
            before = raw[:begin]
            self.assertEqual(where["line"], before.count(b"\n") + 1)
            self.assertEqual(where["column"],
                             begin - (before.rfind(b"\n") + 1) + 1)


class Manual(unittest.TestCase):
    def test_json_page_names_every_field(self):
        page = (ROOT / "man/calspam-json.5").read_text()
        named = set(re.findall(r"[a-z_0-9]+", " ".join(
            re.findall(r"^\.(?:It )?Sy (.*)$", page, re.M))))
        fields = set()
        for definition in SCHEMA["definitions"].values():
            fields |= set(definition.get("properties", ()))
        self.assertEqual(fields - named, set())


class Installation(unittest.TestCase):
    def test_installed_program_finds_its_rules(self):
        with tempfile.TemporaryDirectory() as prefix:
            (pathlib.Path(prefix) / "bin").mkdir()
            share = pathlib.Path(prefix) / "share/calspam"
            share.mkdir(parents=True)
            program = pathlib.Path(prefix) / "bin/calspam"
            for source in (CALSPAM, str(CALSPAM) + "-core"):
                shutil.copy(source, program.parent)
            alone = subprocess.run([program, "scan", "meeting.eml"], cwd=INPUTS,
                                   capture_output=True, timeout=60)
            self.assertEqual(alone.returncode, 2)
            self.assertIn(b"--rules", alone.stderr)
            (share / "rules").symlink_to(ROOT / "rules")
            found = subprocess.run([program, "scan", "meeting.eml"], cwd=INPUTS,
                                   capture_output=True, timeout=60)
            self.assertEqual(found.returncode, 0)

    # The rules in use are those in the files, whatever was prepared of them.
    def test_prepared_rules_follow_their_files(self):
        prepared = pathlib.Path(CALSPAM).parent / "rules.prepared"
        with tempfile.TemporaryDirectory() as prefix:
            program = pathlib.Path(prefix) / "bin/calspam"
            share = pathlib.Path(prefix) / "share/calspam"
            program.parent.mkdir()
            for source in (CALSPAM, str(CALSPAM) + "-core"):
                shutil.copy(source, program.parent)
            shutil.copytree(ROOT / "rules", share / "rules")

            def said():
                return subprocess.run(
                    [program, "scan", "-f", "jsonl", "callback.eml"],
                    cwd=INPUTS, capture_output=True, timeout=60)

            read = said()
            self.assertEqual(read.returncode, 1, read.stderr)
            shutil.copy(prepared, share)
            self.assertEqual(said().stdout, read.stdout)
            (share / "rules.prepared").write_bytes(
                prepared.read_bytes()[:10_000])
            self.assertEqual(said().stdout, read.stdout)
            shutil.copy(prepared, share)
            rule = share / "rules/content/callback-phone-money.yaml"
            rule.write_text("id: [")
            broken = said()
            self.assertEqual(broken.returncode, 2)
            self.assertIn(b"callback-phone-money.yaml:1:", broken.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
