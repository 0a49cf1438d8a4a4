# SPDX-License-Identifier: MIT
"""Settings: where they come from, which one wins, what is wrong with them.

config_test.py CALSPAM
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
INPUTS = ROOT / "testdata/cli/scan"
CALSPAM = os.path.abspath(sys.argv[1])


class Config(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.home = pathlib.Path(self.folder.name)
        (self.home / "calspam").mkdir()

    def user(self, text):
        (self.home / "calspam/config.yaml").write_text(text)

    def run_it(self, *words, **variables):
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("CALSPAM_")}
        environment |= {"XDG_CONFIG_HOME": str(self.home)} | variables
        return subprocess.run([CALSPAM, *words], cwd=INPUTS, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=60)

    def effective(self, option, *words, **variables):
        text = self.run_it("config", "scan", *words, **variables).stdout.decode()
        for line in text.splitlines():
            fields = line.split()
            if line.startswith("  ") and fields[0] == option:
                return fields[1], " ".join(fields[2:])
        raise AssertionError(f"no {option} in\n{text}")

    def test_the_user_sets_what_the_command_line_does_not(self):
        self.user("scan:\n  format: jsonl\n")
        record = self.run_it("scan", "meeting.eml").stdout.splitlines()[0]
        self.assertEqual(json.loads(record)["type"], "message")
        text = self.run_it("scan", "-f", "text", "meeting.eml").stdout
        self.assertNotIn(b"{", text)
        text = self.run_it("scan", "--no-config", "meeting.eml").stdout
        self.assertNotIn(b"{", text)

    def test_a_command_of_its_own_wins_within_a_file(self):
        self.user("jobs: 3\nscan:\n  jobs: 5\n")
        value, source = self.effective("jobs")
        self.assertEqual(value, "5")
        self.assertTrue(source.endswith("calspam/config.yaml:3"), source)

    def test_named_file_then_environment_win(self):
        self.user("scan:\n  jobs: 3\n")
        named = self.home / "named.yaml"
        named.write_text("jobs: 4\n")
        config = ("--config", str(named))
        self.assertEqual(self.effective("jobs", *config), ("4", f"{named}:1"))
        self.assertEqual(self.effective("jobs", *config, CALSPAM_JOBS="6"),
                         ("6", "CALSPAM_JOBS"))
        self.assertEqual(self.effective("jobs")[0], "3")
        self.assertEqual(self.effective("deadline"), ("-", "built in"))

    def test_flags_are_switched_on_and_off(self):
        self.user("all: true\n")
        self.assertEqual(self.effective("all")[0], "yes")
        self.assertEqual(self.effective("all", CALSPAM_ALL="no")[0], "no")
        self.assertEqual(self.run_it("scan", "meeting.eml",
                                     CALSPAM_QUIET="1").stdout, b"")

    def test_faults_are_named_with_their_place(self):
        for text, said in (("scan:\n  fromat: json\n", ":2:3: unknown key"),
                           ("scan:\n  fromat: json\n", 'did you mean "format"'),
                           ("- a\n", "expected options"),
                           ("quiet: perhaps\n", ":1"),
                           ("scan:\n  format: jsn\n", ":2: 'jsn' is none of"),
                           ("scan:\n  jobs: many\n", ":2: 'many' is no number"),
                           ("scan: [\n", "config.yaml")):
            self.user(text)
            result = self.run_it("scan", "meeting.eml")
            self.assertEqual(result.returncode, 2, text)
            self.assertEqual(result.stdout, b"")
            self.assertIn(said, result.stderr.decode())
        self.user("jobs: 1\n")
        result = self.run_it("scan", "--config", "absent.yaml", "meeting.eml")
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"absent.yaml: cannot be read", result.stderr)
        result = self.run_it("scan", "meeting.eml", CALSPAM_ALL="maybe")
        self.assertIn(b"CALSPAM_ALL: 'maybe'", result.stderr)

    def test_nothing_is_read_where_the_inputs_lie(self):
        self.user("jobs: 1\n")
        with tempfile.TemporaryDirectory() as folder:
            for name in (".calspam.yaml", "config.yaml", "calspam.yaml"):
                (pathlib.Path(folder) / name).write_text("format: json\n")
            (pathlib.Path(folder) / "a.ics").write_bytes(
                (INPUTS / "meeting.eml").read_bytes())
            result = self.run_it("scan", f"{folder}/a.ics")
            self.assertNotIn(b"{", result.stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
