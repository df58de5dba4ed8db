"""The same service over TLS, with certificates that change while it runs."""

import http.client
import socket
import ssl
import threading
import time
from urllib.parse import urlsplit

import pytest
from cryptography import x509

import wire
from certificates import Authority
from principals import make_user
from server import Server, command

RELOAD_SECONDS_MAX = 30


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    authority = Authority(tmp_path_factory.mktemp("authority"))
    authority.issue()
    return authority


@pytest.fixture(scope="module")
def secure(authority, tmp_path_factory):
    files = ("--tls-cert", authority.cert_file, "--tls-key", authority.key_file)
    data = tmp_path_factory.mktemp("secure") / "data"
    with Server(data, *files, "--tls-poll-seconds", 1, ca_file=str(authority.ca_file)) as server:
        yield server


def test_the_endpoint_is_https(secure):
    assert secure.endpoint.startswith("https://")
    assert secure.root.endpoint == secure.endpoint
    env = (secure.data_dir / "root-credentials.env").read_text()
    assert "https://" in env


def test_boto3_is_served(secure):
    name, caller = make_user(secure.root, administrator=True)
    assert caller.sts.get_caller_identity()["Arn"].endswith(f"user/{name}")


def test_a_presigned_url_is_good(secure):
    query = {"Action": "GetCallerIdentity", "Version": "2011-06-15"}
    target = wire.presign(secure.root, query, expires=60)
    connection = wire.connect(secure.endpoint, secure.ca_file)
    answer = wire.send(secure.endpoint, method="GET", target=target, connection=connection)
    assert answer.status == 200


def test_plain_http_gets_no_answer(secure):
    address = urlsplit(secure.endpoint)
    connection = http.client.HTTPConnection(address.netloc, timeout=30)
    with pytest.raises((http.client.HTTPException, OSError)):
        connection.request("GET", "/")
        connection.getresponse()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_versions_that_are_safe_are_spoken(secure, version):
    context = ssl.create_default_context(cafile=secure.ca_file)
    context.minimum_version = context.maximum_version = version
    assert shaken(secure, context).version() == version.name.replace("_", ".")


def test_a_peer_that_says_nothing_holds_up_nobody(secure):
    address = urlsplit(secure.endpoint)
    silent = [socket.create_connection((address.hostname, address.port)) for _ in range(50)]
    secure.root.sts.get_caller_identity()
    for connection in silent:
        connection.close()


def test_a_new_certificate_is_served_without_a_restart(secure, authority):
    open_connection = wire.connect(secure.endpoint, secure.ca_file)
    body = wire.form("ListUsers")
    assert wire.call(secure.root, body, connection=open_connection).status == 200
    serial = authority.issue()
    deadline = time.monotonic() + RELOAD_SECONDS_MAX
    while served_serial(secure) != serial:
        assert time.monotonic() < deadline, "the new certificate is not served"
        threading.Event().wait(0.1)
    assert wire.call(secure.root, body, connection=open_connection).status == 200
    secure.root.sts.get_caller_identity()


def test_a_broken_certificate_changes_nothing(secure, authority):
    before = served_serial(secure)
    authority.cert_file.write_text("no certificate")
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        assert served_serial(secure) == before
        threading.Event().wait(0.1)
    authority.issue()


@pytest.mark.parametrize("broken", ["cert_file", "key_file"])
def test_a_broken_file_stops_the_start_with_a_sentence(tmp_path, broken):
    authority = Authority(tmp_path)
    authority.issue()
    path = getattr(authority, broken)
    path.write_text("nothing of the kind")
    files = ("--tls-cert", authority.cert_file, "--tls-key", authority.key_file)
    ended = command("serve", "--listen", "127.0.0.1:0", "--data-dir", tmp_path / "data", *files)
    assert ended.returncode != 0
    assert str(path) in ended.stderr


def shaken(server, context):
    address = urlsplit(server.endpoint)
    plain = socket.create_connection((address.hostname, address.port), timeout=30)
    return context.wrap_socket(plain, server_hostname=address.hostname)


def served_serial(server):
    context = ssl.create_default_context(cafile=server.ca_file)
    with shaken(server, context) as connection:
        return x509.load_der_x509_certificate(connection.getpeercert(True)).serial_number
