# SPDX-License-Identifier: MIT
"""eval.py CALSPAM DIR [--part all|tune|held] [--site FILE] [--list]

Judges labelled samples, DIR/spam/ and DIR/ham_*/, with CALSPAM and prints what
the verdicts are worth: precision and recall at both levels, false alarms by
rule, and how scores are spread. docs/calibration.md tells how to use it.
"""

import argparse
import collections
import hashlib
import json
import pathlib
import subprocess
import sys

LEVELS = ("suspicious", "spam")
REACHED = {"suspicious": {"suspicious", "spam"}, "spam": {"spam"}}


def arguments():
    parser = argparse.ArgumentParser(
        prog="./dev eval", description="what the rules are worth on labelled "
        "samples: DIR/spam/ and DIR/ham_*/")
    parser.add_argument("calspam", help=argparse.SUPPRESS)
    parser.add_argument("dir", metavar="DIR", type=pathlib.Path)
    parser.add_argument("--part", choices=("all", "tune", "held"),
                        default="all", help="tune: the two thirds of the files "
                        "to look at while rules are written; held: the rest")
    parser.add_argument("--site", help="site file for the scan")
    parser.add_argument("--list", action="store_true",
                        help="name each message that was judged wrongly")
    return parser.parse_args()


def is_held(path):
    """A third, by the content: renaming does not move a sample."""
    return hashlib.sha256(path.read_bytes()).digest()[0] % 3 == 0


def files_of(folder, part):
    return [path for path in sorted(folder.rglob("*")) if path.is_file()
            and (part == "all" or is_held(path) == (part == "held"))]


def records(options, files):
    command = [options.calspam, "scan", "--format", "jsonl", "--all",
               "--fail-on", "never", "--files-from", "-", "--null"]
    if options.site:
        command += ["--site", options.site]
    run = subprocess.run(command, stdout=subprocess.PIPE,
                         input=b"\0".join(str(f).encode() for f in files))
    found = [json.loads(line) for line in run.stdout.splitlines()]
    if not found or found[-1]["type"] != "summary":
        sys.exit("eval: calspam did not finish")
    return [r for r in found if r["type"] == "message"]


def read(options):
    """Pairs of a label's folder and its records."""
    folders = sorted(f for f in options.dir.iterdir() if f.is_dir()
                     and (f.name == "spam" or f.name.startswith("ham_")))
    labels = {f.name: [] for f in folders}
    if "spam" not in labels or len(labels) < 2:
        sys.exit(f"eval: {options.dir}: no spam/ and ham_*/ in it")
    for folder in folders:
        files = files_of(folder, options.part)
        if files:
            labels[folder.name] = records(options, files)
    return labels


def share(part, whole):
    return "     -" if whole == 0 else f"{100 * part / whole:5.1f}%"


def reached(messages, level):
    return [m for m in messages if m["verdict"]["level"] in REACHED[level]]


def print_levels(labels):
    ham = [m for name, group in labels.items() if name != "spam"
           for m in group]
    spam = labels["spam"]
    print(f"{'level':12}{'precision':>10}{'recall':>10}"
          f"{'false alarms':>16}{'missed':>10}")
    for level in LEVELS:
        hits, alarms = len(reached(spam, level)), len(reached(ham, level))
        print(f"{level:12}{share(hits, hits + alarms):>10}"
              f"{share(hits, len(spam)):>10}"
              f"{f'{alarms} of {len(ham)}':>16}"
              f"{f'{len(spam) - hits} of {len(spam)}':>10}")


def print_folders(labels):
    print(f"\n{'folder':12}{'messages':>10}{'none':>8}{'clean':>8}"
          f"{'unknown':>9}{'suspicious':>12}{'spam':>8}")
    for name, messages in labels.items():
        count = collections.Counter(m["verdict"]["level"] for m in messages)
        print(f"{name:12}{len(messages):>10}{count['none']:>8}"
              f"{count['clean']:>8}{count['unknown']:>9}"
              f"{count['suspicious']:>12}{count['spam']:>8}")


def print_rules(labels):
    """Rules that add to the score of honest messages, the worst first."""
    honest, wrong, right = (collections.Counter() for _ in range(3))
    for name, messages in labels.items():
        for message in messages:
            ids = {f["id"] for f in message["findings"] if f["score"] > 0}
            if name == "spam":
                right.update(ids)
                continue
            honest.update(ids)
            if message["verdict"]["level"] in REACHED["suspicious"]:
                wrong.update(ids)
    print(f"\n{'rule':44}{'in alarms':>10}{'in ham':>8}{'in spam':>8}")
    for rule in sorted(honest, key=lambda r: (-wrong[r], -honest[r], r)):
        print(f"{rule:44}{wrong[rule]:>10}{honest[rule]:>8}{right[rule]:>8}")


def print_scores(labels):
    print("\nscore   ham                 spam")
    ham, spam = collections.Counter(), collections.Counter()
    for name, messages in labels.items():
        count = spam if name == "spam" else ham
        count.update(min(int(m["verdict"]["score"]), 15) for m in messages)
    for score in range(16):
        name = f"{score}-{score + 1}" if score < 15 else "15 up"
        print(f"{name:>5}{ham[score]:>6}{'':15}{spam[score]:>6}".rstrip())


def print_wrong(labels):
    print("\nwrongly judged")
    for name, messages in labels.items():
        for message in messages:
            alarm = message["verdict"]["level"] in REACHED["suspicious"]
            if alarm == (name == "spam"):
                continue
            ids = ", ".join(f["id"] for f in message["findings"]
                            if f["score"] > 0)
            print(f"{message['verdict']['score']:6.1f}  "
                  f"{message['origin']['name']}: {ids or 'nothing found'}")


def main():
    options = arguments()
    labels = read(options)
    print_levels(labels)
    print_folders(labels)
    print_rules(labels)
    print_scores(labels)
    if options.list:
        print_wrong(labels)


main()
