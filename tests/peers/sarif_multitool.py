# SPDX-License-Identifier: MIT
"""sarif_multitool.py CALSPAM TOOL: SARIF of lint-imip before Microsoft's own
validator.

What the tool says is read, not its exit status, which is 0 for a file that it
could not make sense of. One of its remarks is not ours to follow: an address
for the home page of the tool.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACCEPTED = {"SARIF2005"}


def main():
    program, tool = sys.argv[1:]
    samples = sorted(str(path) for path in
                     (ROOT / "testdata" / "lint").rglob("*.eml"))
    with tempfile.TemporaryDirectory() as scratch:
        report = pathlib.Path(scratch) / "lint.sarif"
        with report.open("wb") as out:
            subprocess.run([program, "lint-imip", "--format", "sarif",
                            "--no-settings", *samples], stdout=out,
                           stderr=subprocess.DEVNULL, timeout=300)
        said = subprocess.run([tool, "validate", str(report)],
                              capture_output=True, text=True, timeout=300)
    text = said.stdout + said.stderr
    offences = [line for line in text.splitlines()
                if re.search(r"\b(error|warning)\b", line)
                and not any(rule in line for rule in ACCEPTED)]
    print("\n".join(offences))
    if "Analysis completed successfully" not in text:
        sys.exit(f"the validator did not come to its end: {text}")
    if offences:
        sys.exit(f"{len(offences)} remarks")


if __name__ == "__main__":
    main()
