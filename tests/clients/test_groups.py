"""Groups: their members, and what these may do."""

import json

import pytest

from principals import ADMINISTRATOR, allow, document, fresh, make_user, statement
from refusals import refused
from roles import session_token

LIST = allow("iam:ListUsers")


@pytest.fixture
def group(root):
    """The name of a group without members or policies."""
    name = fresh("group")
    root.iam.create_group(GroupName=name)
    return name


def members(root, group):
    return [user["UserName"] for user in root.iam.get_group(GroupName=group)["Users"]]


def groups_of(root, user):
    listed = root.iam.list_groups_for_user(UserName=user)["Groups"]
    return [group["GroupName"] for group in listed]


def test_a_group_is_made_read_renamed_and_deleted(root, account_id):
    name, other = fresh("group"), fresh("group")
    made = root.iam.create_group(GroupName=name, Path="/team/")["Group"]
    assert made["Arn"] == f"arn:aws:iam::{account_id}:group/team/{name}"
    assert made["GroupId"].startswith("AGPA")
    assert root.iam.get_group(GroupName=name)["Group"] == made
    listed = root.iam.list_groups(PathPrefix="/team/")["Groups"]
    assert made in listed
    with refused("EntityAlreadyExists", 409):
        root.iam.create_group(GroupName=name.upper())
    root.iam.update_group(GroupName=name, NewGroupName=other, NewPath="/moved/")
    found = root.iam.get_group(GroupName=other)["Group"]
    assert found["Arn"] == f"arn:aws:iam::{account_id}:group/moved/{other}"
    assert found["GroupId"] == made["GroupId"]
    with refused("NoSuchEntity", 404, f"The group with name {name} cannot be found."):
        root.iam.get_group(GroupName=name)
    root.iam.delete_group(GroupName=other)
    with refused("NoSuchEntity", 404):
        root.iam.delete_group(GroupName=other)


def test_members_come_and_go(root, group, user):
    root.iam.add_user_to_group(GroupName=group, UserName=user)
    root.iam.add_user_to_group(GroupName=group, UserName=user)
    assert (members(root, group), groups_of(root, user)) == ([user], [group])
    for call in (
        lambda: root.iam.delete_group(GroupName=group),
        lambda: root.iam.delete_user(UserName=user),
    ):
        with refused("DeleteConflict", 409):
            call()
    root.iam.remove_user_from_group(GroupName=group, UserName=user)
    assert (members(root, group), groups_of(root, user)) == ([], [])
    for missing in ({"UserName": fresh("missing")}, {"GroupName": fresh("missing")}):
        both = {"GroupName": group, "UserName": user} | missing
        for call in (root.iam.add_user_to_group, root.iam.remove_user_from_group):
            with refused("NoSuchEntity", 404):
                call(**both)


def test_members_come_in_pages(root, group):
    names = {fresh("member") for _ in range(7)}
    for name in names:
        root.iam.create_user(UserName=name)
        root.iam.add_user_to_group(GroupName=group, UserName=name)
    pages = root.iam.get_paginator("get_group").paginate(
        GroupName=group, PaginationConfig={"PageSize": 3}
    )
    found = [user["UserName"] for page in pages for user in page["Users"]]
    assert len(found) == 7 and set(found) == names


def test_a_user_is_in_ten_groups_at_most(root, user):
    for _ in range(10):
        name = fresh("group")
        root.iam.create_group(GroupName=name)
        root.iam.add_user_to_group(GroupName=name, UserName=user)
    last = fresh("group")
    root.iam.create_group(GroupName=last)
    with refused("LimitExceeded", 409):
        root.iam.add_user_to_group(GroupName=last, UserName=user)
    assert len(groups_of(root, user)) == 10


def test_a_group_s_policies_count_for_its_members_in_the_very_next_request(root, group):
    name, caller = make_user(root)
    session = session_token(caller)
    policy = allow(["iam:ListUsers", "s3:ListAllMyBuckets"])

    def may(yes):
        # A session without MFA may not call IAM, whatever the policies say.
        for call in (caller.iam.list_users, session.s3.list_buckets):
            if yes:
                call()
            else:
                with refused("AccessDenied", 403):
                    call()

    may(False)
    root.iam.put_group_policy(GroupName=group, PolicyName="p", PolicyDocument=policy)
    may(False)
    root.iam.add_user_to_group(GroupName=group, UserName=name)
    may(True)
    root.iam.delete_group_policy(GroupName=group, PolicyName="p")
    may(False)
    root.iam.attach_group_policy(GroupName=group, PolicyArn=ADMINISTRATOR)
    may(True)
    root.iam.update_group(GroupName=group, NewGroupName=group + "-renamed", NewPath="/x/")
    may(True)
    root.iam.remove_user_from_group(GroupName=group + "-renamed", UserName=name)
    may(False)
    root.iam.add_user_to_group(GroupName=group + "-renamed", UserName=name)
    may(True)
    root.iam.detach_group_policy(GroupName=group + "-renamed", PolicyArn=ADMINISTRATOR)
    may(False)


def test_a_managed_policy_of_a_group_counts_as_it_is_today(root, group):
    name, caller = make_user(root)
    arn = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=LIST)["Policy"]["Arn"]
    root.iam.attach_group_policy(GroupName=group, PolicyArn=arn)
    root.iam.add_user_to_group(GroupName=group, UserName=name)
    caller.iam.list_users()
    root.iam.create_policy_version(
        PolicyArn=arn, PolicyDocument=allow("s3:*"), SetAsDefault=True
    )
    with refused("AccessDenied", 403):
        caller.iam.list_users()


def test_a_deny_of_a_group_wins(root, group):
    name, caller = make_user(root, administrator=True)
    denied = document(statement("Deny", "iam:ListUsers"))
    root.iam.put_group_policy(GroupName=group, PolicyName="p", PolicyDocument=denied)
    caller.iam.list_users()
    root.iam.add_user_to_group(GroupName=group, UserName=name)
    with refused("AccessDenied", 403):
        caller.iam.list_users()


def test_policies_of_groups_are_read_as_they_were_written(root, group):
    text = allow(["s3:GetObject"], "arn:aws:s3:::b/*")
    of_group = {"GroupName": group, "PolicyName": "inline"}
    root.iam.put_group_policy(**of_group, PolicyDocument=text)
    assert root.iam.get_group_policy(**of_group)["PolicyDocument"] == json.loads(text)
    assert root.iam.list_group_policies(GroupName=group)["PolicyNames"] == ["inline"]
    with refused("DeleteConflict", 409):
        root.iam.delete_group(GroupName=group)
    root.iam.delete_group_policy(**of_group)
    with refused("NoSuchEntity", 404):
        root.iam.get_group_policy(**of_group)
    root.iam.attach_group_policy(GroupName=group, PolicyArn=ADMINISTRATOR)
    (attached,) = root.iam.list_attached_group_policies(GroupName=group)["AttachedPolicies"]
    assert attached["PolicyArn"] == ADMINISTRATOR
    entities = root.iam.list_entities_for_policy(PolicyArn=ADMINISTRATOR, EntityFilter="Group")
    assert group in {found["GroupName"] for found in entities["PolicyGroups"]}
    with refused("DeleteConflict", 409):
        root.iam.delete_group(GroupName=group)
    root.iam.detach_group_policy(GroupName=group, PolicyArn=ADMINISTRATOR)
    root.iam.delete_group(GroupName=group)


def test_a_policy_that_a_group_has_is_not_deleted(root, group):
    arn = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=LIST)["Policy"]["Arn"]
    root.iam.attach_group_policy(GroupName=group, PolicyArn=arn)
    assert root.iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 1
    with refused("DeleteConflict", 409):
        root.iam.delete_policy(PolicyArn=arn)
    root.iam.detach_group_policy(GroupName=group, PolicyArn=arn)
    root.iam.delete_policy(PolicyArn=arn)


def test_inline_policies_have_a_size_together(root, group):
    half = allow([f"s3:{'x' * 80}" for _ in range(32)])
    said = f"Maximum policy size of 5120 bytes exceeded for group {group}"
    for name, fits in (("a", True), ("b", False), ("a", True)):
        put = {"GroupName": group, "PolicyName": name, "PolicyDocument": half}
        if fits:
            root.iam.put_group_policy(**put)
        else:
            with refused("LimitExceeded", 409, said):
                root.iam.put_group_policy(**put)


def test_a_group_has_ten_managed_policies_at_most(root, group):
    for number in range(11):
        made = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=LIST)
        attach = {"GroupName": group, "PolicyArn": made["Policy"]["Arn"]}
        if number < 10:
            root.iam.attach_group_policy(**attach)
        else:
            with refused("LimitExceeded", 409, "Cannot exceed quota for PoliciesPerGroup: 10"):
                root.iam.attach_group_policy(**attach)
