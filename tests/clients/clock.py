"""The clock of a server in development mode."""

import datetime
import json
import time

import wire


class Clock:
    """It goes on from where it is set. What clients sign has the real time, and the server takes it
    for a quarter of an hour either way."""

    def __init__(self, server):
        self.endpoint = server.endpoint
        self._ask("POST", {"now": _text(time.time())})

    def advance(self, seconds):
        self._ask("POST", {"advance_seconds": seconds})

    def now(self):
        """Seconds since 1970."""
        text = self._ask("GET")["now"]
        return datetime.datetime.fromisoformat(text).timestamp()

    def _ask(self, method, change=None):
        body = b"" if change is None else json.dumps(change).encode()
        headers = {"x-iamd-dev": "1"}
        answer = wire.send(self.endpoint, method, "/_iamd/clock", headers, body)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)


def _text(moment):
    at = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
