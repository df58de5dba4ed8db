"""Server certificates, with their chains, keys and tags."""

import pytest

from certificates import Authority
from pems import DAY, certificate, private_key
from principals import allow, fresh, make_user
from refusals import refused
from roles import tags
from test_command_lines import PROGRAMS, CommandLine

BROKEN = (
    "Unable to validate certificate chain. The certificate chain must start with the immediate "
    "signing certificate, followed by any intermediaries in order. The index within the chain of "
    "the invalid certificate is: "
)


def upload(root, name, **members):
    given = {"CertificateBody": certificate(), "PrivateKey": private_key()} | members
    return root.iam.upload_server_certificate(ServerCertificateName=name, **given)


def told(root, name):
    found = root.iam.get_server_certificate(ServerCertificateName=name)
    return found["ServerCertificate"]


@pytest.fixture
def name(root):
    name = fresh("web")
    yield name
    found = root.iam.get_paginator("list_server_certificates").paginate()
    for each in found.search("ServerCertificateMetadataList[].ServerCertificateName"):
        if each.lower().startswith(name):
            root.iam.delete_server_certificate(ServerCertificateName=each)


@pytest.fixture
def signed(tmp_path):
    """A certificate, its key and the chain to whoever signed it."""
    authority = Authority(tmp_path)
    authority.issue()
    return {
        "CertificateBody": authority.cert_file.read_text(),
        "PrivateKey": authority.key_file.read_text(),
        "CertificateChain": authority.ca_file.read_text(),
    }


def test_a_certificate_is_uploaded_told_and_deleted(root, name, account_id):
    body = certificate()
    made = upload(root, name, CertificateBody=body, Path="/team/", Tags=tags(Team="a", team="b"))
    assert {(tag["Key"], tag["Value"]) for tag in made["Tags"]} == {("Team", "a"), ("team", "b")}
    metadata = made["ServerCertificateMetadata"]
    assert metadata["Arn"] == f"arn:aws:iam::{account_id}:server-certificate/team/{name}"
    assert metadata["ServerCertificateId"].startswith("ASCA")
    assert (metadata["Path"], metadata["ServerCertificateName"]) == ("/team/", name)
    assert metadata["UploadDate"] < metadata["Expiration"]
    found = told(root, name)
    assert found["ServerCertificateMetadata"] == metadata
    assert found["CertificateBody"] == body.strip()
    assert found["Tags"] == made["Tags"] and "CertificateChain" not in found
    answer = root.iam.list_server_certificates(PathPrefix="/team/")
    assert metadata in answer["ServerCertificateMetadataList"]
    root.iam.delete_server_certificate(ServerCertificateName=name)
    text = f"The Server Certificate with name {name} cannot be found."
    with refused("NoSuchEntity", 404, text):
        told(root, name)
    with refused("NoSuchEntity", 404, text):
        root.iam.delete_server_certificate(ServerCertificateName=name)


def test_a_chain_is_kept_and_checked(root, name, signed):
    upload(root, name, **signed)
    found = told(root, name)
    assert found["CertificateChain"] == signed["CertificateChain"].strip()
    leaf, authority = signed["CertificateBody"], signed["CertificateChain"]
    for chain, text in (
        ("not a chain", "Unknown"),
        (certificate(), f"{BROKEN}-1"),
        (leaf + authority, f"{BROKEN}-1"),
        (authority + leaf, f"{BROKEN}1"),
    ):
        with refused("MalformedCertificate", 400, text):
            upload(root, f"{name}-2", **signed | {"CertificateChain": chain})
    without = {key: value for key, value in signed.items() if key != "CertificateChain"}
    upload(root, f"{name}-2", **without)
    upload(root, f"{name}-3", **signed | {"CertificateChain": authority + authority})


def test_what_does_not_fit_together_is_refused(root, name):
    malformed = "Unable to parse certificate. Please ensure the certificate is in PEM format."
    mismatch = (
        "The private key did not match the public key provided. Please verify the key material "
        "and try again."
    )
    expired = (
        "Certificate is no longer valid. The 'Not After' date restriction on the certificate has "
        "passed."
    )
    for code, text, members in (
        ("MalformedCertificate", malformed, {"CertificateBody": "x"}),
        ("MalformedCertificate", expired, {"CertificateBody": certificate(ends_in=-DAY)}),
        ("MalformedCertificate", None, {"PrivateKey": "x"}),
        ("KeyPairMismatch", mismatch, {"PrivateKey": private_key(1)}),
    ):
        with refused(code, 400, text):
            upload(root, name, **members)


def test_names_are_unique_in_any_case(root, name):
    upload(root, name)
    text = f"The Server Certificate with name {name.upper()} already exists."
    with refused("EntityAlreadyExists", 409, text):
        upload(root, name.upper())
    upload(root, f"{name}-2")
    with refused("EntityAlreadyExists", 409, text):
        root.iam.update_server_certificate(
            ServerCertificateName=f"{name}-2", NewServerCertificateName=name.upper()
        )


def test_a_renamed_certificate_is_the_same(root, name, account_id):
    first = upload(root, name, Tags=tags(a="1"))["ServerCertificateMetadata"]
    root.iam.update_server_certificate(
        ServerCertificateName=name, NewServerCertificateName=f"{name}-new", NewPath="/a/"
    )
    found = told(root, f"{name}-new")
    metadata = found["ServerCertificateMetadata"]
    assert metadata["ServerCertificateId"] == first["ServerCertificateId"]
    assert metadata["Arn"] == f"arn:aws:iam::{account_id}:server-certificate/a/{name}-new"
    assert found["Tags"] == tags(a="1")
    with refused("NoSuchEntity", 404):
        told(root, name)


def test_tags_are_told_apart_by_case(root, name):
    upload(root, name)
    of_it = {"ServerCertificateName": name}

    def shown():
        return root.iam.list_server_certificate_tags(**of_it)["Tags"]

    root.iam.tag_server_certificate(**of_it, Tags=tags(Team="a", team="b"))
    root.iam.tag_server_certificate(**of_it, Tags=tags(team="c", z="d"))
    assert shown() == tags(Team="a", team="c", z="d")
    root.iam.untag_server_certificate(**of_it, TagKeys=["team", "missing"])
    assert shown() == tags(Team="a", z="d")
    page = root.iam.list_server_certificate_tags(**of_it, MaxItems=1)
    assert page["IsTruncated"] and page["Tags"] == tags(Team="a")
    with refused("InvalidInput", 400, "The provided tag map must not be null/empty."):
        root.iam.tag_server_certificate(**of_it, Tags=[])
    with refused("InvalidInput", 400, "The provided tag keys must not be null/empty."):
        root.iam.untag_server_certificate(**of_it, TagKeys=[])
    many = [{"Key": f"k{i}", "Value": "v"} for i in range(49)]
    with refused("LimitExceeded", 409, "The number of tags has reached the maximum limit."):
        root.iam.tag_server_certificate(**of_it, Tags=many)


def test_tags_decide(root, name):
    upload(root, name, Tags=tags(team="a"))
    upload(root, f"{name}-2", Tags=tags(team="b"))
    policy = allow("iam:GetServerCertificate")
    policy = policy.replace(
        '"Resource": "*"',
        '"Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/team": "a"}}',
    )
    _, caller = make_user(root, policy)
    told(caller, name)
    with refused("AccessDenied", 403):
        told(caller, f"{name}-2")


def test_an_account_has_twenty(own_server):
    own_server.start()
    for number in range(20):
        upload(own_server.root, f"web-{number}")
    text = "Cannot exceed quota for ServerCertificatesPerAccount: 20"
    with refused("LimitExceeded", 409, text):
        upload(own_server.root, "web-20")
    own_server.kill()
    own_server.start()
    root = own_server.root
    found = root.iam.list_server_certificates()["ServerCertificateMetadataList"]
    assert len(found) == 20
    with refused("LimitExceeded", 409, text):
        upload(root, "web-20")
    root.iam.delete_server_certificate(ServerCertificateName="web-0")
    upload(root, "web-20")


def test_no_key_lies_open(own_server):
    own_server.start()
    upload(own_server.root, "web")
    own_server.stop()
    inside = "".join(private_key().splitlines()[3:5]).encode()
    line = private_key().splitlines()[3].encode()
    for path in own_server.data_dir.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert inside not in data and line not in data, path


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(root, name, version, tmp_path):
    aws = CommandLine(PROGRAMS[version], root)
    body, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    body.write_text(certificate())
    key.write_text(private_key())
    members = ("--certificate-body", f"file://{body}", "--private-key", f"file://{key}")
    aws.iam("upload-server-certificate", "--server-certificate-name", name, *members)
    found = aws.iam("get-server-certificate", "--server-certificate-name", name)
    assert found["ServerCertificate"]["CertificateBody"] == body.read_text().strip()
