#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another department's office system in a hundred lines. It knows docs/INTEGRATION.md and nothing else: `wenyictl` with
--json for sending, an exchange folder for receiving.

    office.py send    --document NOTICE.ofd --header HEADER.json --message ID
    office.py receive --folder FOLDER --inbox INBOX --count N

Both take --wenyictl, --profile, --member and --pin-file, and end with 0 when it is done within --seconds.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

HEADER = "{urn:wenyi:document-header:1}"
RELIABLE = ("valid", "valid-with-remarks", "cannot-be-checked")


def desktop(arguments):
    return ["--profile", arguments.profile, "--member", arguments.member, "--pin-file", arguments.pin_file]


def wenyictl(arguments, *command):
    """Runs one command and gives its JSON; a refusal ends this program with its sentence."""
    run = subprocess.run([arguments.wenyictl, *command, *desktop(arguments), "--json"], capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr.decode())
    return json.loads(run.stdout)


def send(arguments):
    with tempfile.TemporaryDirectory() as folder:
        order = {
            "message": arguments.message,
            "document": "document.ofd",
            "header": json.loads(pathlib.Path(arguments.header).read_text(encoding="utf-8")),
        }
        shutil.copyfile(arguments.document, os.path.join(folder, "document.ofd"))
        file = pathlib.Path(folder, "order.json")
        file.write_text(json.dumps(order), encoding="utf-8")
        sent = wenyictl(arguments, "send", "--order", str(file))
        # As after a crash: the same message again gives the same answer.
        again = wenyictl(arguments, "send", "--order", str(file))
        if again["novelty"] != "known" or again["envelope"] != sent["envelope"]:
            sys.exit("sent twice")
    print("sent", sent["message"], "to", "、".join(unit["name"] for unit in sent["recipients"]), flush=True)
    while time.monotonic() < arguments.until:
        tracking = wenyictl(arguments, "track", "--message", arguments.message)
        if not tracking["summary"]["notSignedFor"]:
            for delivery in tracking["deliveries"]:
                words = [f"{receipt['kind']} {receipt['time']}" for receipt in delivery["receipts"]]
                print(delivery["unit"]["name"], *words, sep="\n    ", flush=True)
            return
        time.sleep(0.5)
    sys.exit("nobody signed for it in time")


def take(arrival, arguments):
    """Takes one arrival over; it is signed for only once it is safe in this system's own inbox."""
    told = json.loads((arrival / "verdict.json").read_text(encoding="utf-8"))
    if told["verdict"]["conclusion"] not in RELIABLE:
        sys.exit(f"{told['title']}: {told['verdict']['conclusion']}")
    header = ElementTree.parse(arrival / "header.xml").getroot()
    title = header.findtext(HEADER + "BT")
    shutil.move(str(arrival), os.path.join(arguments.inbox, arrival.name))
    # Written under another name and renamed, so that no half of it is ever seen.
    request = pathlib.Path(arguments.folder, "signfor", arrival.name)
    half = request.with_name(request.name + ".tmp")
    half.write_text("", encoding="utf-8")
    half.rename(request)
    print("arrived", title, "from", told["sender"]["name"], flush=True)


def receive(arguments):
    os.makedirs(arguments.inbox, exist_ok=True)
    adapter = subprocess.Popen(
        [arguments.wenyictl, "adapter", "--folder", arguments.folder, "--every", "1", *desktop(arguments)])
    try:
        answered = 0
        arrivals = pathlib.Path(arguments.folder, "in")
        while answered < arguments.count and time.monotonic() < arguments.until and adapter.poll() is None:
            for arrival in sorted(arrivals.iterdir()) if arrivals.is_dir() else []:
                take(arrival, arguments)
            answers = pathlib.Path(arguments.folder, "answered")
            answered = len(list(answers.iterdir())) if answers.is_dir() else 0
            time.sleep(0.2)
        if answered < arguments.count:
            sys.exit("not everything came in time")
    finally:
        adapter.terminate()  # It ends its round, which carries what was answered.
        adapter.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("send", "receive"))
    for name in ("--wenyictl", "--profile", "--member", "--pin-file"):
        parser.add_argument(name, required=True)
    for name in ("--document", "--header", "--message", "--folder", "--inbox"):
        parser.add_argument(name)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    arguments.until = time.monotonic() + arguments.seconds
    (send if arguments.what == "send" else receive)(arguments)


if __name__ == "__main__":
    main()
