# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the calls by which a process asks the disk to keep its bytes, while something else goes on."""
import os
import shutil
import signal
import subprocess
import time

CALLS = ("fsync", "fdatasync", "sync_file_range", "syncfs", "msync")
ATTACHED_WITHIN = 10  # seconds


def traced(process):
    """Whether all threads of a process are traced; one that has ended counts as traced."""
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/status", encoding="utf-8") as file:
                if "TracerPid:\t0\n" in file.read():
                    return False
    except OSError:
        pass
    return True


class Counter:
    """Traces processes, with all that they start, from its making until `count`."""

    def __init__(self, processes, folder):
        self.file = os.path.join(folder, "strace")
        self.strace = None
        if not shutil.which("strace"):
            return
        command = ["strace", "-f", "-c", "-U", "calls,name", "-o", self.file, "-e", "trace=" + ",".join(CALLS)]
        for process in processes:
            command += ["-p", str(process)]
        self.strace = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        until = time.monotonic() + ATTACHED_WITHIN
        while not all(traced(process) for process in processes):
            if self.strace.poll() is not None or time.monotonic() > until:
                self.end()
                self.strace = None
                return
            time.sleep(0.05)

    def end(self):
        """The processes go on without it."""
        if self.strace and self.strace.poll() is None:
            self.strace.send_signal(signal.SIGINT)
            self.strace.wait()

    def count(self):
        """How many calls there were; None where they could not be counted."""
        if not self.strace:
            return None
        self.end()
        total = 0
        with open(self.file, encoding="utf-8") as file:
            for line in file:
                words = line.split()
                if len(words) == 2 and words[1] in CALLS:
                    total += int(words[0])
        os.unlink(self.file)
        return total
