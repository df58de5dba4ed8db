"""Objects flow through: memory does not grow with them, in neither direction."""

import hashlib

import pytest

import s3_wire
from buckets import MIB, content, is_absent, make_bucket
from s3_wire import CHUNKS, UNSIGNED, Chunks, Exchange
from server import Server

LENGTH = 160 * MIB
PIECE = content(MIB)
# LIMIT: what may be on its way at once, with what it takes to encrypt it.
GROWTH_BYTES_MAX = 32 * MIB


@pytest.fixture(scope="module")
def flooded(tmp_path_factory):
    """A server of this module alone, because its memory is looked at."""
    with Server(tmp_path_factory.mktemp("streams") / "data") as server:
        make_bucket(server.root, "flooded")
        server.root.s3.put_object(Bucket="flooded", Key="first", Body=PIECE)
        before = server.resident_bytes
        yield server
        assert server.resident_bytes_max - before < GROWTH_BYTES_MAX


def pieces():
    return (PIECE for _ in range(LENGTH // len(PIECE)))


def put(server, key, *, is_chunked):
    told = {"content-length": str(LENGTH)}
    if is_chunked:
        # The framing of each chunk: its length in hex, its signature, two line ends.
        frame = len(f"{MIB:x};chunk-signature=") + 64 + 4
        last = len("0;chunk-signature=") + 64 + 4
        told = {
            "content-length": str(LENGTH + LENGTH // MIB * frame + last),
            "content-encoding": "aws-chunked",
            "x-amz-decoded-content-length": str(LENGTH),
        }
    path = f"/flooded/{key}"
    payload = CHUNKS if is_chunked else UNSIGNED
    signed = s3_wire.sign(server.root, "PUT", path, headers=told, payload=payload)
    chunks = Chunks(signed)
    with Exchange(server.endpoint) as exchange:
        exchange.send(signed.head)
        for piece in pieces():
            exchange.send(chunks.chunk(piece) if is_chunked else piece)
        if is_chunked:
            exchange.send(chunks.chunk(b""), b"\r\n")
        answer = exchange.answer()
        assert answer.status == 200, answer.body


@pytest.mark.parametrize("is_chunked", [False, True], ids=["plain", "in signed chunks"])
def test_a_large_object_goes_in_and_comes_out(flooded, is_chunked):
    put(flooded, "large", is_chunked=is_chunked)
    body = flooded.root.s3.get_object(Bucket="flooded", Key="large")["Body"]
    digest, expected = hashlib.sha256(), hashlib.sha256()
    for piece in body.iter_chunks(MIB):
        digest.update(piece)
    for piece in pieces():
        expected.update(piece)
    assert digest.digest() == expected.digest()


def test_who_does_not_read_on_is_not_read_ahead_for(flooded):
    body = flooded.root.s3.get_object(Bucket="flooded", Key="large")["Body"]
    assert body.read(1000) == PIECE[:1000]
    others = [flooded.root.s3.get_object(Bucket="flooded", Key="large")["Body"] for _ in range(8)]
    assert all(other.read(1000) == PIECE[:1000] for other in others)
    for stream in (body, *others):
        stream.close()


def test_a_copy_flows_too(flooded):
    source = {"Bucket": "flooded", "Key": "large"}
    flooded.root.s3.copy_object(Bucket="flooded", Key="copy", CopySource=source)
    head = flooded.root.s3.head_object(Bucket="flooded", Key="copy")
    assert head["ContentLength"] == LENGTH


def test_what_is_refused_at_its_end_is_gone(flooded):
    told = {"content-length": str(32 * MIB)}
    wrong = hashlib.sha256(b"another").hexdigest()
    signed = s3_wire.sign(flooded.root, "PUT", "/flooded/bad", headers=told, payload=wrong)
    with Exchange(flooded.endpoint) as exchange:
        exchange.send(signed.head, *[PIECE] * 32)
        assert exchange.answer().code == "XAmzContentSHA256Mismatch"
    assert is_absent(flooded.root, "flooded", "bad")
