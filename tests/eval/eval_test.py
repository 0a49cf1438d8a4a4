# SPDX-License-Identifier: MIT
"""eval_test.py CALSPAM ROOT: what ./dev eval counts, on the rules' samples."""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CALSPAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SAMPLES = ROOT / "testdata/rules"


def evaluated(folder, *options):
    return subprocess.run(
        [sys.executable, "-B", str(ROOT / "tests/eval/eval.py"), CALSPAM,
         str(folder), *options], capture_output=True, text=True, timeout=300)


def check(wanted, said):
    if not re.search(wanted, said, re.M):
        sys.exit(f"no line like {wanted!r} in:\n{said}")


def main():
    hits = sorted(SAMPLES.glob("identity/known-bad-address/hit-*.eml"))
    misses = sorted(SAMPLES.glob("identity/known-bad-address/miss-*.eml"))
    site = str(SAMPLES / "identity/known-bad-address/site.yaml")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        empty = evaluated(folder)
        if empty.returncode == 0 or "no spam/" not in empty.stderr:
            sys.exit(f"a folder without labels: {empty.stderr}")
        for label, files in (("spam", hits), ("ham_eml", misses)):
            (folder / label).mkdir()
            for file in files:
                shutil.copy(file, folder / label)
        told = evaluated(folder, "--site", site, "--list").stdout
        check(r"^suspicious +100\.0% +100\.0% +0 of 1 +0 of 3$", told)
        check(r"^spam +3 +0 +0 ", told)
        check(r"^ham_eml +1 ", told)
        blind = evaluated(folder, "--list").stdout
        check(r"^suspicious .* [1-3] of 3$", blind)
        check(r"hit-organizer-listed\.eml: ", blind)
        parts = [int(n) for part in ("tune", "held") for n in re.findall(
            r"^(?:spam|ham_eml) +(\d+) +\d+ +\d+ +\d+ ",
            evaluated(folder, "--part", part).stdout, re.M)]
        if sum(parts) != 4:
            sys.exit(f"the parts do not make up the whole: {parts}")
    print("eval counts right")


main()
