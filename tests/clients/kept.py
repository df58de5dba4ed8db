"""Data directories that are kept, one of each format: what is in them and must be found there.

Each was made once, by the program of its time, and is never made anew:

    IAMD=that-program python kept.py N

writes `crates/server/tests/formats/N.tar.xz`, the stopped server's data directory, and `N.json`,
what it takes to use it. The secrets in there open nothing else.
"""

import datetime
import json
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import roles
from authenticator import STEP_SECONDS, Authenticator
from buckets import content, grant, make_bucket, read, set_policy
from console import sign_in
from identity_providers import saml_metadata
from pems import certificate, private_key, ssh_public_key
from principals import allow, document, make_user, statement
from server import ROOT, Credentials, Server

FOLDER = ROOT / "crates" / "server" / "tests" / "formats"
FORMATS = sorted(path.name.split(".")[0] for path in FOLDER.glob("*.tar.xz"))
# A socket is no file to keep, and a lock is nobody's any more.
LEFT_OUT = {"control.sock", "lock"}
PASSWORD = "Kept-password-1"
CUSTOMER_KEY = b"a key of the customer, 32 bytes."
# One that lies in the index, and one that has a file.
SMALL, LARGE = 700, 200_011
TAGS = roles.tags(team="kept")
YEARS = datetime.timedelta(days=36500)


def unpack(name, folder):
    """The data directory of a format, in a folder of its own, and what is known of it."""
    with tarfile.open(FOLDER / f"{name}.tar.xz") as archive:
        archive.extractall(folder, filter="fully_trusted")
    return folder / "data", json.loads((FOLDER / f"{name}.json").read_text())


def caller_of(key, endpoint):
    return Credentials(key[0], key[1], endpoint)


def fill(server):
    """Puts something of every kind into a new server, and returns what it takes to use it."""
    root = server.root
    account = root.sts.get_caller_identity()["Account"]
    facts = {"root": [root.key_id, root.secret], "account": account}
    facts |= _fill_people(root) | _fill_buckets(root)
    _fill_others(root)
    sign_in(server, facts["account"], "kept-person", PASSWORD)
    # One that is denied, so that the audit log has one.
    refused = caller_of(facts["reader"], server.endpoint)
    try:
        refused.iam.list_users()
    except refused.iam.exceptions.ClientError as error:
        facts["denied"] = error.response["ResponseMetadata"]["RequestId"]
    facts["details"] = details(root)
    return facts


def details(root):
    """Everything that `GetAccountAuthorizationDetails` tells, but for what changes by use."""
    pages = root.iam.get_paginator("get_account_authorization_details").paginate()
    lists = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    found = {name: [one for page in pages for one in page[name]] for name in lists}
    for role in found["RoleDetailList"]:
        role.pop("RoleLastUsed", None)
    # Those of AWS are the program's own and may change with it.
    found["Policies"] = [it for it in found["Policies"] if ":aws:policy/" not in it["Arn"]]
    return json.loads(json.dumps(found, default=str))


def _fill_people(root):
    _, person = make_user(root, name="kept-person", administrator=True, path="/kept/")
    root.iam.tag_user(UserName="kept-person", Tags=TAGS)
    root.iam.create_login_profile(UserName="kept-person", Password=PASSWORD)
    _, reader = make_user(root, allow("iam:GetUser"), name="kept-reader")
    root.iam.create_group(GroupName="kept-group")
    root.iam.add_user_to_group(GroupName="kept-group", UserName="kept-reader")
    made = root.iam.create_policy(PolicyName="kept-policy", PolicyDocument=allow("s3:*"))["Policy"]
    root.iam.create_policy_version(
        PolicyArn=made["Arn"], PolicyDocument=allow("s3:Get*"), SetAsDefault=True
    )
    root.iam.attach_group_policy(GroupName="kept-group", PolicyArn=made["Arn"])
    root.iam.put_user_permissions_boundary(
        UserName="kept-reader", PermissionsBoundary="arn:aws:iam::aws:policy/AdministratorAccess"
    )
    _, plain = make_user(root, allow("sts:AssumeRole"), name="kept-mfa")
    device = root.iam.create_virtual_mfa_device(VirtualMFADeviceName="kept-device")
    device = device["VirtualMFADevice"]
    seed = device["Base32StringSeed"].decode()
    phone, step = Authenticator(seed), int(time.time()) // STEP_SECONDS
    root.iam.enable_mfa_device(
        UserName="kept-mfa",
        SerialNumber=device["SerialNumber"],
        AuthenticationCode1=phone.code(step - 1),
        AuthenticationCode2=phone.code(step),
    )
    trusted = roles.trust(
        roles.arn_of(plain), condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    )
    _, role = roles.make_role(root, trusted, allow("s3:*"), RoleName="kept-role", Tags=TAGS)
    code = phone.code(step + 1)
    roles.assume(plain, role, SerialNumber=device["SerialNumber"], TokenCode=code)
    return {
        "person": [person.key_id, person.secret],
        "reader": [reader.key_id, reader.secret],
        "plain": [plain.key_id, plain.secret],
        "device": device["SerialNumber"],
        "seed": seed,
        "role": role,
    }


def _fill_buckets(root):
    name = make_bucket(root, "kept-bucket")
    root.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    root.s3.put_object(Bucket=name, Key="small", Body=content(SMALL, "first"))
    root.s3.put_object(
        Bucket=name, Key="small", Body=content(SMALL), Tagging="a=b", Metadata={"said": "kept"}
    )
    root.s3.put_object(Bucket=name, Key="large", Body=content(LARGE))
    root.s3.put_object(Bucket=name, Key="gone", Body=b"gone")
    root.s3.delete_object(Bucket=name, Key="gone")
    root.s3.put_object(
        Bucket=name,
        Key="customer",
        Body=content(SMALL),
        SSECustomerAlgorithm="AES256",
        SSECustomerKey=CUSTOMER_KEY,
    )
    whole = {"Bucket": name, "Key": "parts"}
    upload = whole | {"UploadId": root.s3.create_multipart_upload(**whole)["UploadId"]}
    tag = root.s3.upload_part(PartNumber=7, Body=content(LARGE, "part"), **upload)["ETag"]
    parts = [{"PartNumber": 7, "ETag": tag}]
    root.s3.complete_multipart_upload(MultipartUpload={"Parts": parts}, **upload)
    open_one = {"Bucket": name, "Key": "unfinished"}
    upload_id = root.s3.create_multipart_upload(**open_one)["UploadId"]
    tag = root.s3.upload_part(
        PartNumber=1, Body=content(SMALL), UploadId=upload_id, **open_one
    )["ETag"]
    set_policy(root, name, grant("Allow", "*", "s3:GetObject", f"arn:aws:s3:::{name}/small"))
    versions = root.s3.list_object_versions(Bucket=name)
    return {
        "bucket": name,
        "upload": [upload_id, tag],
        "versions": sorted([it["Key"], it["VersionId"]] for it in versions["Versions"]),
    }


def _fill_others(root):
    iam = root.iam
    iam.create_account_alias(AccountAlias="kept-alias")
    iam.update_account_password_policy(MinimumPasswordLength=9)
    iam.create_instance_profile(InstanceProfileName="kept-profile")
    iam.add_role_to_instance_profile(InstanceProfileName="kept-profile", RoleName="kept-role")
    iam.upload_server_certificate(
        ServerCertificateName="kept-certificate",
        CertificateBody=certificate(YEARS),
        PrivateKey=private_key(),
    )
    iam.upload_signing_certificate(UserName="kept-person", CertificateBody=certificate(YEARS))
    iam.upload_ssh_public_key(UserName="kept-person", SSHPublicKeyBody=ssh_public_key())
    iam.create_saml_provider(Name="kept-saml", SAMLMetadataDocument=saml_metadata())
    iam.create_open_id_connect_provider(
        Url="https://kept.example.org", ClientIDList=["kept"], ThumbprintList=["a" * 40]
    )
    iam.create_service_specific_credential(
        UserName="kept-person", ServiceName="codecommit.amazonaws.com"
    )
    iam.generate_credential_report()
    iam.put_role_policy(
        RoleName="kept-role",
        PolicyName="second",
        PolicyDocument=document(statement("Deny", "s3:DeleteBucket")),
    )


def check(server, facts, ahead=None):
    """Uses what is in there, each with what was kept of it; the MFA device if it is said whether
    with the code of this step or of one ahead, as no code is good twice."""
    root, person, reader, plain = (
        caller_of(facts[name], server.endpoint) for name in ("root", "person", "reader", "plain")
    )
    assert root.sts.get_caller_identity()["Account"] == facts["account"]
    assert details(root) == facts["details"]
    assert person.iam.get_user()["User"]["Tags"] == TAGS
    assert reader.iam.get_user()["User"]["UserName"] == "kept-reader"
    browser, _ = sign_in(server, facts["account"], "kept-person", PASSWORD)
    assert browser.is_signed_in(server)
    if ahead is not None:
        check_code(plain, facts, ahead)
    check_objects(person, facts)
    check_others(person)


def check_code(plain, facts, ahead):
    """A code of the kept seed lets somebody assume the role that asks for one."""
    code = Authenticator(facts["seed"]).code(int(time.time()) // STEP_SECONDS + ahead)
    with_code = {"SerialNumber": facts["device"], "TokenCode": code}
    assumed = roles.assume(plain, facts["role"], **with_code)
    assert read(assumed, facts["bucket"], "small") == content(SMALL)


def check_objects(caller, facts):
    bucket = facts["bucket"]
    for key, length in (("small", SMALL), ("large", LARGE)):
        assert read(caller, bucket, key) == content(length), key
    assert read(caller, bucket, "parts") == content(LARGE, "part")
    customer = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": CUSTOMER_KEY}
    assert read(caller, bucket, "customer", **customer) == content(SMALL)
    assert caller.s3.head_object(Bucket=bucket, Key="small")["Metadata"] == {"said": "kept"}
    found = caller.s3.list_object_versions(Bucket=bucket)
    versions = sorted([it["Key"], it["VersionId"]] for it in found["Versions"])
    assert versions == facts["versions"]
    assert [it["Key"] for it in found["DeleteMarkers"]] == ["gone"]
    (first,) = [it for it in found["Versions"] if it["Key"] == "small" and not it["IsLatest"]]
    said = read(caller, bucket, "small", VersionId=first["VersionId"])
    assert said == content(SMALL, "first")
    (upload,) = caller.s3.list_multipart_uploads(Bucket=bucket)["Uploads"]
    assert upload["UploadId"] == facts["upload"][0]


def check_others(caller):
    iam = caller.iam
    assert iam.list_account_aliases()["AccountAliases"] == ["kept-alias"]
    assert iam.get_account_password_policy()["PasswordPolicy"]["MinimumPasswordLength"] == 9
    name = {"ServerCertificateName": "kept-certificate"}
    body = iam.get_server_certificate(**name)["ServerCertificate"]["CertificateBody"]
    assert "BEGIN CERTIFICATE" in body
    assert len(iam.list_signing_certificates()["Certificates"]) == 1
    assert len(iam.list_ssh_public_keys()["SSHPublicKeys"]) == 1
    assert len(iam.list_saml_providers()["SAMLProviderList"]) == 1
    assert len(iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]) == 1
    assert len(iam.list_service_specific_credentials()["ServiceSpecificCredentials"]) == 1


def _make(name):
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with Server(data) as server:
            facts = fill(server)
        with tarfile.open(FOLDER / f"{name}.tar.xz", "w:xz", preset=9) as archive:
            for path in sorted(path for path in data.rglob("*") if path.is_file()):
                if path.name not in LEFT_OUT:
                    archive.add(path, path.relative_to(data.parent))
        (FOLDER / f"{name}.json").write_text(json.dumps(facts, indent=1) + "\n")


if __name__ == "__main__":
    _make(sys.argv[1])
