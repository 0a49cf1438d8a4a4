# SPDX-License-Identifier: MIT
"""man_pages.py CALSPAM: each command has its page, and page and --help agree.
"""

import re
import subprocess
import sys

import tree

OPTION = re.compile(r"(?<![\w-])--([a-z][a-z0-9-]*)")
ITEM = re.compile(r"\bFl (?:Fl |-)([a-z][a-z0-9-]*)")


# Every command has them; calspam(1) alone tells of them.
COMMON = {"config", "no-config"}


def help_of(program, *command):
    run = subprocess.run([program, *command, "--help"], capture_output=True,
                         text=True, timeout=60, stdin=subprocess.DEVNULL)
    if run.returncode != 0 or run.stderr:
        sys.exit(f"calspam {' '.join(command)} --help: {run.stderr}")
    return run.stdout


def options_of_page(page):
    """The long options that head an item of the page's lists."""
    items = [line for line in tree.text(page).splitlines()
             if line.startswith(".It ")]
    return {name for line in items
            for name in ITEM.findall(line.replace("\\-", "-"))}


def compare(page, said):
    if not (tree.ROOT / page).is_file():
        return [f"{page}: missing"]
    offences = [f"{page}: --help fits no 79 columns: {line}"
                for line in said.splitlines() if len(line) > 79]
    helped, written = set(OPTION.findall(said)), options_of_page(page)
    if page == "man/calspam.1":
        offences += [f"{page}: --{name} is missing"
                     for name in sorted(COMMON - written)]
        written -= COMMON
    elif not COMMON <= helped:
        offences.append(f"{page}: --help lacks an option of every command")
    helped -= COMMON
    offences += [f"{page}: --{name} is in --help only"
                 for name in sorted(helped - written)]
    offences += [f"{page}: --{name} is not in --help"
                 for name in sorted(written - helped)]
    return offences


def main():
    program = sys.argv[1]
    commands = [path.stem[len("cmd_"):].replace("_", "-")
                for path in tree.files("apps/calspam-cli")
                if re.fullmatch(r"cmd_\w+\.cc", path.name)]
    offences = compare("man/calspam.1", help_of(program))
    overview = help_of(program)
    for command in commands:
        page = f"man/calspam-{command}.1"
        offences += compare(page, help_of(program, command))
        if not re.search(rf"^\s+{command}\b", overview, re.M):
            offences.append(f"calspam --help: does not list {command}")
    pages = [str(f) for f in tree.files("man")]
    for page in pages:
        named = re.fullmatch(r"man/calspam-([a-z-]+)\.1", page)
        if named and named.group(1) not in commands:
            offences.append(f"{page}: there is no such command")
    if not commands:
        offences.append("apps/calspam-cli: no cmd_<name>.cc found")
    tree.finish(offences, f"{len(commands)} commands and their pages agree")


main()
