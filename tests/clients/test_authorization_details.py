"""The account's authorization details: everything, tied together, in pages."""

import itertools
import json

import pytest

import accounts
import wire
from principals import ADMINISTRATOR, allow, fresh, make_user
from refusals import refused
from roles import trust
from test_command_lines import PROGRAMS, CommandLine

S3_READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
KINDS = ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]
LISTS = ["UserDetailList", "RoleDetailList", "GroupDetailList", "Policies"]
SERVICE = trust({"Service": "ec2.amazonaws.com"})
MISMATCH = "Marker and Filter do not match"


class Filled:
    """An account with something of each kind."""

    def __init__(self, server):
        self.id, self.root = accounts.create(server)
        iam = self.iam = self.root.iam
        for name in ("ann", "Bob", "carl"):
            iam.create_user(UserName=name, Path="/team/", Tags=[{"Key": "k", "Value": "v w"}])
        for name in ("one", "two"):
            iam.create_group(GroupName=name)
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=SERVICE, Description="d")
            made = iam.create_policy(
                PolicyName=name, PolicyDocument=allow(f"iam:{name}"), Description="d"
            )
        self.arn = made["Policy"]["Arn"]
        iam.add_user_to_group(UserName="ann", GroupName="one")
        iam.put_user_policy(UserName="ann", PolicyName="i", PolicyDocument=allow("s3:*"))
        iam.put_group_policy(GroupName="one", PolicyName="i", PolicyDocument=allow("sts:*"))
        iam.put_role_policy(RoleName="one", PolicyName="i", PolicyDocument=allow("iam:*"))
        iam.attach_user_policy(UserName="ann", PolicyArn=self.arn)
        iam.attach_group_policy(GroupName="one", PolicyArn=S3_READ_ONLY)
        iam.attach_role_policy(RoleName="one", PolicyArn=self.arn)
        iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=ADMINISTRATOR)
        iam.put_role_permissions_boundary(RoleName="one", PermissionsBoundary=self.arn)
        iam.tag_role(RoleName="one", Tags=[{"Key": "k", "Value": "v"}])
        iam.create_instance_profile(
            InstanceProfileName="box", Tags=[{"Key": "k", "Value": "v"}]
        )
        iam.add_role_to_instance_profile(InstanceProfileName="box", RoleName="one")

    def details(self, **options):
        return self.iam.get_account_authorization_details(**options)


@pytest.fixture(scope="module")
def filled(server):
    return Filled(server)


def names(page):
    def name(entry):
        fields = ("UserName", "RoleName", "GroupName", "PolicyName")
        return next(entry[field] for field in fields if field in entry)

    return [(of, name(entry)) for of in LISTS for entry in page[of]]


def entries(account, size, kinds):
    options = {"Filter": kinds} if kinds else {}
    pages = account.iam.get_paginator("get_account_authorization_details").paginate(
        PaginationConfig={"PageSize": size}, **options
    )
    return [entry for page in pages for entry in names(page)]


PARTS = {
    "User": [("UserDetailList", name) for name in ("ann", "Bob", "carl")],
    "Role": [("RoleDetailList", name) for name in ("one", "two")],
    "Group": [("GroupDetailList", name) for name in ("one", "two")],
    "LocalManagedPolicy": [("Policies", name) for name in ("one", "two")],
    "AWSManagedPolicy": [
        ("Policies", name) for name in ("AdministratorAccess", "AmazonS3ReadOnlyAccess")
    ],
}


@pytest.mark.parametrize(
    "kinds", [kinds for count in range(6) for kinds in itertools.combinations(KINDS, count)]
)
def test_each_filter_shows_its_kinds(filled, kinds):
    expect = [entry for kind in (kinds or KINDS) for entry in PARTS[kind]]
    for size in (2, 1000):
        assert entries(filled, size, list(kinds)) == expect
    assert entries(filled, 3, [*reversed(kinds), *kinds]) == expect


def test_an_empty_filter_is_none(filled):
    form = wire.form("GetAccountAuthorizationDetails", Filter="")
    answer = wire.call(filled.root, form)
    assert answer.status == 200
    for element in ("<UserName>ann</", "<RoleName>two</", "<GroupName>one</", S3_READ_ONLY):
        assert element in answer.body.decode()


def test_a_user_is_told_with_all_that_is_its(filled):
    ann, bob, _ = filled.details(Filter=["User"])["UserDetailList"]
    got = filled.iam.get_user(UserName="ann")["User"]
    for member in ("Path", "UserName", "UserId", "Arn", "CreateDate", "Tags"):
        assert ann[member] == got[member]
    assert ann["PermissionsBoundary"] == got["PermissionsBoundary"]
    assert ann["GroupList"] == ["one"]
    assert ann["AttachedManagedPolicies"] == [{"PolicyName": "two", "PolicyArn": filled.arn}]
    assert ann["UserPolicyList"] == [
        {"PolicyName": "i", "PolicyDocument": json.loads(allow("s3:*"))}
    ]
    # SOURCE: recorded of AWS: of empty lists this alone is left out.
    assert "UserPolicyList" not in bob and "PermissionsBoundary" not in bob
    assert bob["GroupList"] == bob["AttachedManagedPolicies"] == []


def test_a_group_is_told_with_its_policies(filled):
    one, two = filled.details(Filter=["Group"])["GroupDetailList"]
    got = filled.iam.get_group(GroupName="one")["Group"]
    for member in ("Path", "GroupName", "GroupId", "Arn", "CreateDate"):
        assert one[member] == got[member]
    attached = [{"PolicyName": "AmazonS3ReadOnlyAccess", "PolicyArn": S3_READ_ONLY}]
    assert one["AttachedManagedPolicies"] == attached
    document = {"PolicyName": "i", "PolicyDocument": json.loads(allow("sts:*"))}
    assert one["GroupPolicyList"] == [document]
    assert two["GroupPolicyList"] == two["AttachedManagedPolicies"] == []


def test_a_role_is_told_with_its_instance_profile(filled):
    one, two = filled.details(Filter=["Role"])["RoleDetailList"]
    got = filled.iam.get_role(RoleName="one")["Role"]
    same = ("Path", "RoleName", "RoleId", "Arn", "CreateDate", "Tags", "PermissionsBoundary")
    for member in (*same, "AssumeRolePolicyDocument", "RoleLastUsed"):
        assert one[member] == got[member]
    document = {"PolicyName": "i", "PolicyDocument": json.loads(allow("iam:*"))}
    assert one["RolePolicyList"] == [document]
    assert one["AttachedManagedPolicies"] == [{"PolicyName": "two", "PolicyArn": filled.arn}]
    (profile,) = one["InstanceProfileList"]
    # SOURCE: recorded of AWS: without the tags of the instance profile.
    listed = filled.iam.list_instance_profiles_for_role(RoleName="one")["InstanceProfiles"]
    assert profile == listed[0] and "Tags" not in profile
    assert "Description" not in one and "MaxSessionDuration" not in one
    assert two["InstanceProfileList"] == two["Tags"] == []


def test_policies_are_told_with_their_versions(filled):
    iam = filled.iam
    second = allow("ec2:*")
    name = fresh("versions")
    arn = iam.create_policy(PolicyName=name, PolicyDocument=allow("s3:*"))["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=second, SetAsDefault=True)
    try:
        policies = filled.details(Filter=["LocalManagedPolicy"])["Policies"]
        (policy,) = (policy for policy in policies if policy["PolicyName"] == name)
        got = iam.get_policy(PolicyArn=arn)["Policy"]
        assert {key: policy[key] for key in policy if key != "PolicyVersionList"} == {
            key: got[key] for key in got if key not in ("Tags", "Description")
        }
        for version, number in zip(policy["PolicyVersionList"], ("v2", "v1"), strict=True):
            told = iam.get_policy_version(PolicyArn=arn, VersionId=number)["PolicyVersion"]
            assert version == told
        (two,) = (policy for policy in policies if policy["PolicyName"] == "two")
        assert "Description" not in two
        assert (two["AttachmentCount"], two["PermissionsBoundaryUsageCount"]) == (2, 1)
    finally:
        iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
        iam.delete_policy(PolicyArn=arn)


def test_policies_of_aws_are_those_in_use(filled):
    policies = filled.details(Filter=["AWSManagedPolicy"])["Policies"]
    boundary, attached = policies
    assert (boundary["Arn"], attached["Arn"]) == (ADMINISTRATOR, S3_READ_ONLY)
    counts = [
        (policy["AttachmentCount"], policy["PermissionsBoundaryUsageCount"]) for policy in policies
    ]
    assert counts == [(0, 1), (1, 0)]
    listed = filled.iam.get_paginator("list_policy_versions").paginate(PolicyArn=S3_READ_ONLY)
    listed = [version["VersionId"] for page in listed for version in page["Versions"]]
    assert [version["VersionId"] for version in attached["PolicyVersionList"]] == listed
    default = next(one for one in attached["PolicyVersionList"] if one["IsDefaultVersion"])
    assert default["VersionId"] == attached["DefaultVersionId"]
    assert default["Document"]["Statement"]


def test_documents_are_url_encoded_on_the_wire(filled):
    form = wire.form("GetAccountAuthorizationDetails", **{"Filter.member.1": "User"})
    body = wire.call(filled.root, form).body.decode()
    assert "<PolicyDocument>%7B%22Version%22%3A" in body


def test_markers_hold_while_others_write(server):
    _, root = accounts.create(server)
    for name in ("b", "d", "f"):
        root.iam.create_user(UserName=name)
    first = root.iam.get_account_authorization_details(MaxItems=2)
    for name in ("a", "c", "e"):
        root.iam.create_user(UserName=name)
    root.iam.delete_user(UserName="d")
    second = root.iam.get_account_authorization_details(MaxItems=2, Marker=first["Marker"])
    assert [name for _, name in names(first)] == ["b", "d"]
    assert [name for _, name in names(second)] == ["e", "f"]


def test_a_marker_is_of_its_filter(filled):
    marker = filled.details(MaxItems=1)["Marker"]
    for options in ({"Filter": ["User"], "Marker": marker}, {"Marker": "not-an-aws-marker"}):
        with refused("ValidationError", 400, MISMATCH):
            filled.details(**options)
    rest = filled.details(Filter=[*reversed(KINDS)], Marker=marker, MaxItems=1000)
    assert names(rest)[0] == ("UserDetailList", "Bob")


@pytest.mark.parametrize("options", [{"Filter": ["user"]}, {"MaxItems": 0}, {"MaxItems": 1001}])
def test_what_is_out_of_range_is_refused(filled, options):
    with refused("ValidationError", 400):
        filled.details(**options)


def test_it_is_decided_on_everything(filled):
    _, narrow = make_user(filled.root, allow("iam:*", f"arn:aws:iam::{filled.id}:*"), name="zed")
    try:
        with refused("AccessDenied", 403):
            narrow.iam.get_account_authorization_details()
    finally:
        filled.iam.delete_access_key(UserName="zed", AccessKeyId=narrow.key_id)
        filled.iam.delete_user_policy(UserName="zed", PolicyName="only")
        filled.iam.delete_user(UserName="zed")


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(filled, version):
    aws = CommandLine(PROGRAMS[version], filled.root)
    told = aws.iam("get-account-authorization-details", "--filter", "User", "Group")
    assert [name for _, name in names(told)] == ["ann", "Bob", "carl", "one", "two"]
