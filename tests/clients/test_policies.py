"""Managed policies that a user wrote, and their versions."""

import json

import pytest

from principals import allow, document, fresh, statement
from refusals import refused

READ = allow("iam:GetUser")
WRITE = allow(["iam:CreateUser", "iam:DeleteUser"])


@pytest.fixture
def arn(root):
    return make(root)["Arn"]


def make(root, path="/", text=READ, **members):
    made = root.iam.create_policy(
        PolicyName=fresh("policy"), Path=path, PolicyDocument=text, **members
    )
    return made["Policy"]


def test_a_policy_is_what_was_asked_for(root, account_id):
    made = make(root, path="/team/", Description="What it is for.")
    assert made["Arn"] == f"arn:aws:iam::{account_id}:policy/team/{made['PolicyName']}"
    assert made["PolicyId"].startswith("ANPA") and len(made["PolicyId"]) == 21
    assert (made["Path"], made["DefaultVersionId"]) == ("/team/", "v1")
    assert (made["AttachmentCount"], made["IsAttachable"]) == (0, True)
    got = root.iam.get_policy(PolicyArn=made["Arn"])["Policy"]
    assert got["Description"] == "What it is for."
    assert {name: got[name] for name in made if name != "Tags"} == {
        name: value for name, value in made.items() if name != "Tags"
    }


def test_names_are_unique_without_regard_to_case_and_path(root):
    made = make(root)
    for name in (made["PolicyName"], made["PolicyName"].upper()):
        said = f"A policy called {name} already exists. Duplicate names are not allowed."
        with refused("EntityAlreadyExists", 409, said):
            root.iam.create_policy(PolicyName=name, PolicyDocument=READ, Path="/other/")


def test_a_missing_policy_is_named(root, account_id):
    arn = f"arn:aws:iam::{account_id}:policy/{fresh('none')}"
    with refused("NoSuchEntity", 404, f"Policy {arn} was not found."):
        root.iam.get_policy(PolicyArn=arn)
    with refused("NoSuchEntity", 404):
        root.iam.delete_policy(PolicyArn=arn)


def test_a_document_comes_back_as_it_was_written(root, arn):
    text = (
        '{ "Version":"2012-10-17",\n\t"Statement":{"Effect":"Deny","Action":"*","Resource":"*"} }'
    )
    root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=text)
    got = root.iam.get_policy_version(PolicyArn=arn, VersionId="v2")["PolicyVersion"]
    assert got["Document"] == json.loads(text)
    assert (got["VersionId"], got["IsDefaultVersion"]) == ("v2", False)


def test_versions_are_counted_on_and_one_is_the_default(root, arn):
    second = root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=WRITE)["PolicyVersion"]
    assert (second["VersionId"], second["IsDefaultVersion"]) == ("v2", False)
    root.iam.set_default_policy_version(PolicyArn=arn, VersionId="v2")
    root.iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
    third = root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=READ, SetAsDefault=True)
    assert third["PolicyVersion"]["VersionId"] == "v3"
    listed = root.iam.list_policy_versions(PolicyArn=arn)["Versions"]
    assert {v["VersionId"]: v["IsDefaultVersion"] for v in listed} == {"v3": True, "v2": False}
    assert root.iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"] == "v3"


def test_there_are_at_most_five_versions(root, arn):
    for _ in range(4):
        root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=READ)
    said = (
        "A managed policy can have up to 5 versions. Before you create a new version, "
        "you must delete an existing version."
    )
    with refused("LimitExceeded", 409, said):
        root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=READ)
    root.iam.delete_policy_version(PolicyArn=arn, VersionId="v3")
    made = root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=READ)["PolicyVersion"]
    assert made["VersionId"] == "v6"


def test_the_default_version_stays(root, arn):
    with refused("DeleteConflict", 409, "Cannot delete the default version of a policy."):
        root.iam.delete_policy_version(PolicyArn=arn, VersionId="v1")


def test_a_missing_version_is_named(root, arn):
    said = f"Policy {arn} version v9 does not exist or is not attachable."
    for call in (root.iam.set_default_policy_version, root.iam.get_policy_version):
        with refused("NoSuchEntity", 404) as caught:
            call(PolicyArn=arn, VersionId="v9")
        assert "v9" in caught.value.response["Error"]["Message"], said


def test_a_policy_in_use_or_with_versions_is_not_deleted(root, arn, user):
    root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=WRITE)
    root.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    with refused("DeleteConflict", 409, "Cannot delete a policy attached to entities."):
        root.iam.delete_policy(PolicyArn=arn)
    root.iam.detach_user_policy(UserName=user, PolicyArn=arn)
    said = (
        "This policy has more than one version. Before you delete a policy, you must delete "
        "the policy's versions. The default version is deleted with the policy."
    )
    with refused("DeleteConflict", 409, said):
        root.iam.delete_policy(PolicyArn=arn)
    root.iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
    root.iam.delete_policy(PolicyArn=arn)
    with refused("NoSuchEntity", 404):
        root.iam.get_policy(PolicyArn=arn)


def test_lists_are_chosen_and_come_in_pages(root, user):
    path = f"/{fresh('listed')}/"
    made = {make(root, path=path)["Arn"] for _ in range(5)}
    attached = sorted(made)[0]
    root.iam.attach_user_policy(UserName=user, PolicyArn=attached)
    pages = root.iam.get_paginator("list_policies").paginate(
        Scope="Local", PathPrefix=path, PaginationConfig={"PageSize": 2}
    )
    pages = [[policy["Arn"] for policy in page["Policies"]] for page in pages]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert {arn for page in pages for arn in page} == made
    only = root.iam.list_policies(Scope="Local", PathPrefix=path, OnlyAttached=True)["Policies"]
    assert [policy["Arn"] for policy in only] == [attached]
    assert only[0]["AttachmentCount"] == 1
    assert root.iam.list_policies(Scope="AWS", PathPrefix=path)["Policies"] == []


WRONG = {
    "no JSON": ("nothing", "Syntax errors in policy."),
    "unknown element": (
        '{"Version":"2012-10-17","Statements":[]}',
        "Syntax errors in policy.",
    ),
    "duplicate key": (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"Deny",'
        '"Action":"iam:*","Resource":"*"}}',
        "Syntax errors in policy.",
    ),
    "no version": (
        '{"Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}',
        "Policy document must be version 2012-10-17 or greater.",
    ),
    "case of the effect": (
        document(statement("allow", "iam:*")),
        "The policy failed legacy parsing",
    ),
    "no action": (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}',
        "Policy statement must contain actions.",
    ),
    "no resource": (
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*"}}',
        "Policy statement must contain resources.",
    ),
    "action without a service": (
        allow("GetUser"),
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ),
    "resource that is no ARN": (
        allow("iam:*", "everything"),
        'Resource everything must be in ARN format or "*".',
    ),
    "repeated statement ids": (
        document(
            statement("Allow", "iam:*") | {"Sid": "same"},
            statement("Deny", "iam:*") | {"Sid": "same"},
        ),
        "Statement IDs (SID) in a single policy must be unique.",
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_document_is_refused_with_aws_s_text(root, text, said):
    with refused("MalformedPolicyDocument", 400, said):
        make(root, text=text)


def test_a_document_has_its_size(root):
    actions = [f"s3:Get{'x' * 40}{number}" for number in range(140)]
    with refused("LimitExceeded", 409, "Cannot exceed quota for PolicySize: 6144"):
        make(root, text=allow(actions))
    # White space does not count.
    make(root, text=READ + " " * 7000)
