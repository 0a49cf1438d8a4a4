# SPDX-License-Identifier: MIT
"""arf_readers.py CALSPAM: what `calspam arf create` makes of every sample is
read back, by Python's email package and by Sisimai (Debian's libsisimai-perl),
with the fields that were put in.
"""

import email
import email.policy
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FEWEST = 100  # reports, lest the test proves nothing
SISIMAI = r"""
use strict; use Sisimai; use JSON::PP;
my @out;
for my $path (@ARGV) {
  my $read = Sisimai->make($path, delivered => 1) || [];
  push @out, {path => $path, reasons => [map { {
    reason => "" . $_->reason, type => "" . $_->feedbacktype,
    subject => "" . $_->subject, recipient => "" . $_->recipient->address,
  } } @$read]};
}
print JSON::PP->new->canonical->encode(\@out);
"""


def create(program, paths, folder):
    run = subprocess.run(
        [program, "arf", "create", "--complaint", "--from",
         "Desk <desk@reporter.example>", "--to", "abuse@provider.example",
         "--now", "2026-11-22T10:00:00Z", "--output", folder,
         "--files-from", "-"],
        input="\n".join(map(str, paths)), capture_output=True, text=True,
        timeout=600)
    if run.returncode not in (0, 1, 2):  # 2: some samples cannot be read
        sys.exit(f"calspam arf create ended with {run.returncode}: "
                 f"{run.stderr}")
    return sorted(pathlib.Path(folder).iterdir())


def claims(program, paths):
    run = subprocess.run(
        [program, "arf", "read", "--strict", "-f", "jsonl", "--files-from",
         "-"], input="\n".join(map(str, paths)).encode(),
        capture_output=True, timeout=600)
    if run.returncode not in (0, 2):
        sys.exit(f"our own reports break rules: {run.stderr[:2000]}")
    lines = map(json.loads, run.stdout.splitlines())
    return {line["origin"]["path"]: line["arf"] for line in lines
            if line["type"] == "message"}


def fields(block):
    return email.message_from_string(block, policy=email.policy.compat32)


def squeezed(value):
    return " ".join(value.split())


def decoded(value):
    return squeezed(str(email.header.make_header(
        email.header.decode_header(value))))


def python_offences(path, arf):
    """What Python's email reads otherwise than it was written."""
    content = path.read_bytes()
    report = email.message_from_bytes(content, policy=email.policy.compat32)
    if report.get_content_type() != "multipart/report" or report.defects:
        return [f"{report.get_content_type()} {report.defects}"]
    parts = report.get_payload()
    if len(parts) != 3:
        return [f"{len(parts)} parts"]
    kinds = [part.get_content_type() for part in parts]
    third = "message/rfc822" if arf["original"]["form"] == "whole" \
        else "text/rfc822-headers"
    wanted = ["text/plain", "message/feedback-report", third]
    if kinds != wanted:
        return [f"parts {kinds}"]
    inner = parts[1].get_payload()
    machine = inner[0] if isinstance(inner, list) else fields(inner)
    claimed = arf["claimed"]
    offences = []

    def same(name, ours):
        theirs = [squeezed(value) for value in machine.get_all(name, [])]
        if theirs != ours:
            offences.append(f"{name}: {theirs}, not {ours}")

    same("Feedback-Type", ["abuse"])
    same("Version", ["1"])
    same("User-Agent", [claimed["user_agent"]])
    same("Reported-Domain", claimed["reported_domains"])
    same("Reported-URI", claimed["reported_uris"])
    same("Original-Rcpt-To", [f"<{a}>" for a in claimed["original_rcpt_to"]])
    if claimed["original_mail_from"] is not None:
        same("Original-Mail-From", [f"<{claimed['original_mail_from']}>"])
    if claimed["source_ip"] and ":" not in claimed["source_ip"]:
        same("Source-IP", [claimed["source_ip"]])
    if not decoded(report["Subject"]).startswith("FW:"):
        offences.append(f"Subject {report['Subject']}")
    return offences


def missing(paths, reports):
    """Samples that stand in no report as they are."""
    contents = [path.read_bytes() for path in reports]
    for path in paths:
        original = path.read_bytes()
        if original.startswith(b"From "):
            original = original.split(b"\n", 1)[1]
        if not any(original in content for content in contents):
            yield str(path)


def sisimai_offences(paths, arfs):
    run = subprocess.run(["perl", "-e", SISIMAI, *map(str, paths)],
                         capture_output=True, timeout=900)
    if run.returncode != 0:
        sys.exit(f"Sisimai: {run.stderr.decode()[:2000]}")
    offences = []
    for entry in json.loads(run.stdout):
        read = entry["reasons"]
        if not any(r["reason"] == "feedback" and r["type"] == "abuse"
                   for r in read):
            offences.append(f"{entry['path']}: Sisimai reads {read}")
            continue
        claimed = arfs[entry["path"]]["claimed"]
        told = {r["recipient"].lower() for r in read}
        wanted = [a.lower() for a in claimed["original_rcpt_to"]]
        if wanted and not told & set(wanted):
            offences.append(f"{entry['path']}: Sisimai's recipients {told}, "
                            f"not {wanted}")
    return offences


def main():
    program = sys.argv[1]
    paths = sorted(ROOT.glob("testdata/rules/**/hit-*.eml"))
    paths += sorted(ROOT.glob("testdata/samples/*.eml"))
    offences = []
    with tempfile.TemporaryDirectory() as folder:
        reports = create(program, paths, folder)
        arfs = claims(program, reports)
        for path in reports:
            arf = arfs[str(path)]
            for offence in python_offences(path, arf):
                offences.append(f"{path.name} ({arf['original']['subject']}): "
                                f"{offence}")
        readable = [path for path in reports
                    if arfs[str(path)]["original"]["form"] == "whole"]
        offences += sisimai_offences(readable, arfs)
        lost = list(missing(paths, reports))
    for offence in offences:
        print(offence)
    headers = len(reports) - len(readable)
    if len(lost) > headers + len(paths) - len(reports):
        sys.exit(f"whole in no report: {lost}")
    if len(reports) < FEWEST:
        sys.exit(f"only {len(reports)} reports of {len(paths)} samples")
    if offences:
        sys.exit(f"{len(offences)} offences in {len(reports)} reports")
    print(f"{len(reports)} reports of {len(paths)} samples are read alike, "
          f"{headers} of them with the header only")


main()
