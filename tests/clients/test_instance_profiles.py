"""Instance profiles, which carry a role to machines."""

import pytest

from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import make_role, tags, trust

EC2 = trust({"Service": "ec2.amazonaws.com"})


@pytest.fixture
def profile(root):
    name = fresh("profile")
    root.iam.create_instance_profile(InstanceProfileName=name)
    return name


def roles_in(root, profile):
    found = root.iam.get_instance_profile(InstanceProfileName=profile)["InstanceProfile"]
    return [role["RoleName"] for role in found["Roles"]]


def test_a_profile_is_made_read_and_deleted(root, account_id):
    name = fresh("profile")
    made = root.iam.create_instance_profile(
        InstanceProfileName=name, Path="/team/", Tags=tags(team="a")
    )["InstanceProfile"]
    assert made["Arn"] == f"arn:aws:iam::{account_id}:instance-profile/team/{name}"
    assert made["InstanceProfileId"].startswith("AIPA")
    assert made["Roles"] == []
    found = root.iam.get_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    assert found["Arn"] == made["Arn"] and found["Tags"] == tags(team="a")
    listed = root.iam.list_instance_profiles(PathPrefix="/team/")["InstanceProfiles"]
    assert made["Arn"] in {each["Arn"] for each in listed}
    with refused("EntityAlreadyExists", 409):
        root.iam.create_instance_profile(InstanceProfileName=name)
    root.iam.delete_instance_profile(InstanceProfileName=name)
    with refused("NoSuchEntity", 404):
        root.iam.get_instance_profile(InstanceProfileName=name)


def test_a_profile_holds_one_role(root, profile):
    role, arn = make_role(root, EC2)
    both = {"InstanceProfileName": profile, "RoleName": role}
    root.iam.add_role_to_instance_profile(**both)
    assert roles_in(root, profile) == [role]
    listed = root.iam.list_instance_profiles_for_role(RoleName=role)["InstanceProfiles"]
    assert [each["InstanceProfileName"] for each in listed] == [profile]
    other, _ = make_role(root, EC2)
    with refused("LimitExceeded", 409):
        root.iam.add_role_to_instance_profile(InstanceProfileName=profile, RoleName=other)
    with refused("DeleteConflict", 409):
        root.iam.delete_instance_profile(InstanceProfileName=profile)
    with refused("DeleteConflict", 409):
        root.iam.delete_role(RoleName=role)
    root.iam.remove_role_from_instance_profile(**both)
    assert roles_in(root, profile) == []
    with refused("NoSuchEntity", 404):
        root.iam.remove_role_from_instance_profile(**both)
    root.iam.delete_role(RoleName=role)


def test_what_is_not_there_is_told(root, profile):
    role, _ = make_role(root, EC2)
    for missing in ({"InstanceProfileName": fresh("missing")}, {"RoleName": fresh("missing")}):
        both = {"InstanceProfileName": profile, "RoleName": role} | missing
        for call in (
            root.iam.add_role_to_instance_profile,
            root.iam.remove_role_from_instance_profile,
        ):
            with refused("NoSuchEntity", 404):
                call(**both)


def test_tags_of_profiles(root):
    name = fresh("profile")
    root.iam.create_instance_profile(InstanceProfileName=name, Tags=tags(a="1", b="2"))
    root.iam.tag_instance_profile(InstanceProfileName=name, Tags=tags(a="3"))
    root.iam.untag_instance_profile(InstanceProfileName=name, TagKeys=["b"])
    assert root.iam.list_instance_profile_tags(InstanceProfileName=name)["Tags"] == tags(a="3")


def test_a_role_is_passed_only_by_who_may_pass_it(root, profile):
    role, arn = make_role(root, EC2)
    both = {"InstanceProfileName": profile, "RoleName": role}
    add = statement("Allow", "iam:AddRoleToInstanceProfile")
    to_ec2 = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    to_lambda = {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    for policy in (
        document(add),
        document(add, statement("Allow", "iam:PassRole", arn + "-other")),
        document(add, statement("Allow", "iam:PassRole", arn) | {"Condition": to_lambda}),
        allow("iam:PassRole", arn),
    ):
        with refused("AccessDenied", 403):
            make_user(root, policy)[1].iam.add_role_to_instance_profile(**both)
    passing = statement("Allow", "iam:PassRole", arn) | {"Condition": to_ec2}
    _, caller = make_user(root, document(add, passing))
    caller.iam.add_role_to_instance_profile(**both)
    assert roles_in(root, profile) == [role]
