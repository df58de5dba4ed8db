"""A data directory of every format that there ever was is read by the newest program."""

import kept
import pytest
from server import Server, command


@pytest.mark.parametrize("name", kept.FORMATS)
def test_a_kept_data_directory_is_used(name, tmp_path):
    data, facts = kept.unpack(name, tmp_path)
    with Server(data) as server:
        kept.check(server, facts, ahead=0)
        assert server.stop() == 0
        for words in (("verify", "--objects"), ("audit", "verify")):
            checked = command(*words, "--data-dir", data)
            assert checked.returncode == 0, checked.stdout + checked.stderr
        # Once more: what the first start wrote is read by the second.
        server.start()
        kept.check(server, facts, ahead=1)
        told = command("explain", facts["denied"], "--data-dir", data)
        assert "iam:ListUsers" in told.stdout, told.stdout + told.stderr
