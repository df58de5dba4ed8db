"""Whose the files of a data directory are, and where its parts may lie."""

import os
import subprocess

import pytest

from server import IAMD, Server, command

OTHER = 12345
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away and mount")


def mount(folder, size):
    line = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(line, capture_output=True).returncode != 0:
        pytest.skip("this machine does not let a disk be mounted")


def owners(folder):
    paths = [folder, *folder.rglob("*")]
    return {str(path): path.lstat().st_uid for path in paths}


@as_root
def test_what_root_does_to_a_stopped_server_is_its_users(tmp_path):
    data = tmp_path / "data"
    with Server(data) as server:
        account = server.root.sts.get_caller_identity()["Account"]
    for path in owners(data):
        os.chown(path, OTHER, OTHER)
    for words in (
        ("keys", "rotate", "master"),
        ("keys", "rotate", "all"),
        ("account", "create"),
        ("account", "root-password", account, "--generate"),
        ("backup", tmp_path / "backup"),
    ):
        done = command(*words, "--data-dir", data)
        assert done.returncode == 0, (words, done.stderr)
    assert set(owners(data).values()) == {OTHER}, owners(data)
    # What is elsewhere is root's.
    assert (tmp_path / "backup").stat().st_uid == 0


@as_root
def test_what_root_restores_is_the_users_whom_the_folder_belongs_to(tmp_path):
    data, restored = tmp_path / "data", tmp_path / "restored"
    with Server(data):
        pass
    assert command("backup", tmp_path / "backup", "--data-dir", data).returncode == 0
    restored.mkdir(mode=0o700)
    (restored / "master.key").write_bytes((data / "master.key").read_bytes())
    for path in owners(restored):
        os.chown(path, OTHER, OTHER)
    done = command("restore", tmp_path / "backup", "--data-dir", restored)
    assert done.returncode == 0, done.stderr
    assert set(owners(restored).values()) == {OTHER}, owners(restored)
    assert (restored / "keyring").exists()


@as_root
def test_a_file_that_is_anothers_is_told_with_its_owner(tmp_path):
    data = tmp_path / "data"
    with Server(data):
        pass
    # As another user, where all but the keyring is that user's.
    for path in owners(data):
        if "keyring" not in path:
            os.chown(path, OTHER, OTHER)
    os.chmod(tmp_path, 0o755)
    # The folders above these are closed to others, and perhaps those above the program.
    with open(IAMD, "rb") as program:
        script = f"""
            mount --bind {tmp_path} /mnt && cd /mnt
            exec setpriv --reuid={OTHER} --clear-groups /proc/self/fd/{program.fileno()} \\
                keys list --data-dir /mnt/data
        """
        run = ["unshare", "--mount", "sh", "-ec", script]
        done = subprocess.run(run, capture_output=True, text=True, pass_fds=(program.fileno(),))
    assert done.returncode == 1
    assert f"keyring: it belongs to the user 0, and this is the user {OTHER};" in done.stderr


def test_a_verification_without_the_master_key_wants_the_key_and_no_backup(tmp_path):
    data = tmp_path / "data"
    with Server(data):
        pass
    key = data / "master.key"
    key.rename(tmp_path / "master.key")
    done = command("verify", "--data-dir", data)
    assert done.returncode == 1 and done.stdout == "", done.stdout
    assert done.stderr.startswith(f"iamd: the master key {key} is missing")
    assert "backup" not in done.stderr and done.stderr.count("\n") == 1
    done = command("verify", "--data-dir", data, "--master-key-file", tmp_path / "master.key")
    assert done.returncode == 0, done.stdout


@as_root
def test_a_start_on_a_full_disk_says_where_there_is_no_room(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount(small, "2m")
    data = small / "data"
    serve = ("serve", "--listen", "127.0.0.1:0", "--console-listen", "127.0.0.1:0")
    try:
        with Server(data):
            pass
        with open(small / "filler", "wb", buffering=0) as filler, pytest.raises(OSError):
            while True:
                filler.write(bytes(4096))
        done = command(*serve, "--data-dir", data)
        assert done.returncode == 1
        assert f"the disk of {data} is full" in done.stderr and "make room" in done.stderr
        (small / "filler").unlink()
        with Server(data) as server:
            assert server.root.sts.get_caller_identity()["Account"]
    finally:
        subprocess.run(["umount", str(small)], check=True)


@as_root
def test_the_master_key_may_lie_where_nothing_can_be_written(tmp_path):
    keys = tmp_path / "keys"
    keys.mkdir()
    mount(keys, "64k")
    try:
        (keys / "master.key").write_bytes(bytes(range(32)))
        (keys / "master.key").chmod(0o400)
        subprocess.run(["mount", "-o", "remount,ro", str(keys)], check=True)
        for _ in range(2):
            with Server(tmp_path / "data", "--master-key-file", keys / "master.key") as server:
                assert server.root.sts.get_caller_identity()["Account"]
    finally:
        subprocess.run(["umount", str(keys)], check=True)
