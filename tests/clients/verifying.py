"""`iamd verify`, and files that are damaged on purpose."""

import contextlib
import hashlib
import json

from server import command


def verify(data_dir, *options):
    """What `iamd verify` says of a data directory, and its exit code."""
    done = command("verify", "--json", "--data-dir", data_dir, *options)
    said = json.loads(done.stdout) if done.stdout.strip() else None
    return done.returncode, said, done.stderr


def assert_sound(data_dir, *options):
    """Nothing is damaged, and nothing lies about."""
    code, said, complaint = verify(data_dir, *options)
    assert said is not None, complaint
    assert said["findings"] == [], said["findings"]
    assert (code, said["sound"]) == (0, True)
    return said


def digests(folder):
    """What is in each file below a folder, in short."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@contextlib.contextmanager
def changed(path, contents):
    """A file with other contents, for a while."""
    before = path.read_bytes()
    path.write_bytes(contents)
    try:
        yield
    finally:
        path.write_bytes(before)


def flipped(contents, place, mask=0x40):
    """The same bytes, but for one."""
    return contents[:place] + bytes([contents[place] ^ mask]) + contents[place + 1 :]
