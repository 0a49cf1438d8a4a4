# SPDX-License-Identifier: MIT
"""Names in reports are unique: kinds of anomalies, and facts."""

import re

import tree

KIND = re.compile(r'AnomalyKind\s+(k\w+)\s*\{\s*"([^"]*)"')
TABLE = re.compile(r"AnomalyKind\*\s+(?:const\s+)?k\w+Anomalies\[\]")
FACT = re.compile(r'\{\s*"([^"]+)",\s*FactType::')


def repeated(names, what):
    seen = {}
    for name, place in names:
        if name in seen:
            yield f'{place}: {what} "{name}" is also in {seen[name]}'
        seen[name] = place


def anomalies():
    names, offences = [], []
    for path in tree.sources("lib"):
        content = tree.text(path)
        kinds = KIND.findall(content)
        names += [(name, path) for _, name in kinds]
        if kinds and path.name != "anomalies.hh":
            offences.append(f"{path}: kinds stand in anomalies.hh")
        table = TABLE.search(content)
        if kinds and not table:
            offences.append(f"{path}: no table of its kinds")
        listed = set(re.findall(r"&(?:anomaly::)?(k\w+)", content[table.end():])) \
            if table else set()
        offences += [f"{path}: {constant} is not in the table"
                     for constant, _ in kinds if constant not in listed]
        offences += [f'{path}: "{name}" is not lower-case with hyphens'
                     for _, name in kinds
                     if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)]
    return names, offences + list(repeated(names, "anomaly"))


def facts():
    names = [(name, path)
             for path in tree.sources("lib/evidence")
             for name in FACT.findall(tree.text(path))]
    offences = [f'{path}: "{name}" is not scope.name'
                for name, path in names
                if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+", name)]
    return names, offences + list(repeated(names, "fact"))


def main():
    kinds, offences = anomalies()
    observed, more = facts()
    offences += more
    for what, names in (("anomaly", kinds), ("fact", observed)):
        if not names:
            offences.append(f"no {what} found; has its table another form?")
    tree.finish(offences, f"{len(kinds)} anomalies and {len(observed)} facts "
                          "have names of their own")


main()
