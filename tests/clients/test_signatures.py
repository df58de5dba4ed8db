"""Every way in which a signature can be wrong, in AWS's words."""

import re

import pytest

import wire
from principals import make_user
from refusals import refused

MISMATCH = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. "
    "Consult the service documentation for details."
)
BODY = wire.form("ListUsers")


def test_a_good_signature_is_good(admin):
    assert wire.call(admin, BODY).status == 200


def test_a_wrong_secret(admin):
    with refused("SignatureDoesNotMatch", 403) as caught:
        admin.elsewhere(secret="x" * 40).iam.list_users()
    assert caught.value.response["Error"]["Message"].startswith(MISMATCH)


def test_an_unknown_key(admin):
    said = "The security token included in the request is invalid."
    with refused("InvalidClientTokenId", 403, said):
        admin.elsewhere(key_id="AKIA" + "B" * 16).iam.list_users()


def test_a_replay_with_another_body(admin):
    headers = wire.sign(admin, BODY)
    body = wire.form("CreateUser", UserName="intruder")
    answer = wire.send(admin.endpoint, headers=headers, body=body)
    assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch")


def test_a_signature_for_another_service(admin):
    answer = wire.call(admin, wire.form("GetCallerIdentity", "sts"), service="iam")
    assert answer.status in (400, 403)
    assert answer.text("Account") is None


@pytest.mark.parametrize("header", ["host", "x-amz-date", "content-type", "x-extra"])
def test_a_changed_header(admin, header):
    headers = wire.sign(admin, BODY, extra={"x-extra": "1"})
    changed = {
        "host": "elsewhere:1",
        "x-amz-date": wire.timestamp(-1),
        "content-type": "text/plain",
    }
    headers[header] = changed.get(header, "2")
    answer = wire.send(admin.endpoint, headers=headers, body=BODY)
    assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch")


def test_every_character_of_the_signature_counts(admin):
    headers = wire.sign(admin, BODY)
    start, signature = headers["authorization"].split("Signature=")
    connection = wire.connect(admin.endpoint)
    for place in range(len(signature)):
        other = "0" if signature[place] != "0" else "1"
        flipped = signature[:place] + other + signature[place + 1 :]
        headers["authorization"] = f"{start}Signature={flipped}"
        answer = wire.send(admin.endpoint, headers=headers, body=BODY, connection=connection)
        assert answer.code == "SignatureDoesNotMatch", place


def test_a_clock_that_is_slow(admin):
    at = wire.timestamp(-16 * 60)
    answer = wire.call(admin, BODY, at=at)
    assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch")
    moment = r"\d{8}T\d{6}Z"
    said = rf"Signature expired: {at} is now earlier than {moment} \({moment} - 15 min\.\)"
    assert re.fullmatch(said, answer.message), answer.message


def test_a_clock_that_is_fast(admin):
    at = wire.timestamp(16 * 60)
    answer = wire.call(admin, BODY, at=at)
    assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch")
    moment = r"\d{8}T\d{6}Z"
    said = rf"Signature not yet current: {at} is still later than {moment} \({moment} \+ 15 min\.\)"
    assert re.fullmatch(said, answer.message), answer.message


@pytest.mark.parametrize("minutes", [-14, 14])
def test_a_clock_that_is_nearly_right(admin, minutes):
    assert wire.call(admin, BODY, at=wire.timestamp(minutes * 60)).status == 200


def test_no_signature(server):
    answer = wire.send(server.endpoint, headers={"content-type": wire.FORM}, body=BODY)
    assert (answer.status, answer.code) == (403, "MissingAuthenticationToken")
    assert answer.message == "Request is missing Authentication Token"


MALFORMED = {
    "nothing after the algorithm": "AWS4-HMAC-SHA256",
    "no credential": "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00",
    "no signed headers": "AWS4-HMAC-SHA256 Credential=A/20260131/r/iam/aws4_request, Signature=00",
    "no signature": "AWS4-HMAC-SHA256 Credential=A/20260131/r/iam/aws4_request, SignedHeaders=host",
    "short scope": "AWS4-HMAC-SHA256 Credential=A/1, SignedHeaders=host;x-amz-date, Signature=00",
    "older version": "AWS A:c2lnbmF0dXJl",
}


@pytest.mark.parametrize("header", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_header(server, header):
    headers = {"content-type": wire.FORM, "x-amz-date": wire.timestamp(), "authorization": header}
    answer = wire.send(server.endpoint, headers=headers, body=BODY)
    assert answer.status in (400, 403)
    assert answer.code in ("IncompleteSignature", "MissingAuthenticationToken"), answer.body


def test_a_header_that_must_be_signed(admin):
    """A signature that leaves the host out would be good at any host."""
    headers = wire.sign(admin, BODY)
    signed = headers["authorization"]
    headers["authorization"] = re.sub("SignedHeaders=[^,]*", "SignedHeaders=x-amz-date", signed)
    answer = wire.send(admin.endpoint, headers=headers, body=BODY)
    assert answer.status in (400, 403)
    assert answer.code in ("IncompleteSignature", "SignatureDoesNotMatch")


def test_nothing_is_done_without_a_good_signature(root):
    name, caller = make_user(root, administrator=True)
    with refused("SignatureDoesNotMatch"):
        caller.elsewhere(secret="y" * 40).iam.create_user(UserName=f"{name}-by-nobody")
    with refused("NoSuchEntity", 404):
        root.iam.get_user(UserName=f"{name}-by-nobody")
