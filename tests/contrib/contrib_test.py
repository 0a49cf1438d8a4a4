# SPDX-License-Identifier: MIT
"""contrib_test.py CALSPAM: the GitHub action, the GitLab job and the hook of
pre-commit, their command lines run as those programs run them.

YAML is read by a few lines of our own: what is read is ours, and no test needs
another package for it.
"""

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
CALSPAM = ""
SAMPLES = ROOT / "testdata" / "lint"
BAD = SAMPLES / "6047-02"
GOOD = SAMPLES / "A1-07" / "miss-google.eml"


def block(text, key):
    """The lines of a literal or folded block, its indentation taken away."""
    head = re.search(rf"^( *)(?:- )?{key}: *[|>]-?\n", text, re.M)
    lines = []
    for line in text[head.end():].splitlines():
        if line.strip() and len(line) - len(line.lstrip()) <= len(head.group(1)):
            break
        lines.append(line)
    indent = min(len(li) - len(li.lstrip()) for li in lines if li.strip())
    return "\n".join(line[indent:] for line in lines)


def environment(home, **more):
    return {"PATH": f"{home}/bin:/usr/bin:/bin", "HOME": str(home), **more}


class Contrib(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.home)
        (self.home / "bin").mkdir()
        (self.home / "bin" / "calspam").symlink_to(CALSPAM)
        bad = sorted(BAD.glob("hit-*.eml"))[0]
        shutil.copy(bad, self.home / "bad.eml")
        shutil.copy(GOOD, self.home / "good.eml")

    def run_shell(self, script, **more):
        return subprocess.run(["bash", "-e", "-c", script], cwd=self.home,
                              env=environment(self.home, **more),
                              capture_output=True, text=True, timeout=60)

    def test_github_action(self):
        text = (ROOT / "contrib/github-action/action.yml").read_text()
        script = block(text, "run")
        inputs = {"ARGS": "", "FAIL_ON": "error", "SARIF": "out.sarif",
                  "CALSPAM": "calspam"}
        for name in inputs.keys() | {"PATHS"}:
            self.assertIn(f"{name}: ${{{{ inputs.", text)
        ran = self.run_shell(script, PATHS="bad.eml good.eml", **inputs)
        self.assertEqual(ran.returncode, 1, ran.stderr)
        self.assertIn("::error file=bad.eml,", ran.stdout)
        self.assertNotIn("::error file=good.eml", ran.stdout)
        sarif = json.loads((self.home / "out.sarif").read_text())
        self.assertEqual(sarif["version"], "2.1.0")
        ran = self.run_shell(script, PATHS="good.eml", **inputs)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)

    def test_gitlab_job(self):
        text = (ROOT / "contrib/gitlab/lint-imip.yml").read_text()
        steps = re.findall(r"- >-\n((?:      .*\n)+)", text)
        self.assertEqual(len(steps), 2)
        script = "\n".join(" ".join(step.split()) for step in steps)
        ran = self.run_shell(script, LINT_IMIP_PATHS="bad.eml good.eml",
                             LINT_IMIP_ARGS="", LINT_IMIP_FAIL_ON="error")
        self.assertEqual(ran.returncode, 1, ran.stderr)
        issues = json.loads(
            (self.home / "gl-code-quality-report.json").read_text())
        self.assertTrue(any(issue["severity"] == "major" for issue in issues))
        prints = [issue["fingerprint"] for issue in issues]
        self.assertEqual(len(prints), len(set(prints)))

    def hook(self, name):
        text = (ROOT / ".pre-commit-hooks.yaml").read_text()
        part = text.split(f"- id: {name}\n")[1].split("\n- id:")[0]
        return {key: value for key, value in
                re.findall(r"^ *(\w+): (.*)$", part, re.M)}

    def test_pre_commit_hook(self):
        """As pre-commit runs it: on the staged files whose names match."""
        git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com"]
        subprocess.run([*git, "init", "-q"], cwd=self.home, check=True,
                       env=environment(self.home))
        (self.home / "words.txt").write_text("no invitation\n")
        hook = self.hook("lint-imip")
        self.assertEqual(hook["language"], "system")
        (self.home / ".git/hooks/pre-commit").write_text(
            "#!/bin/sh\ngit diff --cached --name-only -z --diff-filter=ACM |\n"
            f"grep -zE '{hook['files']}' | xargs -0r {hook['entry']}\n")
        (self.home / ".git/hooks/pre-commit").chmod(0o755)

        def commit(*files):
            subprocess.run([*git, "add", *files], cwd=self.home, check=True,
                           env=environment(self.home))
            return subprocess.run([*git, "commit", "-q", "-m", "x"],
                                  cwd=self.home, capture_output=True,
                                  text=True, env=environment(self.home))
        done = commit("good.eml", "words.txt")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        done = commit("bad.eml")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("6047-02", done.stdout + done.stderr)

    def test_hook_mends(self):
        entry = self.hook("lint-imip-fix")["entry"]
        before = (self.home / "bad.eml").read_bytes()
        self.run_shell(f"{entry} bad.eml")
        self.assertNotEqual((self.home / "bad.eml").read_bytes(), before)
        ran = self.run_shell("calspam lint-imip --brief bad.eml")
        self.assertNotIn("6047-02", ran.stdout)


if __name__ == "__main__":
    CALSPAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
