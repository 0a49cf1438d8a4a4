# SPDX-License-Identifier: MIT
"""Every manual page is mdoc that mandoc has no warning for."""

import re
import subprocess

import tree

SECTIONS = ("NAME", "DESCRIPTION", "SEE ALSO")


def main():
    pages = [str(f) for f in tree.files("man")
             if re.fullmatch(r"\.[1-9]", f.suffix)]
    offences = [] if pages else ["man: no pages"]
    for page in pages:
        run = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page],
                             cwd=tree.ROOT, capture_output=True, text=True)
        offences += run.stdout.splitlines() + run.stderr.splitlines()
        content = tree.text(page)
        offences += [f"{page}: no section {section}" for section in SECTIONS
                     if f".Sh {section}\n" not in content]
    tree.finish(offences, f"{len(pages)} pages are in order")


main()
