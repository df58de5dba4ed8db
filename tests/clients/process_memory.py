"""What a running process holds in its memory.

Stacks are left out: they are not wiped, and whatever was hashed last may lie there in part until
something else is called.
"""

import gc
import re
import time
from pathlib import Path

import botocore.client
import requests

REGION = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) rw")
# That of every thread but the first, by the default of Rust's standard library.
STACK_BYTES = 2 << 20
SECONDS_MAX = 30


def regions_of(pid):
    """The memory that the process can write to but stacks, region by region."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            if found := REGION.match(line):
                start, end = (int(number, 16) for number in found.groups())
                if end - start == STACK_BYTES or line.endswith("[stack]"):
                    continue
                memory.seek(start)
                try:
                    yield line, memory.read(end - start)
                except OSError:
                    # It is gone, or belongs to the system.
                    continue


def close_connections():
    """Closes what the clients of this process keep open, so that servers forget the buffers."""
    for it in gc.get_objects():
        if isinstance(it, (botocore.client.BaseClient, requests.Session)):
            it.close()


def found_in_memory(known, pid, waits=True):
    """The names of those secrets that stand in the process's memory, with where they do. What ends
    because its connection was closed ends soon: it is waited for."""
    close_connections()
    deadline = time.monotonic() + SECONDS_MAX
    while True:
        found = {}
        for line, held in regions_of(pid):
            for name in known.found_in(held):
                found.setdefault(name, []).append(line)
        if not (found and waits) or time.monotonic() > deadline:
            return found
