"""Bodies in chunks, byte by byte: what was changed, cut short or smuggled in leaves no object."""

import contextlib
import hashlib
import http.client

import pytest

import s3_wire
from buckets import content, is_absent, make_bucket, read, user_of
from checksums import checksum
from s3_wire import CHUNKS, CHUNKS_TRAILER, UNSIGNED, UNSIGNED_TRAILER, Chunks, Exchange

# No chunk but the last may be shorter than 8 KiB.
PIECES = [content(65_536, "one"), content(8192, "two"), content(100, "three")]
BODY = b"".join(PIECES)
CRC = checksum("CRC32", BODY)
TRAILER = {"x_amz_checksum_crc32": CRC}


@pytest.fixture(scope="module")
def shelf(root):
    bucket = make_bucket(root)
    return bucket, user_of(root, bucket, ["s3:GetObject", "s3:PutObject"], ["s3:ListBucket"])


class Put:
    """One upload of `key` in chunks, still to be sent."""

    def __init__(self, shelf, how, key, headers=None, decoded_length=len(BODY)):
        self.bucket, self.caller = shelf
        self.key = key
        told = {"content-encoding": "aws-chunked"}
        if decoded_length is not None:
            told["x-amz-decoded-content-length"] = str(decoded_length)
        if how in (CHUNKS_TRAILER, UNSIGNED_TRAILER):
            told["x-amz-trailer"] = "x-amz-checksum-crc32"
        path = s3_wire.path_of(self.bucket, key)
        self.signed = s3_wire.sign(
            self.caller, "PUT", path, headers=told | (headers or {}), payload=how
        )
        self.chunks = Chunks(self.signed, is_signed=how != UNSIGNED_TRAILER)
        self.trailers = TRAILER if how in (CHUNKS_TRAILER, UNSIGNED_TRAILER) else {}

    def body(self, pieces=tuple(PIECES)):
        return self.chunks.body(pieces, **self.trailers)

    def send(self, body):
        return s3_wire.send(self.caller.endpoint, self.signed, body)

    def is_refused(self, body, code=None):
        self.signed.headers.pop("content-length", None)
        answer = self.send(body)
        assert 400 <= answer.status < 500, (answer.status, answer.body)
        assert code is None or answer.code == code, answer.body
        assert is_absent(self.caller, self.bucket, self.key)
        return answer


WAYS = (CHUNKS, CHUNKS_TRAILER, UNSIGNED_TRAILER)


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("pieces", [PIECES, [BODY], [BODY[:9000], BODY[9000:]], []])
def test_a_good_one_is_good(shelf, how, pieces):
    put = Put(shelf, how, "good", decoded_length=sum(map(len, pieces)))
    if put.trailers:
        put.trailers = {"x_amz_checksum_crc32": checksum("CRC32", b"".join(pieces))}
    answer = put.send(put.body(pieces))
    assert answer.status == 200, answer.body
    assert read(put.caller, put.bucket, "good") == b"".join(pieces)
    if put.trailers:
        head = put.caller.s3.head_object(Bucket=put.bucket, Key="good", ChecksumMode="ENABLED")
        assert head["ChecksumCRC32"] == put.trailers["x_amz_checksum_crc32"]


def places(body):
    """Where something can be changed: in each chunk's signature and in its data, at both ends."""
    found, at = [], 0
    for piece in [*PIECES, b""]:
        head = body.index(b"\r\n", at)
        start = head + 2
        found.append(head - 1)
        if piece:
            found += [start, start + len(piece) // 2, start + len(piece) - 1]
        at = start + len(piece) + (2 if piece else 0)
    return found


@pytest.mark.parametrize("how", [CHUNKS, CHUNKS_TRAILER])
def test_one_changed_byte_in_any_chunk(shelf, how):
    whole = Put(shelf, how, "flipped").body()
    for place in places(whole):
        put = Put(shelf, how, "flipped")
        body = bytearray(put.body())
        # A digit of a signature becomes another digit.
        body[place] = ord("1") if body[place] == ord("0") else ord("0")
        put.is_refused(bytes(body), "SignatureDoesNotMatch")


def test_one_changed_byte_without_signatures(shelf):
    """There the checksum in the trailer tells."""
    body = Put(shelf, UNSIGNED_TRAILER, "flipped").body()
    start = body.index(b"\r\n") + 2
    for place in (start, start + 30_000, start + 65_535):
        put = Put(shelf, UNSIGNED_TRAILER, "flipped")
        changed = bytearray(put.body())
        changed[place] ^= 1
        put.is_refused(bytes(changed), "BadDigest")


def test_chunks_in_another_order(shelf):
    put = Put(shelf, CHUNKS, "order", decoded_length=3 * 8192)
    one, two, three = (put.chunks.chunk(content(8192, name)) for name in ("a", "b", "c"))
    end = put.chunks.chunk(b"") + b"\r\n"
    put.is_refused(two + one + three + end, "SignatureDoesNotMatch")
    put.is_refused(one + one + three + end, "SignatureDoesNotMatch")
    put.is_refused(one + three + end, "SignatureDoesNotMatch")


@pytest.mark.parametrize("how", WAYS)
def test_the_last_chunk_is_missing(shelf, how):
    put = Put(shelf, how, "cut")
    chunks = b"".join(put.chunks.chunk(piece) for piece in PIECES)
    put.is_refused(chunks)
    put.is_refused(chunks + b"\r\n")
    put.is_refused(chunks[:-2])
    put.is_refused(b"")


@pytest.mark.parametrize("how", WAYS)
def test_the_connection_ends_early(shelf, how):
    """The length of the whole is said, and less of it comes."""
    whole = Put(shelf, how, "cut").body()
    for sent in (1, 50_000, len(whole) - 7, len(whole) - 1):
        put = Put(shelf, how, "cut")
        body = put.body()
        put.signed.headers["content-length"] = str(len(body))
        with Exchange(put.caller.endpoint) as exchange:
            exchange.send(put.signed.head, body[:sent])
        assert is_absent(put.caller, put.bucket, "cut"), sent


@pytest.mark.parametrize("how", [CHUNKS_TRAILER, UNSIGNED_TRAILER])
def test_a_wrong_trailer(shelf, how):
    put = Put(shelf, how, "trailer")
    put.trailers = {"x_amz_checksum_crc32": checksum("CRC32", b"other")}
    put.is_refused(put.body(), "BadDigest")
    put = Put(shelf, how, "trailer")
    put.trailers = {"x_amz_checksum_crc32": "no checksum"}
    put.is_refused(put.body())
    # Another than the one that was announced, and none.
    put = Put(shelf, how, "trailer")
    put.trailers = {"x_amz_checksum_sha1": checksum("SHA1", BODY)}
    put.is_refused(put.body())
    put = Put(shelf, how, "trailer")
    chunks = b"".join(put.chunks.chunk(piece) for piece in [*PIECES, b""])
    put.is_refused(chunks + b"\r\n")
    put.is_refused(chunks)


def test_a_trailer_that_was_changed_after_it_was_signed(shelf):
    put = Put(shelf, CHUNKS_TRAILER, "trailer")
    body = put.body()
    other = checksum("CRC32", b"other").encode()
    put.is_refused(body.replace(CRC.encode(), other), "SignatureDoesNotMatch")
    put = Put(shelf, CHUNKS_TRAILER, "trailer")
    body = put.body()
    last = body.rindex(b"\r\n\r\n") - 1
    flipped = bytes([body[last] ^ 1])
    put.is_refused(body[:last] + flipped + body[last + 1 :], "SignatureDoesNotMatch")
    put = Put(shelf, CHUNKS_TRAILER, "trailer")
    start = put.body().index(b"x-amz-trailer-signature")
    put = Put(shelf, CHUNKS_TRAILER, "trailer")
    put.is_refused(put.body()[:start] + b"\r\n")


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("more", [-1, 1, -8192, 8192])
def test_the_decoded_length_is_another(shelf, how, more):
    put = Put(shelf, how, "length", decoded_length=len(BODY) + more)
    put.is_refused(put.body())


@pytest.mark.parametrize("length", [None, "", "-1", "x", "9" * 30])
def test_the_decoded_length_is_none(shelf, length):
    put = Put(shelf, CHUNKS, "length", decoded_length=length)
    put.is_refused(put.body())


@pytest.mark.parametrize(
    "head",
    [
        *(b"zz\r\n", b"-1\r\n", b"0x10\r\n", b"\r\n", b"+10\r\n"),
        b"ffffffffffffffffffff\r\n",
        b"10;chunk-signature=\r\n" + b"x" * 16 + b"\r\n",
        b"10;chunk-signature=" + b"0" * 64 + b"\r\n" + b"x" * 16 + b"\r\n",
        b"10;other=1\r\n" + b"x" * 16 + b"\r\n",
        b"1" * 100_000,
        b"10;" + b"x" * 1_000_000,
    ],
    ids=range(11),
)
def test_what_is_no_chunk(shelf, head):
    put = Put(shelf, CHUNKS, "wild")
    put.is_refused(head + put.body())


def test_more_comes_after_the_end(shelf):
    for how in WAYS:
        put = Put(shelf, how, "more")
        put.is_refused(put.body() + b"more")


def plain(shelf, key, body, said, payload):
    """The answer to a body in one piece whose length was said to be another; None if there is
    none."""
    bucket, caller = shelf
    told = {"content-length": str(said)}
    signed = s3_wire.sign(caller, "PUT", f"/{bucket}/{key}", headers=told, payload=payload)
    with Exchange(caller.endpoint) as exchange:
        exchange.send(signed.head, body)
        if said > len(body):
            exchange.end()
        with contextlib.suppress(OSError, http.client.HTTPException):
            return exchange.answer()


@pytest.mark.parametrize("payload", [UNSIGNED, hashlib.sha256(BODY).hexdigest()])
@pytest.mark.parametrize("more", [1, 100, 1_000_000])
def test_a_plain_body_that_is_shorter_than_said_is_no_object(shelf, more, payload):
    answer = plain(shelf, "short", BODY, len(BODY) + more, payload)
    assert answer is None or 400 <= answer.status < 500
    assert is_absent(shelf[1], shelf[0], "short")


def test_a_plain_body_that_is_longer_than_said_ends_where_it_was_said(shelf):
    """What comes after it is the next request, and no good one."""
    bucket, caller = shelf
    refused = plain(shelf, "long", BODY, len(BODY) - 1, hashlib.sha256(BODY).hexdigest())
    assert (refused.status, refused.code) == (400, "XAmzContentSHA256Mismatch")
    assert is_absent(caller, bucket, "long")
    assert plain(shelf, "long", BODY, len(BODY) - 1, UNSIGNED).status == 200
    assert read(caller, bucket, "long") == BODY[:-1]


class TestContinue:
    """`Expect: 100-continue`: the body is asked for only from those who may send it."""

    def ask(self, exchange, caller, bucket, body):
        told = {"expect": "100-continue", "content-length": str(len(body))}
        signed = s3_wire.sign(
            caller,
            "PUT",
            f"/{bucket}/asked",
            headers=told,
            payload=hashlib.sha256(body).hexdigest(),
        )
        exchange.send(signed.head)

    def test_who_may_is_asked_for_it(self, shelf):
        bucket, caller = shelf
        with Exchange(caller.endpoint) as exchange:
            self.ask(exchange, caller, bucket, BODY)
            assert exchange.head() == "HTTP/1.1 100 Continue\r\n\r\n"
            exchange.send(BODY)
            assert exchange.answer().status == 200
        assert read(caller, bucket, "asked") == BODY

    def test_an_empty_body_is_no_trap(self, shelf):
        """A client that is answered without being asked for the body takes that for the end of the
        connection; so it is asked, or the connection ends."""
        bucket, caller = shelf
        with Exchange(caller.endpoint) as exchange:
            self.ask(exchange, caller, bucket, b"")
            first = exchange.head()
            assert first.startswith("HTTP/1.1 100 Continue") or "connection: close" in first.lower()
        for number in range(3):
            caller.s3.put_object(Bucket=bucket, Key=f"empty {number}", Body=b"")

    def test_who_may_not_is_told_at_once(self, shelf, root):
        bucket, _ = shelf
        reader = user_of(root, bucket, ["s3:GetObject"])
        for caller, code in (
            (reader, "AccessDenied"),
            (reader.elsewhere(secret="x" * 40), "SignatureDoesNotMatch"),
            (reader.elsewhere(key_id="AKIA" + "B" * 16), "InvalidAccessKeyId"),
        ):
            with Exchange(caller.endpoint) as exchange:
                self.ask(exchange, caller, bucket, BODY)
                answer = exchange.answer()
                assert (answer.status, answer.code) == (403, code)


class TestSmuggling:
    """What says how a body travels is kept apart from what says what it is."""

    @pytest.mark.parametrize(
        "encoding, kept",
        [
            ("aws-chunked", None),
            ("gzip,aws-chunked", "gzip"),
            ("aws-chunked,gzip", "gzip"),
            ("aws-chunked, gzip, br", "gzip, br"),
        ],
    )
    @pytest.mark.parametrize("how", WAYS)
    def test_the_encoding_of_the_way_is_no_encoding_of_the_object(self, shelf, how, encoding, kept):
        put = Put(shelf, how, "encoded", {"content-encoding": encoding})
        assert put.send(put.body()).status == 200
        head = put.caller.s3.head_object(Bucket=put.bucket, Key="encoded")
        found = head.get("ContentEncoding")
        assert (found and found.replace(" ", "")) == (kept and kept.replace(" ", ""))
        assert head["ContentLength"] == len(BODY)

    def test_the_name_of_the_encoding_is_not_needed(self, shelf):
        """SOURCE: some clients send chunks without naming them; S3 goes by the payload's hash."""
        put = Put(shelf, CHUNKS, "unnamed", {"content-encoding": "gzip"})
        assert put.send(put.body()).status == 200
        assert (
            put.caller.s3.head_object(Bucket=put.bucket, Key="unnamed")["ContentEncoding"] == "gzip"
        )

    def test_no_trailer_becomes_metadata(self, shelf):
        put = Put(shelf, UNSIGNED_TRAILER, "trailed")
        put.trailers = TRAILER | {"x_amz_meta_smuggled": "1", "x_amz_tagging": "a=b"}
        answer = put.send(put.body())
        if answer.status == 200:
            head = put.caller.s3.head_object(Bucket=put.bucket, Key="trailed")
            assert head["Metadata"] == {} and "TagCount" not in head
        else:
            assert is_absent(put.caller, put.bucket, "trailed")

    def test_two_frames_at_once(self, shelf):
        """HTTP's own chunks around those of S3 are one thing too many, or are both undone."""
        put = Put(shelf, CHUNKS, "framed")
        body = put.body()
        put.signed.headers["transfer-encoding"] = "chunked"
        framed = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
        with Exchange(put.caller.endpoint) as exchange:
            exchange.send(put.signed.head, framed)
            answer = exchange.answer()
        if answer.status == 200:
            assert read(put.caller, put.bucket, "framed") == BODY
        else:
            assert is_absent(put.caller, put.bucket, "framed")
