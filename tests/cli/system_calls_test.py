# SPDX-License-Identifier: MIT
"""system_calls_test.py CALSPAM: what the program asks of the system, by strace.

Whatever a message says, no path is opened, nor asked about, that was not named
on the command line, but for those of the table below; and nothing speaks to
the network. Attempts count too, also those that the sandbox refuses.
"""

import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

CALSPAM = os.path.abspath(sys.argv[1])
BESIDE = os.path.dirname(CALSPAM)
ROOT = pathlib.Path(__file__).resolve().parents[2]

# What may be touched, and why.
ALLOWED = [
    # The programs and the shared libraries they are linked to.
    (re.escape(BESIDE) + r"(/calspam(-core)?)?", "the program"),
    (r"/(usr/)?lib(64)?/.*\.so[.0-9]*", "shared libraries"),
    (r"/etc/ld\.so\.(cache|preload)", "the loader's tables"),
    (r"(/usr)?/lib(64)?(/[^/]*-linux-gnu)?(/.*hwcaps.*|/tls.*)?",
     "where the loader looks"),
    # Data of libraries, read before any message is.
    (r"/usr/lib/.*/gconv/.*", "charset modules of the C library"),
    (r"/usr/(lib|share)/locale(/.*)?", "locales"),
    (r"/usr/share/zoneinfo(-icu)?/.*", "time zones, for libical and ICU"),
    (r"/etc/localtime|/etc/timezone", "the time zone of the system"),
    (r"/usr/share/icu/.*", "ICU's data"),
    (r"/usr/share/publicsuffix/.*", "the public suffix list"),
    (r"/usr/lib/ssl/.*|/etc/ssl/openssl\.cnf", "settings of OpenSSL"),
    (r"/sys/fs/selinux|/selinux|/etc/selinux/config|/proc/filesystems|"
     r"/proc/mounts", "libselinux, which GLib links, asks whether it is on"),
    # What calspam brings or is told by its user.
    (r".*/share/calspam(/.*)?|" + re.escape(f"{ROOT}/rules") + r"(/.*)?|" +
     re.escape(BESIDE) + r"/rules\.prepared", "rules"),
    (r"/etc/calspam/.*|.*/\.config/calspam/.*", "settings"),
    (r"(/.*)?/(\.calspam\.yaml|\.git)",
     "settings of the linter, above an input"),
    # Itself, and the machine.
    (r"/proc/self/.*|/proc/\d+/.*", "its own process"),
    (r"/sys/devices/system/cpu(/online)?|/proc/(cpuinfo|stat)|"
     r"/sys/fs/cgroup/.*|/proc/meminfo|/proc/sys/.*", "how many processors"),
    (r"/dev/null|/dev/urandom|/dev/random", "devices without content"),
]
PATH = re.compile("|".join(f"(?:{pattern})" for pattern, _ in ALLOWED))
CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
FAMILY = re.compile(r"\b(?:AF|PF)_([A-Z0-9]+)")

TRAPS = [
    "DTSTART;TZID=../../../dev/stdin:20260101T100000",
    "DTEND;TZID=/etc/passwd:20260101T110000",
    "RECURRENCE-ID;TZID=\"file:///etc/shadow\":20260101T100000",
    "ATTACH:file:///etc/hostname",
    "ATTACH;FMTTYPE=text/html:https://tracker.example/a.html",
    "IMAGE;VALUE=URI:https://tracker.example/a.png",
    "URL:smb://files.example/share",
    "X-ALT-DESC;FMTTYPE=text/html:<img src=https://pixel.example/p.gif>"
    "<link rel=stylesheet href=file:///etc/motd>",
]
EVENT = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN",
    "METHOD:REQUEST", "BEGIN:VTIMEZONE", "TZID:../../../etc/passwd",
    "TZURL:https://zones.example/z.ics", "END:VTIMEZONE", "BEGIN:VEVENT",
    "UID:1@example.com", "DTSTAMP:20260101T000000Z", *TRAPS,
    "SUMMARY:Invoice", "ORGANIZER:mailto:ann@nowhere.example",
    "ATTENDEE;DIR=\"ldap://directory.example/cn=x\":mailto:bo@example.org",
    "END:VEVENT", "END:VCALENDAR", ""])
MAIL = "\r\n".join([
    "Return-Path: <ann@nowhere.example>",
    "Received: from nowhere.example (nowhere.example [192.0.2.7]) by "
    "mx.example.org with ESMTPS id 1; Thu, 1 Jan 2026 00:00:00 +0000",
    "DKIM-Signature: v=1; a=rsa-sha256; d=nowhere.example; s=key; h=from; "
    "bh=AAAA; b=AAAA",
    "From: Ann <ann@nowhere.example>", "To: bo@example.org",
    "Subject: =?x-../../../../etc/passwd?q?a?= =?iso-2022-jp?q?=1B$B?=",
    "Date: Thu, 1 Jan 2026 00:00:00 +0000", "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=b", "",
    "--b", "Content-Type: text/calendar; charset=../../../../etc/passwd", "",
    EVENT, "--b", "Content-Type: text/plain; charset=shift_jis", "",
    "\\\\files.example\\share https://a.example/ file:///etc/passwd",
    "--b", "Content-Type: text/html", "",
    "<img src=\"https://pixel.example/p.gif\"><base href=file:///etc/>",
    "--b", "Content-Type: message/external-body; access-type=local-file; "
    "name=\"/etc/passwd\"", "", "Content-Type: text/calendar", "", "",
    "--b", "Content-Type: application/octet-stream; "
    "name=\"../../../../etc/x.ics\"", "", EVENT, "--b--", ""])


def archive(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def unescaped(text):
    return text.encode().decode("unicode_escape").encode("latin-1").decode(
        "utf-8", "replace")


def offences(log, folder):
    """Lines of strace's that are against the rule."""
    for line in log.split("\n"):
        call = CALL.match(line)
        if not call:
            continue
        name, rest = call.groups()
        family = FAMILY.search(rest)
        if name in ("socket", "socketpair", "bind", "connect", "sendto",
                    "sendmsg"):
            # Pairs of sockets join the parent and its workers.
            inside = name == "socketpair" and "AF_UNIX" in rest or \
                name in ("sendto", "sendmsg") and not family
            if not inside:
                yield line
            continue
        if name in ("recvfrom", "recvmsg", "shutdown", "getsockopt",
                    "setsockopt", "getsockname"):
            continue
        path = QUOTED.search(rest)
        if not path or not path.group(1):
            continue
        path = unescaped(path.group(1))
        if not path.startswith("/"):
            path = os.path.normpath(os.path.join(folder, path))
        inside = path == folder or path.startswith(folder + "/") or \
            folder.startswith(path.rstrip("/") + "/") or path == "/"
        if not inside and not PATH.fullmatch(path):
            yield line


class SystemCalls(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        # Named apart from the rest, so that what lies outside shows.
        self.folder = os.path.realpath(folder.name)
        self.log = os.path.join(self.folder, "log.strace")
        inputs = pathlib.Path(self.folder, "in")
        inputs.mkdir()
        (inputs / "mail.eml").write_text(MAIL, newline="")
        (inputs / "event.ics").write_text(EVENT, newline="")
        (inputs / "box.mbox").write_text(
            "From a Thu Jan  1 00:00:00 2026\n" + MAIL.replace("\r", "") +
            "\nFrom b Thu Jan  1 00:00:00 2026\n" + MAIL.replace("\r", ""))
        (inputs / "in.zip").write_bytes(archive(
            [("../../../../etc/passwd", MAIL), ("/etc/shadow.eml", MAIL),
             ("inner.zip", archive([("a.ics", EVENT)]))]))
        (inputs / "away").symlink_to("/etc/hostname")

    def run_traced(self, *words):
        command = ["strace", "-f", "-qq", "-s", "300", "-e",
                   "trace=%file,%network", "-o", self.log, CALSPAM, *words]
        # Nothing of the user's own is to be met; a leak checker traces itself.
        ran = subprocess.run(command, cwd=self.folder, capture_output=True,
                             env={**os.environ, "HOME": self.folder,
                                  "XDG_CONFIG_HOME": self.folder,
                                  "ASAN_OPTIONS": "detect_leaks=0"},
                             timeout=300, stdin=subprocess.DEVNULL)
        self.assertIn(ran.returncode, (0, 1, 2), ran.stderr)
        log = pathlib.Path(self.log).read_text(errors="replace")
        # The trace has seen the program at work.
        self.assertTrue('"in/' in log or '"in"' in log)
        self.assertEqual(list(offences(log, self.folder)), [])

    def test_scan(self):
        self.run_traced("scan", "--all", "-j", "2", "in")

    def test_scan_with_all_readers_and_formats(self):
        for form in ("html", "misp", "facts"):
            self.run_traced("scan", "--second-opinion", "always", "--no-sift",
                            "-f", form, "in/mail.eml", "in/event.ics")

    def test_archives(self):
        self.run_traced("scan", "--all", "in/in.zip")

    def test_explain(self):
        self.run_traced("explain", "in/mail.eml", "in/event.ics", "in/in.zip")

    def test_lint_imip(self):
        self.run_traced("lint-imip", "in/mail.eml", "in/event.ics")

    def test_provenance(self):
        self.run_traced("provenance", "in/mail.eml", "in/event.ics",
                        "in/in.zip")

    def test_arf(self):
        self.run_traced("arf", "create", "--from", "desk@example.net",
                        "in/mail.eml", "in/event.ics")
        self.run_traced("arf", "read", "in/mail.eml")

    def test_the_trace_would_see_it(self):
        shown = '7 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = -1 EACCES\n' \
                '7 socket(AF_INET, SOCK_STREAM, 0) = 3\n' \
                '7 connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 9) = 0\n'
        self.assertEqual(len(list(offences(shown, self.folder))), 3)


if __name__ == "__main__":
    if not shutil.which("strace"):
        sys.exit("no strace")
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
