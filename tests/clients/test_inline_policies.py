"""Policies that are a part of one user."""

import json

from principals import allow, fresh
from refusals import refused

READ = allow("iam:GetUser")
WRITE = allow("iam:CreateUser")


def put(root, user, name, text=READ):
    root.iam.put_user_policy(UserName=user, PolicyName=name, PolicyDocument=text)


def test_a_policy_is_put_read_replaced_and_deleted(root, user):
    put(root, user, "one")
    put(root, user, "one", WRITE)
    got = root.iam.get_user_policy(UserName=user, PolicyName="one")
    assert (got["UserName"], got["PolicyName"]) == (user, "one")
    assert got["PolicyDocument"] == json.loads(WRITE)
    assert root.iam.list_user_policies(UserName=user)["PolicyNames"] == ["one"]
    root.iam.delete_user_policy(UserName=user, PolicyName="one")
    assert root.iam.list_user_policies(UserName=user)["PolicyNames"] == []


def test_a_missing_policy_is_named(root, user):
    said = "The user policy with name none cannot be found."
    for call in (root.iam.get_user_policy, root.iam.delete_user_policy):
        with refused("NoSuchEntity", 404, said):
            call(UserName=user, PolicyName="none")
    with refused("NoSuchEntity", 404):
        put(root, fresh("nobody"), "one")


def test_lists_come_in_pages(root, user):
    names = [f"policy-{number}" for number in range(5)]
    for name in names:
        put(root, user, name)
    first = root.iam.list_user_policies(UserName=user, MaxItems=2)
    rest = root.iam.list_user_policies(UserName=user, Marker=first["Marker"])
    assert first["IsTruncated"] and not rest["IsTruncated"]
    assert sorted(first["PolicyNames"] + rest["PolicyNames"]) == names


def test_all_of_a_user_s_policies_share_one_size(root, user):
    actions = [f"s3:Get{'x' * 30}{number}" for number in range(20)]
    put(root, user, "first", allow(actions))
    said = f"Maximum policy size of 2048 bytes exceeded for user {user}"
    with refused("LimitExceeded", 409, said):
        put(root, user, "second", allow([*actions, *actions]))
    # One that is replaced no longer counts.
    put(root, user, "first", allow(actions))


def test_a_wrong_document_is_refused(root, user):
    with refused("MalformedPolicyDocument", 400, "Syntax errors in policy."):
        put(root, user, "one", '{"Version": "2012-10-17"}')
