"""Access keys: their life, their limits and their last use."""

import datetime

import pytest

import access_keys_program
from principals import allow, fresh, make_user
from refusals import refused

REFUSED_TOKEN = "The security token included in the request is invalid."


def test_the_program_runs_to_its_end(root):
    name, caller = make_user(root, administrator=True)
    seen = access_keys_program.run(caller.resources)
    added, secret = seen["added"]
    assert seen["owner"] == name
    assert seen["before"] == seen["after"] == {caller.key_id: "Active"}
    assert seen["with both"] == {caller.key_id: "Active", added: "Active"}
    assert seen["switched off"] == {caller.key_id: "Active", added: "Inactive"}
    assert len(secret) == 40
    user_name, last_use = seen["last use"]
    assert user_name == name
    assert last_use["ServiceName"] == "iam"
    assert last_use["Region"] == caller.region
    assert_is_now(last_use["LastUsedDate"])


def test_a_key_looks_like_a_key(root, user):
    key = root.iam.create_access_key(UserName=user)["AccessKey"]
    assert key["UserName"] == user
    assert key["Status"] == "Active"
    assert key["AccessKeyId"].startswith("AKIA") and len(key["AccessKeyId"]) == 20
    assert len(key["SecretAccessKey"]) == 40
    assert_is_now(key["CreateDate"])


def test_a_listed_key_has_no_secret(root, user):
    made = root.iam.create_access_key(UserName=user)["AccessKey"]
    (listed,) = root.iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
    assert set(listed) == {"UserName", "AccessKeyId", "Status", "CreateDate"}
    assert listed["AccessKeyId"] == made["AccessKeyId"]


def test_a_third_key_is_refused(root, user):
    keys = [root.iam.create_access_key(UserName=user)["AccessKey"] for _ in range(2)]
    quota = "Cannot exceed quota for AccessKeysPerUser: 2"
    with refused("LimitExceeded", 409, quota):
        root.iam.create_access_key(UserName=user)
    root.iam.delete_access_key(UserName=user, AccessKeyId=keys[0]["AccessKeyId"])
    root.iam.create_access_key(UserName=user)


def test_an_inactive_key_is_refused_at_once_and_good_again_when_activated(root):
    name, caller = make_user(root, administrator=True)
    for _ in range(3):
        root.iam.update_access_key(UserName=name, AccessKeyId=caller.key_id, Status="Inactive")
        with refused("InvalidClientTokenId", 403, REFUSED_TOKEN):
            caller.iam.get_user()
        root.iam.update_access_key(UserName=name, AccessKeyId=caller.key_id, Status="Active")
        assert caller.iam.get_user()["User"]["UserName"] == name


def test_a_deleted_key_is_refused_at_once(root):
    name, caller = make_user(root, administrator=True)
    caller.iam.get_user()
    root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    with refused("InvalidClientTokenId", 403, REFUSED_TOKEN):
        caller.iam.get_user()


def test_last_use_is_there_in_the_next_call(root):
    name, caller = make_user(root, allow("iam:GetUser"))
    caller = caller.elsewhere(region="eu-central-1")
    assert last_use(root, caller.key_id) == (name, "N/A", "N/A", None)
    caller.sts.get_caller_identity()
    assert last_use(root, caller.key_id)[:3] == (name, "sts", "eu-central-1")
    caller.iam.get_user()
    found = last_use(root, caller.key_id)
    assert found[:3] == (name, "iam", "eu-central-1")
    assert_is_now(found[3])


def test_a_denied_request_is_a_use_as_well(root):
    name, caller = make_user(root)
    with refused("AccessDenied", 403):
        caller.iam.list_users()
    assert last_use(root, caller.key_id)[:2] == (name, "iam")


def test_the_caller_s_own_keys_need_no_name(root):
    name, caller = make_user(root, allow("iam:*AccessKey*"))
    added = caller.iam.create_access_key()["AccessKey"]
    assert added["UserName"] == name
    listed = {key["AccessKeyId"] for key in caller.iam.list_access_keys()["AccessKeyMetadata"]}
    assert listed == {caller.key_id, added["AccessKeyId"]}
    caller.iam.update_access_key(AccessKeyId=added["AccessKeyId"], Status="Inactive")
    caller.iam.delete_access_key(AccessKeyId=added["AccessKeyId"])


def test_keys_of_nobody(root, user):
    missing = fresh("nobody")
    with refused("NoSuchEntity", 404, f"The user with name {missing} cannot be found."):
        root.iam.create_access_key(UserName=missing)
    unknown = "AKIA" + "A" * 16
    said = f"The Access Key with id {unknown} cannot be found."
    with refused("NoSuchEntity", 404, said):
        root.iam.update_access_key(UserName=user, AccessKeyId=unknown, Status="Inactive")
    with refused("NoSuchEntity", 404, said):
        root.iam.delete_access_key(UserName=user, AccessKeyId=unknown)


def test_a_key_is_changed_by_its_owner_s_name_only(root, user):
    _, other = make_user(root)
    with refused("NoSuchEntity", 404):
        root.iam.delete_access_key(UserName=user, AccessKeyId=other.key_id)
    other.sts.get_caller_identity()


@pytest.mark.parametrize("status", ["active", "On", ""])
def test_a_status_is_one_of_aws_s(root, user, status):
    key = root.iam.create_access_key(UserName=user)["AccessKey"]
    with refused("ValidationError", 400):
        root.iam.update_access_key(UserName=user, AccessKeyId=key["AccessKeyId"], Status=status)


def last_use(root, key_id):
    answer = root.iam.get_access_key_last_used(AccessKeyId=key_id)
    found = answer["AccessKeyLastUsed"]
    return answer["UserName"], found["ServiceName"], found["Region"], found.get("LastUsedDate")


def assert_is_now(moment):
    age = datetime.datetime.now(datetime.timezone.utc) - moment
    assert abs(age) < datetime.timedelta(minutes=5)
