# SPDX-License-Identifier: MIT
"""Messages with ARC chains, good and broken. dkimpy and Mail::DKIM seal."""

import re
import subprocess
import tempfile

import dkim

import signed_messages as sm
from signed_messages import DOMAIN, INVITE, KEYS, SIGNED, pem, replaced

FIELDS = [b"from", b"to", b"subject", b"date", b"message-id", b"mime-version",
          b"content-type"]


def sealed(message, results="spf=pass smtp.mailfrom=a@signer.example",
           chain=None, selector=b"rsa", **options):
    """The message with one more ARC set, by dkimpy."""
    if chain:
        results = f"arc={chain}; {results}"
    with_results = (f"Authentication-Results: {DOMAIN}; {results}\r\n"
                    .encode() + message)
    lines = dkim.arc_sign(
        with_results, selector, DOMAIN.encode(), pem("rsa2048"),
        DOMAIN.encode(), include_headers=options.get("fields", FIELDS),
        timestamp=SIGNED)
    assert lines, "dkimpy did not seal"
    return b"".join(lines) + message


def sealed_by_perl(script, message, chain):
    with tempfile.NamedTemporaryFile(suffix=".txt") as keys, \
            tempfile.NamedTemporaryFile(suffix=".eml") as file:
        keys.write(sm.key_file().encode())
        keys.flush()
        file.write(message)
        file.flush()
        lines = subprocess.run(
            ["perl", script, keys.name, "seal", str(KEYS / "rsa2048.pem"),
             "rsa", "spf=pass smtp.mailfrom=a@signer.example", chain,
             file.name], capture_output=True, check=True).stdout
    return lines + message


def chain_of(length):
    message = INVITE
    for number in range(length):
        message = sealed(message, chain="pass" if number else None)
    return message


def good():
    changed = replaced(chain_of(1), b"Subject: ", b"Subject: [plan] ")
    return {
        "arc-one": chain_of(1),
        "arc-two": chain_of(2),
        "arc-three": chain_of(3),
        "arc-line-feeds": chain_of(2).replace(b"\r\n", b"\n"),
        "arc-changed-between": sealed(changed, chain="pass"),
        "arc-refolded": replaced(chain_of(2), b"spf=pass smtp",
                                 b"spf=pass\r\n  smtp"),
    }


def broken():
    two, one = chain_of(2), chain_of(1)
    seal = re.compile(rb"ARC-Seal: i=2;.*?\r\n(?=\S)", re.S)
    whole = {n: re.compile(rb"ARC-" + n.encode() + rb": i=1;.*?\r\n(?=\S)",
                           re.S)
             for n in ("Seal", "Message-Signature", "Authentication-Results")}
    out = {
        "arc-body-changed": replaced(two, b"Please come.", b"Please pay."),
        "arc-subject-changed": replaced(two, b"Subject: ",
                                        b"Subject: [plan] "),
        "arc-results-forged": replaced(two, b"spf=pass", b"spf=fail"),
        "arc-old-results-forged": b"spf=none".join(two.rsplit(b"spf=pass", 1)),
        "arc-gap": seal.sub(b"", re.sub(
            rb"ARC-(Message-Signature|Authentication-Results): i=2;.*?"
            rb"\r\n(?=\S)", b"", chain_of(3), flags=re.S)),
        "arc-seal-twice": whole["Seal"].search(one).group() + one,
        "arc-chain-value": replaced(one, b"cv=none", b"cv=pass"),
        "arc-chain-value-odd": replaced(two, b"cv=pass", b"cv=maybe"),
        "arc-damaged-seal": re.sub(rb"(ARC-Seal:.*?\sb=[A-Za-z0-9+/]{8})...",
                                   rb"\1AAA", one, count=1, flags=re.S),
        "arc-failed": sealed(one, chain="fail"),
        "arc-no-instance": replaced(one, b"ARC-Seal: i=1; ", b"ARC-Seal: "),
    }
    for name, pattern in whole.items():
        out[f"arc-without-{name.lower()}"] = pattern.sub(b"", one, count=1)
    return out


def key_missing():
    """Unknown to us, a failure to the others."""
    return {"arc-key-missing": replaced(
        chain_of(1), b"s=rsa;", b"s=none;")}


def all_messages():
    return {**good(), **broken(), **key_missing()}
