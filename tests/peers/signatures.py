# SPDX-License-Identifier: MIT
"""signatures.py VERIFY_MESSAGES: our verifier, dkimpy and Mail::DKIM say the
same of messages that dkimpy and Mail::DKIM signed, good and broken.
"""

import pathlib
import subprocess
import sys
import tempfile

import dkim

import arc_messages
import signed_messages as sm

SCRIPT = str(pathlib.Path(__file__).with_name("mail_dkim.pl"))
OURS, DKIMPY, PERL = "calspam", "dkimpy", "Mail::DKIM"
# What Mail::DKIM is known to see otherwise, and why.
PERL_DIFFERS = {
    "good-ed25519": "it has no Ed25519",
    "ed25519-changed": "it has no Ed25519",
    "good-two-keys": "it has no Ed25519",
    "tags-no-body-hash": "it takes a signature without bh=",
}
# The same of dkimpy.
DKIMPY_DIFFERS = {
    "good-second-from-above": "it takes From as signed once more than h= says",
    "key-hash-forbidden": "it does not read h= of a key",
    "key-strict-subdomain": "it does not read t=s of a key",
}


def perl_signed(folder):
    """Messages that Mail::DKIM signed, good and broken."""
    out = {}
    plain = folder / "plain.eml"
    plain.write_bytes(sm.PLAIN)
    for method in ("simple/simple", "relaxed/relaxed", "relaxed/simple",
                   "simple/relaxed"):
        line = subprocess.run(
            ["perl", SCRIPT, str(folder / "keys.txt"), "sign",
             str(sm.KEYS / "rsa2048.pem"), "rsa-sha256", method, "rsa",
             str(plain)], capture_output=True, check=True).stdout
        message = line.rstrip(b"\r\n") + b"\r\n" + sm.PLAIN
        name = method.replace("/", "-")
        out[f"good-perl-{name}"] = message
        out[f"perl-body-{name}"] = message.replace(b"weekly", b"daily")
        out[f"perl-header-{name}"] = message.replace(b"Subject: ",
                                                     b"Subject: Re: ")
    one = arc_messages.sealed_by_perl(SCRIPT, sm.INVITE, "ar")
    two = arc_messages.sealed_by_perl(
        SCRIPT, b"Received: from a.example by b.example; "
        b"Thu, 02 Jan 2020 10:00:00 +0000\r\n" + one, "pass")
    out["arc-perl-one"] = one
    out["arc-perl-two"] = two
    out["arc-perl-mixed"] = arc_messages.sealed(one, chain="pass")
    out["arc-perl-changed"] = two.replace(b"Please come.", b"Please pay.")
    return out


def by_lines(text):
    """{name: {"dkim": [result, ...], "arc": result}} of TAB lines."""
    found = {}
    for line in text.splitlines():
        path, kind, _, result, _ = line.split("\t", 4)
        entry = found.setdefault(pathlib.Path(path).stem, {"dkim": []})
        if kind == "dkim":
            entry["dkim"].append(result)
        elif kind == "arc":
            entry["arc"] = result
    return found


def by_dkimpy(name, message, records):
    def lookup(asked, timeout=5):
        asked = asked.decode() if isinstance(asked, bytes) else asked
        selector = asked.split("._domainkey.")[0]
        record = records.get(selector)
        return record.encode() if record else None

    out = {"dkim": []}
    verifier = dkim.DKIM(message)
    count = sum(1 for f, _ in verifier.headers
                if f.lower() == b"dkim-signature")
    for number in range(count):
        try:
            passed = dkim.DKIM(message).verify(idx=number, dnsfunc=lookup)
        except (dkim.DKIMException, dkim.crypto.UnparsableKeyError,
                ValueError, TypeError, KeyError, IndexError):
            passed = False
        out["dkim"].append("pass" if passed else "fail")
    if name.startswith("arc-"):
        try:
            value = dkim.ARC(message).verify(dnsfunc=lookup)[0]
        except dkim.DKIMException:
            value = b"fail"
        out["arc"] = (value or b"fail").decode()
    return out


def passes(said, kind):
    if kind == "arc":
        return said.get("arc") == "pass"
    return bool(said["dkim"]) and all(r == "pass" for r in said["dkim"])


def wanted(name, kind, dispute):
    """Who passes the message."""
    if dispute is not None:
        return set(dispute)
    is_good = name.startswith("good-") or name in arc_messages.good() or \
        name in ("arc-perl-one", "arc-perl-two", "arc-perl-mixed")
    return {OURS, DKIMPY, PERL} if is_good else set()


def main():
    disputed = {name: row[1] for name, row in sm.disputed().items()}
    records = sm.records()
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        keys = folder / "keys.txt"
        keys.write_text(sm.key_file())
        messages = {**sm.all_messages(), **arc_messages.all_messages(),
                    **perl_signed(folder)}
        paths = []
        for name, message in messages.items():
            path = folder / f"{name}.eml"
            path.write_bytes(message)
            paths.append(str(path))
        ours = by_lines(subprocess.run(
            [sys.argv[1], str(keys), sm.ARRIVAL] + paths, check=True,
            capture_output=True, text=True).stdout)
        perl = by_lines(subprocess.run(
            ["perl", SCRIPT, str(keys), "verify"] + paths, check=True,
            capture_output=True, text=True).stdout)
    offences, answers = [], 0
    for name, message in messages.items():
        kind = "arc" if name.startswith("arc-") else "dkim"
        said = {OURS: ours.get(name, {"dkim": []}),
                DKIMPY: by_dkimpy(name, message, records),
                PERL: perl.get(name, {"dkim": []})}
        right = wanted(name, kind, disputed.get(name))
        for who, results in said.items():
            if (who == PERL and name in PERL_DIFFERS) or (
                    who == DKIMPY and name in DKIMPY_DIFFERS):
                continue
            answers += 1
            if passes(results, kind) != (who in right):
                offences.append(f"{name}: {who} says {results}")
        if name == "arc-key-missing" and said[OURS].get("arc") != "unknown":
            offences.append(f"{name}: without a key a chain is unknown")
        if name == "key-none" and said[OURS]["dkim"] != ["no-key"]:
            offences.append(f"{name}: without a key a signature is unknown")
    for offence in offences:
        print(offence)
    if offences:
        sys.exit(f"{len(offences)} differences")
    print(f"{len(messages)} messages, {answers} answers: all agree")


if __name__ == "__main__":
    main()
