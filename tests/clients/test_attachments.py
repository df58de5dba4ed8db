"""Managed policies on users, AWS's own among them."""

import pytest

from principals import ADMINISTRATOR, allow, fresh, make_user
from refusals import refused

READ_ONLY = "arn:aws:iam::aws:policy/IAMReadOnlyAccess"


def make_policy(root, text=None):
    text = text or allow("iam:GetUser")
    return root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=text)["Policy"]["Arn"]


def attached(root, user, **page):
    listed = root.iam.list_attached_user_policies(UserName=user, **page)["AttachedPolicies"]
    return {policy["PolicyArn"]: policy["PolicyName"] for policy in listed}


def test_a_policy_is_attached_once_and_detached(root, user):
    arn = make_policy(root)
    for _ in range(2):
        root.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    assert attached(root, user) == {arn: arn.rsplit("/")[-1]}
    assert root.iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 1
    root.iam.detach_user_policy(UserName=user, PolicyArn=arn)
    assert attached(root, user) == {}
    assert root.iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 0
    with refused("NoSuchEntity", 404, f"Policy {arn} was not found."):
        root.iam.detach_user_policy(UserName=user, PolicyArn=arn)


def test_what_is_missing_is_named(root, user, account_id):
    arn = f"arn:aws:iam::{account_id}:policy/{fresh('none')}"
    said = f"Policy {arn} does not exist or is not attachable."
    with refused("NoSuchEntity", 404, said):
        root.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    nobody = fresh("nobody")
    with refused("NoSuchEntity", 404, f"The user with name {nobody} cannot be found."):
        root.iam.attach_user_policy(UserName=nobody, PolicyArn=make_policy(root))
    with refused("ValidationError", 400):
        root.iam.attach_user_policy(UserName=user, PolicyArn="no-arn-but-long-enough")


def test_there_are_at_most_ten(root, user):
    for _ in range(10):
        root.iam.attach_user_policy(UserName=user, PolicyArn=make_policy(root))
    with refused("LimitExceeded", 409, "Cannot exceed quota for PoliciesPerUser: 10"):
        root.iam.attach_user_policy(UserName=user, PolicyArn=ADMINISTRATOR)


def test_attachments_come_in_pages(root, user):
    arns = {make_policy(root) for _ in range(5)}
    for arn in arns:
        root.iam.attach_user_policy(UserName=user, PolicyArn=arn)
    pages = root.iam.get_paginator("list_attached_user_policies").paginate(
        UserName=user, PaginationConfig={"PageSize": 2}
    )
    listed = [policy["PolicyArn"] for page in pages for policy in page["AttachedPolicies"]]
    assert len(listed) == 5 and set(listed) == arns


def test_a_policy_tells_who_has_it(root):
    arn = make_policy(root)
    users = {fresh("user") for _ in range(3)}
    for name in users:
        root.iam.create_user(UserName=name)
        root.iam.attach_user_policy(UserName=name, PolicyArn=arn)
    found = root.iam.list_entities_for_policy(PolicyArn=arn)
    assert {user["UserName"] for user in found["PolicyUsers"]} == users
    assert all(user["UserId"].startswith("AIDA") for user in found["PolicyUsers"])
    assert found["PolicyGroups"] == found["PolicyRoles"] == []
    assert (
        root.iam.list_entities_for_policy(PolicyArn=arn, EntityFilter="Role")["PolicyUsers"] == []
    )
    first = root.iam.list_entities_for_policy(PolicyArn=arn, EntityFilter="User", MaxItems=2)
    assert first["IsTruncated"] and len(first["PolicyUsers"]) == 2


def test_aws_s_own_policies_are_there(root):
    pages = root.iam.get_paginator("list_policies").paginate(Scope="AWS")
    policies = [policy for page in pages for policy in page["Policies"]]
    arns = {policy["Arn"] for policy in policies}
    assert len(arns) == len(policies) > 1000
    assert {ADMINISTRATOR, READ_ONLY} <= arns
    assert any("/service-role/" in arn for arn in arns)
    assert all(policy["IsAttachable"] for policy in policies)


def test_aws_s_own_policies_have_their_documents(root):
    policy = root.iam.get_policy(PolicyArn=ADMINISTRATOR)["Policy"]
    got = root.iam.get_policy_version(PolicyArn=ADMINISTRATOR, VersionId=policy["DefaultVersionId"])
    assert got["PolicyVersion"]["Document"] == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
    }


def test_aws_s_own_policies_are_enforced(root):
    name, caller = make_user(root)
    root.iam.attach_user_policy(UserName=name, PolicyArn=READ_ONLY)
    assert attached(root, name) == {READ_ONLY: "IAMReadOnlyAccess"}
    caller.iam.list_users()
    with refused("AccessDenied", 403):
        caller.iam.create_user(UserName=fresh("user"))
    root.iam.detach_user_policy(UserName=name, PolicyArn=READ_ONLY)
    with refused("AccessDenied", 403):
        caller.iam.list_users()


@pytest.mark.parametrize("call", ["delete_policy", "create_policy_version", "tag_policy"])
def test_aws_s_own_policies_cannot_be_changed(root, call):
    more = {
        "delete_policy": {},
        "create_policy_version": {"PolicyDocument": allow("iam:GetUser")},
        "tag_policy": {"Tags": [{"Key": "a", "Value": "b"}]},
    }
    with refused("AccessDenied", 403):
        getattr(root.iam, call)(PolicyArn=READ_ONLY, **more[call])
