"""Requests byte by byte: what no client library would send."""

import datetime
import hashlib
import hmac
import http.client
import re
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

VERSIONS = {"iam": "2010-05-08", "sts": "2011-06-15"}
FORM = "application/x-www-form-urlencoded; charset=utf-8"
SECONDS_MAX = 60


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict
    body: bytes

    @property
    def xml(self):
        """The document without its namespaces."""
        return ElementTree.fromstring(re.sub(rb' xmlns="[^"]*"', b"", self.body, count=1))

    def text(self, name):
        """The text of the first element of that name, at any depth."""
        found = self.xml.find(f".//{name}")
        return None if found is None else (found.text or "")

    @property
    def code(self):
        return self.text("Code")

    @property
    def message(self):
        return self.text("Message")


def form(action, service="iam", **members):
    """A form's body; the members come in the order that is given."""
    pairs = {"Action": action, "Version": VERSIONS[service]} | members
    return "&".join(
        f"{quote(k, safe='')}={quote(str(v), safe='')}" for k, v in pairs.items()
    ).encode()


def timestamp(shift_seconds=0):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now + datetime.timedelta(seconds=shift_seconds)).strftime("%Y%m%dT%H%M%SZ")


def sign(
    credentials, body, *, method="POST", path="/", query="", service="iam", at=None, extra=None
):
    """The headers of a signed request: Signature Version 4, written out once more."""
    at = at or timestamp()
    scope = f"{at[:8]}/{credentials.region}/{service}/aws4_request"
    headers = {"host": urlsplit(credentials.endpoint).netloc, "x-amz-date": at, **(extra or {})}
    if credentials.token:
        headers["x-amz-security-token"] = credentials.token
    if body:
        headers["content-type"] = FORM
    names = ";".join(sorted(headers))
    canonical = "\n".join(
        [method, path, query]
        + [f"{name}:{headers[name]}" for name in sorted(headers)]
        + ["", names, hashlib.sha256(body).hexdigest()]
    )
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={credentials.key_id}/{scope}, "
        f"SignedHeaders={names}, Signature={signature(credentials, canonical, at, scope)}"
    )
    return headers


def presign(credentials, query, *, expires, at=None, service="sts"):
    """The target of a GET whose signature stands in its query."""
    at = at or timestamp()
    scope = f"{at[:8]}/{credentials.region}/{service}/aws4_request"
    signed = query | {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{credentials.key_id}/{scope}",
        "X-Amz-Date": at,
        "X-Amz-Expires": str(expires),
        "X-Amz-SignedHeaders": "host",
    }
    if credentials.token:
        signed["X-Amz-Security-Token"] = credentials.token
    pairs = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in sorted(signed.items()))
    host = urlsplit(credentials.endpoint).netloc
    nothing = hashlib.sha256(b"").hexdigest()
    canonical = f"GET\n/\n{pairs}\nhost:{host}\n\nhost\n{nothing}"
    return f"/?{pairs}&X-Amz-Signature={signature(credentials, canonical, at, scope)}"


def signature(credentials, canonical, at, scope):
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"AWS4{credentials.secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    to_sign = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{digest}"
    return hmac.digest(key, to_sign.encode(), "sha256").hex()


def connect(endpoint, ca_file=None):
    """An open connection to the endpoint."""
    address = urlsplit(endpoint)
    if address.scheme == "https":
        context = ssl.create_default_context(cafile=ca_file)
        return http.client.HTTPSConnection(address.netloc, timeout=SECONDS_MAX, context=context)
    return http.client.HTTPConnection(address.netloc, timeout=SECONDS_MAX)


def send(endpoint, method="POST", target="/", headers=None, body=b"", connection=None):
    """Sends one request with just these headers (and a length), and reads the answer."""
    opened = connection or connect(endpoint)
    opened.request(method, target, body=body, headers=headers or {})
    response = opened.getresponse()
    answer = Answer(
        response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    )
    if connection is None:
        opened.close()
    return answer


def call(credentials, body, connection=None, **signing):
    """Sends a signed form."""
    headers = sign(credentials, body, **signing)
    return send(credentials.endpoint, headers=headers, body=body, connection=connection)
