"""`iamd doctor`: what it thinks of a data directory, a configuration and a machine."""

import json
import os
import socket

from certificates import Authority
from server import Server, command


def doctor(*options, code=0, **settings):
    done = command("doctor", "--json", *options, **settings)
    assert done.returncode == code, (done.stdout, done.stderr)
    said = json.loads(done.stdout)
    return said["verdict"], {(one["about"], one["verdict"]): one for one in said["opinions"]}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def listening(data):
    port = free_port()
    return ("--data-dir", data, "--listen", f"127.0.0.1:{port}", "--console-listen", "127.0.0.1:0")


def test_before_the_first_start_all_is_fine(tmp_path):
    verdict, opinions = doctor(*listening(tmp_path / "data"))
    assert "wrong" not in {kind for _, kind in opinions}
    assert ("data directory", "fine") in opinions and ("addresses", "fine") in opinions
    assert not (tmp_path / "data").exists()


def test_a_running_server_is_known(own_server):
    own_server.start()
    host = own_server.endpoint.removeprefix("http://")
    console = own_server.console.removeprefix("http://")
    options = ("--data-dir", own_server.data_dir, "--listen", host, "--console-listen", console)
    verdict, opinions = doctor(*options)
    assert verdict == "warning"
    assert "a server runs" in opinions["version", "fine"]["seen"]
    assert "in use" in opinions["addresses", "fine"]["seen"]
    assert "root-credentials.env" in opinions["root credentials", "warning"]["seen"]
    (own_server.data_dir / "root-credentials.env").unlink()
    _, opinions = doctor(*options)
    assert ("root credentials", "warning") not in opinions


def test_what_others_may_use_is_told_with_the_command_that_mends_it(tmp_path):
    data = tmp_path / "data"
    with Server(data):
        pass
    options = listening(data)
    os.chmod(data, 0o755)
    os.chmod(data / "master.key", 0o644)
    _, opinions = doctor(*options)
    assert opinions["data directory", "warning"]["advice"].startswith("keep others out: chmod 700")
    assert opinions["files", "warning"]["advice"] == f"chmod 600 {data / 'master.key'}"
    os.chmod(data / "master.key", 0o600)
    (data / "directory.redb").write_bytes(b"")
    _, opinions = doctor(*options, code=1)
    assert "directory.redb" in opinions["stores", "wrong"]["seen"]


def test_another_master_key_is_told(tmp_path):
    data = tmp_path / "data"
    with Server(data):
        pass
    (data / "master.key").write_bytes(bytes(32))
    verdict, opinions = doctor(*listening(data), code=1)
    assert verdict == "wrong" and "master key" in opinions["master key", "wrong"]["seen"]
    (data / "master.key").unlink()
    _, opinions = doctor(*listening(data), code=1)
    assert "missing" in opinions["master key", "wrong"]["seen"]


def test_an_address_that_is_taken_is_told(tmp_path):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = f"127.0.0.1:{listener.getsockname()[1]}"
        _, opinions = doctor(
            "--data-dir", tmp_path / "data", "--listen", taken, "--console-listen", "127.0.0.1:0", code=1
        )
    assert taken in opinions["addresses", "wrong"]["seen"]


def test_a_setting_that_is_none_is_an_opinion(tmp_path):
    verdict, opinions = doctor("--data-dir", tmp_path / "data", "--threads", "many", code=1)
    assert verdict == "wrong" and "threads" in opinions["configuration", "wrong"]["seen"]


def test_certificates_are_looked_at(tmp_path):
    authority = Authority(tmp_path)
    authority.issue()
    options = listening(tmp_path / "data")
    tls = ("--tls-cert", authority.cert_file, "--tls-key", authority.key_file)
    _, opinions = doctor(*options, *tls)
    assert any(about == "TLS certificate" and kind != "wrong" for about, kind in opinions)
    other = tmp_path / "other"
    other.write_text("no certificate")
    _, opinions = doctor(*options, "--tls-cert", other, "--tls-key", authority.key_file, code=1)
    assert ("TLS certificate", "wrong") in opinions


def test_plain_http_for_others_and_trust_in_everybody_are_told(tmp_path):
    port = free_port()
    _, opinions = doctor(
        "--data-dir", tmp_path / "data", "--listen", f"0.0.0.0:{port}", "--plain-http-anywhere",
        "--console-listen", "127.0.0.1:0",
    )
    assert "plain HTTP" in opinions["encryption", "warning"]["seen"]
    assert ("told address", "warning") in opinions
    _, opinions = doctor(*listening(tmp_path / "data"), "--trusted-proxies", "8.0.0.0/8", code=1)
    assert ("trusted proxies", "wrong") in opinions


def test_people_read_a_list(tmp_path):
    done = command("doctor", *map(str, listening(tmp_path / "data")))
    assert done.returncode == 0 and done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].startswith("ok       version")
    assert lines[-1] in ("everything is fine", "a server runs like this; look at the warnings")
