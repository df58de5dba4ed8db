"""Programs of others, run as a caller who has a home of this test alone."""

import os
import subprocess

from server import ENVIRONMENT

SECONDS_MAX = 300
LONG_AGO = 1_500_000_000


class Tool:
    """A program with the key of one caller, and nothing of the person who runs the tests."""

    def __init__(self, caller, home, program, *options, environment=None):
        self.command = [program, *options]
        home.mkdir(exist_ok=True)
        places = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR")
        self.environment = (
            ENVIRONMENT
            | caller.environment
            | dict.fromkeys(places, str(home))
            | (environment or {})
        )

    def run(self, *arguments, **options):
        options = {"capture_output": True, "text": True, "timeout": SECONDS_MAX} | options
        command = [*self.command, *map(str, arguments)]
        return subprocess.run(command, env=self.environment, **options)

    def __call__(self, *arguments, **options):
        """Runs it to a good end, and returns what it printed."""
        ended = self.run(*arguments, **options)
        assert ended.returncode == 0, told(ended)
        return ended.stdout

    def fails(self, *arguments):
        """Runs it to a bad end, and returns what it complained of."""
        ended = self.run(*arguments)
        assert ended.returncode != 0, told(ended)
        return ended.stdout + ended.stderr


def told(ended):
    """What to say of an end that was not expected: not all that a talkative program printed."""
    return f"{ended.args}\n{ended.stdout[-2000:]}\n{ended.stderr[-2000:]}"


def files_of(folder):
    """The relative paths in a folder, and what is in the files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def write_tree(folder, count):
    """Fills a folder with files of many names and sizes, and returns what `files_of` will."""
    tree = {}
    for number in range(count):
        name = f"{number % 7}/{number % 13:02} folder/ä+{number}.txt"
        tree[name] = f"file {number} ".encode() * (number % 50)
    for name, content in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        # No tool shall wonder whether a file is younger than its copy.
        os.utime(path, (LONG_AGO, LONG_AGO))
    return tree
