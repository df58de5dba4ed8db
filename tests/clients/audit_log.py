"""What the tests of the audit log share: its files, its events, and the commands that read it."""

import json
import re
from pathlib import Path

from server import command

VALUE = r'"[0-9a-f]{32}"'
CHAIN = re.compile(
    rf',"chain":\{{"sequence":(\d+),"key":"[0-9a-f]{{16}}","previous":{VALUE},"value":{VALUE}\}}\}}$'
)


class AuditLog:
    """The files of a server's audit log."""

    def __init__(self, server):
        self.server = server
        self.folder = Path(server.data_dir)

    @property
    def files(self):
        """All files of chained events, the oldest first."""
        found = [path for path in self.folder.glob("audit.jsonl*") if "unchained" not in path.name]
        return sorted((path for path in found if path.stat().st_size), key=first_of)

    @property
    def newest(self):
        return self.folder / "audit.jsonl"

    def lines(self):
        return [line for path in self.files for line in path.read_text().splitlines()]

    def events(self):
        return [json.loads(line) for line in self.lines()]

    def named(self, name):
        return [event for event in self.events() if event["eventName"] == name]

    def of_request(self, request_id):
        return [event for event in self.events() if event["requestID"] == request_id]

    def command(self, *words):
        return command("audit", *words, "--data-dir", self.folder)

    def verify(self, *words):
        """What `iamd audit verify` says, as JSON, and its exit code."""
        done = self.command("verify", "--json", *words)
        assert done.stdout, done.stderr
        return json.loads(done.stdout), done.returncode

    def check_sound(self):
        said, code = self.verify()
        assert (said["sound"], code) == (True, 0), said
        return said

    def faults(self):
        """The kinds of faults that are found, each with the number of its event."""
        said, code = self.verify()
        assert code == (0 if said["sound"] else 1)
        return [(found["fault"], found.get("sequence")) for found in said["found"]]

    def search(self, *words):
        done = self.command("search", "--json", *words)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


def first_of(path):
    with path.open() as file:
        found = CHAIN.search(file.readline().rstrip("\n"))
    return int(found[1]) if found else 0
