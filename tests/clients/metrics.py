"""What a server tells of itself in numbers."""

import re

import wire

LINE = re.compile(r'^(?P<name>[a-z_]+)(?:\{(?P<labels>.*)\})? (?P<number>[0-9.e+-]+)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')
OPTIONS = ("--metrics-listen", "127.0.0.1:0")


class Numbers:
    """The numbers of one moment, by name and labels."""

    def __init__(self, text):
        self.text = text
        self.families = {}
        for line in text.splitlines():
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split()
                self.families[name] = kind
        self._all = {}
        for line in text.splitlines():
            if not line.startswith("#"):
                found = LINE.match(line)
                assert found, line
                key = (found["name"], frozenset(LABEL.findall(found["labels"] or "")))
                assert key not in self._all, line
                self._all[key] = float(found["number"])

    def __call__(self, name, **labels):
        """The number with exactly these labels; zero if it is not told."""
        return self._all.get((name, frozenset(labels.items())), 0)

    def labels(self):
        """Every value of a label, with the name of the label."""
        return {label for _, labels in self._all for label in labels}


def numbers(server):
    """The numbers of now, in the text format."""
    answer = wire.send(server.metrics, "GET", "/metrics")
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return Numbers(answer.body.decode())
