"""What the audit log and `iamd explain` tell of sessions and of MFA."""

import json

import pytest

from authenticator import device_of
from principals import allow, fresh, make_user
from refusals import refused
from roles import arn_of, assume, federate, make_role, session_token, trust, user_id_of
from test_explain import as_json, denied, explained


class Log:
    """The audit log of a server."""

    def __init__(self, server):
        self.file = server.data_dir / "audit.jsonl"

    def of(self, key_id):
        """The events of a key, the latest last."""
        events = map(json.loads, self.file.open())
        return [it for it in events if it["userIdentity"].get("accessKeyId") == key_id]

    def last_of(self, caller):
        return self.of(caller.key_id)[-1]


@pytest.fixture
def log(server):
    return Log(server)


def test_the_keys_that_are_made_are_told_without_their_secrets(root, log, account_id):
    name, caller = make_user(root)
    made = root.iam.create_access_key(UserName=name)["AccessKey"]
    told = log.last_of(root)["responseElements"]["accessKey"]
    assert (told["accessKeyId"], told["userName"]) == (made["AccessKeyId"], name)
    assert made["SecretAccessKey"] not in log.file.read_text()
    _, role = make_role(root, trust(arn_of(caller)))
    issued = caller.sts.assume_role(RoleArn=role, RoleSessionName="me")
    told = log.last_of(caller)["responseElements"]
    credentials = issued["Credentials"]
    assert told["credentials"]["accessKeyId"] == credentials["AccessKeyId"]
    assert told["assumedRoleUser"]["arn"] == issued["AssumedRoleUser"]["Arn"]
    for secret in (credentials["SecretAccessKey"], credentials["SessionToken"]):
        assert secret not in log.file.read_text()
    issued = caller.sts.get_session_token()["Credentials"]["AccessKeyId"]
    told = log.last_of(caller)["responseElements"]
    assert told["credentials"]["accessKeyId"] == issued
    with refused("AccessDenied", 403):
        caller.sts.get_federation_token(Name="somebody")
    assert log.last_of(caller)["responseElements"] is None


def test_a_role_session_is_told_with_its_role(root, log, account_id):
    _, caller = make_user(root)
    policy = trust(arn_of(caller), action=["sts:AssumeRole", "sts:SetSourceIdentity"])
    name, role = make_role(root, policy, allow("s3:*"))
    role_id = root.iam.get_role(RoleName=name)["Role"]["RoleId"]
    session = assume(caller, role, "me", SourceIdentity="alice")
    session.s3.list_buckets()
    identity = log.last_of(session)["userIdentity"]
    assert identity["type"] == "AssumedRole"
    assert (identity["arn"], identity["principalId"]) == (arn_of(session), user_id_of(session))
    context = identity["sessionContext"]
    assert context["sessionIssuer"] == {
        "type": "Role",
        "principalId": role_id,
        "arn": role,
        "accountId": account_id,
        "userName": name,
    }
    assert context["attributes"]["mfaAuthenticated"] == "false"
    assert context["sourceIdentity"] == "alice"


def test_a_federated_user_is_told_with_its_user(root, log):
    name, caller = make_user(root, allow(["sts:GetFederationToken", "s3:*"]))
    session = federate(caller, allow("s3:*"))
    session.s3.list_buckets()
    identity = log.last_of(session)["userIdentity"]
    assert identity["type"] == "FederatedUser"
    issuer = identity["sessionContext"]["sessionIssuer"]
    assert (issuer["type"], issuer["userName"]) == ("IAMUser", name)


def test_a_session_of_a_user_tells_whether_it_has_mfa(root, log):
    name, caller = make_user(root, allow("s3:*"))
    proof = device_of(root, name).proof()
    for given, has in (({}, "false"), (proof, "true")):
        session = session_token(caller, **given)
        session.s3.list_buckets()
        identity = log.last_of(session)["userIdentity"]
        assert (identity["type"], identity["userName"]) == ("IAMUser", name)
        assert identity["sessionContext"]["attributes"]["mfaAuthenticated"] == has


def test_codes_seeds_and_tokens_are_not_there(root, server):
    name, caller = make_user(root)
    made = root.iam.create_virtual_mfa_device(VirtualMFADeviceName=f"{name}-device")
    seed = made["VirtualMFADevice"]["Base32StringSeed"].decode()
    device = device_of(root, name)
    _, role = make_role(root, arn_of(caller))
    proof = device.proof()
    session = assume(caller, role, **proof)
    with refused("AccessDenied", 403):
        session_token(caller, **proof)
    text = (server.data_dir / "audit.jsonl").read_text()
    assert device.serial in text
    for secret in (seed, session.token, session.secret):
        assert secret not in text
    # A code has but six digits, which may well stand somewhere else by chance.
    events = Log(server).of(caller.key_id)
    told = [(it["requestParameters"] or {}).get("tokenCode") for it in events]
    assert set(told) <= {None, "HIDDEN_DUE_TO_SECURITY_REASONS"}
    assert told.count("HIDDEN_DUE_TO_SECURITY_REASONS") == 2


def test_a_code_that_was_pasted_with_a_blank_is_not_there(root, server):
    name, caller = make_user(root)
    proof = device_of(root, name).proof()
    with refused("ValidationError", 400):
        session_token(caller, **proof | {"TokenCode": proof["TokenCode"] + " "})
    event = Log(server).last_of(caller)
    assert proof["TokenCode"] not in event["errorMessage"] + json.dumps(event["requestParameters"])


def test_a_denial_of_a_session_policy_is_explained(root, server):
    _, caller = make_user(root)
    _, role = make_role(root, arn_of(caller), allow("*"))
    session = assume(caller, role, Policy=allow("s3:*"))
    request = denied(session.iam.list_users)
    assert as_json(server, request)["denial"]["layer"] == "session"
    assert arn_of(session) in explained(server, request)


def test_a_role_that_does_not_trust_is_explained(root, server, account_id):
    _, caller = make_user(root, allow("sts:AssumeRole"))
    condition = {"StringEquals": {"sts:ExternalId": "word"}}
    _, role = make_role(root, trust(account_id, condition=condition))
    request = denied(
        caller.sts.assume_role, RoleArn=role, RoleSessionName="session", ExternalId="other"
    )
    said = explained(server, request)
    assert "sts:ExternalId" in said
    assert role in said


def test_a_role_that_does_not_exist_is_explained(root, server, account_id):
    _, caller = make_user(root, allow("sts:AssumeRole"))
    role = f"arn:aws:iam::{account_id}:role/{fresh('none')}"
    request = denied(caller.sts.assume_role, RoleArn=role, RoleSessionName="session")
    said = explained(server, request)
    assert "decision  denied: there is no role with this ARN\n" in said
    assert role in said


def test_a_code_that_was_used_is_explained(root, server):
    name, caller = make_user(root)
    device = device_of(root, name)
    proof = device.proof()
    session_token(caller, **proof)
    for shown, reason in (
        (proof, "the MFA code was not accepted: it is wrong"),
        (proof | {"SerialNumber": device.serial + "x"}, "not one that is enabled for the caller"),
    ):
        said = explained(server, denied(caller.sts.get_session_token, **shown))
        assert "decision  none: the MFA " in said
        assert reason in said


def test_credentials_that_may_never_call_an_operation_are_explained(root, server):
    _, caller = make_user(root, allow("*"))
    session, federated = session_token(caller), federate(caller)
    for call, code, status, reason in (
        (
            session.iam.list_users,
            "InvalidClientTokenId",
            403,
            "credentials of GetSessionToken without MFA may never call iam:ListUsers,",
        ),
        (
            federated.sts.get_session_token,
            "AccessDenied",
            403,
            "credentials of GetFederationToken may never call sts:GetSessionToken,",
        ),
    ):
        with refused(code, status) as caught:
            call()
        said = explained(server, caught.value.response["ResponseMetadata"]["RequestId"])
        assert f"decision  none: {reason} whatever policies say" in said
