"""Signing certificates of users and of the root user."""

import re

import pytest

from pems import DAY, certificate, private_key
from principals import fresh, make_user
from refusals import refused
from test_command_lines import PROGRAMS, CommandLine


def upload(root, user, body):
    made = root.iam.upload_signing_certificate(UserName=user, CertificateBody=body)
    return made["Certificate"]


def listed(root, user):
    answer = root.iam.list_signing_certificates(UserName=user)
    assert answer["IsTruncated"] is False and "Marker" not in answer
    return [(each["CertificateId"], each["Status"]) for each in answer["Certificates"]]


def test_a_certificate_is_uploaded_switched_and_deleted(root, user):
    body = certificate()
    made = upload(root, user, body)
    assert re.fullmatch("[A-Z2-7]{32}", made["CertificateId"])
    assert (made["UserName"], made["Status"]) == (user, "Active")
    assert made["CertificateBody"] == body and made["UploadDate"]
    of_it = {"UserName": user, "CertificateId": made["CertificateId"]}
    for status in ("Inactive", "Active"):
        root.iam.update_signing_certificate(**of_it, Status=status)
        assert listed(root, user) == [(made["CertificateId"], status)]
    with refused("InvalidInput", 400, "Operation does not support status Expired"):
        root.iam.update_signing_certificate(**of_it, Status="Expired")
    with refused("DeleteConflict", 409, "Cannot delete entity, must delete certificates first."):
        root.iam.delete_user(UserName=user)
    root.iam.delete_signing_certificate(**of_it)
    assert listed(root, user) == []
    root.iam.delete_user(UserName=user)


def test_whoever_names_nobody_means_himself(root):
    name, caller = make_user(root, administrator=True)
    made = caller.iam.upload_signing_certificate(CertificateBody=certificate())["Certificate"]
    assert made["UserName"] == name
    of_root = root.iam.upload_signing_certificate(CertificateBody=certificate())["Certificate"]
    found = root.iam.list_signing_certificates()["Certificates"]
    assert [each["CertificateId"] for each in found] == [of_root["CertificateId"]]
    root.iam.delete_signing_certificate(CertificateId=of_root["CertificateId"])


def test_a_certificate_has_one_owner(root, user):
    body = certificate()
    first = upload(root, user, body)
    of_it = {"UserName": user, "CertificateId": first["CertificateId"]}
    root.iam.update_signing_certificate(**of_it, Status="Inactive")
    again = upload(root, user, body)
    assert again == first, "told as active, with its id and its date"
    assert listed(root, user) == [(first["CertificateId"], "Inactive")]
    other, _ = make_user(root)
    with refused("DuplicateCertificate", 409, "Duplicate certificate uploaded."):
        upload(root, other, body)
    text = f"The Certificate with id {first['CertificateId']} cannot be found."
    with refused("NoSuchEntity", 404, text):
        root.iam.delete_signing_certificate(
            UserName=other, CertificateId=first["CertificateId"]
        )


def test_a_user_has_two(root, user):
    ids = [upload(root, user, certificate())["CertificateId"] for _ in range(2)]
    with refused("LimitExceeded", 409, "Cannot exceed quota for CertificatesPerUser: 2"):
        upload(root, user, certificate())
    page = root.iam.list_signing_certificates(UserName=user, MaxItems=1)
    assert page["IsTruncated"] and page["Certificates"][0]["CertificateId"] == ids[0]
    page = root.iam.list_signing_certificates(UserName=user, Marker=page["Marker"])
    assert [each["CertificateId"] for each in page["Certificates"]] == ids[1:]


@pytest.mark.parametrize("body", ["invalid-certificate-body", certificate(ends_in=-DAY)])
def test_what_cannot_sign_is_refused(root, user, body):
    with refused("MalformedCertificate", 400, f"Certificate {body} is malformed."):
        upload(root, user, body)


def test_a_key_in_the_place_of_a_certificate_is_told_to_nobody(root, user):
    with refused("MalformedCertificate", 400, "Certificate is malformed."):
        upload(root, user, private_key())


def test_what_is_not_there_is_told(root, user):
    nobody = fresh("nobody")
    for name, text in (
        (nobody, f"The user with name {nobody} cannot be found."),
        (user, "The Certificate with id NONEXISTENTCERTID12345678901 cannot be found."),
    ):
        of_it = {"UserName": name, "CertificateId": "NONEXISTENTCERTID12345678901"}
        with refused("NoSuchEntity", 404, text):
            root.iam.update_signing_certificate(**of_it, Status="Inactive")
        with refused("NoSuchEntity", 404, text):
            root.iam.delete_signing_certificate(**of_it)


def test_a_certificate_survives_a_kill(own_server):
    own_server.start()
    name, _ = make_user(own_server.root)
    made = upload(own_server.root, name, certificate())
    own_server.kill()
    own_server.start()
    assert listed(own_server.root, name) == [(made["CertificateId"], "Active")]


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(root, user, version, tmp_path):
    aws = CommandLine(PROGRAMS[version], root)
    file = tmp_path / "certificate.pem"
    file.write_text(certificate())
    made = aws.iam(
        "upload-signing-certificate", "--user-name", user, "--certificate-body", f"file://{file}"
    )["Certificate"]
    found = aws.iam("list-signing-certificates", "--user-name", user)["Certificates"]
    assert [each["CertificateId"] for each in found] == [made["CertificateId"]]
