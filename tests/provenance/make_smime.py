#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_smime.py: makes testdata/provenance/signatures/smime anew, with
python3-cryptography and openssl. Certificates and keys are for tests alone.
"""

import base64
import datetime
import pathlib
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "testdata" / "provenance" / "signatures" / "smime"
ANN = "ann@signer.example"
BOB = "bob@receiver.example"
HEADER = (f"From: Ann <{ANN}>\r\nTo: Bob <{BOB}>\r\nSubject: Review\r\n"
          "Date: Thu, 02 Jan 2020 10:00:00 +0000\r\n"
          "Message-ID: <1@signer.example>\r\nMIME-Version: 1.0\r\n")


def day(year):
    return datetime.datetime(year, 1, 1)


def make(name, mail, issuer=None, since=2019, until=2039):
    """A key and its certificate; of an authority where `mail` is None."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issued_by = (subject, key) if issuer is None else issuer
    builder = (x509.CertificateBuilder().subject_name(subject)
               .issuer_name(issued_by[0]).public_key(key.public_key())
               .serial_number(x509.random_serial_number())
               .not_valid_before(day(since)).not_valid_after(day(until))
               .add_extension(x509.BasicConstraints(mail is None, None), True))
    if mail:
        builder = builder.add_extension(x509.SubjectAlternativeName(
            [x509.RFC822Name(mail)]), False)
        builder = builder.add_extension(x509.ExtendedKeyUsage(
            [ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
    return subject, key, builder.sign(issued_by[1], hashes.SHA256())


def calendar(method, organizer=ANN, sent_by=""):
    delegate = f';SENT-BY="mailto:{sent_by}"' if sent_by else ""
    return (f"Content-Type: text/calendar; method={method}\r\n\r\n"
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Signer//EN\r\n"
            f"METHOD:{method}\r\nBEGIN:VEVENT\r\nUID:review@signer.example\r\n"
            "DTSTAMP:20200102T095900Z\r\nDTSTART:20200109T100000Z\r\n"
            f"SUMMARY:Review\r\nORGANIZER{delegate}:mailto:{organizer}\r\n"
            f"ATTENDEE:mailto:{BOB}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


def signature(entity, who, *options):
    """The CMS block over `entity`, DER."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "key").write_bytes(who[1].private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption()))
        (folder / "certificate").write_bytes(
            who[2].public_bytes(serialization.Encoding.PEM))
        return subprocess.run(
            ["openssl", "cms", "-sign", "-binary", "-outform", "DER",
             "-signer", str(folder / "certificate"), "-inkey",
             str(folder / "key"), *options], input=entity.encode(),
            capture_output=True, check=True).stdout


def lines_of(der):
    return "\r\n".join(
        base64.encodebytes(der).decode().split("\n")).rstrip() + "\r\n"


def detached(entity, who, *options, shown=None):
    der = signature(entity, who, *options)
    return (HEADER + 'Content-Type: multipart/signed; micalg="sha-256"; '
            'protocol="application/pkcs7-signature"; boundary="s"\r\n\r\n'
            f"--s\r\n{shown or entity}\r\n--s\r\n"
            'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n"
            f"{lines_of(der)}--s--\r\n")


def opaque(entity, who):
    return (HEADER + "Content-Type: application/pkcs7-mime; "
            'smime-type=signed-data; name="smime.p7m"\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n"
            + lines_of(signature(entity, who, "-nodetach")))


def messages():
    authority = make("Test Authority", None)
    ann = make("Ann", ANN, authority)
    bob = make("Bob", BOB, authority)
    eve = make("Eve", "eve@evil.example", authority)
    lone = make("Ann alone", ANN)
    old = make("Ann of old", ANN, authority, 2015, 2016)
    request = calendar("REQUEST")
    (FOLDER / "authority.pem").write_bytes(
        authority[2].public_bytes(serialization.Encoding.PEM))
    good = detached(request, ann)
    return {
        "good-detached": good,
        "good-opaque": opaque(request, ann),
        "good-line-feeds": good.replace("\r\n", "\n"),
        "good-reply": detached(calendar("REPLY"), bob),
        "good-sent-by": detached(calendar("REQUEST", "boss@signer.example",
                                          ANN), ann),
        "other-signer": detached(request, eve),
        "other-reply": detached(calendar("REPLY"), ann),
        "untrusted": detached(request, lone),
        "certificate-expired": detached(request, old),
        "changed": good.replace("SUMMARY:Review", "SUMMARY:Refund"),
        "line-ends": detached(request.replace("\r\n", "\n"), ann,
                              shown=request),
        "weak-sha1": detached(request, ann, "-md", "sha1"),
        "no-certificate": detached(request, ann, "-nocerts"),
        "no-signature": good.replace("application/pkcs7-signature; name",
                                     "application/octet-stream; name"),
        "damaged": good.replace("MII", "AAA", 1),
        "not-a-calendar": detached(
            "Content-Type: text/plain\r\n\r\nHello\r\n", ann),
    }


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, message in messages().items():
        (FOLDER / f"{name}.eml").write_bytes(message.encode())


if __name__ == "__main__":
    main()
