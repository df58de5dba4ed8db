"""A start that cannot be: one clear sentence and an exit code that is not zero."""

import os
import subprocess

import pytest

from server import Server, command


def refused_start(data_dir, *options, listen="127.0.0.1:0"):
    """Starts a server that must not start, and returns its one sentence."""
    ended = command("serve", "--listen", listen, "--data-dir", data_dir, *options, timeout=60)
    assert ended.returncode != 0
    assert "is ready at" not in ended.stdout
    assert "panicked" not in ended.stderr
    return ended.stderr


def test_a_port_in_use(server, tmp_path):
    address = server.endpoint.removeprefix("http://")
    said = refused_start(tmp_path / "data", listen=address)
    assert address in said
    assert not (tmp_path / "data" / "master.key").exists()


def test_a_data_directory_in_use(server):
    assert str(server.data_dir) in refused_start(server.data_dir)


def test_a_wrong_master_key(own_server):
    own_server.start()
    own_server.stop()
    key = own_server.data_dir / "master.key"
    key.write_bytes(bytes(byte ^ 1 for byte in key.read_bytes()))
    assert "master" in refused_start(own_server.data_dir)


def test_a_missing_master_key_is_not_made_anew(own_server):
    own_server.start()
    own_server.stop()
    (own_server.data_dir / "master.key").unlink()
    assert "master" in refused_start(own_server.data_dir)
    assert not (own_server.data_dir / "master.key").exists()


def test_a_wrong_key_in_the_configuration_names_its_line(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    file = data / "iamd.toml"
    file.write_text('region = "eu-central-1"\nlistne = "127.0.0.1:0"\n')
    said = refused_start(data)
    assert "iamd.toml" in said and "2" in said and "listne" in said


@pytest.mark.parametrize(
    "line", ["[limits]\nbody_bytes_max = -1", "[log]\nlevel = 'loud'", "region = 5"]
)
def test_a_wrong_value_names_its_key(tmp_path, line):
    data = tmp_path / "data"
    data.mkdir()
    (data / "iamd.toml").write_text(line + "\n")
    said = refused_start(data)
    assert "iamd.toml" in said
    assert line.split("\n")[-1].split(" ")[0] in said


def test_plain_http_beyond_loopback_needs_its_flag(tmp_path):
    said = refused_start(tmp_path / "data", listen="0.0.0.0:0")
    assert "--plain-http-anywhere" in said


def test_a_file_where_the_directory_should_be(tmp_path):
    path = tmp_path / "data"
    path.write_text("a file")
    assert str(path) in refused_start(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not let a small disk be mounted")
    try:
        assert str(small) in refused_start(small / "data")
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_settings_come_from_the_file_and_flags_go_before_it(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "iamd.toml").write_text('region = "eu-central-1"\naccount_id = "123456789012"\n')
    with Server(data) as server:
        assert server.root.region == "eu-central-1"
        assert server.root.sts.get_caller_identity()["Account"] == "123456789012"
