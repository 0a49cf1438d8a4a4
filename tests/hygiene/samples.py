# SPDX-License-Identifier: MIT
"""Every rule is where its id says and has a hit and a miss of its own."""

import re

import tree

NOT_RULES = {"lists", "layouts", "itip", "lint"}


def scalar(content, key):
    found = re.search(rf"^{key}:[ \t]*(\S+)[ \t]*$", content, re.M)
    return found.group(1) if found else None


def rule_files():
    return [f for f in tree.files("rules")
            if f.suffix == ".yaml" and len(f.parts) == 3
            and f.parts[1] not in NOT_RULES]


def sample_offences(folder):
    names = [f.name for f in tree.files(folder) if f.suffix != ".json" and f.name != "site.yaml"]
    for kind in ("hit", "miss"):
        if not any(n.startswith(kind + "-") for n in names):
            yield f"{folder}: no {kind}- sample"
    for name in names:
        if not re.fullmatch(r"(hit|miss)-[a-z0-9-]+\.(eml|ics)", name):
            yield f"{folder}/{name}: not named (hit|miss)-<what>.(eml|ics)"


def main():
    offences, folders = [], set()
    rules = rule_files()
    for path in rules:
        content = tree.text(path)
        if scalar(content, "id") != path.stem:
            offences.append(f"{path}: its id is not {path.stem}")
        if scalar(content, "group") != path.parts[1]:
            offences.append(f"{path}: its group is not {path.parts[1]}")
        folder = f"testdata/rules/{path.parts[1]}/{path.stem}"
        folders.add(folder)
        offences += sample_offences(folder)
    for sample in tree.files("testdata/rules"):
        if str(sample.parent) not in folders:
            offences.append(f"{sample}: belongs to no rule")
    if not rules:
        offences.append("rules: no rule found")
    tree.finish(offences, f"{len(rules)} rules have their samples")


main()
