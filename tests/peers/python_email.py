# SPDX-License-Identifier: MIT
"""python_email.py CALSPAM: on well-formed mail, Python's email package and
calspam see the same leaves: type, order, and size without transfer encoding.
"""

import email
import email.policy
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FEWEST = 20  # compared messages, lest the test proves nothing
# Where Python does not follow the RFC: why. Each must go on to differ.
KNOWN = {
    "testdata/lint/MIME-02/miss-comment-and-folds.eml":
        "it keeps a comment as part of the type (RFC 2045 5.1)",
    "testdata/lint/MIME-11/hit-blank-at-line-end.eml":
        "it keeps a blank at the end of an encoded line (RFC 2045 6.7, 3)",
}


def is_opened(kind):
    return kind.startswith("multipart/") or kind == "message/rfc822"


def leaves(part):
    """Python's leaves in order; None for a part that is not well-formed."""
    if part.defects:
        yield None
    kind = part.get_content_type()
    if is_opened(kind) and part.is_multipart():
        for child in part.get_payload():
            yield from leaves(child)
    elif part.is_multipart():  # message/delivery-status and the like
        yield kind, None
    else:
        yield kind, len(part.get_payload(decode=True))


def leaves_of_calspam(message):
    return [(part["type"], part["decoded_size"]) for part in message["mime"]
            if part["reading"] is None and not is_opened(part["type"])]


def is_plain(message):
    """Whether calspam, too, says that all read this mail alike, in full."""
    return message["kind"] == "mail" and message["complete"] and not any(
        a["id"].startswith("mime-") and a["weight"] != "note"
        for a in message["anomalies"])


def scan(program, paths):
    run = subprocess.run(
        [program, "scan", "--no-sift", "--all", "--fail-on", "never", "--format", "json",
         "--files-from", "-"],
        input="\n".join(map(str, paths)), capture_output=True, text=True,
        timeout=600)
    if run.returncode not in (0, 2):  # 2: some samples are empty or cut
        sys.exit(f"calspam scan ended with {run.returncode}: {run.stderr}")
    return {m["origin"]["path"]: m for m in json.loads(run.stdout)["messages"]}


def same(ours, theirs):
    return len(ours) == len(theirs) and all(
        a[0] == b[0] and (b[1] is None or a[1] == b[1])
        for a, b in zip(ours, theirs))


def main():
    paths = sorted((ROOT / "testdata").rglob("*.eml"))
    compared, offences = 0, []
    for path, message in scan(sys.argv[1], paths).items():
        content = pathlib.Path(path).read_bytes()
        read = email.message_from_bytes(content, policy=email.policy.compat32)
        theirs = list(leaves(read))
        if None in theirs or not is_plain(message):
            continue
        compared += 1
        ours = leaves_of_calspam(message)
        alike = same(ours, theirs)
        if str(pathlib.Path(path).relative_to(ROOT)) in KNOWN:
            if alike:
                offences.append(f"{path} is read alike; KNOWN has it")
        elif not alike:
            offences.append(f"{path}\n  calspam: {ours}\n  email:   {theirs}")
    for offence in offences:
        print(offence)
    if compared < FEWEST:
        sys.exit(f"only {compared} of {len(paths)} messages are well-formed")
    if offences:
        sys.exit(f"{len(offences)} of {compared} messages are read otherwise")
    print(f"{compared} of {len(paths)} messages are read alike")


main()
