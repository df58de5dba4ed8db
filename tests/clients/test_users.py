"""Users: made, found, listed, renamed, moved, deleted."""

import pytest

from principals import ADMINISTRATOR, allow, fresh, make_user
from refusals import refused


def test_a_user_is_what_was_asked_for(root, account_id):
    name = fresh("user")
    made = root.iam.create_user(UserName=name, Path="/division_abc/sub/")["User"]
    assert made["UserName"] == name
    assert made["Path"] == "/division_abc/sub/"
    assert made["Arn"] == f"arn:aws:iam::{account_id}:user/division_abc/sub/{name}"
    assert made["UserId"].startswith("AIDA") and len(made["UserId"]) == 21
    assert root.iam.get_user(UserName=name)["User"] == made


def test_a_path_may_be_left_out(root, account_id):
    name = fresh("user")
    made = root.iam.create_user(UserName=name)["User"]
    assert made["Path"] == "/"
    assert made["Arn"] == f"arn:aws:iam::{account_id}:user/{name}"


def test_whoever_calls_may_leave_the_name_out(root, account_id):
    name, caller = make_user(root, allow("iam:GetUser"))
    assert caller.iam.get_user()["User"]["UserName"] == name
    itself = root.iam.get_user()["User"]
    assert itself["Arn"] == f"arn:aws:iam::{account_id}:root"
    assert itself["UserId"] == account_id


def test_names_are_unique_without_regard_to_case(root):
    name = fresh("Case")
    root.iam.create_user(UserName=name)
    for other in (name, name.upper(), name.lower()):
        with refused("EntityAlreadyExists", 409, f"User with name {other} already exists."):
            root.iam.create_user(UserName=other, Path="/elsewhere/")


def test_a_missing_user_is_named(root):
    name = fresh("nobody")
    said = f"The user with name {name} cannot be found."
    for call in (root.iam.get_user, root.iam.delete_user, root.iam.update_user):
        with refused("NoSuchEntity", 404, said):
            call(UserName=name)


def test_a_renamed_user_keeps_its_id_its_keys_and_its_policies(root, account_id):
    name, caller = make_user(root, administrator=True)
    before = root.iam.get_user(UserName=name)["User"]
    new = fresh("renamed")
    root.iam.update_user(UserName=name, NewUserName=new, NewPath="/moved/")
    after = root.iam.get_user(UserName=new)["User"]
    assert after["UserId"] == before["UserId"]
    assert after["CreateDate"] == before["CreateDate"]
    assert after["Arn"] == f"arn:aws:iam::{account_id}:user/moved/{new}"
    assert caller.sts.get_caller_identity()["Arn"] == after["Arn"]
    (attached,) = root.iam.list_attached_user_policies(UserName=new)["AttachedPolicies"]
    assert attached["PolicyArn"] == ADMINISTRATOR
    with refused("NoSuchEntity", 404):
        root.iam.get_user(UserName=name)
    root.iam.create_user(UserName=name)


def test_a_user_may_change_the_case_of_its_name(root):
    name = fresh("user")
    root.iam.create_user(UserName=name)
    root.iam.update_user(UserName=name, NewUserName=name.upper())
    assert root.iam.get_user(UserName=name.upper())["User"]["UserName"] == name.upper()


def test_a_user_is_not_renamed_onto_another(root, user):
    other = fresh("user")
    root.iam.create_user(UserName=other)
    with refused("EntityAlreadyExists", 409, f"User with name {other} already exists."):
        root.iam.update_user(UserName=user, NewUserName=other)


def test_lists_come_in_pages(root):
    path = f"/{fresh('paged')}/"
    names = {fresh("user") for _ in range(7)}
    for name in names:
        root.iam.create_user(UserName=name, Path=path)
    first = root.iam.list_users(PathPrefix=path, MaxItems=3)
    assert first["IsTruncated"] and len(first["Users"]) == 3
    last = root.iam.list_users(PathPrefix=path, MaxItems=10, Marker=first["Marker"])
    assert not last["IsTruncated"] and "Marker" not in last
    listed = [user["UserName"] for user in first["Users"] + last["Users"]]
    assert sorted(listed) == sorted(names)


def test_a_list_survives_changes_between_its_pages(root):
    path = f"/{fresh('paged')}/"
    names = sorted(fresh("user") for _ in range(6))
    for name in names:
        root.iam.create_user(UserName=name, Path=path)
    first = root.iam.list_users(PathPrefix=path, MaxItems=3)
    for user in first["Users"]:
        root.iam.delete_user(UserName=user["UserName"])
    rest = root.iam.list_users(PathPrefix=path, Marker=first["Marker"])
    listed = {user["UserName"] for user in first["Users"] + rest["Users"]}
    assert listed == set(names)


def test_a_prefix_chooses_paths(root):
    top = fresh("tree")
    for path in (f"/{top}/", f"/{top}/a/", f"/{top}/ab/"):
        root.iam.create_user(UserName=fresh("user"), Path=path)
    for prefix, count in ((f"/{top}/", 3), (f"/{top}/a", 2), (f"/{top}/a/", 1), ("/none/", 0)):
        assert len(root.iam.list_users(PathPrefix=prefix)["Users"]) == count, prefix


def test_a_made_up_marker_is_refused(root):
    with refused("ValidationError", 400):
        root.iam.list_users(Marker="made-up")


@pytest.mark.parametrize(
    ("prepare", "undo", "said"),
    [
        (
            lambda iam, name: iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"],
            lambda iam, name, made: iam.delete_access_key(UserName=name, AccessKeyId=made),
            "Cannot delete entity, must delete access keys first.",
        ),
        (
            lambda iam, name: iam.attach_user_policy(UserName=name, PolicyArn=ADMINISTRATOR),
            lambda iam, name, _: iam.detach_user_policy(UserName=name, PolicyArn=ADMINISTRATOR),
            "Cannot delete entity, must detach all policies first.",
        ),
        (
            lambda iam, name: iam.put_user_policy(
                UserName=name, PolicyName="p", PolicyDocument=allow("iam:GetUser")
            ),
            lambda iam, name, _: iam.delete_user_policy(UserName=name, PolicyName="p"),
            "Cannot delete entity, must delete policies first.",
        ),
    ],
    ids=["key", "attached", "inline"],
)
def test_a_user_with_something_is_not_deleted(root, user, prepare, undo, said):
    made = prepare(root.iam, user)
    with refused("DeleteConflict", 409, said):
        root.iam.delete_user(UserName=user)
    undo(root.iam, user, made)
    root.iam.delete_user(UserName=user)
    with refused("NoSuchEntity", 404):
        root.iam.get_user(UserName=user)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "ü", "x" * 65])
def test_a_name_keeps_to_aws_s_alphabet(root, name):
    with refused("ValidationError", 400) as caught:
        root.iam.create_user(UserName=name)
    assert "userName" in caught.value.response["Error"]["Message"]


@pytest.mark.parametrize("path", ["", "a", "/a", "a/", "//", "/a b/", f"/{'x' * 511}/"])
def test_a_path_begins_and_ends_with_a_slash(root, path):
    with refused("ValidationError", 400) as caught:
        root.iam.create_user(UserName=fresh("user"), Path=path)
    assert "path" in caught.value.response["Error"]["Message"]


def test_all_violations_are_told_at_once(root):
    with refused("ValidationError", 400) as caught:
        root.iam.create_user(UserName="x" * 129, Path="x" * 600)
    message = caught.value.response["Error"]["Message"]
    assert message.startswith("2 validation errors detected: ")
    assert "'path'" in message and "'userName'" in message
