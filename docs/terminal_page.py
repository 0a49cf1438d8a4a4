# SPDX-License-Identifier: MIT
"""terminal_page.py COMMAND...: runs it on a terminal of its own and prints what
stood there as a page of HTML, for a picture of it."""

import html
import os
import pty
import re
import subprocess
import sys

COLORS = {"1": "font-weight:bold", "2": "color:#8b949e",
          "31": "color:#ff7b72", "32": "color:#7ee787", "33": "color:#e3b341",
          "34": "color:#79c0ff", "35": "color:#d2a8ff", "36": "color:#76e3ea"}


def said_on_terminal(command):
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs,
                               stderr=theirs, env=environment, close_fds=True)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        said += piece
    process.wait()
    return said.decode().replace("\r\n", "\n")


def spans(text):
    """SGR codes as spans; of links (OSC 8) their text, which is all that a
    picture has. calspam writes no other control sequence."""
    text = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\", "", text)
    out, is_open = [], False
    for piece in re.split(r"(\x1b\[[0-9;]*m)", text):
        if not piece.startswith("\x1b["):
            out.append(html.escape(piece))
            continue
        out.append("</span>" if is_open else "")
        styles = [COLORS[code] for code in piece[2:-1].split(";")
                  if code in COLORS]
        is_open = bool(styles)
        if is_open:
            out.append(f'<span style="{";".join(styles)}">')
    return "".join(out) + ("</span>" if is_open else "")


def main():
    command = sys.argv[1:]
    shown = " ".join(["calspam", *(os.path.relpath(word) if os.path.exists(word)
                                   else word for word in command[1:])])
    print("<!doctype html><meta charset=utf-8><body style='margin:0;"
          "background:#0d1117;color:#e6edf3'><pre style='margin:16px;font:14px/"
          "1.35 DejaVu Sans Mono,monospace'>"
          f"<span style='color:#7ee787'>$</span> {html.escape(shown)}\n"
          f"{spans(said_on_terminal(command))}</pre>")


main()
