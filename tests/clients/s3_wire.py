"""Requests to S3 byte by byte: signed, signed chunk by chunk, or not signed at all."""

import hashlib
import hmac
import http.client
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from wire import SECONDS_MAX, Answer, timestamp

UNSIGNED = "UNSIGNED-PAYLOAD"
CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
CHUNKS_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass
class Signed:
    """The head of a request, and what the signatures of its chunks go on from."""

    method: str
    target: str
    headers: dict
    at: str = ""
    scope: str = ""
    key: bytes = b""
    signature: str = ""

    @property
    def head(self):
        lines = [f"{self.method} {self.target} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode()


def path_of(bucket, key=None):
    return f"/{bucket}" + ("" if key is None else f"/{quote(key, safe='/~')}")


def query_of(query):
    """The canonical form of a query; a name without a value has an empty one."""
    pairs = sorted((quote(k, safe="~"), quote(str(v), safe="~")) for k, v in query.items())
    return "&".join(f"{name}={value}" for name, value in pairs)


def unsigned(endpoint, method, path="/", query=None, headers=None):
    """The head of a request of nobody."""
    target = path + (f"?{query_of(query)}" if query else "")
    return Signed(method, target, {"host": urlsplit(endpoint).netloc, **(headers or {})})


def sign(caller, method, path="/", query=None, headers=None, *, payload=NOTHING, at=None):
    """The head of a request that is signed with all its headers; `payload` says how its body is."""
    at = at or timestamp()
    signed = unsigned(caller.endpoint, method, path, query)
    signed.headers |= {"x-amz-date": at, "x-amz-content-sha256": payload}
    if caller.token:
        signed.headers["x-amz-security-token"] = caller.token
    signed.headers |= {name.lower(): value for name, value in (headers or {}).items()}
    # What the hop itself reads is no part of the signature.
    covered = sorted(set(signed.headers) - {"expect", "transfer-encoding", "connection"})
    canonical = "\n".join(
        [method, path, query_of(query or {})]
        + [f"{name}:{signed.headers[name]}" for name in covered]
        + ["", ";".join(covered), payload]
    )
    signed.at, signed.scope = at, f"{at[:8]}/{caller.region}/s3/aws4_request"
    signed.key = f"AWS4{caller.secret}".encode()
    for part in signed.scope.split("/"):
        signed.key = hmac.digest(signed.key, part.encode(), "sha256")
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    signed.signature = _hmac(signed, "AWS4-HMAC-SHA256", digest)
    signed.headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={caller.key_id}/{signed.scope}, "
        f"SignedHeaders={';'.join(covered)}, Signature={signed.signature}"
    )
    return signed


def _hmac(signed, algorithm, *lines):
    to_sign = "\n".join([algorithm, signed.at, signed.scope, *lines])
    return hmac.digest(signed.key, to_sign.encode(), "sha256").hex()


class Chunks:
    """Encodes a body in chunks, each with a signature that hangs on the one before."""

    def __init__(self, signed, is_signed=True):
        self.signed, self.is_signed = signed, is_signed
        self.previous = signed.signature

    def chunk(self, data):
        extension = ""
        if self.is_signed:
            digest = hashlib.sha256(data).hexdigest()
            self._follow("AWS4-HMAC-SHA256-PAYLOAD", NOTHING, digest)
            extension = f";chunk-signature={self.previous}"
        return f"{len(data):x}{extension}\r\n".encode() + data + (b"\r\n" if data else b"")

    def trailers(self, **values):
        """The trailers after the last chunk, with their signature."""
        lines = [f"{name.replace('_', '-')}:{value}" for name, value in values.items()]
        if self.is_signed:
            digest = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
            self._follow("AWS4-HMAC-SHA256-TRAILER", digest)
            lines.append(f"x-amz-trailer-signature:{self.previous}")
        return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n"

    def _follow(self, algorithm, *digests):
        self.previous = _hmac(self.signed, algorithm, self.previous, *digests)

    def body(self, pieces, **trailers):
        """A whole body: the pieces, the last chunk and what follows it."""
        chunks = b"".join(self.chunk(piece) for piece in [*pieces, b""])
        return chunks + (self.trailers(**trailers) if trailers else b"\r\n")


class Exchange:
    """One connection, on which a request is sent piece by piece."""

    def __init__(self, endpoint, ca_file=None):
        address = urlsplit(endpoint)
        self.socket = socket.create_connection((address.hostname, address.port), SECONDS_MAX)
        if address.scheme == "https":
            context = ssl.create_default_context(cafile=ca_file)
            self.socket = context.wrap_socket(self.socket, server_hostname=address.hostname)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, *pieces):
        for piece in pieces:
            self.socket.sendall(piece)

    def end(self):
        """Says that nothing more will come."""
        self.socket.shutdown(socket.SHUT_WR)

    def head(self):
        """Reads the head of an answer, perhaps of an interim one such as `100 Continue`."""
        line, byte = b"", b" "
        while byte and not line.endswith(b"\r\n\r\n"):
            byte = self.socket.recv(1)
            line += byte
        return line.decode()

    def answer(self, method="PUT"):
        response = http.client.HTTPResponse(self.socket, method=method)
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())


def send(endpoint, signed, body=b"", ca_file=None):
    """Sends one request whole, and reads the answer."""
    with Exchange(endpoint, ca_file) as exchange:
        if (body or signed.method in ("PUT", "POST")) and "content-length" not in signed.headers:
            signed.headers["content-length"] = str(len(body))
        try:
            exchange.send(signed.head, body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # It may have answered before the end of the body.
        return exchange.answer(signed.method)


def call(caller, method, path="/", query=None, body=b"", headers=None, **options):
    """Sends a signed request with its body's hash."""
    payload = options.pop("payload", hashlib.sha256(body).hexdigest())
    signed = sign(caller, method, path, query, headers, payload=payload, **options)
    return send(caller.endpoint, signed, body, caller.ca_file)


def anonymous(endpoint, method, path="/", query=None, body=b"", headers=None):
    """Sends a request of nobody."""
    return send(endpoint, unsigned(endpoint, method, path, query, headers), body)
