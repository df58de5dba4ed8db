"""Which policies let a user, group or role use a service."""

import pytest

from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import arn_of, make_role


def granting(caller, arn, *services):
    """The names of the policies by service, in the order of the answer."""
    answer = caller.iam.list_policies_granting_service_access(
        Arn=arn, ServiceNamespaces=list(services)
    )
    assert answer["IsTruncated"] is False
    return {it["ServiceNamespace"]: it["Policies"] for it in answer["PoliciesGrantingServiceAccess"]}


def inline(name, kind, holder):
    return {"PolicyName": name, "PolicyType": "INLINE", "EntityType": kind, "EntityName": holder}


def managed(policy):
    name, arn = policy["PolicyName"], policy["Arn"]
    return {"PolicyName": name, "PolicyType": "MANAGED", "PolicyArn": arn}


@pytest.fixture
def shared(root):
    document_of_all = allow(["sqs:SendMessage", "s3:GetObject"])
    made = root.iam.create_policy(PolicyName=fresh("shared"), PolicyDocument=document_of_all)
    return made["Policy"]


def test_a_user_has_its_own_policies_and_those_of_its_groups(root, shared):
    name, _ = make_user(root, allow(["s3:GetObject", "iam:PassRole"]))
    group = fresh("group")
    root.iam.create_group(GroupName=group)
    root.iam.put_group_policy(
        GroupName=group, PolicyName="of-group", PolicyDocument=allow("iam:NoSuchAction")
    )
    root.iam.add_user_to_group(GroupName=group, UserName=name)
    for attach, holder in [
        (root.iam.attach_user_policy, {"UserName": name}),
        (root.iam.attach_group_policy, {"GroupName": group}),
    ]:
        attach(PolicyArn=shared["Arn"], **holder)
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]
    own, of_group = inline("only", "USER", name), inline("of-group", "GROUP", group)
    found = granting(root, arn, "sqs", "s3", "iam", "lambda", "s3")
    assert list(found) == ["sqs", "s3", "iam", "lambda"]
    assert found == {
        "sqs": [managed(shared)],
        "s3": [managed(shared), own],
        "iam": [own, of_group],
        "lambda": [],
    }
    # The path does not count.
    elsewhere = arn.replace("user/", "user/else/where/")
    assert granting(root, elsewhere, "sqs") == {"sqs": [managed(shared)]}
    group_arn = root.iam.get_group(GroupName=group)["Group"]["Arn"]
    assert granting(root, group_arn, "s3", "iam") == {"s3": [managed(shared)], "iam": [of_group]}


def test_a_role_has_its_own_and_a_boundary_gives_nothing(root, shared):
    _, user = make_user(root)
    name, arn = make_role(root, arn_of(user), allow("kms:ListKeys"))
    root.iam.put_role_permissions_boundary(
        RoleName=name, PermissionsBoundary="arn:aws:iam::aws:policy/AdministratorAccess"
    )
    root.iam.attach_role_policy(RoleName=name, PolicyArn=shared["Arn"])
    found = granting(root, arn, "kms", "sqs", "sts")
    assert [len(policies) for policies in found.values()] == [1, 1, 0]
    assert found["kms"][0]["EntityType"] == "ROLE"
    assert found["sqs"] == [managed(shared)]


def test_each_policy_is_looked_at_by_itself(root):
    policy = document(
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        statement("Deny", "sqs:*"),
        statement("Deny", "s3:*", "arn:aws:s3:::bucket/*"),
    )
    name, _ = make_user(root, policy)
    root.iam.put_user_policy(
        UserName=name, PolicyName="queues", PolicyDocument=allow("sqs:SendMessage")
    )
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]
    found = granting(root, arn, "iam", "s3", "sqs")
    names = {service: [it["PolicyName"] for it in policies] for service, policies in found.items()}
    assert names == {"iam": [], "s3": ["only"], "sqs": ["queues"]}


def test_whoever_may_not_ask_is_denied(root):
    name, user = make_user(root, allow("iam:ListPoliciesGrantingServiceAccess", "*"))
    arn = arn_of(user)
    assert granting(user, arn, "iam")["iam"][0]["PolicyName"] == "only"
    _, stranger = make_user(root)
    with refused("AccessDenied", 403):
        granting(stranger, arn, "iam")
    assert name in arn


def test_what_is_wrong_is_refused_in_awss_words(root, account_id, shared):
    root_arn = f"arn:aws:iam::{account_id}:root"
    nobody = f"arn:aws:iam::{account_id}:user/{fresh('nobody')}"
    name, _ = make_user(root)
    arn = root.iam.get_user(UserName=name)["User"]["Arn"]
    for wrong, services, code, text in [
        (shared["Arn"], ["s3"], "InvalidInput", f"Invalid Entity Arn: {shared['Arn']} is not supported."),
        (root_arn, ["s3"], "InvalidInput", f"Could not extract entity from ARN : {root_arn}"),
        (nobody, ["s3"], "NoSuchEntity", f"ARN {nobody} does not exist."),
        (arn, ["S3", "IAM"], "InvalidInput", "Invalid service namespace: [S3, IAM]"),
    ]:
        with refused(code, saying=text):
            granting(root, wrong, *services)
    with refused("ValidationError", 400, "Invalid Marker."):
        root.iam.list_policies_granting_service_access(
            Arn=arn, ServiceNamespaces=["s3"], Marker="invalid"
        )
