"""Requests to S3 that mean harm: each is refused, the server goes on, its memory stays bounded."""

import contextlib
import re
import socket
import threading
from urllib.parse import urlsplit

import pytest

import s3_wire
from buckets import MIB, content, keys, make_bucket
from forms import post_form
from s3_wire import Exchange
from server import Server

# LIMIT: what all of these requests together may add to the memory of a server.
GROWTH_BYTES_MAX = 128 * MIB


@pytest.fixture(scope="module")
def burdened(tmp_path_factory):
    """A server of this module alone, because its memory is looked at."""
    with Server(tmp_path_factory.mktemp("hostile") / "data") as server:
        make_bucket(server.root, "burdened")
        server.root.s3.put_object(Bucket="burdened", Key="k", Body=b"x")
        before = server.resident_bytes
        yield server
        assert server.resident_bytes_max - before < GROWTH_BYTES_MAX


@pytest.fixture(autouse=True)
def goes_on(burdened):
    yield
    assert keys(burdened.root, "burdened") == ["k"]


def is_refused(server, method, path, query=None, body=b"", headers=None):
    """Sends what may be refused before it was all read: then the connection ends early."""
    try:
        answer = s3_wire.call(server.root, method, path, query, body, headers)
    except OSError:
        return
    # The body may name what was sent, with characters that no XML parser takes.
    code = re.search(rb"<Code>(\w+)</Code>", answer.body)
    assert code and code[1] != b"InternalError", answer.body[:300]
    assert 400 <= answer.status < 500 or code[1] == b"NotImplemented", answer.body[:300]


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij"))
    + "]><Delete><Object><Key>&j;</Key></Object></Delete>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    "<Delete><Object><Key>&a;</Key></Object></Delete>"
)
BODIES = {
    "entities in entities": ENTITIES,
    "an entity from a file": OUTSIDE,
    "a thousand folds": "<Delete>" * 100_000,
    "a name of a megabyte": f"<{'x' * 1_000_000}/>",
    "a million attributes": "<Delete " + 'a="" ' * 400_000 + "/>",
    "a key of two megabytes": f"<Delete><Object><Key>{'x' * 2_000_000}</Key></Object></Delete>",
    "a hundred thousand keys": f"<Delete>{'<Object><Key>k</Key></Object>' * 100_000}</Delete>",
    "twenty megabytes of nothing": f"<Delete>{' ' * 20_000_000}</Delete>",
    "never closed": "<Delete><Object><Key>k",
    "no text": b"<Delete><Object><Key>\xff\xfe</Key></Object></Delete>",
    "another encoding": "<?xml version='1.0' encoding='utf-16'?><Delete/>".encode("utf-16"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("query", ["delete", "lifecycle"])
def test_a_body_that_is_no_request(burdened, query, body):
    method = "POST" if query == "delete" else "PUT"
    body = body if isinstance(body, bytes) else body.encode()
    is_refused(burdened, method, "/burdened", {query: ""}, body)


def test_ten_thousand_and_one_parts(burdened):
    s3 = burdened.root.s3
    upload_id = s3.create_multipart_upload(Bucket="burdened", Key="u")["UploadId"]
    part = "<Part><PartNumber>{}</PartNumber><ETag>0</ETag></Part>"
    parts = "".join(part.format(number) for number in range(1, 10_002))
    body = f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode()
    is_refused(burdened, "POST", "/burdened/u", {"uploadId": upload_id}, body)
    s3.abort_multipart_upload(Bucket="burdened", Key="u", UploadId=upload_id)


@pytest.mark.parametrize("upload_id", ["", "x", "../../k", "x" * 10_000, "\x00", "ä"])
def test_the_id_of_an_upload_that_never_was(burdened, upload_id):
    query = {"uploadId": upload_id, "partNumber": "1"}
    is_refused(burdened, "PUT", "/burdened/k2", query, b"x")
    is_refused(burdened, "DELETE", "/burdened/k2", {"uploadId": upload_id or "x"})


@pytest.mark.parametrize("version", ["x", "../k", "x" * 10_000, "\x00", "ä", "NULL"])
def test_the_id_of_a_version_that_never_was(burdened, version):
    is_refused(burdened, "GET", "/burdened/k", {"versionId": version})


@pytest.mark.parametrize(
    "headers",
    [
        {"x-amz-tagging": "&".join(f"k{n}=v" for n in range(1000))},
        {"x-amz-tagging": "%zz=%"},
        {"x-amz-copy-source": "x" * 5000},
        {"x-amz-copy-source": "%2F%2e%2e%2Fk"},
        {"x-amz-copy-source": "burdened/%ff"},
        {"x-amz-storage-class": "GLACIER_OF_DREAMS"},
        {"x-amz-server-side-encryption": "rot13"},
        {"x-amz-object-lock-mode": "COMPLIANCE"},
        {"if-none-match": "*, *"},
        {"content-md5": "x" * 1000},
        {"x-amz-checksum-sha256": "x" * 1000},
        {"x-amz-sdk-checksum-algorithm": "NONE", "x-amz-checksum-none": "x"},
        {"x-amz-website-redirect-location": "javascript:alert(1)"},
        {f"x-amz-meta-{n}": "x" * 60 for n in range(60)},
    ],
    ids=range(14),
)
def test_a_header_that_makes_no_sense(burdened, headers):
    is_refused(burdened, "PUT", "/burdened/k2", headers=headers)


def test_a_form_that_never_comes_to_its_file(burdened):
    fields = {f"x-ignore-{number}": "v" * 100 for number in range(50_000)}
    form = {"url": f"{burdened.endpoint}/burdened", "fields": {"key": "k2"} | fields}
    with contextlib.suppress(OSError):
        assert post_form(form, b"x").status in (400, 403)
    form["fields"] = {"key": "k2", "policy": "x" * 5_000_000}
    with contextlib.suppress(OSError):
        assert post_form(form, b"x").status in (400, 403)


def test_many_who_send_slowly(burdened):
    """Each has begun an upload and sends no more: together they take up little."""
    bucket, path = "burdened", "/burdened/slow"
    before = burdened.resident_bytes
    with contextlib.ExitStack() as stack:
        for _ in range(100):
            told = {"content-length": str(64 * MIB)}
            signed = s3_wire.sign(
                burdened.root, "PUT", path, headers=told, payload=s3_wire.UNSIGNED
            )
            exchange = stack.enter_context(Exchange(burdened.endpoint))
            exchange.send(signed.head, content(100_000))
        assert keys(burdened.root, bucket) == ["k"]
        assert burdened.resident_bytes - before < 64 * MIB


def test_many_large_bodies_at_once(burdened):
    body = BODIES["twenty megabytes of nothing"].encode()
    arguments = (burdened, "POST", "/burdened", {"delete": ""}, body)
    threads = [threading.Thread(target=is_refused, args=arguments) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    "target",
    ["/burdened/../k", "//", "/%", "/%2", "/burdened/%zz", "/%2e%2e/k", "/burdened%2fk", "*"],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST", "OPTIONS", "PATCH", "TRACE"])
def test_a_target_that_leads_elsewhere(burdened, method, target):
    """Nobody's request, so whatever it means, it is refused."""
    host = urlsplit(burdened.endpoint).netloc
    head = f"{method} {target} HTTP/1.1\r\nhost: {host}\r\ncontent-length: 0\r\n\r\n"
    with Exchange(burdened.endpoint) as exchange:
        exchange.send(head.encode())
        assert 400 <= exchange.answer(method).status < 600


def test_two_requests_in_one_packet_are_two(burdened):
    signed = s3_wire.sign(burdened.root, "GET", "/burdened/k")
    refused = s3_wire.unsigned(burdened.endpoint, "DELETE", "/burdened/k")
    with Exchange(burdened.endpoint) as exchange:
        exchange.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        exchange.send(signed.head + refused.head + signed.head)
        heads = [exchange.head() for _ in range(1)]
        assert "200 OK" in heads[0]
        assert exchange.socket.recv(1) == b"x"
        assert "403 Forbidden" in exchange.head()
