"""What a caller may not do, and how it is told.

SOURCE: the texts are AWS's. On most actions AWS IAM names a resource by its kind and name
(`user bob`, `policy NAME`); where the resource is only being made, or the action takes a path, it
gives the ARN.
"""

import pytest

from principals import allow, document, fresh, make_user, statement
from refusals import refused


def implicit(caller, action, resource):
    return (
        f"User: {caller} is not authorized to perform: {action} on resource: {resource} "
        f"because no identity-based policy allows the {action} action"
    )


def explicit(caller, action, resource):
    return (
        f"User: {caller} is not authorized to perform: {action} on resource: {resource} "
        "with an explicit deny in an identity-based policy"
    )


def arn_of(credentials):
    return credentials.sts.get_caller_identity()["Arn"]


def test_a_user_without_rights_is_refused(root, user, account_id):
    _, caller = make_user(root)
    arn = f"arn:aws:iam::{account_id}:user"
    made = fresh("user")
    with refused("AccessDenied", 403, implicit(arn_of(caller), "iam:CreateUser", f"{arn}/{made}")):
        caller.iam.create_user(UserName=made)
    with refused("AccessDenied", 403, implicit(arn_of(caller), "iam:GetUser", f"user {user}")):
        caller.iam.get_user(UserName=user)
    with refused("AccessDenied", 403, implicit(arn_of(caller), "iam:ListUsers", f"{arn}/")):
        caller.iam.list_users()
    with refused("NoSuchEntity", 404):
        root.iam.get_user(UserName=made)


def test_an_explicit_deny_wins_and_is_told(root, user):
    policy = document(statement("Allow", "*"), statement("Deny", "iam:Get*"))
    _, caller = make_user(root, policy)
    caller.iam.list_users()
    with refused("AccessDenied", 403, explicit(arn_of(caller), "iam:GetUser", f"user {user}")):
        caller.iam.get_user(UserName=user)


def test_who_is_refused_learns_nothing_about_what_exists(root, user):
    _, caller = make_user(root)
    missing = fresh("nobody")
    said = []
    for name in (user, missing):
        with refused("AccessDenied", 403) as caught:
            caller.iam.get_user(UserName=name)
        said.append(caught.value.response["Error"]["Message"].replace(name, "X"))
    assert said[0] == said[1]


def test_an_administrator_of_a_path_is_refused_outside_of_it(root, account_id):
    top = fresh("path")
    inside = f"arn:aws:iam::{account_id}:user/{top}/*"
    _, caller = make_user(root, allow("iam:*", inside))
    name = fresh("user")
    caller.iam.create_user(UserName=name, Path=f"/{top}/sub/")
    key = caller.iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"]
    caller.iam.delete_access_key(UserName=name, AccessKeyId=key)
    with refused("AccessDenied", 403):
        caller.iam.create_user(UserName=fresh("user"))
    with refused("AccessDenied", 403):
        caller.iam.create_user(UserName=fresh("user"), Path=f"/{top}x/")
    # Out of the path, and from outside into it: neither end alone is enough.
    with refused("AccessDenied", 403):
        caller.iam.update_user(UserName=name, NewPath="/")
    outside = fresh("user")
    root.iam.create_user(UserName=outside)
    with refused("AccessDenied", 403):
        caller.iam.update_user(UserName=outside, NewPath=f"/{top}/")
    with refused("AccessDenied", 403):
        caller.iam.delete_user(UserName=outside)
    caller.iam.delete_user(UserName=name)


def test_a_name_in_the_arn_is_the_stored_one(root, account_id):
    name = fresh("Stored")
    root.iam.create_user(UserName=name, Path="/kept/")
    _, caller = make_user(root, allow("iam:GetUser", f"arn:aws:iam::{account_id}:user/kept/{name}"))
    assert caller.iam.get_user(UserName=name)["User"]["UserName"] == name
    with refused("AccessDenied", 403):
        caller.iam.get_user(UserName=fresh("user"))


@pytest.mark.parametrize(
    ("resource", "may"),
    [
        ("user/${aws:username}", True),
        ("user/*", True),
        ("user/?*", True),
        ("user/${*}", False),
        ("user/${aws:userid}", False),
        ("role/*", False),
    ],
)
def test_variables_and_wildcards_choose_resources(root, account_id, resource, may):
    policy = allow("iam:GetUser", f"arn:aws:iam::{account_id}:{resource}")
    name, caller = make_user(root, policy)
    if may:
        caller.iam.get_user(UserName=name)
    else:
        with refused("AccessDenied", 403):
            caller.iam.get_user(UserName=name)


def test_everything_but(root, user):
    policy = document({"Effect": "Allow", "NotAction": "iam:Delete*", "Resource": "*"})
    _, caller = make_user(root, policy)
    caller.iam.get_user(UserName=user)
    with refused("AccessDenied", 403):
        caller.iam.delete_user(UserName=user)


def test_a_change_counts_in_the_next_request(root, user):
    name, caller = make_user(root)
    for _ in range(3):
        with refused("AccessDenied", 403):
            caller.iam.get_user(UserName=user)
        root.iam.put_user_policy(
            UserName=name, PolicyName="now", PolicyDocument=allow("iam:GetUser")
        )
        caller.iam.get_user(UserName=user)
        root.iam.delete_user_policy(UserName=name, PolicyName="now")


def test_a_new_default_version_counts_in_the_next_request(root, user):
    name, caller = make_user(root)
    arn = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=allow("iam:GetUser"))[
        "Policy"
    ]["Arn"]
    root.iam.attach_user_policy(UserName=name, PolicyArn=arn)
    root.iam.create_policy_version(PolicyArn=arn, PolicyDocument=allow("iam:ListUsers"))
    caller.iam.get_user(UserName=user)
    root.iam.set_default_policy_version(PolicyArn=arn, VersionId="v2")
    with refused("AccessDenied", 403):
        caller.iam.get_user(UserName=user)
    caller.iam.list_users()


def test_an_administrator_s_deny_binds_the_administrator(root):
    name, caller = make_user(root, administrator=True)
    caller.iam.put_user_policy(
        UserName=name, PolicyName="self", PolicyDocument=document(statement("Deny", "iam:*"))
    )
    with refused("AccessDenied", 403):
        caller.iam.delete_user_policy(UserName=name, PolicyName="self")
