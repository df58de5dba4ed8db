"""Credential reports, as clients get them."""

import csv
import io
import time

SECONDS_MAX = 60


def complete(caller):
    """Asks until there is a report that is complete, as AWS's samples do."""
    ends = time.monotonic() + SECONDS_MAX
    while (state := caller.iam.generate_credential_report()["State"]) != "COMPLETE":
        assert state in ("STARTED", "INPROGRESS") and time.monotonic() < ends, state


def read(caller):
    """The lines of the report that there is, by user, in their order."""
    text = caller.iam.get_credential_report()["Content"].decode()
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return {row["user"]: row for row in rows}


def report(caller):
    """The lines of a report that is complete, by user."""
    complete(caller)
    return read(caller)
