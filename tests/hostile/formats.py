# SPDX-License-Identifier: MIT
"""The commands that read messages, their formats, and what each format may
hold whatever was read: offences(kind, output) of the table below.
"""

import base64
import csv
import html.parser
import io
import json
import quopri
import re
import subprocess
import xml.etree.ElementTree

# C0 but the end of a line, DEL, C1, soft hyphen, marks of direction, invisible
# characters, tags.
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e"
                    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
                    "\U000e0000-\U000e007f]")


def of_text(name, data, but=""):
    """Anything but plain text; `but` may hold characters that are meant."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as why:
        yield f"{name} is not UTF-8: {why}"
        return
    for acting in ACTING.finditer(text):
        if acting.group() in but:
            continue
        start = max(0, acting.start() - 30)
        yield f"{name} has {acting.group()!a} in " \
              f"{text[start:acting.end() + 30]!a}"
        return


def no_twice(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key twice: {keys}")
    return dict(pairs)


def parse(text):
    def refuse(word):
        raise ValueError(f"{word} is no JSON")
    return json.loads(text, object_pairs_hook=no_twice, parse_constant=refuse)


def of_json(data):
    yield from of_text("the output", data)
    parse(data)


def of_json_lines(data):
    yield from of_text("the output", data)
    for line in data.decode().split("\n")[:-1]:
        parse(line)


def of_xml(data):
    yield from of_text("the output", data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        yield "the XML declares entities"
    xml.etree.ElementTree.fromstring(data)


class Page(html.parser.HTMLParser):
    """Tags, attributes and targets of a page."""

    def __init__(self, text):
        super().__init__()
        self.offences = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "img", "iframe", "object", "embed", "form",
                   "base", "link", "a") and not (tag == "a" and all(
                       name == "href" and value.startswith("#")
                       for name, value in attrs if name == "href")):
            self.offences.append(f"the page has <{tag} {attrs}>")
        self.offences += [f"the page has an attribute {name}"
                          for name, _ in attrs
                          if name.startswith("on") or name in ("style", "src")]


def of_page(data):
    yield from of_text("the output", data)
    yield from Page(data.decode()).offences[:3]


def of_table(data):
    yield from of_text("the output", data.replace(b"\r\n", b"\n"))
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    if len({len(row) for row in rows}) > 1:
        yield "rows of the table differ in length"
    for row in rows[1:]:
        for cell in row:
            if re.match(r"\s*[=+@\-\uff1d\uff0b\uff0d\uff20]", cell):
                yield f"the cell {cell[:40]!a} is a formula"
                return


def of_indicators(data):
    yield from of_text("the output", data, but="\t")
    for line in data.decode().split("\n")[:-1]:
        if not re.fullmatch(r"(url|domain|address|phone|sha256|uid)\t[^\t]+",
                            line):
            yield f"the line {line[:80]!a} is no indicator"
            return


def of_annotations(data):
    yield from of_text("the output", data)
    for line in data.decode().split("\n")[:-1]:
        if not re.match(r"::(error|warning|notice)( [^:]*)?::|"
                        r"[\w ,]+ in \d+ inputs?$", line):
            yield f"the line {line[:80]!a} is no annotation"
            return


def of_graph(data):
    """Graphviz: braces and quotes that meet, and nothing outside of them."""
    yield from of_text("the output", data)
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', data.decode())
    if '"' in bare.replace('""', "") or bare.count("{") != bare.count("}"):
        yield "the graph is broken"
    if re.search(r"\b(URL|href|image|shapefile)\b", bare):
        yield "the graph leads somewhere"


def of_diagram(data):
    yield from of_text("the output", data)
    if re.search(r"^\s*(click|%%\{|style|classDef)", data.decode(), re.M):
        yield "the diagram has a statement of the sender's"


def of_markdown(data):
    yield from of_text("the output", data)
    bare = re.sub(r"(?s)(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", data.decode())
    tag = re.search(r"<[a-zA-Z/!][^>]*>", bare)
    if tag:
        yield f"the ticket has the tag {tag.group()[:40]!a}"


# What a report of ours has in its header; there is no field of the sender's.
REPORT_FIELDS = {
    "from", "to", "subject", "date", "message-id", "mime-version",
    "content-type", "content-transfer-encoding", "auto-submitted", "x-unsent",
    "content-language"}


def split_mail(data):
    """Header and body, with the line ends of Unix."""
    header, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    return header.decode("latin-1"), body


def decoded(header, body):
    if re.search(r"(?im)^Content-Transfer-Encoding: *base64", header):
        return base64.b64decode(body)
    if re.search(r"(?im)^Content-Transfer-Encoding: *quoted", header):
        return quopri.decodestring(body)
    return body


def of_mail(data):
    """Mails of ours. Part 3 is the sender's, byte for byte; Python's parser
    cannot bear some of those, so the parts before it are cut off here."""
    for one in re.split(rb"(?m)^From calspam .*\n", data):
        if not one.strip():
            continue
        header, body = split_mail(one)
        names = re.findall(r"(?m)^([^\s:]+):", header)
        strange = {name.lower() for name in names} - REPORT_FIELDS
        if strange or len(names) != len(set(names)):
            yield f"a mail has the fields {names}"
        yield from of_text("the header", header.encode("latin-1"), but="\t")
        boundary = re.search(r'boundary="([^"]+)"', header)
        if boundary is None:
            yield from of_text("the mail", decoded(header, body), but="\t")
            continue
        mark = b"--" + boundary.group(1).encode() + b"\n"
        for part in body.split(mark)[1:3]:
            yield from of_text("a header of ours",
                               split_mail(part)[0].encode("latin-1"), but="\t")
            yield from of_text("a part of ours", decoded(*split_mail(part))
                               .replace(b"\r\n", b"\n"), but="\t")


def of_lines(data):
    yield from of_text("the output", data)


SCAN = {"text": of_lines, "json": of_json, "jsonl": of_json_lines,
        "html": of_page, "markdown": of_markdown, "csv": of_table,
        "ioc": of_indicators, "misp": of_json, "stix": of_json,
        "facts": of_lines}

# Command: how it is asked, its formats, and the formats that have records.
COMMANDS = {
    "scan": (["scan", "--all"], SCAN),
    "explain": (["explain"], {"text": of_lines, "html": of_page}),
    "lint-imip": (["lint-imip", "--as-received"], {
        "text": of_lines, "json": of_json, "jsonl": of_json_lines,
        "html": of_page, "sarif": of_json, "junit": of_xml,
        "github": of_annotations, "gitlab": of_json, "checkstyle": of_xml,
        "rdjson": of_json}),
    "provenance": (["provenance"], {
        "text": of_lines, "json": of_json, "jsonl": of_json_lines,
        "html": of_page, "dot": of_graph, "mermaid": of_diagram}),
    "arf create": (["arf", "create", "--from", "desk@example.net", "--to",
                    "abuse@example.org", "--complaint",
                    "--now", "2026-01-02T00:00:00Z"], {
                        "arf": of_mail, "xarf": of_json_lines,
                        "complaint": of_mail}),
    "arf read": (["arf", "read"], SCAN),
}

# What every input goes through, and what takes turns over them.
ALWAYS = [("scan", "text"), ("scan", "json"), ("scan", "jsonl")]
TURNS = [(command, kind) for command, (_, kinds) in COMMANDS.items()
         for kind in kinds if (command, kind) not in ALWAYS]


def undescribed(calspam):
    """Formats that the program has and this table has not."""
    known = {}
    for words, kinds in COMMANDS.values():
        known.setdefault(words[0], set()).update(kinds)
    for command, kinds in known.items():
        ran = subprocess.run([calspam, command, "-f", "no-such-format", "-"],
                             capture_output=True, stdin=subprocess.DEVNULL,
                             check=False)
        said = ran.stderr.decode().partition("is none of ")[2].split("\n")[0]
        if set(said.split(", ")) != kinds:
            yield f"{command} has the formats {said}, and here stand {kinds}"
