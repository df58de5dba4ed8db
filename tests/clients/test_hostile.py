"""Requests that mean harm: each is refused, the server goes on, and its memory stays bounded."""

import socket
import threading
from urllib.parse import urlsplit

import pytest

import wire
from principals import fresh
from server import Server

MIB = 1024 * 1024
# LIMIT: what all of these requests together may add to the memory of a server.
GROWTH_BYTES_MAX = 192 * MIB


@pytest.fixture(scope="module")
def burdened(tmp_path_factory):
    """A server of this module alone, because its memory is looked at."""
    with Server(tmp_path_factory.mktemp("hostile") / "data") as server:
        wire.call(server.root, wire.form("ListUsers"))
        before = server.resident_bytes
        yield server
        assert server.resident_bytes_max - before < GROWTH_BYTES_MAX


@pytest.fixture(autouse=True)
def goes_on(burdened):
    yield
    assert wire.call(burdened.root, wire.form("ListUsers")).status == 200


def refused_body(server, body):
    """Sends what may be refused before it was all read: then the connection ends early."""
    try:
        answer = wire.call(server.root, body)
    except (BrokenPipeError, ConnectionResetError):
        return
    assert 400 <= answer.status < 500, answer.body[:300]
    assert answer.code not in (None, "InternalFailure"), answer.body[:300]


def policy_form(text):
    return wire.form("CreatePolicy", PolicyName=fresh("policy"), PolicyDocument=text)


def test_a_name_of_ten_megabytes(burdened):
    refused_body(burdened, wire.form("CreateUser", UserName="x" * 10_000_000))


def test_a_name_just_below_the_limit_of_a_body(burdened):
    answer = wire.call(burdened.root, wire.form("CreateUser", UserName="x" * 60_000))
    assert (answer.status, answer.code) == (400, "ValidationError")
    assert len(answer.body) < 200_000


def test_a_million_members(burdened):
    members = "&".join(f"Tags.member.{n}.Key=k" for n in range(1, 1_000_001))
    refused_body(burdened, wire.form("TagUser", UserName="u") + b"&" + members.encode())


def test_many_small_members(burdened):
    refused_body(burdened, wire.form("ListUsers") + b"&a=" * 100_000)


@pytest.mark.parametrize("number", ["0", "-1", "999999999", "99999999999999999999", "x", ""])
def test_a_member_with_a_wild_number(burdened, number):
    body = wire.form("TagUser", UserName="u") + f"&Tags.member.{number}.Key=k".encode()
    refused_body(burdened, body)


def test_a_deep_member_name(burdened):
    refused_body(
        burdened, wire.form("TagUser", UserName="u") + b"&" + b"Tags.member.1." * 5000 + b"=1"
    )


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"Statement":['])
def test_a_policy_that_is_never_closed(burdened, opening):
    answer = wire.call(burdened.root, policy_form(opening * (120_000 // len(opening))))
    assert answer.status == 400
    assert answer.code in ("MalformedPolicyDocument", "ValidationError", "LimitExceeded")


def test_a_policy_nested_ten_thousand_deep(burdened):
    text = '{"Version":"2012-10-17","Statement":' + "[" * 10_000 + "]" * 10_000 + "}"
    answer = wire.call(burdened.root, policy_form(text))
    assert (answer.status, answer.code) == (400, "MalformedPolicyDocument")


def test_wildcards_that_take_long(burdened):
    """A matcher that goes back and forth would not come back from this in a lifetime."""
    action = "iam:" + "*a" * 400 + "b"
    resource = "arn:aws:iam::*:user/" + "*a" * 400 + "b"
    text = (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow",'
        f'"Action":["{action}","iam:ListUsers"],"Resource":["{resource}"]}}}}'
    )
    name = fresh("slow")
    root = burdened.root
    root.iam.create_user(UserName=name)
    root.iam.put_user_policy(UserName=name, PolicyName="slow", PolicyDocument=text)
    key = root.iam.create_access_key(UserName=name)["AccessKey"]
    caller = root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    answer = wire.call(caller, wire.form("GetUser", UserName="a" * 64))
    assert (answer.status, answer.code) == (403, "AccessDenied")


@pytest.mark.parametrize("raw", [b"%FF%FE", b"%C0%80", b"%ED%A0%80", b"\xff\xfe"])
def test_text_that_is_no_utf_8(burdened, raw):
    refused_body(burdened, wire.form("CreateUser") + b"&UserName=" + raw)


@pytest.mark.parametrize("raw", [b"%00", b"%01", b"%0D%0A", b"%E2%80%AE", b"%zz", b"%4"])
def test_characters_that_no_name_has(burdened, raw):
    refused_body(burdened, wire.form("CreateUser") + b"&UserName=a" + raw)


def test_a_member_given_twice(burdened):
    name = fresh("twice")
    body = wire.form("CreateUser", UserName=name) + f"&UserName={name}-other".encode()
    answer = wire.call(burdened.root, body)
    made = {name, f"{name}-other"} & {
        user["UserName"] for user in burdened.root.iam.list_users()["Users"]
    }
    assert len(made) == (1 if answer.status == 200 else 0)


@pytest.mark.parametrize(
    "text",
    [
        '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}',
        '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}',
        '{"Version":"2012-10-17","Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Action":"*","Resource":"*"}}',
    ],
)
def test_a_document_with_a_key_twice(burdened, text):
    answer = wire.call(burdened.root, policy_form(text))
    assert (answer.status, answer.code) == (400, "MalformedPolicyDocument")


def test_a_length_that_is_a_lie(burdened):
    address = urlsplit(burdened.endpoint)
    head = f"POST / HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 9999999999999\r\n\r\n"
    assert first_line(address, head.encode()).split()[1].startswith("4")


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 2_000_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
        b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["no host", "nonsense", "version", "two lengths", "chunked", "header", "headers", "target"],
)
def test_a_head_that_is_no_head(burdened, head):
    line = first_line(urlsplit(burdened.endpoint), head)
    assert line == "" or line.split()[1].startswith(("3", "4")), line


def first_line(address, head):
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        try:
            connection.sendall(head)
            return connection.makefile("rb").readline().decode("latin-1")
        except (BrokenPipeError, ConnectionResetError):
            return ""


def test_many_large_bodies_at_once(burdened):
    body = wire.form("CreateUser", UserName="x" * 3_000_000)
    threads = [threading.Thread(target=refused_body, args=(burdened, body)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
