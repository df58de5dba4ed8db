"""What a bucket can be told, and what it answers as long as nobody did."""

import re

import pytest

import s3_wire
from buckets import make_bucket, tag_set, user_of
from principals import fresh
from refusals import refused

# What a new bucket answers to each read that deployment tools do before they change anything: an
# error's code, or members of the answer.
# SOURCE: the Errors sections of the operations' pages in the S3 API reference.
NEW = {
    "get_bucket_accelerate_configuration": {"Status": None},
    "get_bucket_cors": "NoSuchCORSConfiguration",
    "get_bucket_lifecycle_configuration": "NoSuchLifecycleConfiguration",
    "get_bucket_logging": {"LoggingEnabled": None},
    "get_bucket_notification_configuration": {
        "TopicConfigurations": None,
        "QueueConfigurations": None,
        "LambdaFunctionConfigurations": None,
    },
    "get_bucket_ownership_controls": {
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    },
    "get_bucket_policy": "NoSuchBucketPolicy",
    "get_bucket_policy_status": "NoSuchBucketPolicy",
    "get_bucket_replication": "ReplicationConfigurationNotFoundError",
    "get_bucket_request_payment": {"Payer": "BucketOwner"},
    "get_bucket_tagging": "NoSuchTagSet",
    "get_bucket_versioning": {"Status": None, "MFADelete": None},
    "get_bucket_website": "NoSuchWebsiteConfiguration",
    "get_object_lock_configuration": "ObjectLockConfigurationNotFoundError",
    "get_public_access_block": {
        "PublicAccessBlockConfiguration": {
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": True,
        }
    },
    "list_bucket_analytics_configurations": {"AnalyticsConfigurationList": None},
    "list_bucket_intelligent_tiering_configurations": {"IntelligentTieringConfigurationList": None},
    "list_bucket_inventory_configurations": {"InventoryConfigurationList": None},
    "list_bucket_metrics_configurations": {"MetricsConfigurationList": None},
}
BY_ID = (
    "get_bucket_analytics_configuration",
    "get_bucket_intelligent_tiering_configuration",
    "get_bucket_inventory_configuration",
    "get_bucket_metrics_configuration",
)


@pytest.fixture(scope="module")
def untouched(root):
    return make_bucket(root)


@pytest.mark.parametrize("operation", NEW)
def test_a_new_bucket_answers_every_read(root, untouched, operation):
    ask, expected = getattr(root.s3, operation), NEW[operation]
    if isinstance(expected, str):
        with refused(expected, 404):
            ask(Bucket=untouched)
    else:
        answer = ask(Bucket=untouched)
        assert {name: answer.get(name) for name in expected} == expected


@pytest.mark.parametrize("operation", BY_ID)
def test_a_new_bucket_has_no_configuration_by_id(root, untouched, operation):
    with refused("NoSuchConfiguration", 404):
        getattr(root.s3, operation)(Bucket=untouched, Id="none")


def test_a_new_bucket_is_its_owners(root, untouched):
    answer = root.s3.get_bucket_acl(Bucket=untouched)
    (grant,) = answer["Grants"]
    assert grant["Permission"] == "FULL_CONTROL"
    assert grant["Grantee"]["ID"] == answer["Owner"]["ID"]


def test_a_new_bucket_encrypts_by_default(root, untouched):
    answer = root.s3.get_bucket_encryption(Bucket=untouched)
    (rule,) = answer["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    put = root.s3.put_object(Bucket=untouched, Key="k", Body=b"x")
    assert put["ServerSideEncryption"] == "AES256"
    assert root.s3.head_object(Bucket=untouched, Key="k")["ServerSideEncryption"] == "AES256"


LIFECYCLE = {
    "Rules": [
        {
            "ID": "old logs",
            "Status": "Enabled",
            "Filter": {"Prefix": "logs/"},
            "Expiration": {"Days": 30},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
        },
        {
            "ID": "old versions",
            "Status": "Disabled",
            "Filter": {"And": {"Prefix": "a/", "Tags": [{"Key": "k", "Value": "v"}]}},
            "NoncurrentVersionExpiration": {"NoncurrentDays": 3},
        },
    ]
}
CORS = {
    "CORSRules": [
        {
            "ID": "the page",
            "AllowedOrigins": ["https://*.example.com"],
            "AllowedMethods": ["GET", "PUT"],
            "AllowedHeaders": ["x-amz-*", "content-type"],
            "ExposeHeaders": ["ETag"],
            "MaxAgeSeconds": 600,
        }
    ]
}
WEBSITE = {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"}}
# (what is put, its parameter, the value, how it is read, how it is deleted, the error after that)
SETTINGS = {
    "cors": ("put_bucket_cors", "CORSConfiguration", CORS, "get_bucket_cors",
             "delete_bucket_cors", "NoSuchCORSConfiguration"),
    "lifecycle": ("put_bucket_lifecycle_configuration", "LifecycleConfiguration", LIFECYCLE,
                  "get_bucket_lifecycle_configuration", "delete_bucket_lifecycle",
                  "NoSuchLifecycleConfiguration"),
    "tags": ("put_bucket_tagging", "Tagging", tag_set(team="a", stage="test"),
             "get_bucket_tagging", "delete_bucket_tagging", "NoSuchTagSet"),
    "website": ("put_bucket_website", "WebsiteConfiguration", WEBSITE, "get_bucket_website",
                "delete_bucket_website", "NoSuchWebsiteConfiguration"),
}  # fmt: skip


@pytest.mark.parametrize("put, name, value, get, delete, gone", SETTINGS.values(), ids=SETTINGS)
def test_what_is_put_is_read_and_deleted(root, bucket, put, name, value, get, delete, gone):
    getattr(root.s3, put)(Bucket=bucket, **{name: value})
    answer = getattr(root.s3, get)(Bucket=bucket)
    found = {member: answer.get(member) for member in value}
    if "TagSet" in value:
        found["TagSet"] = sorted(found["TagSet"], key=lambda tag: tag["Key"])
        value = {"TagSet": sorted(value["TagSet"], key=lambda tag: tag["Key"])}
    assert found == value
    getattr(root.s3, delete)(Bucket=bucket)
    with refused(gone, 404):
        getattr(root.s3, get)(Bucket=bucket)


def test_an_object_tells_when_it_will_expire(root, bucket):
    s3 = root.s3
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=LIFECYCLE)
    told = s3.put_object(Bucket=bucket, Key="logs/k", Body=b"x")["Expiration"]
    assert re.fullmatch(r'expiry-date="\w{3}, .* 00:00:00 GMT", rule-id="old%20logs"', told), told
    assert s3.head_object(Bucket=bucket, Key="logs/k")["Expiration"] == told
    assert "Expiration" not in s3.put_object(Bucket=bucket, Key="other", Body=b"x")


def test_the_other_settings_are_kept_too(root, bucket):
    s3 = root.s3
    owner = {"Payer": "BucketOwner"}
    s3.put_bucket_request_payment(Bucket=bucket, RequestPaymentConfiguration=owner)
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "BucketOwner"
    metrics = {"Id": "all"}
    s3.put_bucket_metrics_configuration(Bucket=bucket, Id="all", MetricsConfiguration=metrics)
    listed = s3.list_bucket_metrics_configurations(Bucket=bucket)
    assert listed["MetricsConfigurationList"] == [metrics]
    s3.delete_bucket_metrics_configuration(Bucket=bucket, Id="all")
    with refused("NoSuchConfiguration", 404):
        s3.get_bucket_metrics_configuration(Bucket=bucket, Id="all")


def test_ownership_and_public_access_can_be_left_open(root, bucket):
    s3 = root.s3
    rules = {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=rules)
    assert s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"] == rules
    s3.delete_bucket_ownership_controls(Bucket=bucket)
    with refused("OwnershipControlsNotFoundError", 404):
        s3.get_bucket_ownership_controls(Bucket=bucket)
    block = {"BlockPublicAcls": True, "IgnorePublicAcls": True}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    found = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    assert found == block | {"BlockPublicPolicy": False, "RestrictPublicBuckets": False}
    s3.delete_public_access_block(Bucket=bucket)
    with refused("NoSuchPublicAccessBlockConfiguration", 404):
        s3.get_public_access_block(Bucket=bucket)


def test_lists_of_rights_are_not_supported_where_the_owner_owns(root, bucket):
    with refused("AccessControlListNotSupported", 400):
        root.s3.put_object(Bucket=bucket, Key="k", Body=b"x", ACL="public-read")
    with refused("AccessControlListNotSupported", 400):
        root.s3.put_bucket_acl(Bucket=bucket, ACL="public-read")
    root.s3.put_object(Bucket=bucket, Key="k", Body=b"x", ACL="bucket-owner-full-control")


def test_settings_that_say_nothing_sensible_are_refused(root, bucket):
    s3 = root.s3
    two = {"TagSet": [{"Key": "k", "Value": "1"}, {"Key": "k", "Value": "2"}]}
    with refused("InvalidTag", 400):
        s3.put_bucket_tagging(Bucket=bucket, Tagging=two)
    with refused("InvalidTag", 400):
        s3.put_bucket_tagging(Bucket=bucket, Tagging=tag_set(**{"aws:mine": "v"}))
    with refused("InvalidRequest", 400):
        rule = {"AllowedOrigins": ["*"], "AllowedMethods": ["JUMP"]}
        s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})
    with refused("MalformedXML", 400):
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Perhaps"})
    bodies = {
        b"<broken": "MalformedXML",
        b"<Other/>": "MalformedXML",
        b"": "MissingRequestBodyError",
    }
    for body, code in bodies.items():
        answer = s3_wire.call(root, "PUT", f"/{bucket}", {"versioning": ""}, body)
        assert (answer.status, answer.code) == (400, code), body


def test_no_setting_can_be_changed_or_read_without_its_own_right(root, bucket):
    caller = user_of(root, bucket, on_bucket=["s3:GetBucketTagging", "s3:PutBucketVersioning"])
    with refused("NoSuchTagSet", 404):
        caller.s3.get_bucket_tagging(Bucket=bucket)
    with refused("AccessDenied", 403):
        caller.s3.put_bucket_tagging(Bucket=bucket, Tagging=tag_set(a="b"))
    with refused("AccessDenied", 403):
        caller.s3.get_bucket_versioning(Bucket=bucket)
    caller.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    for read in ("get_bucket_cors", "get_bucket_policy", "get_public_access_block"):
        with refused("AccessDenied", 403):
            getattr(caller.s3, read)(Bucket=bucket)


@pytest.fixture(scope="module")
def shared(root):
    bucket = make_bucket(root, fresh("cors"))
    root.s3.put_bucket_cors(Bucket=bucket, CORSConfiguration=CORS)
    root.s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    return bucket


class TestCors:
    """What a page of another origin may do."""

    @staticmethod
    def preflight(server, bucket, origin, method, headers=None):
        asked = {"origin": origin, "access-control-request-method": method}
        if headers:
            asked["access-control-request-headers"] = headers
        return s3_wire.anonymous(server.endpoint, "OPTIONS", f"/{bucket}/k", headers=asked)

    def test_a_preflight_is_answered_without_a_signature(self, server, shared):
        origin = "https://app.example.com"
        answer = self.preflight(server, shared, origin, "PUT", "x-amz-date,content-type")
        assert answer.status == 200, answer.body
        assert answer.headers["access-control-allow-origin"] == origin
        assert "PUT" in answer.headers["access-control-allow-methods"]
        assert "x-amz-date" in answer.headers["access-control-allow-headers"]
        assert answer.headers["access-control-max-age"] == "600"
        assert answer.headers["access-control-expose-headers"] == "ETag"
        assert "origin" in answer.headers["vary"].lower()

    @pytest.mark.parametrize(
        "origin, method, headers",
        [
            ("https://example.com", "PUT", None),
            ("http://app.example.com", "PUT", None),
            ("https://app.example.com", "DELETE", None),
            ("https://app.example.com", "PUT", "x-other"),
        ],
    )
    def test_no_rule_no_permission(self, server, shared, origin, method, headers):
        answer = self.preflight(server, shared, origin, method, headers)
        assert (answer.status, answer.code) == (403, "AccessForbidden")
        assert "access-control-allow-origin" not in answer.headers

    def test_without_a_configuration_nothing_is_permitted(self, server, bucket):
        answer = self.preflight(server, bucket, "https://app.example.com", "GET")
        assert (answer.status, answer.code) == (403, "AccessForbidden")

    def test_an_answer_names_the_origin_that_may_read_it(self, root, shared):
        path = f"/{shared}/k"
        good = s3_wire.call(root, "GET", path, headers={"origin": "https://app.example.com"})
        assert good.headers["access-control-allow-origin"] == "https://app.example.com"
        assert good.headers["access-control-expose-headers"] == "ETag"
        bad = s3_wire.call(root, "GET", path, headers={"origin": "https://elsewhere.example"})
        assert (bad.status, bad.body) == (200, b"x")
        assert "access-control-allow-origin" not in bad.headers
