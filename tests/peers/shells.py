# SPDX-License-Identifier: MIT
"""shells.py CALSPAM SHELL...: what bash, zsh and fish themselves make of the
completions of calspam, as somebody who types into them would see it.

bash and zsh run on a terminal of their own: a line is typed, a tab, and a key
that shows the line as it is then. fish tells what it would offer.
"""

import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

CALSPAM = os.path.abspath(sys.argv[1])
# Blanks and both quotes: a name that a sender may have chosen.
FILE = "it's \"my\" invite.eml"

SETUP = {
    "bash": """PS1='> '
bind 'set bell-style none'
bind 'set show-all-if-ambiguous off'
eval "$(calspam completion bash)"
show() { printf '\\nLINE<%s>\\n' "$READLINE_LINE"; READLINE_LINE=; }
bind -x '"\\C-g": show'
printf 'REA''DY\\n'
""",
    "zsh": """PS1='> '
unsetopt beep prompt_cr prompt_sp
autoload -Uz compinit && compinit -u -D
eval "$(calspam completion zsh)"
show() { print -r -- $'\\n'"LINE<$BUFFER>"; BUFFER=; }
zle -N show
bindkey '^G' show
print REA''DY
""",
}
START = {"bash": ["bash", "--norc", "--noprofile", "-i"],
         "zsh": ["zsh", "-f", "-i"]}


class Terminal:
    """A shell on a terminal, in a folder."""

    def __init__(self, shell, folder):
        self.master, slave = pty.openpty()
        self.said = b""
        kept = {k: v for k, v in os.environ.items()
                if k in ("LANG", "LC_ALL") or not k.startswith("CALSPAM")}
        self.shell = subprocess.Popen(
            START[shell], stdin=slave, stdout=slave, stderr=slave, cwd=folder,
            start_new_session=True,
            env=kept | {"PATH": f"{folder}/bin:{os.environ['PATH']}",
                        "TERM": "xterm", "HOME": folder, "COLUMNS": "400",
                        "INPUTRC": "/dev/null", "ZDOTDIR": folder})
        os.close(slave)
        # Settings come from a file: what is typed would be completed.
        setup = pathlib.Path(folder, "setup")
        setup.write_text(SETUP[shell])
        self.type(". ./setup\r")
        self.wait_for(rb"READY")

    def type(self, text):
        os.write(self.master, text.encode())

    def wait_for(self, pattern):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            found = re.search(pattern, self.said)
            if found:
                self.said = self.said[found.end():]
                return found
            if select.select([self.master], [], [], 0.1)[0]:
                self.said += os.read(self.master, 65536)
        sys.exit(f"no {pattern!r} from the shell, but {self.said[-2000:]!r}")

    def complete(self, line):
        """The line as it is after a tab at its end."""
        self.type(line + "\t\a")
        found = self.wait_for(rb"LINE<([^\r\n]*)>")
        return found.group(1).decode()

    def close(self):
        self.shell.kill()
        self.shell.wait()
        os.close(self.master)


def typed(shell, folder):
    terminal = Terminal(shell, folder)
    try:
        yield terminal.complete
    finally:
        terminal.close()


def fish_offers(folder, line):
    ran = subprocess.run(
        ["fish", "--no-config", "-c",
         "calspam completion fish | source; complete -C $argv[1]", line],
        cwd=folder, capture_output=True, text=True, timeout=60,
        env=os.environ | {"PATH": f"{folder}/bin:{os.environ['PATH']}",
                          "HOME": folder})
    if ran.returncode != 0 or ran.stderr:
        sys.exit(f"fish: {ran.returncode} {ran.stderr}")
    return [offer.partition("\t")[0] for offer in ran.stdout.splitlines()]


def fish(folder):
    """As complete() of a terminal: the line with the one thing offered, which
    fish tells without the quotes that it would write."""
    def complete(line):
        offers = fish_offers(folder, line)
        if len(offers) != 1:
            sys.exit(f"fish: {line!r} is offered {offers}")
        return line[:line.rindex(" ") + 1] + shlex.quote(offers[0])
    yield complete


# What is typed, and the words that the line must be then.
CASES = (
    ("calspam expl", ["calspam", "explain"]),
    ("calspam explain --dep", ["calspam", "explain", "--depth"]),
    ("calspam explain --depth sh", ["calspam", "explain", "--depth", "short"]),
    ("calspam explain --lang d", ["calspam", "explain", "--lang", "de"]),
    ("calspam scan -f jsonl --fail-on susp",
     ["calspam", "scan", "-f", "jsonl", "--fail-on", "suspicious"]),
    ("calspam completion zs", ["calspam", "completion", "zsh"]),
    ("calspam scan it", ["calspam", "scan", FILE]),
    ("calspam scan --site it", ["calspam", "scan", "--site", FILE]),
    ("calspam scan --rules my", ["calspam", "scan", "--rules", "my rules/"]),
)


def check(shell):
    if shutil.which(shell) is None:
        sys.exit(f"{shell} is not installed")
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        (home / "bin").mkdir()
        (home / "bin/calspam").symlink_to(CALSPAM)
        (home / "my rules").mkdir()
        (home / "explain").mkdir()  # a command's name is no folder's
        (home / FILE).write_text("")
        complete = next(completer := (fish(folder) if shell == "fish"
                                      else typed(shell, folder)))
        for line, words in CASES:
            seen = complete(line)
            # A "=" that a shell puts behind an option waits for its value.
            if shlex.split(seen.rstrip("=")) != words:
                sys.exit(f"{shell}: {line!r} becomes {seen!r}, not {words}")
        completer.close()


def main():
    for shell in sys.argv[2:]:
        check(shell)
    print(f"{len(CASES)} lines completed by {', '.join(sys.argv[2:])}")


main()
