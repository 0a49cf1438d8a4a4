# SPDX-License-Identifier: MIT
"""manual_test.py CALSPAM [TEST...]: the EXAMPLES of every manual page, and the
command lines of README.md, do what they say they do."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "testdata"
CALSPAM = os.path.abspath(sys.argv[1])

# Other people's programs, as far as an example needs them: what they do is
# not ours, and a machine that runs the tests need not have them.
STANDINS = {
    "jq": """import re, sys
said = sys.stdin.read()
found = re.findall(r'"campaign_sha256": *"([0-9a-f]{64})"', said)
print(found[0] if "campaign_sha256" in sys.argv[-1] else said)
""",
    "dot": "import sys\nprint(sys.stdin.read())\n",
    "sendmail": "import sys\nsys.stdin.read()\n",
}

FILES = {
    "a.ics": "cli/scan/meeting.ics", "event.ics": "cli/scan/meeting.ics",
    "calendar.ics": "cli/scan/meeting.ics",
    "invite.ics": "cli/scan/meeting.ics", "invite.eml": "cli/scan/meeting.eml",
    "in.eml": "cli/scan/meeting.eml", "in.mbox": "cli/scan/three.mbox",
    "junk.mbox": "cli/scan/three.mbox", "spam.eml": "cli/scan/callback.eml",
    "abuse.eml": "cli/scan/callback.eml",
    "trap/1.eml": "cli/scan/callback.eml", "ham/1.eml": "cli/scan/meeting.eml",
    "samples/1.eml": "cli/scan/meeting.eml",
    "Maildir/cur/1": "cli/scan/meeting.eml",
    "templates/1.ics": "cli/scan/meeting.ics",
    "google-invitation.eml": "samples/google-invitation.eml",
    "holidays.ics": "samples/holidays.ics",
}
FOLDERS = ("Maildir/new", "Maildir/tmp", "drafts", "my-rules/content",
           ".config/fish/completions", "bin")


def section(page, name):
    text = (ROOT / "man" / page).read_text()
    return text.partition(f"\n.Sh {name}\n")[2].partition("\n.Sh ")[0]


def unescaped(line):
    """What a reader of the page sees."""
    return (line.replace("\\(dq", '"').replace("\\(aq", "'")
            .replace("\\-", "-").replace("\\e", "\\").replace("\\&", ""))


def commands_of(lines):
    """Each line with a prompt, and what goes on below it."""
    commands = []
    for line in lines:
        if line.startswith("$ "):
            commands.append(line[2:])
        elif commands:
            commands[-1] += "\n" + line
    return commands


def examples(page):
    part = section(page, "EXAMPLES")
    found = []
    for block in re.finditer(
            r"^\.Dl ([^\n]*)$|^\.Bd -literal[^\n]*\n(.*?)^\.Ed", part,
            re.M | re.S):
        lines = [block[1]] if block[1] else block[2].splitlines()
        found += commands_of(unescaped(line) for line in lines)
    return found


class Home:
    """A folder that has every file the examples speak of."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        for name in FOLDERS:
            (self.path / name).mkdir(parents=True)
        for name, source in FILES.items():
            (self.path / name).parent.mkdir(exist_ok=True)
            shutil.copy(DATA / source, self.path / name)
        shutil.copytree(DATA / "cli/scan/rules", self.path / "my-rules",
                        dirs_exist_ok=True)
        self.add_made()
        (self.path / "bin/calspam").symlink_to(CALSPAM)
        for name, script in STANDINS.items():
            program = self.path / "bin" / name
            program.write_text(f"#!{sys.executable}\n{script}")
            program.chmod(0o755)

    def add_made(self):
        mail = (DATA / "cli/scan/meeting.eml").read_bytes()
        mbox = (DATA / "cli/scan/three.mbox").read_bytes()
        (self.path / "inbox.mbox").write_bytes(mbox * 6)
        (self.path / "Maildir/cur/2").write_bytes(re.sub(
            rb"(?m)^UID:.*$", b"UID:1@calendar.example\r", mail))
        with zipfile.ZipFile(self.path / "samples.zip", "w") as archive:
            archive.writestr("1.eml", mail)
        with tarfile.open(self.path / "in.tar.gz", "w:gz") as archive:
            archive.add(self.path / "invite.eml", "1.eml")
        shutil.move(self.path / "in.tar.gz", self.path / "in.mbox.gz")
        site = section("calspam-site.5", "EXAMPLES")
        (self.path / "site.yaml").write_text(
            re.search(r"^\.Bd.*?\n(.*?)^\.Ed", site, re.M | re.S)[1])
        (self.path / "uribl.txt").write_text("spam.example\n")
        (self.path / "people.txt").write_text("kim@corp.example\n")
        (self.path / "ages.tsv").write_text("example.net\t2001-02-03\n")
        (self.path / "keys.txt").write_text("")
        (self.path / "key").write_text("a key for recipients, 32 bytes a")
        report = next((DATA / "arf").rglob("*.eml"))
        shutil.copy(report, self.path / "report.eml")

    def run(self, command):
        environment = {k: v for k, v in os.environ.items()
                       if not k.startswith(("CALSPAM", "XDG"))}
        return subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], cwd=self.path, capture_output=True,
            timeout=120, stdin=subprocess.DEVNULL,
            env=environment | {"HOME": str(self.path), "PATH":
                               f"{self.path}/bin:{os.environ['PATH']}"})


class Case(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.folder.cleanup)

    def works(self, command):
        ran = self.home.run(command)
        # What was written, and what was left, arf and lint-imip say there.
        for line in ran.stderr.decode().splitlines():
            self.assertTrue(line.startswith("calspam: "), (command, line))
        self.assertIn(ran.returncode, (0, 1), (command, ran.stderr))
        return ran.stdout


class Pages(Case):
    def test_examples_run(self):
        count = 0
        for page in sorted((ROOT / "man").glob("calspam*.[1-9]")):
            for command in examples(page.name):
                with self.subTest(page=page.name, command=command):
                    self.works(command)
                    count += 1
        self.assertGreater(count, 30)

    def test_every_command_has_examples(self):
        for page in sorted((ROOT / "man").glob("calspam*.1")):
            self.assertTrue(examples(page.name), page.name)

    def test_examples_of_help_run(self):
        """Those that a first reader meets."""
        said = self.works("calspam --help").decode()
        commands = re.findall(r"^  (\w[\w-]*) +\w", said.partition(
            "Commands:")[2].partition("\n\n")[0], re.M)
        self.assertGreater(len(commands), 5)
        for command in ["", *commands]:
            told = self.works(f"calspam {command} --help").decode()
            part = told.partition("Examples:\n")[2].partition("\nExit")[0]
            for line in re.findall(r"^  (\S.*)$", part, re.M):
                if "|" in line or "CMD" in line:
                    continue
                with self.subTest(command=command, line=line):
                    self.works(line)


class Readme(Case):
    def test_recipes_run(self):
        text = (ROOT / "README.md").read_text()
        rule = re.search(r"`(my-rules/[\w/.-]+)`:\n\n```yaml\n(.*?)```", text,
                         re.S)
        (self.home.path / rule[1]).write_text(rule[2])
        (self.home.path / "my-rules/policy.yaml").unlink()
        for own in (self.home.path / "my-rules").rglob("*.yaml"):
            if str(own.relative_to(self.home.path)) != rule[1]:
                own.unlink()
        lines = [line[4:] for line in text.splitlines()
                 if line.startswith("    calspam ")]
        self.assertGreater(len(lines), 20)
        for line in lines:
            with self.subTest(line=line):
                self.works(line)

    def test_the_verdict_it_shows_is_given(self):
        text = (ROOT / "README.md").read_text()
        shown = text.partition("## Read a verdict\n\n")[2].partition("\n\n")[0]
        lines = [line[4:] for line in shown.splitlines()]
        sample = re.search(r"testdata/\S+", lines[0])[0]
        said = subprocess.run([CALSPAM, "scan", sample], cwd=ROOT,
                              capture_output=True, text=True).stdout
        self.assertEqual(lines[-1].strip(), "...")
        self.assertEqual(said.splitlines()[:len(lines) - 1], lines[:-1])

    def test_the_first_run_has_nothing_to_complain_of(self):
        self.assertIn("./dev scan testdata/samples\n",
                      (ROOT / "README.md").read_text())
        run = subprocess.run([CALSPAM, "scan", "testdata/samples"], cwd=ROOT,
                             capture_output=True)
        self.assertEqual((run.returncode, run.stderr), (1, b""))

    def test_files_that_it_names_exist(self):
        named = re.findall(
            r"(?<![\w/-])(?:testdata|docs|rules|contrib|man)/[\w./-]*\w",
            (ROOT / "README.md").read_text())
        self.assertGreater(len(named), 5)
        for name in named:
            with self.subTest(name=name):
                self.assertTrue((ROOT / name).exists())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
