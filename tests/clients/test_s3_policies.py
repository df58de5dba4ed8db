"""Who may do what with a bucket: its policy and the caller's policies, together.

SOURCE: S3 User Guide, "Policies and permissions in Amazon S3".
"""

import json

import pytest

import s3_wire
from accounts import create
from buckets import (
    EVERYBODY,
    SAID,
    arn,
    grant,
    is_absent,
    keys,
    make_bucket,
    may_read,
    policy_text,
    read,
    rights,
    set_policy,
    user_of,
)
from principals import document, make_user, statement
from refusals import refused


@pytest.fixture(scope="module")
def other(server):
    """The root user of another account, and the account's id."""
    account, its_root = create(server)
    return its_root, account


def arn_of(caller):
    return caller.sts.get_caller_identity()["Arn"]


class TestEverybody:
    """What a bucket's policy opens to who has no key."""

    def test_an_anonymous_reader(self, root, nobody, filled):
        assert not may_read(nobody, filled)
        set_policy(root, filled, grant("Allow", EVERYBODY, "s3:GetObject", arn(filled, "open/*")))
        assert may_read(nobody, filled)
        assert not may_read(nobody, filled, "closed/k")
        # It may neither list nor change nor learn what there is.
        for refuse in (
            lambda: nobody.s3.list_objects_v2(Bucket=filled),
            lambda: nobody.s3.put_object(Bucket=filled, Key="open/k", Body=b"x"),
            lambda: nobody.s3.delete_object(Bucket=filled, Key="open/k"),
            lambda: nobody.s3.get_object(Bucket=filled, Key="open/missing"),
            lambda: nobody.s3.get_bucket_policy(Bucket=filled),
            lambda: nobody.s3.list_buckets(),
        ):
            with refused("AccessDenied", 403, "Access Denied"):
                refuse()
        root.s3.delete_bucket_policy(Bucket=filled)
        assert not may_read(nobody, filled)

    def test_an_anonymous_reader_changes_no_headers(self, root, nobody, filled):
        set_policy(root, filled, grant("Allow", EVERYBODY, "s3:GetObject", arn(filled, "*")))
        with refused("InvalidRequest", 400):
            override = {"ResponseContentType": "text/html"}
            nobody.s3.get_object(Bucket=filled, Key="open/k", **override)

    def test_an_anonymous_writer(self, root, nobody, bucket):
        set_policy(root, bucket, grant("Allow", EVERYBODY, "s3:PutObject", arn(bucket, "in/*")))
        nobody.s3.put_object(Bucket=bucket, Key="in/k", Body=SAID)
        with refused("AccessDenied", 403):
            nobody.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
        assert keys(root, bucket) == ["in/k"]

    def test_the_block_keeps_a_public_policy_out(self, root, filled):
        public = policy_text(grant("Allow", EVERYBODY, "s3:GetObject", arn(filled, "*")))
        with refused("AccessDenied", 403):
            root.s3.put_bucket_policy(Bucket=filled, Policy=public)
        with refused("NoSuchBucketPolicy", 404):
            root.s3.get_bucket_policy(Bucket=filled)

    def test_the_block_closes_what_is_open(self, root, nobody, other, filled):
        set_policy(root, filled, grant("Allow", EVERYBODY, "s3:GetObject", arn(filled, "*")))
        assert may_read(nobody, filled)
        assert root.s3.get_bucket_policy_status(Bucket=filled)["PolicyStatus"]["IsPublic"] is True
        inside = make_user(root)[1]
        assert may_read(inside, filled) and may_read(other[0], filled)
        block = {"RestrictPublicBuckets": True}
        root.s3.put_public_access_block(Bucket=filled, PublicAccessBlockConfiguration=block)
        assert not may_read(nobody, filled)
        assert not may_read(other[0], filled)
        assert may_read(inside, filled)
        root.s3.delete_public_access_block(Bucket=filled)
        assert may_read(nobody, filled)

    def test_a_deny_holds_for_everybody(self, root, admin, nobody, filled):
        closed = grant("Deny", EVERYBODY, "s3:GetObject", arn(filled, "closed/*"))
        set_policy(root, filled, grant("Allow", EVERYBODY, "s3:*", arn(filled, "*")), closed)
        for caller in (nobody, admin, root):
            assert may_read(caller, filled)
            assert not may_read(caller, filled, "closed/k")
        # Who owns the bucket's account can take it back all the same.
        root.s3.delete_bucket_policy(Bucket=filled)
        assert may_read(admin, filled, "closed/k")


class TestAccounts:
    """Over the border of an account both sides must agree."""

    def test_a_reader_of_another_account(self, root, other, filled):
        its_root, account = other
        name, reader = make_user(its_root, rights(filled, ["s3:GetObject"]))
        assert not may_read(reader, filled)
        allowed = grant("Allow", {"AWS": arn_of(reader)}, "s3:GetObject", arn(filled, "open/*"))
        root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(allowed))
        assert may_read(reader, filled)
        assert not may_read(reader, filled, "closed/k")
        # Another user of that account is not meant, and it is not enough to be meant.
        assert not may_read(make_user(its_root, rights(filled, ["s3:GetObject"]))[1], filled)
        its_root.iam.delete_user_policy(UserName=name, PolicyName="only")
        assert not may_read(reader, filled)

    def test_a_whole_account(self, root, other, filled):
        its_root, account = other
        allowed = grant("Allow", {"AWS": account}, "s3:GetObject", arn(filled, "*"))
        root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(allowed))
        assert may_read(its_root, filled)
        assert not may_read(make_user(its_root)[1], filled)
        assert may_read(make_user(its_root, rights(filled, ["s3:GetObject"]))[1], filled)

    def test_what_another_account_puts_is_the_owners(self, root, other, bucket):
        its_root, account = other
        allowed = grant("Allow", {"AWS": account}, "s3:PutObject", arn(bucket, "*"))
        root.s3.put_bucket_policy(Bucket=bucket, Policy=policy_text(allowed))
        its_root.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
        assert read(root, bucket, "k") == SAID
        assert not may_read(its_root, bucket, "k")

    def test_in_one_account_the_bucket_is_enough(self, root, filled):
        _, reader = make_user(root)
        allowed = grant("Allow", {"AWS": arn_of(reader)}, "s3:GetObject", arn(filled, "*"))
        root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(allowed))
        assert may_read(reader, filled)


class TestAtOnce:
    """A change counts in the very next request."""

    def test_of_a_buckets_policy(self, root, filled):
        _, caller = make_user(root)
        allowed = grant("Allow", {"AWS": arn_of(caller)}, "s3:GetObject", arn(filled, "*"))
        denied = grant("Deny", {"AWS": arn_of(caller)}, "s3:GetObject", arn(filled, "*"))
        for _ in range(10):
            root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(allowed))
            assert may_read(caller, filled)
            root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(allowed, denied))
            assert not may_read(caller, filled)
            root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(allowed))
            assert may_read(caller, filled)
            root.s3.delete_bucket_policy(Bucket=filled)
            assert not may_read(caller, filled)

    def test_of_a_users_policy(self, root, filled):
        name, caller = make_user(root)
        for _ in range(10):
            of_user = {"UserName": name, "PolicyName": "p"}
            root.iam.put_user_policy(**of_user, PolicyDocument=rights(filled, ["s3:GetObject"]))
            assert may_read(caller, filled)
            root.iam.delete_user_policy(**of_user)
            assert not may_read(caller, filled)


class TestMissing:
    """Whether something is there is told only to who may list."""

    def test_without_the_list_everything_missing_is_denied(self, root, filled):
        without = user_of(root, filled, ["s3:GetObject", "s3:GetObjectTagging"])
        with_list = user_of(
            root, filled, ["s3:GetObject", "s3:GetObjectTagging"], ["s3:ListBucket"]
        )
        for caller, code, status in (
            (without, "AccessDenied", 403),
            (with_list, "NoSuchKey", 404),
        ):
            with refused(code, status):
                caller.s3.get_object(Bucket=filled, Key="missing")
            with refused(str(status), status):
                caller.s3.head_object(Bucket=filled, Key="missing")
        with refused("AccessDenied", 403):
            make_user(root)[1].s3.get_object(Bucket=filled, Key="missing")

    def test_a_bucket_that_is_not_there(self, root):
        missing = "no-such-bucket-anywhere"
        _, nobody = make_user(root)
        for caller in (root, nobody):
            with refused("NoSuchBucket", 404):
                caller.s3.list_objects_v2(Bucket=missing)


def test_each_key_of_a_deletion_is_asked_for(root, filled):
    caller = user_of(root, filled, ["s3:DeleteObject"], key="open/*")
    wanted = [{"Key": "open/k"}, {"Key": "closed/k"}, {"Key": "open/missing"}]
    answer = caller.s3.delete_objects(Bucket=filled, Delete={"Objects": wanted})
    assert answer["Deleted"] == [wanted[0], wanted[2]]
    (error,) = answer["Errors"]
    assert (error["Key"], error["Code"]) == ("closed/k", "AccessDenied")
    assert keys(root, filled) == ["closed/k"]
    _, nobody = make_user(root)
    denied = nobody.s3.delete_objects(Bucket=filled, Delete={"Objects": wanted})
    assert [error["Code"] for error in denied["Errors"]] == ["AccessDenied"] * 3
    assert keys(root, filled) == ["closed/k"]


def test_who_is_denied_is_told_what(root, filled):
    """SOURCE: S3's texts name the caller, the action and the resource, the last in quotes."""
    _, caller = make_user(root)
    said = (
        f"User: {arn_of(caller)} is not authorized to perform: s3:GetObject on resource: "
        f'"{arn(filled, "open/k")}" because no identity-based policy allows the s3:GetObject action'
    )
    with refused("AccessDenied", 403, said):
        caller.s3.get_object(Bucket=filled, Key="open/k")
    denied = grant("Deny", EVERYBODY, "s3:GetObject", arn(filled, "*"))
    root.s3.put_bucket_policy(Bucket=filled, Policy=policy_text(denied))
    said = (
        f"User: {arn_of(caller)} is not authorized to perform: s3:GetObject on resource: "
        f'"{arn(filled, "open/k")}" with an explicit deny in a resource-based policy'
    )
    with refused("AccessDenied", 403, said):
        caller.s3.get_object(Bucket=filled, Key="open/k")


class TestDocuments:
    """What is a bucket's policy, and what is not."""

    def test_it_is_read_back_as_it_was_written(self, root, bucket):
        text = policy_text(grant("Deny", EVERYBODY, "s3:PutObject", arn(bucket, "*")))
        root.s3.put_bucket_policy(Bucket=bucket, Policy=text)
        assert json.loads(root.s3.get_bucket_policy(Bucket=bucket)["Policy"]) == json.loads(text)
        status = root.s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]
        assert status["IsPublic"] is False

    @pytest.mark.parametrize(
        "text, said",
        [
            ("", None),
            ("this is no JSON", "Policies must be valid JSON and the first byte must be '{'"),
            ("{}", "Missing required field Statement"),
            ('{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"RESOURCE"}]}', None),
            ('{"Statement":[{"Effect":"Allow","Principal":"*","Resource":"RESOURCE"}]}', None),
            ('{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*"}]}', None),
            (
                '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",'
                '"Resource":"arn:aws:s3:::another-bucket/*"}]}',
                "Policy has invalid resource",
            ),
            (
                '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:NoSuchAction",'
                '"Resource":"RESOURCE"}]}',
                "Policy has invalid action",
            ),
            (
                '{"Statement":[{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::999999999999:'
                'user/nobody"},"Action":"s3:GetObject","Resource":"RESOURCE"}]}',
                "Invalid principal in policy",
            ),
            (
                '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:ListBucket",'
                '"Resource":"RESOURCE"}]}',
                "Action does not apply to any resource(s) in statement",
            ),
        ],
        ids=range(10),
    )
    def test_what_is_none(self, root, bucket, text, said):
        text = text.replace("RESOURCE", arn(bucket, "*"))
        answer = s3_wire.call(root, "PUT", f"/{bucket}", {"policy": ""}, text.encode())
        assert answer.status == 400, answer.body
        assert answer.code in ("MalformedPolicy", "MissingRequestBodyError"), answer.body
        assert said is None or answer.message == said
        with refused("NoSuchBucketPolicy", 404):
            root.s3.get_bucket_policy(Bucket=bucket)

    def test_it_is_for_the_owners_account(self, root, other, bucket):
        """Even if the policy says so: no other account changes it."""
        its_root, account = other
        every = [arn(bucket), arn(bucket, "*")]
        allowed = grant("Allow", {"AWS": account}, "s3:*", every)
        root.s3.put_bucket_policy(Bucket=bucket, Policy=policy_text(allowed))
        for refuse in (
            lambda: its_root.s3.delete_bucket_policy(Bucket=bucket),
            lambda: its_root.s3.get_bucket_policy(Bucket=bucket),
        ):
            with refused("MethodNotAllowed", 405):
                refuse()
        assert is_absent(its_root, bucket, "missing")


def test_a_user_is_confined_to_its_own_folder(root, bucket):
    """SOURCE: IAM User Guide, policy variables: a folder named for whoever calls."""
    policy = document(
        statement("Allow", ["s3:GetObject", "s3:PutObject"], arn(bucket, "home/${aws:username}/*")),
        statement("Allow", "s3:ListBucket", arn(bucket))
        | {"Condition": {"StringLike": {"s3:prefix": "home/${aws:username}/*"}}},
    )
    people = dict(make_user(root, policy) for _ in range(2))
    for name, person in people.items():
        person.s3.put_object(Bucket=bucket, Key=f"home/{name}/k", Body=SAID)
        assert keys(person, bucket, Prefix=f"home/{name}/") == [f"home/{name}/k"]
        for other_name in set(people) - {name}:
            assert not may_read(person, bucket, f"home/{other_name}/k")
            with refused("AccessDenied", 403):
                person.s3.put_object(Bucket=bucket, Key=f"home/{other_name}/k", Body=b"x")
            with refused("AccessDenied", 403):
                keys(person, bucket, Prefix=f"home/{other_name}/")


def test_a_bucket_of_the_same_name_made_anew_has_no_policy(root, nobody, filled):
    set_policy(root, filled, grant("Allow", EVERYBODY, "s3:GetObject", arn(filled, "*")))
    for key in keys(root, filled):
        root.s3.delete_object(Bucket=filled, Key=key)
    root.s3.delete_bucket(Bucket=filled)
    make_bucket(root, filled)
    root.s3.put_object(Bucket=filled, Key="open/k", Body=SAID)
    assert not may_read(nobody, filled)
