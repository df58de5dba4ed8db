"""Objects that are there already: copied, tagged and deleted."""

import pytest

from buckets import arn, content, is_recent, keys, make_bucket, read, user_of
from principals import document, make_user, statement
from refusals import refused

BOTH = ("s3:GetObject", "s3:PutObject")
SAID = b"0123456789"


@pytest.fixture
def put(caller, bucket):
    """Puts an object and returns its entity tag."""

    def put(key="k", body=SAID, **options):
        return caller.s3.put_object(Bucket=bucket, Key=key, Body=body, **options)["ETag"]

    return put


class TestCopies:
    """From one object to another."""

    @pytest.fixture
    def caller(self, root, bucket):
        return user_of(root, bucket, [*BOTH, "s3:GetObjectTagging", "s3:PutObjectTagging"])

    @pytest.mark.parametrize("length", [10, 200_000])
    def test_a_copy_is_the_same_object(self, caller, bucket, put, length):
        body = content(length)
        tag = put("from ä+/1", body, Metadata={"a": "b"}, ContentType="text/x", Tagging="t=1")
        copied = caller.s3.copy_object(
            Bucket=bucket, Key="to", CopySource={"Bucket": bucket, "Key": "from ä+/1"}
        )
        assert copied["CopyObjectResult"]["ETag"] == tag
        assert is_recent(copied["CopyObjectResult"]["LastModified"])
        got = caller.s3.get_object(Bucket=bucket, Key="to")
        assert got["Body"].read() == body
        assert (got["Metadata"], got["ContentType"]) == ({"a": "b"}, "text/x")
        tags = caller.s3.get_object_tagging(Bucket=bucket, Key="to")["TagSet"]
        assert tags == [{"Key": "t", "Value": "1"}]

    def test_a_copy_may_be_told_anew(self, caller, bucket, put):
        put("from", Metadata={"a": "b"}, ContentType="text/x", Tagging="t=1")
        new = {"Metadata": {"c": "d"}, "MetadataDirective": "REPLACE", "ContentType": "text/y"}
        tags = {"Tagging": "u=2", "TaggingDirective": "REPLACE"}
        of_source = {"CopySource": {"Bucket": bucket, "Key": "from"}}
        caller.s3.copy_object(Bucket=bucket, Key="to", **of_source, **new, **tags)
        got = caller.s3.head_object(Bucket=bucket, Key="to")
        assert (got["Metadata"], got["ContentType"]) == ({"c": "d"}, "text/y")
        found = caller.s3.get_object_tagging(Bucket=bucket, Key="to")["TagSet"]
        assert found == [{"Key": "u", "Value": "2"}]

    def test_a_copy_onto_itself_needs_a_reason(self, caller, bucket, put):
        put("k")
        onto_itself = {"Bucket": bucket, "Key": "k", "CopySource": {"Bucket": bucket, "Key": "k"}}
        with refused("InvalidRequest", 400):
            caller.s3.copy_object(**onto_itself)
        caller.s3.copy_object(**onto_itself, Metadata={"n": "1"}, MetadataDirective="REPLACE")
        got = caller.s3.get_object(Bucket=bucket, Key="k")
        assert (got["Metadata"], got["Body"].read()) == ({"n": "1"}, SAID)

    def test_a_condition_on_the_source(self, caller, bucket, put):
        tag = put("from")
        copy = {"Bucket": bucket, "Key": "to", "CopySource": {"Bucket": bucket, "Key": "from"}}
        with refused("PreconditionFailed", 412):
            caller.s3.copy_object(**copy, CopySourceIfMatch='"00000000000000000000000000000000"')
        with refused("PreconditionFailed", 412):
            caller.s3.copy_object(**copy, CopySourceIfNoneMatch=tag)
        caller.s3.copy_object(**copy, CopySourceIfMatch=tag)

    def test_a_source_that_is_not_there(self, root, bucket):
        missing = {"Bucket": bucket, "Key": "missing"}
        with refused("NoSuchKey", 404):
            root.s3.copy_object(Bucket=bucket, Key="to", CopySource=missing)
        elsewhere = {"Bucket": "no-such-bucket-anywhere", "Key": "k"}
        with refused("NoSuchBucket", 404):
            root.s3.copy_object(Bucket=bucket, Key="to", CopySource=elsewhere)

    def test_from_bucket_to_bucket_by_two_rights(self, root, bucket):
        other = make_bucket(root)
        root.s3.put_object(Bucket=bucket, Key="from", Body=SAID)
        source = {"Bucket": bucket, "Key": "from"}
        may_read = statement("Allow", "s3:GetObject", arn(bucket, "*"))
        may_write = statement("Allow", "s3:PutObject", arn(other, "*"))
        for policy in (document(may_read), document(may_write)):
            _, half = make_user(root, policy)
            with refused("AccessDenied", 403):
                half.s3.copy_object(Bucket=other, Key="to", CopySource=source)
        assert keys(root, other) == []
        _, both = make_user(root, document(may_read, may_write))
        both.s3.copy_object(Bucket=other, Key="to", CopySource=source)
        assert read(root, other, "to") == SAID


class TestDeletions:
    """One by one and by the thousand."""

    @pytest.fixture
    def caller(self, root, bucket):
        return user_of(root, bucket, ["s3:PutObject", "s3:DeleteObject"], ["s3:ListBucket"])

    def test_what_is_not_there_is_deleted_too(self, caller, bucket, put):
        put()
        for _ in range(2):
            answer = caller.s3.delete_object(Bucket=bucket, Key="k")
            assert answer["ResponseMetadata"]["HTTPStatusCode"] == 204
        assert keys(caller, bucket) == []

    def test_many_at_once(self, caller, bucket, put):
        names = [f"many/{number:03}" for number in range(20)]
        for name in names:
            put(name, b"x")
        wanted = [{"Key": name} for name in [*names[:15], "missing", "<&>\"'"]]
        answer = caller.s3.delete_objects(Bucket=bucket, Delete={"Objects": wanted})
        assert answer["Deleted"] == wanted
        assert "Errors" not in answer
        assert keys(caller, bucket) == names[15:]
        rest = {"Objects": [{"Key": name} for name in names[15:]], "Quiet": True}
        assert "Deleted" not in caller.s3.delete_objects(Bucket=bucket, Delete=rest)
        assert keys(caller, bucket) == []

    def test_a_thousand_is_the_most(self, caller, bucket):
        wanted = [{"Key": f"{number}"} for number in range(1000)]
        answer = caller.s3.delete_objects(Bucket=bucket, Delete={"Objects": wanted})
        assert len(answer["Deleted"]) == 1000
        with refused("MalformedXML", 400):
            more = {"Objects": [*wanted, {"Key": "one more"}]}
            caller.s3.delete_objects(Bucket=bucket, Delete=more)


class TestTags:
    """Of objects."""

    @pytest.fixture
    def caller(self, root, bucket):
        actions = ["s3:GetObjectTagging", "s3:PutObjectTagging", "s3:DeleteObjectTagging"]
        return user_of(root, bucket, [*BOTH, *actions])

    def test_they_are_put_read_and_deleted(self, caller, bucket, put):
        put(Tagging="a=1&b=c%20d")
        of_object = {"Bucket": bucket, "Key": "k"}
        tags = caller.s3.get_object_tagging(**of_object)["TagSet"]
        assert tags == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "c d"}]
        assert caller.s3.get_object(**of_object)["TagCount"] == 2
        new = [{"Key": "only", "Value": ""}]
        caller.s3.put_object_tagging(**of_object, Tagging={"TagSet": new})
        assert caller.s3.get_object_tagging(**of_object)["TagSet"] == new
        caller.s3.delete_object_tagging(**of_object)
        assert caller.s3.get_object_tagging(**of_object)["TagSet"] == []
        assert read(caller, bucket, "k") == SAID

    def test_bad_ones_are_refused(self, caller, bucket, put):
        put()
        of_object = {"Bucket": bucket, "Key": "k"}
        eleven = [{"Key": f"{number}", "Value": ""} for number in range(11)]
        with refused("BadRequest", 400, "Object tags cannot be greater than 10"):
            caller.s3.put_object_tagging(**of_object, Tagging={"TagSet": eleven})
        for bad in (
            [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}],
            [{"Key": "x" * 129, "Value": ""}],
            [{"Key": "k", "Value": "x" * 257}],
            [{"Key": "", "Value": ""}],
        ):
            with refused("InvalidTag", 400):
                caller.s3.put_object_tagging(**of_object, Tagging={"TagSet": bad})
        with refused("InvalidArgument", 400):
            put(key="bad", Tagging="a=1&a=2")

    def test_tags_on_a_new_object_need_a_right_of_their_own(self, root, bucket):
        caller = user_of(root, bucket, ["s3:PutObject"])
        caller.s3.put_object(Bucket=bucket, Key="plain", Body=b"x")
        with refused("AccessDenied", 403):
            caller.s3.put_object(Bucket=bucket, Key="tagged", Body=b"x", Tagging="a=1")
        assert keys(root, bucket) == ["plain"]
