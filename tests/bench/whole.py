#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Scans a mailbox with calspam and with what else reads one, in one run:
whole.py CALSPAM GMIME_PARSE MBOX [--rounds N]. Prints messages a second, CPU
and memory of each, and how many times quicker calspam is by wall and by CPU.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

LITERALS = """account verify password expired invoice refund payment wallet
bitcoin crypto winner prize lottery claim urgent suspended limited unlock confirm
billing renew subscription antivirus support toll-free cancel charge transaction
bank transfer deposit loan credit debit tax inheritance million dollars guarantee
investment profit trading broker casino jackpot bonus voucher coupon discount
pharmacy pills weight dating singles webcam adult replica watches luxury cheap
software license upgrade mailbox quota storage document shared signature courier
parcel delivery customs tracking shipment undelivered voicemail missed remote
desktop download install update macro enable content login signin security alert
unusual activity device recovery phrase seed airdrop token mining whatsapp
telegram""".split()[:100]

# Of rspamd: whatever asks the network or keeps what it learned.
NETWORK_MODULES = """antivirus arc asn bimi clickhouse dcc dkim dkim_signing
dmarc elastic emails external_services fuzzy_check greylist hfilter
history_redis metadata_exporter metric_exporter mx_check neural p0f phishing
ratelimit rbl replies reputation spamtrap spf surbl url_redirector
url_reputation""".split()


class Run:
    """One command: its time, CPU and largest process."""

    def __init__(self, command, servers=()):
        before = sum(cpu_of(server) for server in servers)
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        self.status = process.returncode
        self.cpu = usage.ru_utime + usage.ru_stime + sum(
            cpu_of(server) for server in servers) - before
        self.memory = usage.ru_maxrss / 1024
        if servers:
            self.memory = sum(memory_of(server) for server in servers)


def family(pid):
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
    found = [pid]
    if children.exists():
        for child in children.read_text().split():
            found += family(int(child))
    return found


def cpu_of(pid):
    ticks = 0
    for member in family(pid):
        fields = pathlib.Path(f"/proc/{member}/stat").read_text()
        values = fields.rsplit(")", 1)[1].split()
        ticks += sum(int(value) for value in values[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of(pid):
    total = 0
    for member in family(pid):
        rollup = pathlib.Path(f"/proc/{member}/smaps_rollup").read_text()
        line = next(x for x in rollup.splitlines() if x.startswith("Pss:"))
        total += int(line.split()[1])
    return total / 1024


def first_messages(mbox, folder, most):
    """Writes the first messages as files; how many there were."""
    with open(mbox, "rb") as file:
        pieces = file.read(64 << 20).split(b"\nFrom ")[:most + 1]
    count = max(1, len(pieces) - 1)
    for number, piece in enumerate(pieces[:count]):
        text = piece.split(b"\n", 1)[1]
        (folder / f"{number:06}.eml").write_bytes(text)
    return count


def wait_for(command, seconds=60):
    for _ in range(seconds * 5):
        if subprocess.run(command, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False
                          ).returncode == 0:
            return True
        time.sleep(0.2)
    return False


def start_rspamd(folder):
    """An rspamd of our own on a loopback port, without the network."""
    for name in ("db", "run", "log", "local/local.d", "local/override.d"):
        (folder / name).mkdir(parents=True)
    local = folder / "local/local.d"
    for module in NETWORK_MODULES:
        (local / f"{module}.conf").write_text("enabled = false;\n")
    (local / "logging.inc").write_text('level = "error";\n')
    override = folder / "local/override.d"
    (override / "statistic.conf").write_text(
        'classifier "bayes" { enabled = false; }\n')
    (override / "worker-normal.inc").write_text(
        f'bind_socket = "127.0.0.1:21433"; count = {os.cpu_count()};\n')
    (override / "worker-controller.inc").write_text(
        'bind_socket = "127.0.0.1:21434";\n')
    (override / "worker-proxy.inc").write_text("enabled = false;\ncount = 0;\n")
    command = ["rspamd", "-f", "-c", "/etc/rspamd/rspamd.conf",
               f"--var=LOCAL_CONFDIR={folder}/local",
               f"--var=DBDIR={folder}/db", f"--var=RUNDIR={folder}/run",
               f"--var=LOGDIR={folder}/log"]
    if os.geteuid() == 0:
        folder.chmod(0o755)
        for path in [folder, *folder.rglob("*")]:
            shutil.chown(path, "_rspamd", "_rspamd")
        command += ["-u", "_rspamd", "-g", "_rspamd"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    ready = wait_for(["rspamc", "-h", "127.0.0.1:21434", "-t", "1", "stat"])
    time.sleep(5)  # its pattern cache is compiled in the background
    return server if ready else stop(server)


def start_spamd(folder):
    server = subprocess.Popen(
        ["spamd", "-L", "-i", "127.0.0.1", "-p", "21783", "-m",
         str(os.cpu_count()), "--nouser-config", "-x", "-H", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ready = wait_for(["spamc", "-d", "127.0.0.1", "-p", "21783", "-K"])
    return server if ready else stop(server)


def stop(server):
    server.terminate()
    server.wait()
    return None


def installed(*programs):
    return all(shutil.which(program) for program in programs)


class Table:
    def __init__(self, messages, rounds):
        self.messages, self.rounds = messages, rounds
        self.ours = None

    def row(self, name, command, messages=None, servers=(), ours=False):
        runs = [Run(command, servers) for _ in range(self.rounds)]
        if any(run.status not in (0, 1) for run in runs):
            print(f"| {name} | failed: {' '.join(command)} |")
            return
        count = messages or self.messages
        wall = statistics.median(run.wall for run in runs) / count
        cpu = statistics.median(run.cpu for run in runs) / count
        if ours:
            self.ours = (wall, cpu)
        print(f"| {name} | {count:,} | {1 / wall:,.0f} | {cpu * 1e6:,.1f} | "
              f"{max(run.memory for run in runs):,.0f} | "
              f"{wall / self.ours[0]:,.2f} | {cpu / self.ours[1]:,.2f} |",
              flush=True)


def rows_of_servers(table, mbox):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        folder.chmod(0o755)
        for name, most in (("rspamd", 1_000), ("spamd", 40)):
            (folder / f"{name}.eml").mkdir()
            count = first_messages(mbox, folder / f"{name}.eml", most)
            (folder / name).mkdir()
            if name == "rspamd" and installed("rspamd", "rspamc"):
                server = start_rspamd(folder / name)
                command = ["rspamc", "-h", "127.0.0.1:21433", "-n", "32",
                           str(folder / "rspamd.eml")]
            elif name == "spamd" and installed("spamd", "spamc"):
                server = start_spamd(folder / name)
                each = 'spamc -d 127.0.0.1 -p 21783 -s 10000000 < "$1" || :'
                command = ["sh", "-c", f"printf '%s\\n' {folder}/spamd.eml/* | "
                           f"xargs -P {os.cpu_count()} -n 1 sh -c '{each}' sh"]
            else:
                print(f"{name} is not installed", file=sys.stderr)
                continue
            if server is None:
                print(f"{name} did not start", file=sys.stderr)
                continue
            try:
                table.row(f"{name}, {os.cpu_count()} workers", command, count,
                          [server.pid])
            finally:
                stop(server)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calspam")
    parser.add_argument("gmime_parse")
    parser.add_argument("mbox")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    mbox = options.mbox
    count = int(subprocess.run(
        ["grep", "-c", "^From ", mbox], check=True, capture_output=True,
        text=True).stdout)
    print(f"{os.path.getsize(mbox) / 1e6:,.0f} MB, {count:,} messages; "
          f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; median of "
          f"{options.rounds} rounds\n")
    print("| | messages | a second | CPU µs each | MiB | calspam is quicker by "
          "wall | by CPU |\n|---|---:|---:|---:|---:|---:|---:|")
    table = Table(count, options.rounds)
    scan = [options.calspam, "scan", "--fail-on", "never", "-f", "jsonl"]
    table.row("calspam scan --all", [*scan, "--all", mbox], ours=True)
    table.row("calspam scan", [*scan, mbox])
    table.row("calspam scan --all --no-sift",
              [*scan, "--all", "--no-sift", mbox])
    table.row("cksum", ["cksum", mbox])
    table.row("gmime, parsing only", [options.gmime_parse, mbox])
    if installed("rg"):
        words = [x for word in LITERALS for x in ("-e", word)]
        table.row("rg -i -F, 100 words",
                  ["rg", "--no-config", "-a", "-c", "-i", "-F", *words, mbox])
    rows_of_servers(table, mbox)
    return 0


if __name__ == "__main__":
    sys.exit(main())
