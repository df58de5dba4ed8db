"""The program of the two users, run to its end."""

import pytest

import users_program
from principals import allow, fresh, make_user
from refusals import refused

# What the program itself needs, and nothing else.
OF_THE_PROGRAM = [
    *("iam:CreateUser", "iam:UpdateUser", "iam:ListUsers", "iam:DeleteUser"),
    *("iam:CreatePolicy", "iam:GetPolicy", "iam:DeletePolicy"),
    *("iam:AttachUserPolicy", "iam:DetachUserPolicy"),
    *("iam:CreateAccessKey", "iam:DeleteAccessKey"),
    *("s3:CreateBucket", "s3:ListBucket", "s3:DeleteObject", "s3:DeleteBucket"),
]


def everything(root):
    """All that the program could have left behind."""
    users = [user["UserName"] for user in root.iam.list_users()["Users"]]
    policies = [policy["Arn"] for policy in root.iam.list_policies(Scope="Local")["Policies"]]
    buckets = [bucket["Name"] for bucket in root.s3.list_buckets()["Buckets"]]
    return users, policies, buckets


@pytest.fixture(params=["root", "administrator", "least privilege"])
def caller(request, own_server):
    own_server.start()
    root = own_server.root
    if request.param == "root":
        return root
    if request.param == "administrator":
        return make_user(root, administrator=True)[1]
    return make_user(root, allow(OF_THE_PROGRAM))[1]


def run(caller, prefix="demo"):
    def s3_as(key):
        return caller.elsewhere(key_id=key.id, secret=key.secret).s3_resources

    return users_program.run(caller.resources, caller.s3_resources, s3_as, prefix)


def test_it_runs_to_its_end_and_leaves_nothing(caller, own_server):
    before = everything(own_server.root)
    seen = run(caller)
    assert seen == {
        "names": ("demo-creator", "demo-getter"),
        "policies": [("demo-both", "To put and get."), ("demo-read", "To get.")],
        "writer got": users_program.CONTENT,
        "reader got": users_program.CONTENT,
        "reader deletes": "AccessDenied",
        "deleted": ["object"],
    }
    assert everything(own_server.root) == before


def test_it_runs_again_and_again(root):
    prefix = fresh("again")
    first = run(root, prefix)
    assert run(root, prefix) == first


def test_a_new_key_is_good_and_a_deleted_one_bad_in_the_very_next_request(root, bucket):
    name, _ = make_user(root, allow("s3:PutObject", f"arn:aws:s3:::{bucket}/*"))
    for number in range(10):
        key = root.iam.create_access_key(UserName=name)["AccessKey"]
        caller = root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
        caller.s3.put_object(Bucket=bucket, Key=f"{number}", Body=b"x")
        root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
        with refused("InvalidAccessKeyId", 403):
            caller.s3.put_object(Bucket=bucket, Key=f"{number}", Body=b"y")
