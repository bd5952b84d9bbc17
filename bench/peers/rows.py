# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the table: what each does in one round. A round gives figures by these names:

    many             documents a second, so many unaccepted as the window says
    single           documents a second, each after the one before has arrived
    accept, accept99, endToEnd, endToEnd99      milliseconds of these
    large1, large4   MB a second of large documents, 1 and 4 unaccepted
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import servers
import syncs

CLIENT_WITHIN = 90  # seconds for one measurement
EXCHANGE_WITHIN = 240  # for a round of the exchange, which makes a domain first
LARGE_SIZE = 10_000_000
SIZE = 20_000
WINDOW = 64
COUNTED = 200  # documents over which sync calls are counted
LIBRARIES = {"postgres": ["-I/usr/include/postgresql", "-lpq"], "rabbitmq": ["-lrabbitmq"]}


class Failed(Exception):
    """A sentence: what did not work."""


# What may go wrong with one row and is no reason to give up the others.
FAULTS = (Failed, servers.Missing, subprocess.SubprocessError, OSError, ValueError, KeyError)


def compiled(name, folder):
    """Builds a client, warnings as errors. The peers get compiled ones, so that none waits for an interpreter."""
    source = os.path.join(os.path.dirname(__file__), "clients", name + ".cpp")
    program = os.path.join(folder, "client-" + name)
    if not os.path.exists(program):
        done = subprocess.run(["g++", "-std=c++20", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion",
                               "-Werror", "-pthread", source, "-o", program, *LIBRARIES.get(name, [])],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Failed(f"{name}.cpp does not compile: {done.stderr[-2000:]}")
    return program


def run_client(program, options):
    command = [program, "--seconds", str(CLIENT_WITHIN)]
    for option, value in options.items():
        command += ["--" + option, str(value)]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=CLIENT_WITHIN + 10,
                          check=False)
    if done.returncode != 0:
        raise Failed(f"{os.path.basename(program)} {options}: {done.stderr.strip() or done.returncode}")
    return json.loads(done.stdout)


class Peer:
    """A row that a compiled client drives against a server of its own."""

    def __init__(self, name, title, client, server, folder):
        self.name = name
        self.title = title
        self.folder = folder
        self.server = server
        self.program = compiled(client, folder)

    def options(self):
        return {"port": self.server.port}

    def drive(self, count, size, window, **more):
        return run_client(self.program, self.options() | {"count": count, "size": size, "window": window} | more)

    def round(self, amounts):
        single = self.drive(amounts.single, SIZE, 1)
        figures = {"many": self.drive(amounts.documents, SIZE, WINDOW)["rate"], "single": single["rate"]}
        figures |= {name: single[name] for name in ("accept", "accept99", "endToEnd", "endToEnd99")}
        figures["large1"] = self.drive(amounts.large_single, LARGE_SIZE, 1)["megabytes"]
        figures["large4"] = self.drive(amounts.large, LARGE_SIZE, 4)["megabytes"]
        return figures

    def sync_calls(self, window):
        """Of the server, over COUNTED documents; None where they cannot be counted."""
        counter = syncs.Counter(self.server.processes(), self.folder)
        try:
            self.drive(COUNTED, SIZE, window, **self.without_waiting())
        finally:
            calls = counter.count()
        return calls

    def without_waiting(self):
        return {}


class TlsPeer(Peer):
    """The same broker through its encrypted port."""

    def options(self):
        return {"port": self.server.tls_port, "certificate": self.server.certificate}


class ApartPeer(Peer):
    """The same cluster, with NOTIFY in a transaction of its own behind the document's. Transactions that notify commit
    one after the other, each with its sync; those without share syncs. Where the sender ends between the two, the
    receiver finds the document only when it looks by itself."""

    def options(self):
        return super().options() | {"notify": "apart"}


class MailPeer(Peer):
    """A mailbox for each measurement. IDLE tells of news after half a second, so that only few go one at a time to the
    end; acceptance is measured without waiting for arrival, and the rate of many is that of acceptance alone."""

    mailboxes = 0

    def drive(self, count, size, window, **more):
        MailPeer.mailboxes += 1
        name = f"office{MailPeer.mailboxes}"
        try:
            return super().drive(count, size, window, name=name, **more)
        finally:
            # Nobody empties it, and the disk has to last for all rounds.
            shutil.rmtree(self.server.path("mail", name + "@localhost"), ignore_errors=True)

    def round(self, amounts):
        accepted = self.drive(amounts.single, SIZE, 1, **self.without_waiting())
        arrived = self.drive(amounts.paced, SIZE, 1)
        return {
            "many": self.drive(amounts.documents, SIZE, WINDOW)["acceptRate"],
            "single": arrived["rate"],
            "accept": accepted["accept"],
            "accept99": accepted["accept99"],
            "endToEnd": arrived["endToEnd"],
            "endToEnd99": arrived["endToEnd99"],
            "large4": self.drive(amounts.large, LARGE_SIZE, 4)["acceptRate"] * LARGE_SIZE / 1e6,
        }

    def without_waiting(self):
        return {"await": "acceptance"}


class Disk:
    """Bytes appended and synced, without any exchange."""

    name = "disk"
    title = "append + fdatasync, groups of 1 / 16 / 64"

    def __init__(self, folder):
        self.folder = folder
        self.program = compiled("disk", folder)

    def drive(self, count, size, group):
        return run_client(self.program, {"count": count, "size": size, "group": group, "name": self.folder})

    def round(self, amounts):
        one = self.drive(amounts.single, SIZE, 1)
        return {
            "many": self.drive(amounts.documents, SIZE, WINDOW)["rate"],
            "many16": self.drive(amounts.documents, SIZE, 16)["rate"],
            "single": one["rate"],
            "accept": one["accept"],
            "accept99": one["accept99"],
            "large1": self.drive(amounts.large_single, LARGE_SIZE, 1)["megabytes"],
            "large4": self.drive(amounts.large, LARGE_SIZE, 4)["megabytes"],
        }

    def sync_calls(self, window):
        return -(-COUNTED // window)  # Its own loop says so.


class Exchange:
    """Wenyi itself, by its own bench: CURVE, digests and signed receipts on."""

    name = "exchange"
    title = "**Wenyi**, CURVE, digests, signed receipts"

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.domain = os.path.join(folder, "domain")

    def options(self):
        return []

    def traced(self, server):
        """The processes whose sync calls count."""
        return [server]

    def start(self, documents, single, large=0, large_single=0):
        """A domain and server of its own each time, in a fresh folder on the same disk."""
        shutil.rmtree(self.domain, ignore_errors=True)
        os.mkdir(self.domain, 0o700)
        port = servers.free_ports(2)[0]  # A second server is one above it.
        return subprocess.Popen(
            [self.program, "bench", "--json", "exchange", "--rounds", "1", "--dir", self.domain, "--port", str(port),
             "--documents", str(documents), "--single", str(single), "--large", str(large), "--large-single",
             str(large_single), "--size", str(SIZE), "--large-size", str(LARGE_SIZE), "--window", str(WINDOW),
             *self.options()],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)

    @staticmethod
    def finish(process):
        try:
            output, fault = process.communicate(timeout=EXCHANGE_WITHIN)
        finally:
            Exchange.end(process)
        if process.returncode != 0:
            raise Failed("wenyictl bench exchange: " + fault.decode(errors="replace")[-800:])
        return json.loads(output)

    @staticmethod
    def end(process):
        """Ends what does not end by itself, its server too: both are in the group of processes made for them."""
        if process.poll() is None or process.returncode < 0:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass  # Nothing is left of it.
            process.wait()

    def round(self, amounts):
        result = self.finish(self.start(amounts.documents, amounts.single, amounts.large, amounts.large_single))
        names = {"many": "documents", "single": "single", "accept": "accept", "accept99": "accept99",
                 "endToEnd": "endToEnd", "endToEnd99": "endToEnd99", "large1": "largeSingle", "large4": "large",
                 "store16": "store", "disk16": "disk"}
        return {name: result[key]["median"] for name, key in names.items() if key in result}

    def sync_calls(self, window):
        """The few of the server's start are among them."""
        process = self.start(documents=COUNTED if window > 1 else 0, single=COUNTED if window == 1 else 0)
        counter = None
        try:
            server = self.server_of(process)
            if server:
                # Nothing is sent before the tracer is there.
                process.send_signal(signal.SIGSTOP)
                counter = syncs.Counter(self.traced(server), self.folder)
                process.send_signal(signal.SIGCONT)
            self.finish(process)
        finally:
            self.end(process)
            calls = counter.count() if counter else None
        return calls

    @staticmethod
    def server_of(process):
        """Its server's process, once it runs."""
        until = time.monotonic() + EXCHANGE_WITHIN
        while process.poll() is None and time.monotonic() < until:
            for child in servers.processes_below(process.pid):
                try:
                    with open(f"/proc/{child}/cmdline", "rb") as file:
                        words = file.read().split(b"\0")
                except OSError:
                    continue
                if os.path.basename(words[0]) == b"wenyi-server" and b"run" in words:
                    return child
            time.sleep(0.005)
        return None


class SharedExchange(Exchange):
    """Two servers of a domain that share one PostgreSQL: the cluster of the other rows, a database of its own."""

    name = "exchange-postgres"
    title = "**Wenyi**, two servers on one PostgreSQL"

    def __init__(self, program, folder, postgres):
        super().__init__(program, folder)
        self.domain = os.path.join(folder, "shared-domain")
        self.postgres = postgres

    def options(self):
        return ["--postgres", self.postgres.fresh_database(), "--servers", "2"]

    def traced(self, server):
        return self.postgres.processes()


def make_rows(names, wenyictl, folder, started, faults):
    """Builds the clients, starts the servers, which are put into `started` at once, and gives the rows in turn. One that
    cannot be had is told in `faults`, and the others go on without it."""
    brokers = {}
    broken = {}

    def up(kind):
        if kind in broken:
            raise servers.Missing(broken[kind])
        if kind not in brokers:
            print(f"starting {kind.__name__}", file=sys.stderr)
            try:
                brokers[kind] = kind(folder)
                started.append(brokers[kind])
                brokers[kind].up()
            except FAULTS as fault:
                broken[kind] = str(fault)
                raise
        return brokers[kind]

    makers = {
        "exchange": lambda: Exchange(wenyictl, folder),
        "exchange-postgres": lambda: SharedExchange(wenyictl, folder, up(servers.Postgres)),
        "rabbitmq-tls": lambda: TlsPeer("rabbitmq-tls", "RabbitMQ quorum queue, TLS", "rabbitmq",
                                        up(servers.RabbitMq), folder),
        "rabbitmq": lambda: Peer("rabbitmq", "RabbitMQ quorum queue, plain", "rabbitmq", up(servers.RabbitMq), folder),
        "postgres": lambda: Peer("postgres", "PostgreSQL, NOTIFY + SKIP LOCKED", "postgres", up(servers.Postgres),
                                 folder),
        "postgres-apart": lambda: ApartPeer("postgres-apart", "PostgreSQL, NOTIFY in a transaction behind", "postgres",
                                            up(servers.Postgres), folder),
        "mail": lambda: MailPeer("mail", "Dovecot, LMTP to IMAP IDLE", "mail", up(servers.Mail), folder),
        "disk": lambda: Disk(folder),
    }
    rows = []
    for name, make in makers.items():
        if name not in names:
            continue
        try:
            rows.append(make())
        except FAULTS as fault:
            faults.append(f"{name}: {fault}")
    return rows
