# SPDX-License-Identifier: MIT
"""seeds.py TARGET FOLDER: fills FOLDER with what a fuzzer begins with: samples
of the kind it reads, what tests/hostile makes, and testdata/fuzz/TARGET, which
was written since no sample needs it."""

import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "hostile"))
sys.dont_write_bytecode = True

import calendars  # noqa: E402,F401 (fills cases.GROUPS)
import cases  # noqa: E402
import injection  # noqa: E402,F401
import messages  # noqa: E402,F401

# None large, and of those that take long not too many, so that a short run has
# time left to fuzz.
MOST_BYTES = 32 << 10
MOST_SAMPLES = {"analyze": 150, "arf": 100, "lint": 100,
                "mailbox": 100, "provenance": 300}
MAIL = [("testdata", ".eml")]
# Folders below the root, and how the names of samples in them end.
SAMPLES = {
    "analyze": MAIL + [("testdata/samples", ".ics")],
    "arf": [("testdata/arf", ".eml"), ("testdata/arf", ".xarf"),
            ("testdata/samples", ".eml")],
    "calendar": [("testdata", ".ics")],
    "html": [],
    "lint": [("testdata/lint", ".eml"), ("testdata/lint", ".ics"),
             ("testdata/lint", ".j2"), ("testdata/lint", ".erb"),
             ("testdata/lint", ".mustache"), ("testdata/lint", ".tmpl")],
    "mailbox": [("testdata/inputs", ""), ("testdata/samples", ".mbox")],
    "message": MAIL,
    "picture": [("testdata/pictures", "")],
    "printable": [],
    "provenance": [("testdata/provenance", ".eml"),
                   ("testdata/rules/identity", ".eml"),
                   ("testdata/samples", ".eml")],
    "rules": [("rules", ".yaml")],
    "settings": [("testdata", ".yaml"), ("testdata", "vars.txt"),
                 ("testdata/provenance", "keys.txt"), ("rules/layouts", ""),
                 ("rules/lint", ""), ("rules/lists", "")],
    "sift": MAIL,
}


def samples(target):
    found = sorted({
        path for folder, ending in SAMPLES[target]
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.name.endswith(ending) and
        path.stat().st_size <= MOST_BYTES})
    step = max(1, len(found) / MOST_SAMPLES.get(target, 400))
    for i in range(int(len(found) / step)):
        path = found[int(i * step)]
        yield "_".join(path.relative_to(ROOT).parts), path.read_bytes()


def hostile(target):
    """Cases of tests/hostile that are one small file of the target's kind."""
    ending = {"analyze": ".eml", "message": ".eml", "sift": ".eml",
              "calendar": ".ics"}.get(target)
    for group in cases.GROUPS.values() if ending else ():
        for case in group():
            if (case.file.endswith(ending) and isinstance(case.content, bytes)
                    and len(case.content) <= MOST_BYTES // 4):
                yield "hostile_" + case.name, case.content


def hops(target):
    """Mail that came by 20 of the hosts of testdata/provenance/received.tsv."""
    if target not in ("message", "provenance"):
        return
    rows = (ROOT / "testdata/provenance/received.tsv").read_text().split("\n")
    values = [row.split("\t")[0] for row in rows if "\t" in row]
    for at in range(0, len(values), 20):
        yield f"received_{at}", "".join(
            f"Received: {value}\n" for value in values[at:at + 20]).encode()


def main():
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for make in (samples, hostile, hops):
        for name, content in make(target):
            (folder / name).write_bytes(content)
    for path in (ROOT / "testdata/fuzz" / target).glob("*"):
        shutil.copy(path, folder)


main()
