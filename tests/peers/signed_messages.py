# SPDX-License-Identifier: MIT
"""Messages with signatures, good ones and ones broken in every way that mail
is broken on its way. dkimpy signs; Mail::DKIM signs some of them too.

signed_messages.py --write: makes testdata/provenance/signatures anew. The keys
there are for tests alone.
"""

import base64
import hashlib
import pathlib
import re
import subprocess
import sys

import dkim
import dkim.crypto
import nacl.encoding
import nacl.signing
from dkim.canonicalization import CanonicalizationPolicy

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "testdata" / "provenance" / "signatures"
KEYS = FOLDER / "keys"
DOMAIN = "signer.example"
ARRIVAL = "2020-01-02T10:00:00Z"
SIGNED = 1577959200  # the same, as signers count

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Signer//Calendar//EN\r
METHOD:REQUEST\r
BEGIN:VEVENT\r
UID:review@signer.example\r
DTSTAMP:20200102T095900Z\r
DTSTART:20200109T100000Z\r
DTEND:20200109T110000Z\r
SUMMARY:Review\r
ORGANIZER:mailto:ann@signer.example\r
ATTENDEE:mailto:bob@receiver.example\r
END:VEVENT\r
END:VCALENDAR\r
"""
HEADER = b"""From: Ann <ann@signer.example>\r
To: Bob <bob@receiver.example>\r
Subject: Review  of the plan\r
Date: Thu, 02 Jan 2020 10:00:00 +0000\r
Message-ID: <1@signer.example>\r
MIME-Version: 1.0\r
"""
PLAIN = (HEADER + b"Content-Type: text/plain; charset=utf-8\r\n"
         b"Content-Transfer-Encoding: 8bit\r\n\r\n"
         b"Dear Bob,\r\n\r\nplease come \t to the review.\r\n"
         b"From now on it is weekly, caf\xc3\xa9 included.\r\n\r\n"
         b"Ann\r\n\r\n\r\n")
INVITE = (HEADER + b"Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n"
          b"--b1\r\nContent-Type: text/plain\r\n\r\nPlease come.\r\n"
          b"--b1\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\n"
          + CALENDAR + b"--b1--\r\n")
FIELDS = [b"from", b"to", b"subject", b"date", b"message-id", b"mime-version",
          b"content-type", b"content-transfer-encoding"]


def pem(name):
    return (KEYS / f"{name}.pem").read_bytes()


def public(name):
    der = subprocess.run(
        ["openssl", "pkey", "-in", str(KEYS / f"{name}.pem"), "-pubout",
         "-outform", "DER"], capture_output=True, check=True).stdout
    # An Ed25519 key stands bare in its record (RFC 8463 4).
    return base64.b64encode(der[-32:] if name == "ed25519" else der).decode()


def seed():
    der = subprocess.run(
        ["openssl", "pkey", "-in", str(KEYS / "ed25519.pem"), "-outform",
         "DER"], capture_output=True, check=True).stdout
    return base64.b64encode(der[-32:])


def records():
    """Selector: key record. "none" has none."""
    rsa = public("rsa2048")
    return {
        "rsa": f"v=DKIM1; k=rsa; p={rsa}",
        "bare": f"p={rsa}",
        "testing": f"v=DKIM1; t=y; p={rsa}",
        "strict": f"v=DKIM1; t=s; p={rsa}",
        "other": f"v=DKIM1; p={public('other2048')}",
        "rsa1024": f"v=DKIM1; p={public('rsa1024')}",
        "rsa768": f"v=DKIM1; p={public('rsa768')}",
        "ed": f"v=DKIM1; k=ed25519; p={public('ed25519')}",
        "revoked": "v=DKIM1; k=rsa; p=",
        "sha1only": f"v=DKIM1; h=sha1; p={rsa}",
        "notmail": f"v=DKIM1; s=tlsrpt; p={rsa}",
        "garbage": "v=DKIM1; p=AAAAB3Nz",
        "version": f"v=DKIM2; p={rsa}",
        "wrongtype": f"v=DKIM1; k=ed25519; p={rsa}",
    }


def key_file():
    return "# keys of the signed messages\n" + "".join(
        f"{selector}._domainkey.{DOMAIN}\t{record}\n"
        for selector, record in records().items())


def sign(message, selector="rsa", canon="relaxed/relaxed", key="rsa2048",
         algorithm="rsa-sha256", fields=FIELDS, drop=(), length=None, **tags):
    """The message with a DKIM-Signature above it; further tags as given."""
    header, value = canon.split("/")
    policy = CanonicalizationPolicy.from_c_value(canon.encode())
    signer = dkim.DKIM(message, signature_algorithm=algorithm.encode())
    body = policy.canonicalize_body(signer.body)
    covered = body if length is None else body[:length]
    name = "sha1" if algorithm.endswith("sha1") else "sha256"
    if algorithm.startswith("rsa"):
        secret = dkim.crypto.parse_pem_private_key(pem(key))
    else:
        secret = nacl.signing.SigningKey(
            seed(), encoder=nacl.encoding.Base64Encoder)
    hashes = dkim.crypto.HASH_ALGORITHMS
    signer.hasher = hashes[algorithm.encode()]
    listed = [("v", "1"), ("a", algorithm), ("c", canon), ("d", DOMAIN),
              ("s", selector), ("t", str(SIGNED))]
    if length is not None:
        listed.append(("l", str(length)))
    listed += [(k, str(v)) for k, v in tags.items()]
    listed += [("h", " : ".join(f.decode() for f in fields)),
               ("bh", base64.b64encode(
                   hashlib.new(name, covered).digest()).decode()),
               ("b", "0" * 60)]
    listed = [(k.encode(), v.encode()) for k, v in listed if k not in drop]
    signed = signer.gen_header(listed, fields, policy, b"DKIM-Signature",
                               secret)
    return b"DKIM-Signature: " + signed + message


def replaced(message, old, new):
    assert old in message, old
    return message.replace(old, new, 1)


def to_quoted_printable(message):
    head, body = message.split(b"\r\n\r\n", 1)
    head = replaced(head, b"Encoding: 8bit", b"Encoding: quoted-printable")
    return head + b"\r\n\r\n" + body.replace(b"=", b"=3D").replace(
        b"\xc3\xa9", b"=C3=A9")


def good():
    """Name: message that every verifier passes."""
    out = {f"good-{h}-{b}": sign(PLAIN, canon=f"{h}/{b}")
           for h in ("simple", "relaxed") for b in ("simple", "relaxed")}
    out["good-invite"] = sign(INVITE)
    out["good-line-feeds"] = sign(INVITE).replace(b"\r\n", b"\n")
    out["good-ed25519"] = sign(PLAIN, "ed", key="", algorithm="ed25519-sha256")
    out["good-two-keys"] = sign(
        sign(PLAIN), "ed", key="", algorithm="ed25519-sha256")
    out["good-bare-record"] = sign(PLAIN, "bare")
    out["good-testing"] = sign(PLAIN, "testing")
    out["good-rsa1024"] = sign(PLAIN, "rsa1024", key="rsa1024")
    out["good-identity"] = sign(PLAIN, i="x@sub." + DOMAIN)
    out["good-oversigned"] = sign(PLAIN, fields=FIELDS + [b"to", b"cc"])
    out["good-unexpired"] = sign(PLAIN, x=4102444800)
    out["good-refolded"] = replaced(
        sign(PLAIN), b"Subject: Review  of", b"Subject: Review\r\n of")
    out["good-spaces"] = replaced(sign(PLAIN), b"Bob,\r\n", b"Bob,  \t\r\n")
    out["good-trailing-lines"] = sign(PLAIN) + b"\r\n\r\n"
    out["good-empty-body"] = sign(HEADER + b"\r\n", canon="simple/simple",
                                  fields=FIELDS[:4])
    out["good-length-footer"] = sign(
        PLAIN, length=40) + b"-- \r\nA footer nobody signed\r\n"
    out["good-second-from-above"] = b"From: eve@evil.example\r\n" + sign(PLAIN)
    return out


def broken():
    """Name: message that no verifier passes."""
    plain, invite = sign(PLAIN), sign(INVITE)
    oversigned = sign(replaced(PLAIN, b"To: Bob <bob@receiver.example>\r\n",
                               b""), fields=FIELDS)
    out = {
        "body-word": replaced(plain, b"the review.", b"the party."),
        "body-footer": plain.rstrip() +
        b"\r\n____________\r\nplan mailing list\r\nplan@lists.example\r\n",
        "body-part-added": replaced(
            invite, b"--b1--\r\n", b"--b1\r\nContent-Type: text/plain\r\n\r\n"
            b"A list's footer\r\n--b1--\r\n"),
        "body-banner": replaced(plain, b"\r\n\r\nDear", b"\r\n\r\nThis mail is "
                                b"from outside.\r\n\r\nDear"),
        "body-8bit-to-qp": to_quoted_printable(
            sign(PLAIN, fields=FIELDS[:-1])),
        "body-from-quoted": replaced(plain, b"From now", b">From now"),
        "body-returns": replaced(plain, b"review.\r\n", b"review.\r\r\n"),
        "body-empty": plain.split(b"\r\n\r\n")[0] + b"\r\n\r\n",
        "body-spaces-simple": replaced(
            sign(PLAIN, canon="simple/simple"), b"Bob,\r\n", b"Bob, \r\n"),
        "body-shorter-than-length": sign(PLAIN, length=40).split(
            b"\r\n\r\n")[0] + b"\r\n\r\nDear\r\n",
        "header-subject-prefix": replaced(
            plain, b"Subject: ", b"Subject: [plan] "),
        "header-subject-spam": replaced(
            plain, b"Subject: ", b"Subject: ***SPAM*** "),
        "header-subject-changed": replaced(plain, b"of the", b"off the"),
        "header-to-added": b"To: Undisclosed recipients:;\r\n" + oversigned,
        "header-cc-removed": sign(b"Cc: c@receiver.example\r\n" + PLAIN,
                                  fields=FIELDS + [b"cc"]).replace(
            b"Cc: c@receiver.example\r\n", b""),
        "header-from-rewritten": replaced(
            plain, b"From: Ann <ann@signer.example>\r\n",
            b"From: Ann via plan <plan@lists.example>\r\n"
            b"X-Original-From: Ann <ann@signer.example>\r\n"),
        "header-refolded-simple": replaced(
            sign(replaced(PLAIN, b"Review  of", b"Review of"),
                 canon="simple/simple"),
            b"Subject: Review of", b"Subject: Review\r\n of"),
        "header-encoding-changed": replaced(
            plain, b"Encoding: 8bit", b"Encoding: binary"),
        "header-and-body": replaced(
            plain, b"Subject: ", b"Subject: [plan] ").rstrip() +
        b"\r\n-- \r\nfooter\r\n",
        "key-none": sign(PLAIN, "none"),
        "key-revoked": sign(PLAIN, "revoked"),
        "key-other": sign(PLAIN, "other"),
        "key-garbage": sign(PLAIN, "garbage"),
        "key-version": sign(PLAIN, "version"),
        "key-wrong-type": sign(PLAIN, "wrongtype"),
        "key-hash-forbidden": sign(PLAIN, "sha1only"),
        "key-not-for-mail": sign(PLAIN, "notmail"),
        "key-strict-subdomain": sign(PLAIN, "strict", i="x@sub." + DOMAIN),
        "expired-at-arrival": sign(PLAIN, x=SIGNED - 86400 * 3, drop=("t",)),
        "damaged-signature": re.sub(rb"(b=[A-Za-z0-9+/]{8})...", rb"\1AAA",
                                    plain, count=1),
        "ed25519-changed": replaced(
            sign(PLAIN, "ed", key="", algorithm="ed25519-sha256"),
            b"of the", b"off the"),
        "tags-no-body-hash": sign(PLAIN, drop=("bh",)),
        "tags-twice": sign(PLAIN, x=4102444800).replace(
            b"d=signer.example", b"d=signer.example; d=signer.example"),
        "tags-no-tag": replaced(plain, b"v=1;", b"v=1; nonsense;"),
        "tags-version": replaced(plain, b"v=1;", b"v=2;"),
        "tags-algorithm": replaced(plain, b"rsa-sha256", b"rsa-sha512"),
        "tags-canonicalization": replaced(
            plain, b"relaxed/relaxed", b"relaxed/nowsp"),
        "tags-identity": sign(PLAIN, i="ann@elsewhere.example"),
        "tags-length": sign(PLAIN, l="many"),
        "tags-base64": re.sub(rb"b=[A-Za-z0-9+/]{8}", b"b=!", plain, count=1),
    }
    return out


def disputed():
    """Name: (message, who passes it, why not all agree)."""
    return {
        "weak-rsa-sha1": (
            sign(PLAIN, algorithm="rsa-sha1"), {"dkimpy", "Mail::DKIM"},
            "RFC 8301 forbids to rely on it; the others verify it"),
        "weak-rsa768": (
            sign(PLAIN, "rsa768", key="rsa768"), {"Mail::DKIM"},
            "RFC 8301 forbids to rely on it"),
        "expired-since": (
            sign(PLAIN, x=SIGNED + 86400), {"calspam"},
            "calspam judges as of arrival, the others as of today"),
        "from-not-signed": (
            sign(PLAIN, fields=FIELDS[1:]), {"dkimpy", "Mail::DKIM"},
            "RFC 6376 5.4 asks for From; the others do not insist"),
    }


def all_messages():
    out = dict(good())
    out.update(broken())
    out.update({name: row[0] for name, row in disputed().items()})
    return out


def main():
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: signed_messages.py --write")
    import arc_messages  # which imports this
    (FOLDER / "keys.txt").write_text(key_file())
    for kind, messages in (("dkim", all_messages()),
                           ("arc", arc_messages.all_messages())):
        (FOLDER / kind).mkdir(parents=True, exist_ok=True)
        for name, message in messages.items():
            (FOLDER / kind / f"{name}.eml").write_bytes(message)


if __name__ == "__main__":
    main()
