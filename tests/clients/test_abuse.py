"""Attacks that make a server busy, full or slow: others are served meanwhile, and its memory stays bounded.

None of them needs a key, but where the test says so.
"""

import contextlib
import gzip
import resource
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

import s3_wire
import wire
from buckets import make_bucket
from metrics import OPTIONS, numbers
from principals import fresh
from server import Server, new_session

MIB = 1024 * 1024
# How long one request of somebody else may take during an attack. It is generous: the machine may be
# busy with other tests.
SECONDS_MAX = 30
IDLE = 10_000
ADDRESSES = [f"127.0.1.{last}" for last in range(1, 11)]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """A server with places for fewer connections than are opened, and little room for answers."""
    options = ("--limits-connections-max", 4000, "--limits-answers-bytes-max", 16 * MIB)
    with Server(tmp_path_factory.mktemp("attacked") / "data", *OPTIONS, *options) as server:
        yield server


@pytest.fixture(autouse=True)
def goes_on(attacked):
    """After each attack the server is as before."""
    yield
    assert_served(attacked)


def assert_served(server, times=3):
    """Somebody else, on connections of its own, is answered in time."""
    for _ in range(times):
        connection = wire.connect(server.endpoint)
        connection.timeout = SECONDS_MAX
        answer = wire.call(server.root, wire.form("ListUsers"), connection)
        connection.close()
        assert answer.status == 200, answer.body


@contextlib.contextmanager
def files(count):
    """As many file descriptors as that, if the system allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count:
        pytest.skip(f"the system allows {hard} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def opened(server, source="127.0.0.1"):
    address = urlsplit(server.endpoint)
    connection = socket.socket()
    connection.bind((source, 0))
    connection.settimeout(SECONDS_MAX)
    connection.connect((address.hostname, address.port))
    return connection


@contextlib.contextmanager
def many(server, count, begin=b""):
    """So many connections, of several addresses, each with the beginning of a request."""
    connections = []
    try:
        for number in range(count):
            connection = opened(server, ADDRESSES[number % len(ADDRESSES)])
            with contextlib.suppress(OSError):
                connection.sendall(begin)
            connections.append(connection)
            if number % (count // 5) == 0:
                assert_served(server, times=1)
        yield connections
    finally:
        for connection in connections:
            connection.close()


def test_ten_thousand_idle_connections(attacked):
    with files(IDLE + 200), many(attacked, IDLE):
        assert_served(attacked, times=20)
        told = numbers(attacked)
        assert told("iamd_connections", listener="main") <= 4000
        assert told("iamd_connections_cut_total", reason="crowded") >= IDLE - 4000
    assert attacked.resident_bytes_max < 400 * MIB


@pytest.mark.parametrize(
    "begin",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nAction=",
        b"PUT /bucket/key HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nx",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
    ],
    ids=["head", "form", "object", "chunks"],
)
def test_slow_loris(attacked, begin):
    """Thousands of requests that go on byte by byte, for as long as others are served."""
    with files(6000), many(attacked, 5000, begin) as connections:
        over = threading.Event()

        def drip():
            while not over.is_set():
                for connection in connections:
                    with contextlib.suppress(OSError):
                        connection.send(b"x", socket.MSG_DONTWAIT)

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            assert_served(attacked, times=20)
        finally:
            over.set()
            dripping.join()


def test_connections_that_come_and_go(attacked):
    """As fast as they can be opened, on several addresses."""
    over = threading.Event()

    def come_and_go(source):
        while not over.is_set():
            with contextlib.suppress(OSError):
                opened(attacked, source).close()

    with ThreadPoolExecutor(4) as pool:
        for source in ADDRESSES[:4]:
            pool.submit(come_and_go, source)
        try:
            assert_served(attacked, times=20)
        finally:
            over.set()


@pytest.mark.parametrize(
    "head",
    [
        b"X: " + b"y" * 60_000 + b"\r\n",
        b"X: y\r\n" * 90,
        b"X-Forwarded-For: " + b"127.0.0.1," * 5000 + b"1\r\n",
        b"Cookie: " + b"a=b; " * 10_000 + b"\r\n",
        b"Authorization: AWS4-HMAC-SHA256 Credential=" + b"a/" * 20_000 + b"\r\n",
    ],
    ids=["one", "many", "forwarded", "cookie", "authorization"],
)
def test_large_heads(attacked, head):
    """As large as they may be, again and again on many connections."""
    request = b"GET / HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n"
    over = threading.Event()

    def flood():
        while not over.is_set():
            with contextlib.suppress(OSError), opened(attacked) as connection:
                for _ in range(20):
                    connection.sendall(request)
                    connection.recv(65536)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(8):
            pool.submit(flood)
        try:
            assert_served(attacked, times=10)
        finally:
            over.set()
    assert attacked.resident_bytes_max < 500 * MIB


def bomb(bytes_unpacked):
    return gzip.compress(b"Action=ListUsers&Version=2010-05-08&a=" + b"x" * bytes_unpacked)


def test_a_compressed_form_is_not_unpacked(attacked):
    """Some hundred KiB that would be some hundred MiB. Whoever signs it has a key."""
    body, before = bomb(300 * MIB), attacked.resident_bytes
    for coding in ("gzip", "deflate", "br", "gzip, gzip"):
        headers = wire.sign(attacked.root, body, extra={"content-encoding": coding})
        answer = wire.send(attacked.endpoint, headers=headers, body=body)
        assert 400 <= answer.status < 500, answer.body
    assert attacked.resident_bytes - before < 64 * MIB


def test_a_compressed_object_is_kept_as_it_is(attacked):
    root, bucket = attacked.root, make_bucket(attacked.root)
    body, before = bomb(300 * MIB), attacked.resident_bytes
    root.s3.put_object(Bucket=bucket, Key="bomb", Body=body, ContentEncoding="gzip")
    got = root.s3.get_object(Bucket=bucket, Key="bomb")
    assert got["ContentEncoding"] == "gzip"
    assert got["Body"].read() == body
    assert attacked.resident_bytes - before < 64 * MIB


def test_compressed_xml_is_not_unpacked(attacked):
    root, bucket = attacked.root, make_bucket(attacked.root)
    body, before = bomb(100 * MIB), attacked.resident_bytes
    headers = {"content-encoding": "gzip", "content-length": str(len(body))}
    signed = s3_wire.sign(
        root, "PUT", f"/{bucket}", {"tagging": ""}, headers, payload=s3_wire.UNSIGNED
    )
    answer = wire.send(attacked.endpoint, "PUT", signed.target, signed.headers, body)
    assert 400 <= answer.status < 500, answer.body
    assert attacked.resident_bytes - before < 64 * MIB


@pytest.fixture(scope="module")
def long_list(attacked):
    """A bucket whose list is about 5 MiB: more than the system takes from the server unread."""
    bucket = make_bucket(attacked.root)
    s3 = attacked.root.s3
    # In XML each of these characters is five.
    keys = [f"{number:04}" + "&" * 1000 for number in range(1000)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda key: s3.put_object(Bucket=bucket, Key=key, Body=b""), keys))
    return bucket


def patient(root):
    """A client as programs have it: it tries again."""
    session = new_session(
        aws_access_key_id=root.key_id, aws_secret_access_key=root.secret, region_name=root.region
    )
    config = Config(
        retries={"mode": "standard", "total_max_attempts": 10}, s3={"addressing_style": "path"}
    )
    return session.client("s3", endpoint_url=root.endpoint, config=config)


def test_large_answers_that_nobody_reads(attacked, long_list):
    """Sixty at once; whoever asks for one has a key. More than a few are never in memory."""
    root, before = attacked.root, attacked.resident_bytes
    unread = []
    try:
        for number in range(60):
            signed = s3_wire.sign(root, "GET", f"/{long_list}", {"list-type": "2"})
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(SECONDS_MAX)
            address = urlsplit(attacked.endpoint)
            connection.connect((address.hostname, address.port))
            connection.sendall(signed.head)
            unread.append(connection)
            if number % 20 == 19:
                assert_served(attacked, times=1)
        # Who reads gets the same answer, though it may have to ask again.
        listed = patient(root).list_objects_v2(Bucket=long_list)
        assert listed["KeyCount"] == 1000
        assert numbers(attacked)("iamd_answers_held_bytes") <= 16 * MIB
        assert numbers(attacked)("iamd_refusals_total", reason="no_room") > 0
        assert attacked.resident_bytes - before < 128 * MIB
    finally:
        for connection in unread:
            connection.close()


def test_objects_that_nobody_reads(attacked):
    """What was read ahead of them has the same room. Who reads gets in the end what it asks for."""
    root, bucket = attacked.root, make_bucket(attacked.root)
    root.s3.put_object(Bucket=bucket, Key="large", Body=b"x" * (16 * MIB))
    before, unread = attacked.resident_bytes, []
    try:
        for _ in range(200):
            signed = s3_wire.sign(root, "GET", f"/{bucket}/large")
            connection = opened(attacked)
            connection.sendall(signed.head)
            assert connection.recv(12) in (b"HTTP/1.1 200", b"HTTP/1.1 503")
            unread.append(connection)
        assert_served(attacked)
        got = patient(root).get_object(Bucket=bucket, Key="large")["Body"].read()
        assert len(got) == 16 * MIB
        assert attacked.resident_bytes - before < 100 * MIB
    finally:
        for connection in unread:
            connection.close()


def test_large_bodies_that_never_end(attacked):
    """They hold what all bodies together may hold; others find room all the same."""
    almost = 2 * MIB - 1000
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {almost + 500}\r\n\r\n".encode()
    held = []
    try:
        for _ in range(200):
            connection = opened(attacked)
            with contextlib.suppress(OSError):
                connection.sendall(head + b"x" * almost)
            held.append(connection)
        large = wire.form("CreateUser", UserName="x" * 500_000)
        for _ in range(5):
            assert_served(attacked, times=1)
            if wire.call(attacked.root, large).code == "ValidationError":
                break
        else:
            pytest.fail("a large body found no room")
    finally:
        for connection in held:
            connection.close()


def test_requests_that_prove_nothing(attacked):
    """As fast as they can be sent."""
    over = threading.Event()
    wrong = attacked.root.elsewhere(secret="wrong")
    body = wire.form("ListUsers")

    def guess():
        connection = wire.connect(attacked.endpoint)
        while not over.is_set():
            assert wire.call(wrong, body, connection).status in (400, 403)

    with ThreadPoolExecutor(4) as pool:
        guesses = [pool.submit(guess) for _ in range(4)]
        try:
            assert_served(attacked, times=10)
        finally:
            over.set()
        for guessing in guesses:
            guessing.result()


def test_after_all_this_nothing_is_left(attacked):
    """No connection, no answer, no body, no request in work is counted that is not there."""
    with pytest.raises(ClientError):
        attacked.root.s3.get_object(Bucket=fresh("no-such"), Key="k")
    for _ in range(10_000):
        told = numbers(attacked)
        left = [
            told("iamd_requests_in_work"),
            told("iamd_answers_held_bytes"),
            told("iamd_bodies_held_bytes"),
        ]
        # The question itself is in work on a listener with places of its own.
        if not any(left):
            break
    assert left == [0, 0, 0]
    assert told("iamd_ready") == 1
