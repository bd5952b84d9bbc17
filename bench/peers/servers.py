# SPDX-License-Identifier: GPL-3.0-or-later
"""The peers as Debian packages them, each as an unprivileged process in a folder of its own, on loopback alone."""
import ctypes
import glob
import grp
import os
import pwd
import signal
import socket
import subprocess
import time

STOPPED_WITHIN = 15  # seconds, then it is killed
UP_WITHIN = 60  # seconds
MAIL_PASSWORD = "secret"  # as in clients/mail.cpp


class Missing(Exception):
    """A sentence: what cannot be done without which thing."""


def free_ports(count):
    """Ports of loopback on which nobody listens, each one above the last."""
    for first in range(20_000 + os.getpid() % 10_000, 32_000, count):
        sockets = [socket.socket() for _ in range(count)]
        try:
            for i, each in enumerate(sockets):
                each.bind(("127.0.0.1", first + i))
            return list(range(first, first + count))
        except OSError:
            continue
        finally:
            for each in sockets:
                each.close()
    raise Missing("no free port was found on this machine")


def account():
    """The user and group as whom peers run: PostgreSQL and Dovecot refuse to run as root."""
    user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    return user.pw_name, grp.getgrgid(user.pw_gid).gr_name


def unprivileged(command):
    """The command as that user. It is told to end when this program is killed."""
    setpriv = ["setpriv", "--pdeathsig", "TERM"]
    if os.getuid() == 0:
        user, group = account()
        setpriv += [f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    return setpriv + command


def processes_below(root):
    """The ids of a process and of all that it started."""
    parents = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                number, rest = file.read().split(" ", 1)
        except OSError:
            continue  # It has ended.
        parents[int(number)] = int(rest.rpartition(")")[2].split()[1])
    found = [root]
    for process in found:
        found += [child for child, parent in parents.items() if parent == process]
    return found


def adopt_orphans():
    """Has what is left of the processes that this program started become its own children, and no longer init's, so that
    end_all_below() finds it."""
    set_child_subreaper = 36  # of prctl(2)
    ctypes.CDLL(None, use_errno=True).prctl(set_child_subreaper, 1, 0, 0, 0)


def end_all_below():
    """Ends what is still there of all that this program started: an exception may come between the start of a process and
    the note of it."""
    own = os.getpid()
    for _ in range(10):  # The children of those that are killed come up to this program in turn.
        below = [process for process in processes_below(own) if process != own]
        if not below:
            return
        for process in below:
            try:
                os.kill(process, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.1)


class Server:
    """A peer's processes and folder. Subclasses say how it is prepared and started."""

    # What ends it at once but orderly.
    end_signal = signal.SIGTERM

    def __init__(self, folder):
        self.folder = os.path.join(folder, type(self).__name__.lower())
        os.mkdir(self.folder, 0o700)
        if os.getuid() == 0:
            user = pwd.getpwnam(account()[0])
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.started = []

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(name), 0o644)

    def environment(self):
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": self.folder, "LANG": "C.UTF-8"}

    def run(self, command):
        """A step of its preparation."""
        done = subprocess.run(unprivileged(command), env=self.environment(), cwd=self.folder, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=UP_WITHIN, check=False)
        if done.returncode != 0:
            raise Missing(f"{command[0]} failed: {(done.stderr or done.stdout).decode(errors='replace')[-400:]}")

    def start(self, command):
        with open(self.path("output"), "ab") as output:
            self.started.append(subprocess.Popen(
                unprivileged(command), env=self.environment(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output, start_new_session=True))

    def wait_for(self, ports):
        until = time.monotonic() + UP_WITHIN
        waiting = list(ports)
        while waiting:
            with socket.socket() as each:
                if each.connect_ex(("127.0.0.1", waiting[0])) == 0:
                    waiting.pop(0)
                    continue
            if time.monotonic() > until or any(process.poll() is not None for process in self.started):
                with open(self.path("output"), encoding="utf-8", errors="replace") as output:
                    raise Missing(f"{type(self).__name__} does not start: {output.read()[-800:]}")
            time.sleep(0.05)

    def processes(self):
        return [process for started in self.started for process in processes_below(started.pid)]

    def stop(self):
        """Ends what was started here, and all that this started in turn, last first."""
        for process in reversed(self.started):
            family = processes_below(process.pid)
            if process.poll() is None:
                process.send_signal(self.end_signal)
            try:
                process.wait(STOPPED_WITHIN)
            except subprocess.TimeoutExpired:
                pass
            self.kill(process, family)
        self.started = []

    @staticmethod
    def kill(process, family):
        # A number may belong to another by now; only those that still are in the session made for this server are killed.
        for number in family:
            try:
                if os.getsid(number) == process.pid:
                    os.kill(number, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
        process.wait()


class RabbitMq(Server):
    """One broker for the plain and the encrypted row: a quorum queue of one member, which syncs its log all the same."""

    def __init__(self, folder):
        super().__init__(folder)
        self.port, self.tls_port, self.names_port, self.cluster_port = free_ports(4)
        self.certificate = self.path("certificate.pem")

    def environment(self):
        own = {
            "RABBITMQ_NODENAME": "wenyi-peer@localhost",
            "RABBITMQ_CONFIG_FILE": self.path("rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": self.path("no-advanced.config"),
            "RABBITMQ_CONF_ENV_FILE": self.path("no-environment.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": self.path("plugins"),
            "RABBITMQ_MNESIA_BASE": self.path("data"),
            "RABBITMQ_LOG_BASE": self.path("log"),
            "RABBITMQ_PID_FILE": self.path("pid"),
            "RABBITMQ_DIST_PORT": str(self.cluster_port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "ERL_EPMD_PORT": str(self.names_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        return super().environment() | own

    def up(self):
        self.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                  "-addext", "subjectAltName=DNS:localhost", "-keyout", self.path("key.pem"), "-out", self.certificate])
        self.write("plugins", "[].\n")
        self.write("rabbitmq.conf", f"""
listeners.tcp.1 = 127.0.0.1:{self.port}
listeners.ssl.1 = 127.0.0.1:{self.tls_port}
ssl_options.cacertfile = {self.certificate}
ssl_options.certfile = {self.certificate}
ssl_options.keyfile = {self.path("key.pem")}
ssl_options.verify = verify_none
log.file.level = error
""")
        # Erlang's own name server, or the broker would leave one running behind it.
        self.start(["epmd", "-port", str(self.names_port), "-address", "127.0.0.1"])
        self.wait_for([self.names_port])
        self.start(["/usr/lib/rabbitmq/bin/rabbitmq-server"])
        self.wait_for([self.port, self.tls_port])


class Postgres(Server):
    """A cluster as initdb makes it. A fast shutdown waits for nobody."""

    end_signal = signal.SIGINT

    def __init__(self, folder):
        super().__init__(folder)
        (self.port,) = free_ports(1)
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        if not programs:
            raise Missing("PostgreSQL is not installed")
        self.programs = programs[-1]

    def fresh_database(self):
        """Beside that of the queue; an earlier one is dropped. Gives libpq's settings."""
        where = f"host=127.0.0.1 port={self.port} user=wenyi"
        self.run([self.programs + "/psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", where + " dbname=postgres",
                  "-c", "DROP DATABASE IF EXISTS wenyi WITH (FORCE)",
                  "-c", "CREATE DATABASE wenyi TEMPLATE template0 ENCODING 'UTF8'"])
        return where + " dbname=wenyi"

    def up(self):
        self.run([self.programs + "/initdb", "-D", self.path("data"), "-U", "wenyi", "--auth=trust", "--locale=C",
                  "--encoding=UTF8", "--no-sync"])
        self.start([self.programs + "/postgres", "-D", self.path("data"), "-p", str(self.port), "-c",
                    "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=on", "-c",
                    "synchronous_commit=on"])
        self.wait_for([self.port])
        # It listens shortly before it lets anybody in.
        until = time.monotonic() + UP_WITHIN
        ready = [self.programs + "/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode != 0:
            if time.monotonic() > until:
                raise Missing("PostgreSQL lets nobody in")
            time.sleep(0.05)


class Mail(Server):
    """Dovecot: LMTP in, IMAP out, maildirs, every file synced."""

    def __init__(self, folder):
        super().__init__(folder)
        self.port, self.imap_port = free_ports(2)

    def up(self):
        user, group = account()
        self.write("dovecot.conf", f"""
base_dir = {self.path("run")}
state_dir = {self.path("run")}
log_path = {self.path("log")}
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{self.path("mail")}/%u
mail_fsync = always
mailbox_idle_check_interval = 1 secs
passdb {{
  driver = static
  args = password={MAIL_PASSWORD}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={self.path("mail")}/%u allow_all_users=yes
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {self.port}
  }}
  unix_listener lmtp {{
    mode = 0600
  }}
}}
service stats {{
  chroot =
}}
""")
        self.start(["dovecot", "-F", "-c", self.path("dovecot.conf")])
        self.wait_for([self.port, self.imap_port])
