# SPDX-License-Identifier: MIT
"""coverage.py [--write]: every technique has a rule, or a reason for none.

docs/coverage.md is made of docs/techniques.yaml and the rules; --write does so.
"""

import collections
import sys

import tree
import yaml

LIST, TABLE = "docs/techniques.yaml", "docs/coverage.md"
NOT_RULES = {"lists", "layouts", "itip", "lint"}
EVIDENCE = {"message", "mailbox", "calendar", "site", "authentication"}
KEYS = {"id", "title", "clause", "evidence", "reason"}
HEAD = """# Coverage

Which rules see which technique of calendar abuse, by clause of CC/R 18003, and
what has to be known to see it: a message, a mailbox of several, a calendar
before and after, the site file (calspam-site(5)), or authentication results
that it pins. Made by tests/hygiene/coverage.py from techniques.yaml and the
rules; `./dev bless` makes it anew.

{rules} of {all} techniques are named by {count} rules; for the others the
reason stands in place of a rule.

| technique | what it is | clause | evidence | rules |
|---|---|---|---|---|
"""


def rules_by_technique():
    named = collections.defaultdict(list)
    for path in tree.files("rules"):
        if path.suffix != ".yaml" or len(path.parts) != 3 \
                or path.parts[1] in NOT_RULES:
            continue
        rule = yaml.safe_load(tree.text(path))
        for technique in rule["techniques"]:
            named[technique].append(rule["id"])
    return named


def offences(techniques, named):
    seen = set()
    for technique in techniques:
        name = technique["id"]
        if set(technique) - KEYS or not technique["title"] \
                or not technique["clause"]:
            yield f"{LIST}: {name}: has other keys than {sorted(KEYS)}"
        if name in seen:
            yield f"{LIST}: {name} stands there twice"
        seen.add(name)
        if not technique["evidence"] or set(technique["evidence"]) - EVIDENCE:
            yield f"{LIST}: {name}: evidence is none of {sorted(EVIDENCE)}"
        if name not in named and not technique.get("reason"):
            yield f"{LIST}: {name} has neither a rule nor a reason"
    for name in sorted(set(named) - seen):
        yield f"{LIST}: {name}, of {', '.join(named[name])}, is not listed"


def table(techniques, named):
    text = HEAD.format(
        rules=sum(t["id"] in named for t in techniques), all=len(techniques),
        count=len({rule for rules in named.values() for rule in rules}))
    for technique in techniques:
        rules = ", ".join(f"`{rule}`" for rule in named[technique["id"]]) \
            if technique["id"] in named else f"none: {technique['reason']}"
        text += (f"| `{technique['id']}` | {technique['title']} | "
                 f"{technique['clause']} | {', '.join(technique['evidence'])} "
                 f"| {rules} |\n")
    return text


def main():
    techniques = yaml.safe_load(tree.text(LIST))
    named = rules_by_technique()
    wrong = list(offences(techniques, named))
    if not wrong:
        made = table(techniques, named)
        path = tree.ROOT / TABLE
        if "--write" in sys.argv:
            path.write_text(made, encoding="utf-8")
        elif not path.is_file() or tree.text(TABLE) != made:
            wrong.append(f"{TABLE}: is not what the rules say; ./dev bless")
    tree.finish(wrong, f"{len(techniques)} techniques are accounted for")


main()
