# SPDX-License-Identifier: MIT
"""chromium_html.py CALSPAM: a hostile mail in an HTML report runs nothing and
loads nothing in a real Chromium, whose own log says so. The same attacks in a
page that does not escape them run and load, which shows that the test sees.
"""

import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

CALSPAM = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(__file__).resolve().parents[2]
TITLE = "Calendar spam report"


def attacks(site):
    run = f"document.title='RAN';fetch('{site}/ran')"
    return [
        f"<script>{run}</script>",
        f"\"><img src={site}/img onerror=\"{run}\">",
        f"'><svg onload=\"{run}\"><image href={site}/svg /></svg>",
        f"</title></style><style>@import '{site}/css';"
        f"*{{background:url({site}/bg)}}</style>",
        f"<iframe src=\"data:text/html,<script>fetch('{site}/frame')</script>\">"
        "</iframe>",
        f"<meta http-equiv=Content-Security-Policy content=\"default-src *\">"
        f"<base href={site}/base/><link rel=stylesheet href={site}/link>",
        f"--></script><details open ontoggle=\"{run}\"><a href=\"javascript:"
        f"{run}\" autofocus onfocus=\"{run}\">x</a>",
    ]


def hostile_mail(site):
    """Each attack in each field that a report shows."""
    header = "".join(attacks(site))

    def content(name, text):
        line = f"{name}:{text}"
        return line.replace(",", "\\,").replace(";", "\\;")

    calendar = "\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", content("PRODID", header),
        "METHOD:REQUEST", "BEGIN:VEVENT", content("UID", header),
        "DTSTAMP:20261122T100000Z", "DTSTART:20261123T100000Z",
        "RRULE:FREQ=DAILY", content("SUMMARY", header),
        content("LOCATION", header), content("STATUS", header),
        content("DESCRIPTION", "Call +1 202 555 0101 now " + header),
        f"URL:{site}/url?a=\"><script>document.title='RAN'</script>",
        "ORGANIZER;CN=\"" + header.replace('"', "'") +
        "\":mailto:pay@phish.example",
        "ATTENDEE:mailto:you@example.org", "BEGIN:VALARM",
        content("ACTION", header), "TRIGGER:-PT5M", "END:VALARM",
        "END:VEVENT", "END:VCALENDAR", ""])
    quoted = header.replace("\\", "\\\\").replace('"', '\\"')
    return "\r\n".join([
        "Received: from x (x [192.0.2.1]) by mx.example.org; "
        "Sun, 22 Nov 2026 10:00:01 +0000",
        f"From: \"{quoted}\" <pay@phish.example>", f"Subject: {header}",
        f"Message-ID: <{header}@x.example>", f"Date: {header}",
        "To: you@example.org", "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=b", "", "--b",
        "Content-Type: text/html", "", f"<a href='{site}/a'>{header}</a>",
        "--b", "Content-Type: text/calendar; method=REQUEST; charset=utf-8; "
        f"name=\"{quoted}.ics\"",
        f"Content-Disposition: {header}; filename=\"{quoted}.ics\"",
        "", calendar,
        # A copy that differs in all it can, to stand beside the first.
        "--b", "Content-Type: application/ics; name=copy.ics", "",
        calendar.replace("LOCATION:", "LOCATION:not ")
        .replace("SUMMARY:", "SUMMARY:not ")
        .replace("STATUS:", "STATUS:not ").replace("pay@", "other@"),
        "--b--", ""]).encode()


class Server(http.server.ThreadingHTTPServer):
    """Serves `pages` and remembers what else it was asked for."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.asked = {}, []
        self.site = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        page = self.server.pages.get(self.path)
        self.server.asked.append(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(page or b"")

    def log_message(self, *_):
        pass


def chromium():
    found = shutil.which("chromium")
    return found or sys.exit("chromium_html.py: chromium is not installed")


def browse(url, folder):
    """The page as Chromium has it in the end, the URLs of its net log, and what
    its console has."""
    log = pathlib.Path(folder, "net.json")
    ran = subprocess.run(
        [chromium(), "--headless", "--no-sandbox", "--disable-gpu",
         "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", "--disable-component-update",
         "--enable-logging=stderr", "--v=0",
         f"--user-data-dir={folder}/profile", f"--log-net-log={log}",
         "--virtual-time-budget=4000", "--dump-dom", url],
        capture_output=True, text=True, timeout=180)
    if ran.returncode != 0:
        sys.exit(f"chromium: {ran.stderr}")
    text = log.read_text()
    try:
        events = json.loads(text)["events"]
    except json.JSONDecodeError:  # the end is missing when it was in a hurry
        events = json.loads(text.rstrip().rstrip(",") + "]}")["events"]
    # Of requests: other events name the site of a page as a URL too.
    urls = {event["params"]["url"] for event in events
            if {"url", "method"} <= set(event.get("params", {}))}
    # What scripts say, and what the policy of a page refused.
    console = [line for line in ran.stderr.splitlines() if "CONSOLE" in line]
    return ran.stdout, urls, console


def title(dom):
    return dom.partition("<title>")[2].partition("</title>")[0]


def report_of(command, mail, folder):
    # The name of the file is the sender's too, once it was saved.
    path = pathlib.Path(folder, "<img src=x onerror=document.title='RAN'>.eml")
    path.write_bytes(mail)
    ran = subprocess.run(
        [CALSPAM, command, "--format", "html", f"./{path.name}"], cwd=folder,
        capture_output=True, timeout=60)
    if ran.returncode not in (0, 1, 2) or b"<details" not in ran.stdout:
        sys.exit(f"calspam {command}: {ran.returncode} {ran.stderr.decode()}")
    return ran.stdout


def check(name, right, what):
    if not right:
        sys.exit(f"{name}: {what}")


def check_report(command, server):
    """That the report of a hostile mail loads and runs nothing."""
    server.asked.clear()
    with tempfile.TemporaryDirectory() as folder:
        page = report_of(command, hostile_mail(server.site), folder)
        server.pages["/report.html"] = page
        dom, urls, console = browse(server.site + "/report.html", folder)
        ours = {u for u in urls if u.startswith(server.site)}
        check(command, title(dom) == TITLE, f"its title is {title(dom)!r}")
        check(command, "script" in dom, "it does not show the attack")
        check(command, "side by side" in dom, "it compares no calendars")
        for tag in ("<script", "<img", "<iframe", "<base", "<link", "<image"):
            check(command, tag not in dom, f"it has {tag}")
        check(command, set(server.asked) == {"/report.html"},
              f"the server was asked for {server.asked}")
        check(command, ours == {server.site + "/report.html"},
              f"Chromium's log has {sorted(ours)}")
        # Not even an attempt that the policy had to stop.
        check(command, not console, f"Chromium's console has {console}")
    print(f"{command}: {len(page)} bytes; the server was asked for "
          f"{sorted(set(server.asked))}; requests in Chromium's net log: "
          f"{sorted(u.removeprefix(server.site) for u in ours)}; in its "
          f"console: {console}")


def check_control(server):
    """That the same attacks run where nothing escapes them."""
    server.asked.clear()
    with tempfile.TemporaryDirectory() as folder:
        server.pages["/control.html"] = (
            f"<!doctype html><title>{TITLE}</title>" +
            "".join(attacks(server.site))).encode()
        dom, urls, console = browse(server.site + "/control.html", folder)
        check("control", title(dom) == "RAN", "the attacks did not run")
        check("control", {"/ran", "/img"} <= set(server.asked),
              f"the attacks did not load: {server.asked}")
        check("control", any(u.endswith("/img") for u in urls),
              "the log of Chromium has no trace of them")
        check("control", console, "the console of Chromium says nothing")
    print("control: the same attacks unescaped ran, and asked for "
          f"{sorted(set(server.asked))}")


def main():
    server = Server()
    for command in ("scan", "explain"):
        check_report(command, server)
    check_control(server)


main()
