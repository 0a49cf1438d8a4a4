# SPDX-License-Identifier: MIT
"""Inputs that are not what they seem: files, folders, mailboxes, archives."""

import bz2
import gzip
import io
import lzma
import os
import socket
import tarfile
import threading
import time
import zipfile

from cases import Case, HEADER, entity, group, mail, simple

FROM = b"From ann@example.com Tue Jan  2 10:20:30 2024\n"


def one(name, make, **more):
    """A case whose input is a thing in a folder."""
    def content(folder):
        make(folder / "thing")
        return ["thing"]
    return Case(name, content, **more)


def loop(path):
    path.mkdir()
    (path / "a.eml").write_bytes(mail())
    (path / "up").symlink_to("..")
    (path / "self").symlink_to("self")
    (path / "same").symlink_to(".")


def deep(path):
    path.mkdir()
    here = os.open(path, os.O_RDONLY)
    for _ in range(600):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    file = os.open("x.eml", os.O_WRONLY | os.O_CREAT, 0o600, dir_fd=here)
    os.write(file, mail())
    os.close(file)
    os.close(here)


def unreadable(path):
    path.write_bytes(mail())
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads all
        path.unlink()
        os.mkfifo(path)


def bind(path):
    # Paths of sockets are short.
    here = os.getcwd()
    os.chdir(path.parent)
    socket.socket(socket.AF_UNIX).bind(path.name)
    os.chdir(here)


def growing(path):
    message = FROM + mail().replace(b"\r\n", b"\n") + b"\n"
    path.write_bytes(message * 2_000)

    def grow():
        for _ in range(200):
            try:
                # Not made anew once the folder is taken away.
                with open(path, "r+b") as file:
                    file.seek(0, os.SEEK_END)
                    file.write(message * 10)
            except OSError:
                return
            time.sleep(0.002)
    threading.Thread(target=grow, daemon=True).start()


@group
def files():
    yield one("fifo", os.mkfifo, records=0, errors=1)
    yield one("socket", bind, records=0, errors=1)
    yield one("folder-loop", loop, errors=3)
    yield one("folder-empty", lambda path: path.mkdir(), records=0, errors=1)
    yield one("folder-600-deep", deep)
    yield one("unreadable", unreadable, records=0, errors=1)
    yield one("symlink-to-nothing", lambda path: path.symlink_to("none"),
              records=0, errors=1)
    yield one("symlink-to-itself", lambda path: path.symlink_to("thing"),
              records=0, errors=1)
    yield one("empty", lambda path: path.touch(), records=0, errors=1)
    yield one("growing-mailbox", growing, records=None, errors=None)
    for device in ("null", "zero", "full", "tty"):
        yield Case(f"device-{device}", lambda folder, device=device:
                   [f"/dev/{device}"], records=0, errors=1)
    yield Case("proc-memory", lambda folder: ["/proc/self/mem"], records=0,
               errors=1)
    yield Case("proc-endless", lambda folder: ["/proc/self/environ"],
               records=None, errors=None)
    yield Case("stdin-empty", b"", stdin=True, records=0, errors=1)
    yield Case("stdin-mail", mail(), stdin=True)
    yield Case("stdin-mailbox", (FROM + mail() + b"\r\n") * 3_000, stdin=True,
               records=3_000, seconds=30)
    yield Case("hard-link", lambda folder: (folder / "a").write_bytes(mail()) and
               (os.link(folder / "a", folder / "b") or ["a", "b"]), records=2)
    big = HEADER + entity(b"x" * 76 + b"\r\n", b"text/plain")
    yield Case("message-of-100-MB", big + b"y" * 10**8, cut=None, seconds=20,
               megabytes=400)
    yield Case("message-beyond-its-limit", mail() + b"y" * 10**6, cut=True,
               options=("--max-message", "500k"))


@group
def mailboxes():
    plain = mail().replace(b"\r\n", b"\n")
    yield Case("mbox-2000", (FROM + plain + b"\n") * 2_000, records=2_000,
               seconds=30)
    yield Case("mbox-from-lines", FROM * 20_000, records=None, errors=None,
               seconds=30)
    yield Case("mbox-from-storm", FROM + plain + b"\nFrom x\n" * 200_000,
               records=None)
    yield Case("mbox-from-blank", FROM + plain + b"\nFrom " * 500_000,
               records=None)
    yield Case("mbox-empty-messages", (FROM + b"\n") * 3_000, records=3_000,
               seconds=30)
    yield Case("mbox-content-length", FROM + b"Content-Length: 999999999\n" +
               plain + b"\n" + FROM + plain, records=2)
    yield Case("mbox-nul", FROM + b"\0" * 10**6 + b"\n\n" + FROM + plain,
               records=2)
    yield Case("mbox-crlf-mix", FROM.replace(b"\n", b"\r\n") + mail() +
               b"\r\n" + FROM + plain, records=2)
    yield Case("mbox-from-in-body", FROM + plain + b"\nFrom here to there\n" +
               b"\n>From ann\n", records=1)
    yield Case("mbox-one-line", FROM + b"x" * 10**7, records=1, cut=None)
    yield Case("mbox-cut-message", FROM + plain + b"z" * 3_000_000 + b"\n\n" +
               FROM + plain, records=2, cut=True,
               options=("--max-message", "1M"))


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name) if method ==
                             zipfile.ZIP_STORED else name, data)
    return out.getvalue()


def tarred(members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def overlapping(count):
    """A zip in which all members are the same bytes."""
    whole = zipped([("x.eml", mail() + b"y" * 10**6)])
    directory = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entries = b"".join(
        whole[directory:end].replace(b"x.eml", b"%05d" % i)
        for i in range(count))
    tail = bytearray(whole[end:])
    tail[8:12] = count.to_bytes(2, "little") * 2
    tail[12:16] = len(entries).to_bytes(4, "little")
    return whole[:directory] + entries + bytes(tail)


@group
def archives():
    def archive(name, data, **more):
        return Case("archive-" + name, data, file="input.bin", **more)
    fine = [("a/b.eml", mail()), ("c.ics", simple())]
    yield archive("zip", zipped(fine), records=2)
    yield archive("tar", tarred(fine), records=2)
    yield archive("tgz", gzip.compress(tarred(fine)), records=2)
    yield archive("tbz", bz2.compress(tarred(fine)), records=2)
    yield archive("txz", lzma.compress(tarred(fine)), records=2)
    yield archive("zip-from-pipe", zipped(fine), records=2, stdin=True)
    yield archive("tgz-from-pipe", gzip.compress(tarred(fine)), records=2,
                  stdin=True)
    whole = zipped(fine)
    for cut in (4, 30, len(whole) // 2, len(whole) - 10):
        yield archive(f"zip-cut-{cut}", whole[:cut], records=None, errors=None)
    packed = gzip.compress(tarred(fine))
    for cut in (3, 12, len(packed) // 2, len(packed) - 4):
        yield archive(f"tgz-cut-{cut}", packed[:cut], records=None,
                      errors=None)
    for name, data in (("zip", whole), ("tgz", packed),
                       ("xz", lzma.compress(mail())),
                       ("bz2", bz2.compress(mail()))):
        for step in (7, 31):
            broken = bytearray(data)
            for i in range(step, len(broken), step * 3):
                broken[i] ^= 0x55
            yield archive(f"{name}-flipped-{step}", bytes(broken),
                          records=None, errors=None)
    for name, data in (("zip", b"PK\x03\x04"), ("gz", b"\x1f\x8b\x08"),
                       ("xz", b"\xfd7zXZ\0"), ("zst", b"\x28\xb5\x2f\xfd"),
                       ("bz2", b"BZh91AY&SY")):
        yield archive(f"{name}-mark-only", data, records=0, errors=1)
        yield archive(f"{name}-then-junk", data + b"\xff" * 5_000, records=0,
                      errors=1)
        yield archive(f"{name}-then-nul", data + b"\0" * 5_000, records=None,
                      errors=None)
    zeros = bytes(10**8)
    yield archive("bomb-gzip", gzip.compress(mail() + zeros, 9), records=1,
                  errors=None, cut=True, seconds=20, megabytes=500)
    yield archive("bomb-bzip2", bz2.compress(mail() + zeros), records=1,
                  errors=None, cut=True, seconds=20, megabytes=500)
    yield archive("bomb-xz", lzma.compress(mail() + zeros), records=1,
                  errors=None, cut=True, seconds=20, megabytes=500)
    yield archive("bomb-zip-members", zipped(
        [(f"{i}.eml", mail() + zeros[:10**7]) for i in range(20)]),
        records=None, errors=None, cut=True, seconds=20, megabytes=500)
    yield archive("bomb-overlapping", overlapping(2_000), records=1)
    inner = zipped([("a.eml", mail())])
    for depth in range(2, 5):
        inner = zipped([("z.zip", inner), ("b.eml", mail())])
        yield archive(f"nested-{depth}", inner, records=None, errors=None,
                      cut=depth > 2)
    layers = mail()
    for _ in range(20):
        layers = gzip.compress(layers)
    yield archive("gzip-20-times", layers, records=0, errors=1)
    yield archive("members-20000", tarred(
        [(f"{i}", HEADER + b"\r\n") for i in range(20_000)]), records=20_000,
        seconds=60)
    yield archive("limit-of-bytes", zipped(
        [("a.eml", mail() + b"x" * 3_000_000), ("b.eml", mail())]),
        records=1, errors=None, cut=True, options=("--max-archive", "1M"))
    for name, text in (("escape", "\x1b[2J\x07"), ("bidi", "\u202egpj.eml"),
                       ("up", "../" * 50 + "etc/x.eml"),
                       ("newline", "a\ncalspam: b"), ("long", "x" * 30_000),
                       ("empty", "")):
        yield archive(f"tar-name-{name}", tarred([(text, mail())]))
        if text:
            yield archive(f"zip-name-{name}", zipped([(text, mail())]))
    info = tarfile.TarInfo("x.eml")
    info.size = 8 << 30
    yield archive("tar-size-lies", info.tobuf() + mail(), records=1, errors=None,
                  cut=True)
    yield archive("tar-that-is-mail", tarred([("Subject: x\nFrom: y\n\n",
                                               mail())]), errors=1)
