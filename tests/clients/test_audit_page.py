"""docs/audit.md: each command on the page does what the page says, and each name on it is there."""

import re
import shlex
import subprocess

import pytest

from audit_log import AuditLog
from server import ENVIRONMENT, IAMD, ROOT

PAGE = (ROOT / "docs" / "audit.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [shlex.split(line, comments=True) for block in BLOCKS for line in block.splitlines()]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_works(server, root, words):
    root.iam.list_users()
    log = AuditLog(server)
    assert words.pop(0) == "iamd"
    if "--expect" in words:
        last = log.check_sound()["last"]
        words[words.index("--expect") + 1] = f"{last['sequence']}:{last['value']}"
    words = [IAMD, *words, "--data-dir", str(server.data_dir)]
    if "-f" in words:
        with subprocess.Popen(words, stdout=subprocess.PIPE, env=ENVIRONMENT, text=True) as process:
            assert process.stdout.readline()
            process.terminate()
        return
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_there_are_commands():
    assert len(COMMANDS) > 5


@pytest.mark.parametrize("setting", sorted(set(re.findall(r"`(audit\.[a-z]+_[a-z]+)`", PAGE))))
def test_every_setting_exists(setting):
    assert f"### `{setting}`" in (ROOT / "docs" / "configuration.md").read_text()


def test_every_way_in_which_a_log_is_found_is_on_the_page():
    source = (ROOT / "crates/server/src/audit/opening.rs").read_text()
    kinds = source.split("pub(super) enum LeftAs {")[1].split("\n}")[0]
    for kind in re.findall(r"^    ([A-Z][a-z]+),", kinds, re.MULTILINE):
        assert f"`{kind.lower()}`" in PAGE, kind


def test_every_kind_of_finding_is_on_the_page():
    source = (ROOT / "crates/server/src/audit/verify/finding.rs").read_text()
    for name in re.findall(r'Self::\w+ => "([^"]+)"', source):
        assert f"`{name}`" in PAGE, name
