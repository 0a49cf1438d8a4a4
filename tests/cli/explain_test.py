# SPDX-License-Identifier: MIT
"""explain_test.py CALSPAM [TEST...]: `calspam explain`, the completions and
the progress line as a shell sees them.

CALSPAM_BLESS=1 rewrites the expected files in testdata/cli/explain/expected.
"""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
INPUTS = ROOT / "testdata/cli/explain"
SCANNED = ROOT / "testdata/cli/scan"
EXPECTED = INPUTS / "expected"
# Few rules, so that what is told changes with these only.
RULES = ("--no-default-rules", "--rules", str(SCANNED / "rules"))
CALSPAM = os.path.abspath(sys.argv[1])

# What a terminal obeys or shows otherwise than it stands: controls but the
# ends of lines, C1, bidi marks, invisible characters.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f"
                    "\u2028-\u202e\u2060-\u206f\ufeff]")

# A link of a terminal (OSC 8): where it leads, and the text that leads there.
LINK = re.compile("\x1b\\]8;;([^\x1b]*)\x1b\\\\(.*?)\x1b\\]8;;\x1b\\\\")


def environment(**changes):
    kept = {k: v for k, v in os.environ.items()
            if k not in ("NO_COLOR", "COLUMNS")}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm"} | changes


def run(*words, stdin=b"", cwd=INPUTS, **changes):
    return subprocess.run([CALSPAM, *words], input=stdin, cwd=cwd, timeout=60,
                          capture_output=True, env=environment(**changes))


def explain(*words, **more):
    return run("explain", *words, **more)


def on_terminal(*words, cwd=INPUTS, stderr_too=False, **changes):
    """What a command writes when standard output is a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen([CALSPAM, *words], stdout=slave, cwd=cwd,
                          stderr=slave if stderr_too else subprocess.PIPE,
                          stdin=subprocess.DEVNULL,
                          env=environment(**changes)) as running:
        os.close(slave)
        said = b""
        try:
            while chunk := os.read(master, 65536):
                said += chunk
        except OSError:  # Linux says EIO at the end of a terminal
            pass
        if running.stderr:
            running.stderr.read()
        running.wait(timeout=60)
    os.close(master)
    return said.decode().replace("\r\n", "\n")


class Told(unittest.TestCase):
    def expect(self, name, seen):
        path = EXPECTED / name
        if os.environ.get("CALSPAM_BLESS"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(seen)
        self.assertEqual(seen, path.read_text())

    def test_of_a_hostile_mail_is_as_expected(self):
        result = explain(*RULES, "./two-parts.eml")
        self.assertEqual(result.stderr, b"")
        self.assertEqual(result.returncode, 0)
        self.expect("two-parts.text", result.stdout.decode())

    def test_of_an_honest_mail_is_as_expected(self):
        result = explain(*RULES, "meeting.eml", cwd=SCANNED)
        self.assertEqual(result.returncode, 0)
        self.expect("meeting.text", result.stdout.decode())

    def test_on_a_terminal_is_as_expected(self):
        said = on_terminal("explain", *RULES, "two-parts.eml", COLUMNS="80")
        # The rules lie somewhere else on each machine.
        self.expect("two-parts.terminal",
                    said.replace(f"file://{SCANNED}/", "file:///"))

    def test_in_other_languages_is_as_expected(self):
        for language in ("de", "fr", "es"):
            result = explain(*RULES, "--lang", language, "--depth", "short",
                             "./two-parts.eml", COLUMNS="80")
            self.assertEqual(result.returncode, 0)
            self.expect(f"two-parts.{language}", result.stdout.decode())


class Files(unittest.TestCase):
    def test_each_message_of_a_mailbox_is_told(self):
        result = explain(*RULES, "three.mbox", cwd=SCANNED)
        told = re.findall(r"^three\.mbox#(\d+)$", result.stdout.decode(), re.M)
        self.assertGreater(len(told), 1)
        one = explain(*RULES, "--message", told[1], "three.mbox", cwd=SCANNED)
        self.assertEqual(re.findall(r"^three\.mbox#(\d+)$",
                                    one.stdout.decode(), re.M), [told[1]])

    def test_a_message_that_is_not_there_is_an_error(self):
        result = explain("--message", "99", "three.mbox", cwd=SCANNED)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"has 3 messages, and no number 99", result.stderr)

    def test_standard_input_is_a_file(self):
        message = (INPUTS / "two-parts.eml").read_bytes()
        result = explain("-", stdin=message)
        self.assertEqual(result.returncode, 0)
        self.assertIn(b"What it is", result.stdout)

    def test_a_file_that_fails_is_an_error(self):
        for name in ("empty.eml", "./no-such-file", "unknown.bin"):
            result = explain(name, cwd=SCANNED)
            self.assertEqual(result.returncode, 2, name)
            self.assertEqual(result.stdout, b"")
            self.assertIn(b"calspam: ", result.stderr)

    def test_a_name_wins_over_a_file_and_a_path_over_a_name(self):
        with tempfile.TemporaryDirectory() as folder:
            name = "organizer-not-sender"
            shutil.copy(INPUTS / "two-parts.eml", pathlib.Path(folder, name))
            known = explain(name, cwd=folder).stdout.decode()
            self.assertIn("organizer-not-sender (rule)", known)
            told = explain(f"./{name}", cwd=folder).stdout.decode()
            self.assertIn("What it is", told)

    def test_short_is_shorter(self):
        full = explain("./two-parts.eml").stdout
        short = explain("--depth=short", "./two-parts.eml").stdout
        self.assertLess(len(short), len(full))
        self.assertIn(b"Impact on the calendar", full)
        self.assertNotIn(b"Impact on the calendar", short)

    def test_an_unknown_language_is_an_error_that_names_the_known(self):
        result = explain("--lang", "tlh", "./two-parts.eml")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"--lang: 'tlh' is none of en, de, fr, es", result.stderr)
        page = explain("--lang", "de", "-f", "html", "./two-parts.eml")
        self.assertEqual((page.returncode, page.stdout), (2, b""))
        self.assertIn(b"--lang: ", page.stderr)

    def test_the_language_can_be_configured(self):
        german = explain("./two-parts.eml", CALSPAM_LANG="de")
        self.assertIn("Was es ist", german.stdout.decode())

    def test_a_page_has_the_calendar_parts_side_by_side(self):
        page = explain("-f", "html", "./two-parts.eml").stdout.decode()
        self.assertIn("<tr><th><th>part 1.1.3<th>part 1.2", page)
        self.assertIn("<tr><td>SUMMARY<td>Your order", page)

    def test_now_is_checked(self):
        result = explain("--now", "noon", "./two-parts.eml")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"--now: 'noon'", result.stderr)


class Names(unittest.TestCase):
    def test_each_kind_has_pages(self):
        for name, kind in (("organizer-not-sender", "rule"),
                           ("organizer.is_sender", "fact"),
                           ("6.2 c.1", "clause"), ("6.2.c.1", "clause"),
                           ("6047-02", "check of lint-imip"),
                           ("method-mismatch", "check of lint-imip"),
                           ("silence-alarms", "action"),
                           ("not-spam", "option for the user"),
                           ("google-2008", "layout of lint-imip"),
                           ("mime-boundary-conflict", "anomaly")):
            result = explain(name)
            self.assertEqual(result.returncode, 0, name)
            self.assertIn(f"({kind})", result.stdout.decode().splitlines()[0])

    def test_samples_that_pages_name_are_there(self):
        for name in ("organizer-not-sender", "6047-02",
                     "mime-boundary-conflict"):
            page = explain(name).stdout.decode()
            samples = re.findall(r"^  - (testdata/\S+)$", page, re.M)
            self.assertTrue(samples, name)
            for sample in samples:
                self.assertTrue((ROOT / sample).is_file(), sample)

    def test_a_rule_names_its_samples_condition_and_references(self):
        page = explain("organizer-not-sender").stdout.decode()
        self.assertIn("testdata/rules/identity/organizer-not-sender/hit-", page)
        self.assertIn("  condition:\n", page)
        self.assertIn("https://www.rfc-editor.org/", page)

    def test_near_misses_are_suggested(self):
        result = explain("organizer-not-sendr")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"did you mean organizer-not-sender", result.stderr)

    def test_unprintable_names_come_back_printable(self):
        said = explain("a\x1b[31m\u202e").stderr.decode()
        self.assertIsNone(ACTING.search(said))

    def test_lists_have_a_line_each(self):
        for kind, one in (("rules", "organizer-not-sender"),
                          ("facts", "organizer.is_sender"),
                          ("clauses", "6.2 c.1"), ("checks", "6047-02"),
                          ("actions", "silence-alarms"),
                          ("layouts", "exchange"),
                          ("anomalies", "mime-boundary-conflict")):
            listed = explain("--list", kind).stdout.decode().splitlines()
            self.assertGreater(len(listed), 10)
            self.assertTrue(any(re.match(re.escape(one) + r"\s", line)
                                for line in listed), kind)

    def test_search_finds_all_words(self):
        result = explain("--search", "Organizer SENDER")
        self.assertIn(b"organizer-not-sender", result.stdout)
        nothing = explain("--search", "xyzzy")
        self.assertEqual(nothing.returncode, 2)
        self.assertIn(b"nothing has all of 'xyzzy'", nothing.stderr)

    def test_nothing_asked_for_gives_the_usage(self):
        result = explain()
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"Usage: calspam explain", result.stderr)


class Terminal(unittest.TestCase):
    def test_nothing_of_the_input_acts(self):
        for result in (explain("./two-parts.eml"),
                       run("scan", "two-parts.eml")):
            self.assertIsNone(ACTING.search(result.stdout.decode()))
        said = on_terminal("explain", "two-parts.eml", TERM="dumb")
        self.assertIsNone(ACTING.search(said))
        # What is left of a capable terminal's without colours and links.
        said = on_terminal("explain", "two-parts.eml")
        said = re.sub("\x1b\\[[0-9;]*m", "", LINK.sub(r"\2", said))
        self.assertIsNone(ACTING.search(said))

    def test_links_are_for_terminals(self):
        said = on_terminal("explain", "two-parts.eml")
        pages = dict((text, page) for page, text in LINK.findall(said))
        self.assertTrue(pages)
        rule = pages["\x1b[1morganizer-not-sender\x1b[0m"]
        self.assertTrue(rule.startswith("file:///"), rule)
        self.assertTrue(rule.endswith("/organizer-not-sender.yaml"), rule)
        self.assertTrue(pages["CC/R 18003"].startswith("https://"))
        for without in (on_terminal("explain", "two-parts.eml", TERM="dumb"),
                        on_terminal("explain", "two-parts.eml", TERM="linux"),
                        on_terminal("explain", "--ascii", "two-parts.eml"),
                        explain("./two-parts.eml").stdout.decode(),
                        explain("--color=always",
                                "./two-parts.eml").stdout.decode()):
            self.assertNotIn("\x1b]", without)

    def test_pages_lead_to_their_references(self):
        said = on_terminal("explain", "6047-02")
        self.assertIn(("https://www.rfc-editor.org/rfc/rfc6047#section-2.4",
                       "RFC 6047 2.4"), LINK.findall(said))
        self.assertNotIn("\x1b]", explain("6047-02").stdout.decode())

    def test_checks_lead_to_their_clauses(self):
        links = LINK.findall(on_terminal("lint-imip", "two-parts.eml"))
        self.assertTrue(links)
        for page, name in links:
            self.assertRegex(page, r"^(https://www\.rfc-editor\.org/|https://"
                                   r"standards\.calconnect\.org/|man:)")
            self.assertRegex(name, r"^[a-z0-9-]+$")
        for without in (on_terminal("lint-imip", "--ascii", "two-parts.eml"),
                        on_terminal("lint-imip", "two-parts.eml", TERM="dumb"),
                        run("lint-imip", "two-parts.eml").stdout.decode()):
            self.assertNotIn("\x1b]", without)

    def test_nothing_of_the_input_stands_in_a_link(self):
        """A mail that has a word in every place that a report shows."""
        word = "zqx"
        link = f"\x1b]8;;https://{word}.example/\x1b\\{word}\x1b]8;;\x1b\\"
        mail = (INPUTS / "two-parts.eml").read_bytes()
        for old in (b"desk", b"Support", b"Your order", b"seller", b"other"):
            mail = mail.replace(old, (word + link).encode())
        with tempfile.TemporaryDirectory() as folder:
            name = f"{word}.eml"
            pathlib.Path(folder, name).write_bytes(mail)
            said = on_terminal("explain", f"./{name}", cwd=folder)
        self.assertIn(word, said)
        links = LINK.findall(said)
        self.assertTrue(links)
        for page, text in links:
            self.assertNotIn(word, page)
            self.assertRegex(page, r"^(file:///|https://|man:)[!-~]*$")
        self.assertNotIn("\x1b]", LINK.sub("", said))

    def test_colour_and_drawing_are_for_terminals(self):
        said = on_terminal("explain", "two-parts.eml")
        self.assertIn("\x1b[1m", said)
        self.assertIn("\u251c\u2500", said)
        piped = explain("./two-parts.eml").stdout.decode()
        self.assertNotIn("\x1b[", piped)
        self.assertNotIn("\u251c", piped)

    def test_no_color_and_dumb_terminals_are_obeyed(self):
        plain = on_terminal("explain", "two-parts.eml", NO_COLOR="1")
        self.assertNotIn("\x1b[", plain)
        self.assertIn("\u251c\u2500", plain)
        dumb = on_terminal("explain", "two-parts.eml", TERM="dumb")
        self.assertNotIn("\x1b[", dumb)
        self.assertNotIn("\u251c", dumb)

    def test_ascii_is_ascii(self):
        for words in (("explain", "two-parts.eml"),
                      ("scan", "two-parts.eml"),
                      ("explain", "--list", "rules")):
            said = on_terminal(*words, "--ascii")
            self.assertTrue(said.isascii(), words)

    def test_columns_are_obeyed(self):
        for width in (60, 80, 132):
            said = explain("./two-parts.eml", COLUMNS=str(width))
            for line in said.stdout.decode().splitlines():
                self.assertLessEqual(len(line), width, line)

    def test_progress_shows_on_a_terminal_after_a_second(self):
        self.assertRegex(self.progress(), r"\r\x1b\[K[\d,]+ messages?, ")

    def test_progress_can_be_turned_off(self):
        self.assertNotIn(" MB/s", self.progress("--no-progress"))

    @staticmethod
    def progress(*words):
        """Standard error, a terminal, of a scan that takes two seconds."""
        message = b"From a@example.com Mon Nov 16 09:12:05 2026\n" + \
            (SCANNED / "plain.eml").read_bytes() + b"\n"
        master, slave = pty.openpty()
        said = b""
        with subprocess.Popen([CALSPAM, "scan", "--jobs=1", *words, "-"],
                              stdin=subprocess.PIPE, stderr=slave,
                              stdout=subprocess.DEVNULL,
                              env=environment()) as scanning:
            os.close(slave)
            end = time.monotonic() + 2.5
            while time.monotonic() < end and b"MB/s" not in said:
                scanning.stdin.write(message * 500)
                scanning.stdin.flush()
                while select.select([master], [], [], 0.01)[0]:
                    said += os.read(master, 65536)
            scanning.stdin.close()
            scanning.wait(timeout=60)
        os.close(master)
        return said.decode()


class Completions(unittest.TestCase):
    @staticmethod
    def bash(*words):
        """What bash offers for the last of the words."""
        script = ('eval "$("$1" completion bash)"; shift; '
                  'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _calspam; '
                  'printf "%s\\n" "${COMPREPLY[@]}"')
        result = subprocess.run(["bash", "-c", script, "bash", CALSPAM,
                                 "calspam", *words], capture_output=True,
                                cwd=INPUTS, timeout=60, text=True, check=True)
        assert result.stderr == "", result.stderr
        return set(result.stdout.split())

    def test_bash_completes_commands(self):
        self.assertEqual(self.bash("exp"), {"explain"})
        self.assertIn("scan", self.bash(""))

    def test_bash_completes_options_and_their_values(self):
        self.assertIn("--no-default-rules", self.bash("scan", "--no"))
        self.assertEqual(self.bash("explain", "--dep"), {"--depth"})
        self.assertEqual(self.bash("explain", "--list", "f"), {"facts"})
        self.assertEqual(self.bash("scan", "--format", "jsonl"), {"jsonl"})
        self.assertEqual(self.bash("scan", "--fail-on", "=", "sp"), {"spam"})
        self.assertEqual(self.bash("scan", "-f", "te"), {"text"})

    def test_bash_leaves_files_to_readline(self):
        """tests/peers/shells.py sees what that makes of them."""
        self.assertEqual(self.bash("scan", "two"), set())

    def test_every_option_is_in_every_script(self):
        for command in ("scan", "explain"):
            help_text = run(command, "--help").stdout.decode()
            options = set(re.findall(r"^  (?:-\S, |    )--([a-z-]+)", help_text,
                                     re.M)) - {"help"}
            self.assertTrue(options)
            for shell, form in (("bash", "--{}"), ("zsh", "--{}"),
                                ("fish", "-l {}")):
                script = run("completion", shell).stdout.decode()
                for option in options:
                    self.assertIn(form.format(option), script)

    def test_scripts_are_accepted_by_their_shells(self):
        for shell in ("bash", "zsh", "fish"):
            if shutil.which(shell) is None:
                continue
            script = run("completion", shell).stdout
            result = subprocess.run([shell, "-n"], input=script, timeout=60,
                                    capture_output=True)
            self.assertEqual((result.returncode, result.stderr), (0, b""))

    def test_other_shells_are_refused(self):
        for words in ((), ("tcsh",), ("bash", "zsh")):
            result = run("completion", *words)
            self.assertEqual(result.returncode, 2, words)
            self.assertEqual(result.stdout, b"")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]], verbosity=1)
