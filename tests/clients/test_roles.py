"""Roles: made, read, changed, tagged, deleted; and what is said of who may assume them."""

import json
from urllib.parse import unquote

import pytest

import wire
from principals import ADMINISTRATOR, allow, fresh, make_user
from refusals import refused
from roles import assume, make_role, tags, trust


def role_of(root, name):
    return root.iam.get_role(RoleName=name)["Role"]


def trust_of(root, name):
    return role_of(root, name)["AssumeRolePolicyDocument"]


def test_a_role_is_made_and_read(root, account_id):
    name = fresh("role")
    made = root.iam.create_role(
        RoleName=name,
        Path="/team/",
        Description="what it is for",
        MaxSessionDuration=7200,
        AssumeRolePolicyDocument=trust(account_id),
        Tags=tags(team="a"),
    )["Role"]
    assert made["Arn"] == f"arn:aws:iam::{account_id}:role/team/{name}"
    assert made["RoleId"].startswith("AROA")
    found = role_of(root, name)
    for member in ("Arn", "RoleId", "Path", "RoleName", "CreateDate", "Tags"):
        assert found[member] == made[member], member
    assert found["Description"] == "what it is for"
    assert found["MaxSessionDuration"] == 7200
    assert found["RoleLastUsed"] == {}
    listed = root.iam.list_roles(PathPrefix="/team/")["Roles"]
    assert name in {role["RoleName"] for role in listed}
    assert name not in {role["RoleName"] for role in root.iam.list_roles(PathPrefix="/x/")["Roles"]}


def test_names_are_taken_once_whatever_their_case(root, account_id):
    name = fresh("Role")
    make_role(root, account_id, RoleName=name)
    with refused("EntityAlreadyExists", 409):
        make_role(root, account_id, RoleName=name.upper())
    assert role_of(root, name.lower())["RoleName"] == name


def test_a_role_is_changed(root, account_id):
    name, _ = make_role(root, account_id)
    root.iam.update_role(RoleName=name, Description="new", MaxSessionDuration=43200)
    found = role_of(root, name)
    assert (found["Description"], found["MaxSessionDuration"]) == ("new", 43200)
    said = root.iam.update_role_description(RoleName=name, Description="newer")["Role"]
    assert said["Description"] == role_of(root, name)["Description"] == "newer"
    for seconds in (3599, 43201):
        with refused("ValidationError", 400):
            root.iam.update_role(RoleName=name, MaxSessionDuration=seconds)


def test_tags_of_roles(root, account_id):
    name, _ = make_role(root, account_id, Tags=tags(team="a", stage="test"))
    root.iam.tag_role(RoleName=name, Tags=tags(team="b"))
    root.iam.untag_role(RoleName=name, TagKeys=["stage"])
    assert root.iam.list_role_tags(RoleName=name)["Tags"] == tags(team="b")
    assert role_of(root, name)["Tags"] == tags(team="b")


def test_what_is_not_there_is_told(root):
    name = fresh("missing")
    calls = {
        "get_role": {},
        "delete_role": {},
        "update_role": {"Description": "x"},
        "list_role_policies": {},
        "list_attached_role_policies": {},
        "list_role_tags": {},
        "attach_role_policy": {"PolicyArn": ADMINISTRATOR},
        "update_assume_role_policy": {"PolicyDocument": trust("*")},
    }
    for call, members in calls.items():
        with refused("NoSuchEntity", 404, f"The role with name {name} cannot be found."):
            getattr(root.iam, call)(RoleName=name, **members)


def test_a_role_with_something_is_not_deleted(root, account_id):
    name, _ = make_role(root, account_id)
    profile = fresh("profile")
    root.iam.create_instance_profile(InstanceProfileName=profile)
    of_role = {"RoleName": name}
    in_profile = of_role | {"InstanceProfileName": profile}
    inline = of_role | {"PolicyName": "p"}
    attached = of_role | {"PolicyArn": ADMINISTRATOR}
    for put, take in (
        (
            lambda: root.iam.put_role_policy(**inline, PolicyDocument=allow("s3:*")),
            lambda: root.iam.delete_role_policy(**inline),
        ),
        (
            lambda: root.iam.attach_role_policy(**attached),
            lambda: root.iam.detach_role_policy(**attached),
        ),
        (
            lambda: root.iam.add_role_to_instance_profile(**in_profile),
            lambda: root.iam.remove_role_from_instance_profile(**in_profile),
        ),
    ):
        put()
        with refused("DeleteConflict", 409):
            root.iam.delete_role(**of_role)
        take()
    root.iam.delete_role(**of_role)
    with refused("NoSuchEntity", 404):
        root.iam.get_role(**of_role)


def test_policies_of_roles_are_read_as_they_were_written(root, account_id):
    name, _ = make_role(root, account_id)
    text = allow(["s3:GetObject"], "arn:aws:s3:::b/*")
    root.iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=text)
    got = root.iam.get_role_policy(RoleName=name, PolicyName="inline")
    assert got["PolicyDocument"] == json.loads(text)
    assert root.iam.list_role_policies(RoleName=name)["PolicyNames"] == ["inline"]
    root.iam.attach_role_policy(RoleName=name, PolicyArn=ADMINISTRATOR)
    (attached,) = root.iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    assert attached["PolicyArn"] == ADMINISTRATOR
    entities = root.iam.list_entities_for_policy(PolicyArn=ADMINISTRATOR, EntityFilter="Role")
    assert name in {role["RoleName"] for role in entities["PolicyRoles"]}
    with refused("NoSuchEntity", 404):
        root.iam.get_role_policy(RoleName=name, PolicyName="other")


def raw_trust(root, name):
    """The trust policy as text, before boto3 makes a document of it."""
    answer = wire.call(root, wire.form("GetRole", RoleName=name))
    return unquote(answer.text("AssumeRolePolicyDocument"))


def test_a_trust_policy_comes_back_byte_for_byte(root):
    _, arn = user_with_arn(root)
    text = (
        '{ "Version":"2012-10-17",\n\t"Statement" : [{"Sid":"A","Effect":"Allow",'
        f'"Principal":{{"AWS":"{arn}"}},"Action":"sts:AssumeRole","Condition":'
        '{"Bool":{"aws:MultiFactorAuthPresent":true},"NumericLessThan":'
        '{"aws:MultiFactorAuthAge":3600}}}]}  '
    )
    name, _ = make_role(root, text.strip())
    assert raw_trust(root, name) == text.strip()
    other = text.replace('"A"', '"B"')
    root.iam.update_assume_role_policy(RoleName=name, PolicyDocument=other)
    assert raw_trust(root, name) == other


def user_with_arn(root, **options):
    name = fresh("trusted")
    return name, root.iam.create_user(UserName=name, **options)["User"]["Arn"]


def test_a_trusted_user_is_named_as_it_is_called_today(root):
    user, arn = user_with_arn(root)
    user_id = root.iam.get_user(UserName=user)["User"]["UserId"]
    name, _ = make_role(root, arn)
    renamed = fresh("renamed")
    root.iam.update_user(UserName=user, NewUserName=renamed, NewPath="/moved/")
    new_arn = root.iam.get_user(UserName=renamed)["User"]["Arn"]
    assert trust_of(root, name)["Statement"][0]["Principal"] == {"AWS": new_arn}
    root.iam.delete_user(UserName=renamed)
    assert trust_of(root, name)["Statement"][0]["Principal"] == {"AWS": user_id}
    # A namesake is somebody else, and the dead id cannot be saved again.
    root.iam.create_user(UserName=renamed, Path="/moved/")
    dead = trust_of(root, name)
    assert dead["Statement"][0]["Principal"] == {"AWS": user_id}
    with refused("MalformedPolicyDocument", 400):
        root.iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(dead))


def test_only_who_is_there_can_be_trusted(root, account_id):
    _, role = make_role(root, account_id)
    make_role(root, role)
    for kind in ("user", "role"):
        missing = f"arn:aws:iam::{account_id}:{kind}/{fresh('missing')}"
        said = f'Invalid principal in policy: "AWS":"{missing}"'
        with refused("MalformedPolicyDocument", 400, said):
            make_role(root, missing)


BAD_TRUST = {
    "no JSON": "{no",
    "an action that assumes nothing": trust("*", action="s3:GetObject"),
    "a resource": json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"}
            ],
        }
    ),
    "no principal": allow("sts:AssumeRole"),
    "a pattern for a principal": trust("arn:aws:iam::123456789012:user/*"),
    "a group": trust("arn:aws:iam::123456789012:group/g"),
}


@pytest.mark.parametrize("text", BAD_TRUST.values(), ids=BAD_TRUST)
def test_what_is_no_trust_policy_is_refused(root, account_id, text):
    with refused("MalformedPolicyDocument", 400):
        make_role(root, text)
    name, _ = make_role(root, account_id)
    before = trust_of(root, name)
    with refused("MalformedPolicyDocument", 400):
        root.iam.update_assume_role_policy(RoleName=name, PolicyDocument=text)
    assert trust_of(root, name) == before


def test_services_can_be_trusted(root):
    trusted = {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}
    name, _ = make_role(root, trust(trusted))
    assert trust_of(root, name)["Statement"][0]["Principal"] == trusted


def test_documents_have_sizes(root, account_id):
    name, _ = make_role(root, account_id)
    text = allow([f"s3:{'x' * 100}" for _ in range(95)])
    put = {"RoleName": name, "PolicyDocument": text}
    root.iam.put_role_policy(PolicyName="a", **put)
    said = f"Maximum policy size of 10240 bytes exceeded for role {name}"
    with refused("LimitExceeded", 409, said):
        root.iam.put_role_policy(PolicyName="b", **put)
    long = trust(account_id, condition={"StringEquals": {"sts:ExternalId": "x" * 2000}})
    said = "Cannot exceed quota for ACLSizePerRole: 2048"
    with refused("LimitExceeded", 409, said):
        root.iam.update_assume_role_policy(RoleName=name, PolicyDocument=long)


def test_roles_come_in_pages(root, account_id):
    path = f"/{fresh('paged')}/"
    names = {make_role(root, account_id, Path=path)[0] for _ in range(7)}
    pages = root.iam.get_paginator("list_roles").paginate(
        PathPrefix=path, PaginationConfig={"PageSize": 3}
    )
    found = [role["RoleName"] for page in pages for role in page["Roles"]]
    assert len(found) == 7 and set(found) == names


def test_the_last_use_of_a_role_is_told(root):
    _, caller = make_user(root, allow("sts:AssumeRole"))
    name, role = make_role(root, root.sts.get_caller_identity()["Account"], allow("s3:*"))
    assert role_of(root, name)["RoleLastUsed"] == {}
    session = assume(caller, role)
    session.s3.list_buckets()
    used = role_of(root, name)["RoleLastUsed"]
    assert used["Region"] == root.region and used["LastUsedDate"]


def test_roles_of_services(root, account_id):
    made = root.iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")["Role"]
    name = made["RoleName"]
    assert name == "AWSServiceRoleForAutoScaling"
    path = "/aws-service-role/autoscaling.amazonaws.com/"
    assert made["Arn"] == f"arn:aws:iam::{account_id}:role{path}{name}"
    with refused("InvalidInput", 400):
        root.iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    for call in (
        lambda: root.iam.delete_role(RoleName=name),
        lambda: root.iam.attach_role_policy(RoleName=name, PolicyArn=ADMINISTRATOR),
        lambda: root.iam.put_role_policy(
            RoleName=name, PolicyName="p", PolicyDocument=allow("s3:*")
        ),
    ):
        with refused("UnmodifiableEntity", 400):
            call()
    task = root.iam.delete_service_linked_role(RoleName=name)["DeletionTaskId"]
    status = root.iam.get_service_linked_role_deletion_status(DeletionTaskId=task)
    assert status["Status"] == "SUCCEEDED"
    with refused("NoSuchEntity", 404):
        root.iam.get_role(RoleName=name)
