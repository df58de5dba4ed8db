"""SSH public keys of users."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from pems import certificate, rsa_key, ssh_public_key
from principals import fresh, make_user
from refusals import refused

UNKNOWN = ("UnrecognizedPublicKeyEncoding", "Invalid public key uploaded.")
INVALID = ("InvalidPublicKey", "Invalid body for public key")


def upload(root, user, body):
    made = root.iam.upload_ssh_public_key(UserName=user, SSHPublicKeyBody=body)
    return made["SSHPublicKey"]


def listed(root, user):
    answer = root.iam.list_ssh_public_keys(UserName=user)
    assert answer["IsTruncated"] is False
    return [(each["SSHPublicKeyId"], each["Status"]) for each in answer["SSHPublicKeys"]]


def as_pem(number=0):
    public = rsa_key(number).public_key()
    kind = serialization.PublicFormat.SubjectPublicKeyInfo
    return public.public_bytes(serialization.Encoding.PEM, kind).decode()


def fingerprint(number=0):
    blob = base64.b64decode(ssh_public_key(number).split()[1])
    digest = hashlib.md5(blob, usedforsecurity=False).hexdigest()
    return ":".join(digest[i : i + 2] for i in range(0, 32, 2))


@pytest.mark.parametrize("form", ["SSH", "PEM"])
def test_a_key_is_told_in_both_encodings(root, user, form):
    body = f"{ssh_public_key()} somebody@example" if form == "SSH" else as_pem()
    made = upload(root, user, body)
    assert made["SSHPublicKeyId"].startswith("APKA") and len(made["SSHPublicKeyId"]) == 20
    assert made["SSHPublicKeyBody"] == body
    assert (made["UserName"], made["Status"]) == (user, "Active")
    assert made["Fingerprint"] == fingerprint()
    for encoding, expect in (("SSH", ssh_public_key()), ("PEM", as_pem())):
        found = root.iam.get_ssh_public_key(
            UserName=user, SSHPublicKeyId=made["SSHPublicKeyId"], Encoding=encoding
        )["SSHPublicKey"]
        assert found == made | {"SSHPublicKeyBody": expect}


def test_a_key_is_switched_and_deleted(root, user):
    made = upload(root, user, ssh_public_key())
    of_it = {"UserName": user, "SSHPublicKeyId": made["SSHPublicKeyId"]}
    for status in ("Inactive", "Active"):
        root.iam.update_ssh_public_key(**of_it, Status=status)
        assert listed(root, user) == [(made["SSHPublicKeyId"], status)]
    with refused("InvalidInput", 400, "Operation does not support status Expired"):
        root.iam.update_ssh_public_key(**of_it, Status="Expired")
    text = "Cannot delete entity, must remove referenced objects first."
    with refused("DeleteConflict", 409, text):
        root.iam.delete_user(UserName=user)
    root.iam.delete_ssh_public_key(**of_it)
    assert listed(root, user) == []
    root.iam.delete_user(UserName=user)


def test_a_user_has_each_key_once_and_five_of_them(root, user):
    upload(root, user, ssh_public_key())
    with refused("DuplicateSSHPublicKey", 400, "Duplicate SSH public key uploaded."):
        upload(root, user, as_pem())
    other, _ = make_user(root)
    upload(root, other, ssh_public_key())
    for number in range(1, 5):
        upload(root, user, ssh_public_key(number))
    with refused("LimitExceeded", 409, "Cannot exceed quota for SSHPublicKeysPerUser: 5"):
        upload(root, user, ssh_public_key(5))
    pages = root.iam.get_paginator("list_ssh_public_keys")
    pages = pages.paginate(UserName=user, PaginationConfig={"PageSize": 2})
    found = [each for page in pages for each in page["SSHPublicKeys"]]
    assert len({each["SSHPublicKeyId"] for each in found}) == 5


def small_key():
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key()
    form = (serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    return key.public_bytes(*form).decode()


def other_key():
    key = ed25519.Ed25519PrivateKey.generate().public_key()
    form = (serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    return key.public_bytes(*form).decode()


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("not a key", UNKNOWN),
        (certificate(), UNKNOWN),
        (other_key(), UNKNOWN),
        (small_key(), INVALID),
        ("ssh-rsa AAAA", INVALID),
    ],
    ids=["text", "certificate", "ed25519", "1024 bits", "cut"],
)
def test_what_is_no_key_is_refused(root, user, body, refusal):
    code, text = refusal
    with refused(code, 400, text):
        upload(root, user, body)


def test_a_key_of_somebody_else_is_not_told(root, user):
    other, _ = make_user(root)
    theirs = upload(root, other, ssh_public_key())["SSHPublicKeyId"]
    missing, nobody = "APKAXXXXXXXXXXXXXXXXX", fresh("nobody")
    for name, key, text in (
        (user, theirs, f"User has no Public Key with id {theirs}."),
        (user, missing, f"The Public Key with id {missing} cannot be found."),
        (nobody, theirs, f"The user with name {nobody} cannot be found."),
    ):
        of_it = {"UserName": name, "SSHPublicKeyId": key}
        with refused("NoSuchEntity", 404, text):
            root.iam.get_ssh_public_key(**of_it, Encoding="SSH")
        with refused("NoSuchEntity", 404, text):
            root.iam.update_ssh_public_key(**of_it, Status="Active")
        with refused("NoSuchEntity", 404, text):
            root.iam.delete_ssh_public_key(**of_it)


def test_a_key_survives_a_kill(own_server):
    own_server.start()
    name, _ = make_user(own_server.root)
    made = upload(own_server.root, name, ssh_public_key())
    own_server.kill()
    own_server.start()
    assert listed(own_server.root, name) == [(made["SSHPublicKeyId"], "Active")]
