# SPDX-License-Identifier: MIT
"""lint_test.py CALSPAM SUITE: calspam lint-imip as people and CI run it."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "testdata" / "lint"
SCHEMA = json.loads((ROOT / "lib/report/report.schema.json").read_text())
CALSPAM = ""
MISMATCH = SAMPLES / "6047-02" / "hit-cancel-as-request.eml"
GOOGLE = SAMPLES / "A1-07" / "miss-google.eml"
APPENDIX = SAMPLES / "A1-15" / "miss-same-bytes.eml"


class Case(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.home)
        (self.home / ".git").mkdir()
        shutil.copy(MISMATCH, self.home / "bad.eml")
        shutil.copy(GOOGLE, self.home / "google.eml")
        shutil.copy(APPENDIX, self.home / "good.eml")

    def lint(self, *arguments, stdin=None, **more):
        env = {key: value for key, value in os.environ.items()
               if not key.startswith(("CALSPAM_", "GITHUB_"))}
        return subprocess.run([CALSPAM, "lint-imip", *arguments],
                              cwd=self.home, input=stdin, timeout=60,
                              env=env | more, capture_output=True,
                              stdin=None if stdin is not None
                              else subprocess.DEVNULL)

    def text(self, *arguments, **more):
        return self.lint(*arguments, **more).stdout.decode()

    def ids(self, *arguments, **more):
        """Ids and levels of what counts in the one input."""
        ran = self.lint("-f", "jsonl", *arguments, **more)
        record = json.loads(ran.stdout.splitlines()[0])
        return {row["id"]: row["level"] for row in record["lint"]["findings"]
                if row["suppressed"] is None}


class Reports(Case):
    def test_text_has_place_line_and_caret(self):
        said = self.text(str(ROOT / "testdata/samples/google-invitation.eml"))
        self.assertRegex(said, r"\n +\d+ \| .*\n +\| +\^~*\n")
        said = self.text("bad.eml")
        self.assertRegex(said, r"bad\.eml:\d+:\d+: error: .* \[6047-02\]\n")
        self.assertIn("readers of", said)
        self.assertIn("layout: ", said)

    def test_brief_is_a_line_a_finding(self):
        lines = self.text("--brief", "bad.eml").splitlines()
        for line in lines[:-1]:
            self.assertRegex(line, r"^bad\.eml(:\d+:\d+)?: \w+: .* \[.*\]$")

    def test_layouts_stand_beside_each_other(self):
        said = self.text("google.eml")
        self.assertRegex(said, r'layout: "devguide" .*, not "appendix-a"')
        self.assertRegex(said, r"calendar +text/calendar +1\.1\.3 .* elsewhere")
        self.assertIn("1. move text/calendar (part 1.1.3)", said)
        self.assertIn('layout: "appendix-a"', self.text("good.eml"))

    def test_json_is_as_the_schema_has_it(self):
        document = json.loads(self.text("-f", "json", "bad.eml", "google.eml"))
        jsonschema.validate(document, SCHEMA)
        self.assertEqual(document["messages"][0]["lint"]["errors"] > 0, True)
        self.assertEqual(document["messages"][1]["lint"]["layout"]["fitting"],
                         "devguide")

    def test_sarif_has_rules_and_results(self):
        run = json.loads(self.text("-f", "sarif", "bad.eml"))["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        self.assertGreater(len(rules), 300)
        for result in run["results"]:
            self.assertEqual(rules[result["ruleIndex"]]["id"],
                             result["ruleId"])
            place = result["locations"][0]["physicalLocation"]
            self.assertEqual(place["artifactLocation"]["uri"], "bad.eml")
        self.assertTrue(any("fixes" in result for result in run["results"]))

    def test_xml_can_be_read(self):
        suites = ElementTree.fromstring(
            self.text("-f", "junit", "bad.eml", "google.eml"))
        self.assertEqual(len(suites), 2)
        self.assertGreater(int(suites[0].get("failures")), 0)
        self.assertEqual(suites[1].get("failures"), "0")
        files = ElementTree.fromstring(
            self.text("-f", "checkstyle", "bad.eml", "google.eml"))
        self.assertIn("error", [error.get("severity") for error in files[0]])

    def test_json_of_other_tools(self):
        issues = json.loads(self.text("-f", "gitlab", "bad.eml", "bad.eml"))
        self.assertEqual({issue["location"]["path"] for issue in issues},
                         {"bad.eml"})
        found = json.loads(self.text("-f", "rdjson", "bad.eml"))["diagnostics"]
        self.assertIn("ERROR", [row["severity"] for row in found])
        for nothing in ("gitlab", "rdjson", "sarif"):
            json.loads(self.text("-f", nothing, "--select", "TPL", "good.eml"))

    def test_html_has_findings_layout_and_readers(self):
        page = self.lint("-f", "html", "bad.eml", "google.eml").stdout.decode()
        for piece in ("<h3>Conformance</h3>", "<b>6047-02</b>",
                      "<th>readers of", "Content-Security-Policy"):
            self.assertIn(piece, page)
        self.assertNotIn("<script", page)

    def test_github_is_the_default_in_its_steps(self):
        said = self.text("bad.eml", GITHUB_ACTIONS="true")
        self.assertRegex(said, r"(?m)^::error file=bad\.eml,line=\d+,")

    def test_nothing_of_the_input_acts(self):
        """Controls and markup in names, subjects and addresses."""
        evil = MISMATCH.read_bytes().replace(
            b"Subject: ", b"Subject: \x1b[31m]]><x>&\"'%0A::error::x,: ", 1)
        (self.home / "a&b,c%d\x1b.eml").write_bytes(evil)
        for form in ("text", "json", "sarif", "junit", "github", "gitlab",
                     "checkstyle", "rdjson"):
            out = self.lint("-f", form, "a&b,c%d\x1b.eml").stdout
            self.assertNotIn(b"\x1b", out, form)
            if form in ("junit", "checkstyle"):
                ElementTree.fromstring(out)
            elif form not in ("text", "github"):
                json.loads(out)
            elif form == "github":
                for line in out.decode().splitlines()[:-1]:
                    self.assertRegex(line, r"^::\w+ file=a&b%2Cc%25d")

    def test_any_number_of_jobs_says_the_same(self):
        folder = str(SAMPLES / "6047-05")
        one = self.lint("-f", "sarif", "-j", "1", folder).stdout
        self.assertEqual(one, self.lint("-f", "sarif", "-j", "3",
                                        folder).stdout)


class Choice(Case):
    def test_exit_status(self):
        self.assertEqual(self.lint("bad.eml").returncode, 1)
        self.assertEqual(self.lint("google.eml").returncode, 0)
        self.assertEqual(
            self.lint("--fail-on", "note", "google.eml").returncode, 1)
        self.assertEqual(
            self.lint("--fail-on", "never", "bad.eml").returncode, 0)
        self.assertEqual(self.lint("bad.eml", "missing.eml").returncode, 2)
        (self.home / "empty.ics").write_bytes(b"")
        self.assertEqual(self.lint("empty.ics").returncode, 2)

    def test_select_and_ignore(self):
        self.assertEqual(set(self.ids("--select", "6047", "bad.eml")),
                         {name for name in self.ids("bad.eml")
                          if name.startswith("6047-")})
        self.assertNotIn("6047-02",
                         self.ids("--ignore", "method-mismatch", "bad.eml"))
        self.assertIn("6047-02", self.ids("--ignore", "6047", "--select",
                                          "6047-02", "bad.eml"))

    def test_levels(self):
        self.assertEqual(
            self.ids("--level", "6047-02=note", "bad.eml")["6047-02"], "note")
        self.assertNotIn("6047-02",
                         self.ids("--level", "6047-02=off", "bad.eml"))
        ran = self.lint("--level", "6047-99=note", "bad.eml")
        self.assertEqual(ran.returncode, 2)
        self.assertIn(b"--level: no check is called", ran.stderr)

    def test_layout(self):
        self.assertIn("A1-08", self.ids("google.eml"))
        self.assertNotIn("A1-08", self.ids("--layout", "devguide",
                                           "google.eml"))
        self.assertEqual(
            self.ids("--layout-strict", "google.eml").get("A1-07"), "error")
        ran = self.lint("--layout", "devguid", "google.eml")
        self.assertEqual(ran.returncode, 2)
        self.assertIn(b"did you mean 'devguide'", ran.stderr)

    def test_settings_are_the_nearest_upwards(self):
        (self.home / ".calspam.yaml").write_text(
            "lint-imip:\n  layout: devguide\n  paths:\n"
            "    - files: [\"old/**\"]\n      ignore: [6047-02]\n")
        (self.home / "old").mkdir()
        shutil.copy(MISMATCH, self.home / "old")
        self.assertNotIn("A1-08", self.ids("google.eml"))
        self.assertIn("6047-02", self.ids("bad.eml"))
        self.assertNotIn("6047-02", self.ids("old"))
        self.assertIn("A1-08", self.ids("--no-settings", "google.eml"))
        self.assertIn("A1-08", self.ids("--as-received", "google.eml"))
        (self.home / "old/.calspam.yaml").write_text("lint-imip: {}\n")
        self.assertIn("6047-02", self.ids("old"))

    def test_settings_are_strict(self):
        (self.home / ".calspam.yaml").write_text(
            "lint-imip:\n  ignore: [A1]\n  slect: [A1]\n")
        ran = self.lint("bad.eml")
        self.assertEqual(ran.returncode, 2)
        self.assertIn(b".calspam.yaml:3", ran.stderr)

    def test_standard_input_has_a_name(self):
        (self.home / ".calspam.yaml").write_text(
            "lint-imip:\n  paths:\n    - files: [\"x/*.eml\"]\n"
            "      ignore: [6047-02]\n")
        bytes_ = MISMATCH.read_bytes()
        self.assertIn("6047-02", self.ids("-", stdin=bytes_))
        self.assertNotIn("6047-02", self.ids("--stdin-filename", "x/a.eml",
                                             "-", stdin=bytes_))

    def test_suppression_within_the_input(self):
        marked = b"X-Calspam-Lint: disable=6047-02\r\n" + MISMATCH.read_bytes()
        (self.home / "bad.eml").write_bytes(marked)
        self.assertNotIn("6047-02", self.ids("bad.eml"))
        self.assertIn("6047-02", self.ids("--as-received", "bad.eml"))

    def test_baseline(self):
        self.assertEqual(
            self.lint("--write-baseline", "known", "bad.eml").returncode, 1)
        ran = self.lint("--baseline", "known", "--fail-on", "note", "bad.eml")
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertIn(b"suppressed", ran.stdout)
        more = MISMATCH.read_bytes().replace(b"MIME-Version: 1.0\r\n", b"", 1)
        (self.home / "bad.eml").write_bytes(more)
        self.assertEqual(list(self.ids("--baseline", "known", "bad.eml")),
                         ["MIME-01"])

    def test_checks_can_be_listed(self):
        listed = self.text("--list-checks")
        for folder in SAMPLES.iterdir():
            if folder.is_dir():
                self.assertRegex(listed, rf"(?m)^  {folder.name} ")


if __name__ == "__main__":
    CALSPAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
