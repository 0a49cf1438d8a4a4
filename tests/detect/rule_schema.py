# SPDX-License-Identifier: MIT
"""rule_schema.py ROOT: the shipped rules and the schema for editors agree.

Every rule is valid by rules/rule.schema.json and has its keys in the schema's
order; the schema knows the groups, classes and categories of policy.yaml and
the operators of the compiler; and it refuses what it should.
"""

import copy
import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(sys.argv[1])
RULES = ROOT / "rules"
NOT_RULES = {"lists", "layouts", "itip", "lint"}
OPTIONAL = {"standalone", "place"}


class Loader(yaml.SafeLoader):
    """YAML as calspam reads it: dates are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers
            if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def rule_files():
    return sorted(path for path in RULES.glob("*/*.yaml")
                  if path.parent.name not in NOT_RULES)


def rule_offences(path, schema, validator):
    name, rule = path.relative_to(ROOT), load(path)
    for error in validator.iter_errors(rule):
        yield f"{name}: {'/'.join(map(str, error.path))}: {error.message}"
    order = list(schema["properties"])
    if list(rule) != [key for key in order if key in rule]:
        yield f"{name}: keys are not in the order {', '.join(order)}"
    missing = [key for key in order if key not in rule | dict.fromkeys(OPTIONAL)]
    if missing:
        yield f"{name}: a shipped rule has {', '.join(missing)} too"


def table_offences(schema):
    policy = load(RULES / "policy.yaml")
    for key, names in (("group", [g["id"] for g in policy["groups"]]),
                       ("class", policy["classes"]),
                       ("category", policy["categories"])):
        if schema["properties"][key]["enum"] != names:
            yield f"rule.schema.json: {key} is not as in policy.yaml"
    source = (ROOT / "lib/detect/comparison_compiler.cc").read_text()
    operators = re.findall(r'\{"(\w+)", Test::', source)
    if list(schema["definitions"]["operators"]["properties"]) != operators:
        yield f"rule.schema.json: its operators are not {operators}"


def refusal_offences(rule, schema, validator):
    """The schema must turn down each of these changes to a sound rule."""
    changes = {f"without {key}": {key: None} for key in schema["required"]}
    changes |= {
        "unknown key": {"titel": "x"},
        "unknown severity": {"severity": "huge"},
        "score as text": {"score": "1"},
        "empty clauses": {"clauses": []},
        "empty condition": {"condition": {}},
        "empty all": {"condition": {"all": []}},
        "unknown operator": {"condition": {"link.host": {"like": "x"}}},
        "unknown scope": {"condition": {"some_host": {"link.host": "x"}}},
        "bare word": {"condition": {"host": "x"}},
        "count without bound":
            {"condition": {"count": {"of": "link",
                                     "where": {"link.host": "x"}}}},
    }
    for name, change in changes.items():
        changed = copy.deepcopy(rule) | change
        changed = {k: v for k, v in changed.items() if v is not None}
        if validator.is_valid(changed):
            yield f"rule.schema.json: takes a rule {name}"


def main():
    schema = json.loads((RULES / "rule.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    offences = list(table_offences(schema))
    paths = rule_files()
    for path in paths:
        offences += rule_offences(path, schema, validator)
    if paths:
        offences += refusal_offences(load(paths[0]), schema, validator)
    else:
        offences.append("no rule found")
    print("\n".join(offences) or f"{len(paths)} rules are as the schema says")
    sys.exit(1 if offences else 0)


main()
