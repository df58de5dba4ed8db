"""The guide for operators: each of its commands is run, in its order, against a real server.

The folders of a machine lie below a temporary one here, `systemctl` is a small script that does what the
service file says, and what the guide takes for granted, such as a leaked key, is made before its section.
As root, the server runs as another user, as it would; `install` is told that user's number.
"""

import json
import os
import re
import shutil
import socket
import tempfile
from pathlib import Path

import pytest

import fences
from authenticator import Device
from buckets import make_bucket
from server import IAMD, ROOT, Credentials

GUIDE = "docs/operations.md"
ACCOUNT = "123456789012"
LEAKED = "AKIAIOSFODNN7EXAMPLE"
FOLDERS = ("/var/lib", "/usr/local", "/etc", "/backups", "/media")
# Whom the service runs as, by a number that is nobody's; root alone can do that.
OTHER = 12345 if os.geteuid() == 0 else None
AS_OTHER = f"setpriv --reuid={OTHER} --regid={OTHER} --clear-groups" if OTHER else ""
TO_OTHER = f"-o {OTHER} -g {OTHER}" if OTHER else ""
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)

SYSTEMCTL = """#!/bin/sh -e
# What systemd does with the service, as far as the guide needs it.
cd @HERE@
start() {
    line=@HERE@$(sed -n 's/^ExecStart=//p' etc/systemd/system/iamd.service)
    export STATE_DIRECTORY=@HERE@/var/lib/iamd
    [ -d "$STATE_DIRECTORY" ] || install -d -m 0700 @TO_OTHER@ "$STATE_DIRECTORY"
    : > ready
    # The subshell becomes the server, and lets go of what it was given.
    eval "exec setsid @AS_OTHER@ $line" > ready 2>> log < /dev/null &
    echo $! > pid
    until grep -q '^iamd is ready' ready; do kill -0 "$(cat pid)"; sleep 0.1; done
}
stop() {
    kill -TERM "$(cat pid)"
    while kill -0 "$(cat pid)" 2> /dev/null; do sleep 0.1; done
}
case "$*" in
    daemon-reload) ;;
    "enable --now iamd" | "start iamd") start ;;
    "disable --now iamd" | "stop iamd") stop ;;
    *) echo "systemctl $*?" >&2; exit 1 ;;
esac
"""


SYSUSERS = """#!/bin/sh -e
grep -q '^u iamd ' @HERE@/etc/sysusers.d/iamd.conf
"""


class Machine:
    """Where the guide is followed."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.names = {LEAKED: None, "127.0.0.1:4566": f"127.0.0.1:{self.port}"}
        self.environment = {
            "PATH": f"{folder}/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            # What would stand in iamd.toml.
            "IAMD_LISTEN": f"127.0.0.1:{self.port}",
            "IAMD_CONSOLE_LISTEN": "127.0.0.1:0",
            "IAMD_ACCOUNT_ID": ACCOUNT,
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
        }
        for path in (
            "bin", "var/lib", "usr/local/bin", "usr/local/share", "etc/systemd/system",
            "etc/bash_completion.d", "backups", "media/safe",
        ):
            (folder / path).mkdir(parents=True)
        for name, text in (("systemctl", SYSTEMCTL), ("systemd-sysusers", SYSUSERS)):
            told = {"@HERE@": str(folder), "@AS_OTHER@": AS_OTHER, "@TO_OTHER@": TO_OTHER}
            for word, here in told.items():
                text = text.replace(word, here)
            (folder / "bin" / name).write_text(text)
            (folder / "bin" / name).chmod(0o755)
        (folder / "iamd").symlink_to(Path(IAMD).resolve())
        (folder / "packaging").symlink_to(ROOT / "packaging")

    @property
    def data(self):
        return self.folder / "var" / "lib" / "iamd"

    def run(self, script):
        """A script of the guide, in one session with those before it."""
        for folder in FOLDERS:
            script = re.sub(rf"(?<![\w/]){folder}(?=/|\b)", f"{self.folder}{folder}", script)
        script = script.replace("-o iamd -g iamd", TO_OTHER)
        for name, here in self.names.items():
            script = script.replace(name, here or name)
        session = f". ./.exports\n{script}\nexport -p > ./.exports\n"
        (self.folder / ".exports").touch()
        ended = fences.run(session, self.folder, self.environment)
        assert ended.returncode == 0, "\n".join((script, ended.stdout, ended.stderr))
        return ended

    @property
    def root(self):
        text = (self.folder / "media/safe/root-credentials.env").read_text()
        value = {name: re.search(rf"{name}=(\S+)", text)[1] for name in
                 ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")}
        return Credentials(*value.values(), f"http://127.0.0.1:{self.port}")


def make_alice(machine):
    root = machine.root
    root.iam.create_user(UserName="alice")
    key = root.iam.create_access_key(UserName="alice")["AccessKey"]
    machine.names[LEAKED] = key["AccessKeyId"]
    machine.bucket = make_bucket(root)
    root.s3.put_object(Bucket=machine.bucket, Key="large", Body=b"x" * 100_000)
    machine.alice = root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    assert machine.alice.sts.get_caller_identity()["Account"] == ACCOUNT


def give_alice_a_phone(machine):
    device = Device.make(machine.root, VirtualMFADeviceName="alice")
    device.enable(machine.root, "alice")


def break_an_object(machine):
    blobs = [path for path in (machine.data / "objects").rglob("*") if path.is_file()]
    blob = max(blobs, key=lambda path: path.stat().st_size)
    content = bytearray(blob.read_bytes())
    content[len(content) // 2] ^= 1
    blob.write_bytes(content)


def lose_the_master_key(machine):
    (machine.data / "master.key").unlink()


def tamper_with_the_log(machine):
    log = machine.data / "audit.jsonl"
    text = log.read_text()
    assert '"ListKeys"' in text
    # In its place, as an intruder would: the server has the file open.
    with log.open("r+") as file:
        file.write(text.replace('"ListKeys"', '"ListCats"', 1))


BEFORE = {
    "Replacing keys": make_alice,
    "A lost MFA device": give_alice_a_phone,
    "A broken file": break_an_object,
    "A lost master key": lose_the_master_key,
    "A tampered audit log": tamper_with_the_log,
}


def sections():
    """The sections of the guide with their commands."""
    _, *parts = SECTION.split((ROOT / GUIDE).read_text())
    for title, text in zip(parts[::2], parts[1::2]):
        scripts = [body for language, body in fences.FENCE.findall(text) if language == "sh"]
        yield title, scripts


@pytest.fixture
def machine():
    # Not below the folders of these tests, which others may not enter.
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        folder.chmod(0o755)
        machine = Machine(folder)
        yield machine
        if (folder / "pid").exists():
            fences.run("bin/systemctl stop iamd || true", folder, machine.environment)


def test_every_command_of_the_guide_works(machine):
    said = {}
    for title, scripts in sections():
        if title in BEFORE:
            BEFORE[title](machine)
        said[title] = [machine.run(script) for script in scripts]
    assert set(BEFORE) <= set(said) and len(said) > 10

    assert "warning" in said["Installing"][1].stdout, "the root user's key lies there"
    assert said["Watching"][0].stdout.startswith("ok")
    assert f'"UserName": "alice"' in said["Replacing keys"][2].stdout
    found = said["A leaked access key"][0].stdout
    assert "sts:GetCallerIdentity" in found
    assert "something is damaged" in said["A broken file"][0].stdout
    assert "the log is not what was written" in said["A tampered audit log"][0].stdout
    exported = json.loads((machine.folder / f"backups/{ACCOUNT}.json").read_text())
    assert {user["name"] for user in exported["users"]} == {"admin", "alice"}
    left = {path.name: path.stat().st_uid for path in machine.data.iterdir()}
    assert "root-credentials.env" not in left
    assert set(left.values()) == {OTHER or os.geteuid()}, left


def test_the_guide_has_nothing_to_run_that_is_not_run():
    text = (ROOT / GUIDE).read_text()
    languages = {language for language, _ in fences.FENCE.findall(text)}
    # The others are files.
    assert languages == {"sh", "nginx", "toml"}
    assert shutil.which("curl") and shutil.which("install")


def test_the_service_runs_as_a_user_that_is_made():
    """One with a name: what a dynamic user has lies behind a link, which copies of it would be of."""
    service = (ROOT / "packaging/systemd/iamd.service").read_text()
    made = (ROOT / "packaging/systemd/iamd.sysusers").read_text()
    assert "\nUser=iamd\nGroup=iamd\n" in service and "DynamicUser" not in service
    assert re.search(r'^u iamd - "iamd" /var/lib/iamd$', made, re.MULTILINE)
    # A start that fails for a while is tried again for as long as it takes.
    unit, _, rest = service.partition("[Service]")
    assert "\nStartLimitIntervalSec=0\n" in unit and "\nRestart=on-failure\nRestartSec=5\n" in rest
