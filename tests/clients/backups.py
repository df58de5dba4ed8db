"""Backups, and servers that are restored from them."""

import json
import subprocess

from server import ENVIRONMENT, IAMD, Server, command

ENDED_SECONDS_MAX = 120


def backup(server, path, *options):
    """Makes a backup, and returns what is said of it."""
    ended = command("backup", path, "--json", "--data-dir", server.data_dir, *options)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def begin_backup(server, path, *options):
    """The program that makes a backup, at work; its output is there to be read."""
    return begin("backup", path, "--json", "--data-dir", server.data_dir, *options)


def begin(*arguments, stdin=subprocess.DEVNULL):
    pipes = {"stdin": stdin, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([IAMD, *map(str, arguments)], env=ENVIRONMENT, **pipes)


def end(process, given=None):
    """Its exit code, its output and its complaint."""
    said, complaint = process.communicate(given, timeout=ENDED_SECONDS_MAX)
    return process.returncode, said, complaint.decode()


def check(path, master_key):
    return command("backup", "--check", path, "--json", "--master-key-file", master_key)


def restore(path, folder, master_key):
    return command(
        "restore", path, "--json", "--data-dir", folder, "--master-key-file", master_key
    )


def restored(server, path, folder):
    """A server on what was restored, not yet started, and what was said of it. The original may go
    on."""
    master_key = server.data_dir / "master.key"
    ended = restore(path, folder, master_key)
    assert ended.returncode == 0, ended.stderr
    twin = Server(folder, *server.options, "--master-key-file", master_key)
    # The backup has no such file: whoever needs the key still has it.
    text = (server.data_dir / "root-credentials.env").read_text()
    (folder / "root-credentials.env").write_text(text)
    return twin, json.loads(ended.stdout)


def verify(server, *options):
    """Everything in the data directory is sound."""
    settings = [option for option in server.options if "rate" not in str(option)]
    ended = command("verify", "--json", "--data-dir", server.data_dir, *settings, *options)
    assert ended.returncode == 0, ended.stdout + ended.stderr
