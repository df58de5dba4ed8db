"""Service-specific credentials: names and passwords, or API keys, of users for one service."""

import base64
import datetime

import pytest

from principals import allow, document, fresh, make_user, statement
from refusals import refused

COMMIT = "codecommit.amazonaws.com"
BEDROCK = "bedrock.amazonaws.com"
PASSWORDS = (COMMIT, "cassandra.amazonaws.com")
KEYS = {
    BEDROCK: "ABSK",
    "logs.amazonaws.com": "ACWL",
    "cloudwatch.amazonaws.com": "APIAACWM",
    "aws-external-anthropic.amazonaws.com": "AEAA",
}


def make(root, user, service, **members):
    made = root.iam.create_service_specific_credential(
        UserName=user, ServiceName=service, **members
    )
    return made["ServiceSpecificCredential"]


def listed(root, **members):
    answer = root.iam.list_service_specific_credentials(**members)
    assert answer["IsTruncated"] is False
    return answer["ServiceSpecificCredentials"]


def ids(found):
    return {each["ServiceSpecificCredentialId"] for each in found}


def of(made):
    key = "ServiceSpecificCredentialId"
    return {"UserName": made["UserName"], key: made[key]}


@pytest.mark.parametrize("service", PASSWORDS)
def test_a_password_is_told_once(root, user, account_id, service):
    made = make(root, user, service.upper())
    password = made.pop("ServicePassword")
    assert len(password) == 60
    assert made["ServiceSpecificCredentialId"].startswith("ACCA")
    assert made["ServiceName"] == service
    assert made["ServiceUserName"] == f"{user}-at-{account_id}"
    assert made["Status"] == "Active"
    assert "ExpirationDate" not in made and "ServiceCredentialAlias" not in made
    assert make(root, user, service)["ServiceUserName"] == f"{user}+1-at-{account_id}"
    text = "Cannot exceed quota for ContextSpecificCredentialsPerUserPerContext: 2"
    with refused("LimitExceeded", 409, text):
        make(root, user, service)
    found = listed(root, UserName=user, ServiceName=service)
    assert made in found and len(found) == 2


@pytest.mark.parametrize("service", KEYS)
def test_an_api_key_holds_its_name(root, user, account_id, service):
    made = make(root, user, service, CredentialAgeDays=30)
    alias = f"{user}-at-{account_id}"
    assert made["ServiceCredentialAlias"] == alias
    assert made["ExpirationDate"] - made["CreateDate"] == datetime.timedelta(days=30)
    inside = made["ServiceCredentialSecret"].removeprefix(KEYS[service])
    name, password = base64.b64decode(inside).decode().split(":")
    assert name == alias and len(password) == 60
    assert "ServiceUserName" not in made and "ServicePassword" not in made


def test_a_credential_is_switched_reset_and_deleted(root, user):
    first = make(root, user, COMMIT)
    root.iam.update_service_specific_credential(**of(first), Status="Inactive")
    reset = root.iam.reset_service_specific_credential(**of(first))
    reset = reset["ServiceSpecificCredential"]
    assert reset["ServicePassword"] != first["ServicePassword"]
    assert reset | {"ServicePassword": "", "Status": ""} == first | {
        "ServicePassword": "",
        "Status": "",
    }
    assert reset["Status"] == "Inactive"
    with refused("InvalidInput", 400, "Operation does not support status Expired"):
        root.iam.update_service_specific_credential(**of(first), Status="Expired")
    text = "Cannot delete entity, must remove referenced objects first."
    with refused("DeleteConflict", 409, text):
        root.iam.delete_user(UserName=user)
    root.iam.delete_service_specific_credential(**of(first))
    assert listed(root, UserName=user) == []
    root.iam.delete_user(UserName=user)


def test_a_credential_stays_with_its_user(root, user):
    first = make(root, user, COMMIT)
    renamed = fresh("renamed")
    root.iam.update_user(UserName=user, NewUserName=renamed)
    found = listed(root, UserName=renamed)
    assert found[0]["UserName"] == renamed
    assert found[0]["ServiceUserName"] == first["ServiceUserName"]
    root.iam.create_user(UserName=user)
    assert "+1-at-" in make(root, user, COMMIT)["ServiceUserName"]
    id_of_it = first["ServiceSpecificCredentialId"]
    text = f"User {user} does not have a service specific credential with id {id_of_it}"
    with refused("ValidationError", 400, text):
        root.iam.reset_service_specific_credential(**of(first))
    missing = {"UserName": user, "ServiceSpecificCredentialId": "ACCAXXXXXXXXXXXXXXXXX"}
    text = "No such credential ACCAXXXXXXXXXXXXXXXXX exists"
    with refused("NoSuchEntity", 404, text):
        root.iam.delete_service_specific_credential(**missing)


def test_lists_tell_services_and_users_apart(root, user):
    other, _ = make_user(root)
    commit, bedrock = make(root, user, COMMIT), make(root, user, BEDROCK)
    theirs = make(root, other, COMMIT)
    assert ids(listed(root, UserName=user)) == ids([commit, bedrock])
    assert ids(listed(root, UserName=user, ServiceName=BEDROCK)) == ids([bedrock])
    found, marker = [], {}
    while marker is not None:
        page = root.iam.list_service_specific_credentials(AllUsers=True, MaxItems=2, **marker)
        found += page["ServiceSpecificCredentials"]
        marker = {"Marker": page["Marker"]} if page["IsTruncated"] else None
    assert ids([commit, bedrock, theirs]) <= ids(found)
    assert len(ids(found)) == len(found)


@pytest.mark.parametrize(
    ("service", "code", "status", "text"),
    [
        (
            "sqs.amazonaws.com",
            "NoSuchEntity",
            404,
            "No such service sqs.amazonaws.com is supported for Service Specific Credentials",
        ),
        ("a_b", "ValidationError", 400, "ServiceName must match [a-zA-Z0-9.-]*"),
    ],
)
def test_services_that_have_none_are_told(root, user, service, code, status, text):
    with refused(code, status, text):
        make(root, user, service)
    with refused(code, status, text):
        listed(root, UserName=user, ServiceName=service)


def test_conditions_know_service_and_age(root, user):
    rights = statement("Allow", "iam:*ServiceSpecificCredential")
    rights["Condition"] = {
        "StringEquals": {"iam:ServiceSpecificCredentialServiceName": BEDROCK},
        "NumericLessThanEqualsIfExists": {"iam:ServiceSpecificCredentialAgeDays": 30},
    }
    _, caller = make_user(root, document(rights))
    own = make(caller, user, "Bedrock.amazonaws.com", CredentialAgeDays=30)
    for members in ({"service": COMMIT}, {"service": BEDROCK, "CredentialAgeDays": 31}):
        with refused("AccessDenied", 403):
            make(caller, user, **members)
    other = make(root, user, COMMIT)
    caller.iam.reset_service_specific_credential(**of(own))
    with refused("AccessDenied", 403):
        caller.iam.reset_service_specific_credential(**of(other))


def test_everybody_may_be_let_to_his_own(root, user):
    rights = allow("iam:*ServiceSpecificCredential*", "arn:aws:iam::*:user/${aws:username}")
    name, caller = make_user(root, rights)
    made = make(caller, name, COMMIT)
    assert ids(listed(caller)) == ids([made])
    only_id = {"ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}
    caller.iam.delete_service_specific_credential(**only_id)
    with refused("AccessDenied", 403):
        make(caller, user, COMMIT)
    with refused("AccessDenied", 403):
        listed(caller, AllUsers=True)


def test_a_credential_survives_a_kill(own_server):
    own_server.start()
    name, _ = make_user(own_server.root)
    made = make(own_server.root, name, COMMIT)
    own_server.kill()
    own_server.start()
    assert ids(listed(own_server.root, UserName=name)) == ids([made])
    # What was taken is still taken.
    assert "+1-at-" in make(own_server.root, name, COMMIT)["ServiceUserName"]
