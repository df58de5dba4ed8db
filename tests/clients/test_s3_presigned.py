"""URLs and forms that somebody with rights signs for somebody without."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest

import s3_wire
import wire
from buckets import MIB, content, is_absent, keys, read, user_of
from forms import post_form
from wire import timestamp

SAID = b"by a URL"


@pytest.fixture
def signer(root, bucket):
    return user_of(root, bucket, ["s3:GetObject", "s3:PutObject"], ["s3:ListBucket"])


def fetch(url, method="GET", body=b"", headers=None):
    """What a program without any key does with a URL."""
    address = urlsplit(url)
    return wire.send(url, method, f"{address.path}?{address.query}", headers, body)


def presigned(signer, operation, bucket, key="a b/+ä", expires=600, **params):
    params = {"Bucket": bucket, "Key": key} | params
    return signer.s3.generate_presigned_url(operation, Params=params, ExpiresIn=expires)


def test_one_puts_and_one_gets(signer, bucket):
    put = fetch(presigned(signer, "put_object", bucket), "PUT", SAID)
    assert put.status == 200, put.body
    got = fetch(presigned(signer, "get_object", bucket))
    assert (got.status, got.body) == (200, SAID)
    head = fetch(presigned(signer, "head_object", bucket), "HEAD")
    assert head.headers["content-length"] == str(len(SAID))
    listing = signer.s3.generate_presigned_url("list_objects_v2", Params={"Bucket": bucket})
    assert fetch(listing).text("KeyCount") == "1"


def test_a_url_has_the_rights_of_its_signer_and_no_others(signer, root, bucket):
    root.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
    refused = fetch(presigned(signer, "delete_object", bucket, "k"), "DELETE")
    assert (refused.status, refused.code) == (403, "AccessDenied")
    reader = user_of(root, bucket, ["s3:GetObject"])
    url = presigned(reader, "get_object", bucket, "k")
    assert fetch(url).body == SAID
    name = root.iam.get_access_key_last_used(AccessKeyId=reader.key_id)["UserName"]
    root.iam.delete_user_policy(UserName=name, PolicyName="only")
    assert fetch(url).code == "AccessDenied"
    root.iam.delete_access_key(UserName=name, AccessKeyId=reader.key_id)
    assert fetch(url).code == "InvalidAccessKeyId"


def test_a_url_is_good_for_one_thing(signer, root, bucket):
    root.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
    root.s3.put_object(Bucket=bucket, Key="l", Body=SAID)
    url = presigned(signer, "get_object", bucket, "k", ResponseContentType="text/plain")
    assert fetch(url).headers["content-type"] == "text/plain"
    for other, method in (
        (url.replace("/k?", "/l?"), "GET"),
        (url.replace("text%2Fplain", "text%2Fhtml"), "GET"),
        (url + "&versionId=null", "GET"),
        (url.replace("X-Amz-Expires=600", "X-Amz-Expires=601"), "GET"),
        (url, "PUT"),
        (url, "DELETE"),
    ):
        refused = fetch(other, method, b"x" if method == "PUT" else b"")
        assert (refused.status, refused.code) == (403, "SignatureDoesNotMatch"), (other, method)
    assert read(root, bucket, "k") == SAID


def test_signed_headers_are_sent(signer, bucket):
    url = presigned(signer, "put_object", bucket, ContentType="text/x", Metadata={"a": "b"})
    assert fetch(url, "PUT", SAID).code == "SignatureDoesNotMatch"
    told = {"content-type": "text/x", "x-amz-meta-a": "b"}
    changed = fetch(url, "PUT", SAID, told | {"x-amz-meta-a": "c"})
    assert changed.code == "SignatureDoesNotMatch"
    assert fetch(url, "PUT", SAID, told).status == 200
    assert signer.s3.head_object(Bucket=bucket, Key="a b/+ä")["Metadata"] == {"a": "b"}


def raw_url(signer, bucket, *, expires="600", at=None):
    """A GET of `k`, with the time that is wanted."""
    at = at or timestamp()
    scope = f"{at[:8]}/{signer.region}/s3/aws4_request"
    query = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{signer.key_id}/{scope}",
        "X-Amz-Date": at,
        "X-Amz-Expires": str(expires),
        "X-Amz-SignedHeaders": "host",
    }
    pairs = s3_wire.query_of(query)
    host, path = urlsplit(signer.endpoint).netloc, f"/{bucket}/k"
    canonical = f"GET\n{path}\n{pairs}\nhost:{host}\n\nhost\n{s3_wire.UNSIGNED}"
    signature = wire.signature(signer, canonical, at, scope)
    return f"{signer.endpoint}{path}?{pairs}&X-Amz-Signature={signature}"


class TestTime:
    """When a URL is good."""

    def test_it_is_not_good_any_more(self, signer, root, bucket):
        root.s3.put_object(Bucket=bucket, Key="k", Body=SAID)
        old = timestamp(-120)
        assert fetch(raw_url(signer, bucket, at=old)).body == SAID
        refused = fetch(raw_url(signer, bucket, expires=60, at=old))
        assert (refused.status, refused.code) == (403, "AccessDenied")
        assert refused.message == "Request has expired"
        assert refused.text("X-Amz-Expires") == "60"

    def test_it_is_not_good_yet(self, signer, bucket):
        refused = fetch(raw_url(signer, bucket, at=timestamp(20 * 60)))
        assert (refused.status, refused.code) == (403, "AccessDenied")
        assert refused.message == "Request is not yet valid"

    @pytest.mark.parametrize("expires", ["604801", "-1", "x", ""])
    def test_no_url_is_good_for_ever(self, signer, bucket, expires):
        refused = fetch(raw_url(signer, bucket, expires=expires))
        assert (refused.status, refused.code) == (400, "AuthorizationQueryParametersError")


class TestForms:
    """Uploads by a form of a page, whose policy somebody signed."""

    @staticmethod
    def form(signer, bucket, key="up/${filename}", fields=None, conditions=None, expires=600):
        return signer.s3.generate_presigned_post(
            bucket, key, Fields=fields, Conditions=conditions, ExpiresIn=expires
        )

    def test_a_file_is_uploaded(self, signer, bucket):
        answer = post_form(self.form(signer, bucket), SAID)
        assert (answer.status, answer.body) == (204, b"")
        assert read(signer, bucket, "up/a file") == SAID
        assert (
            answer.headers["etag"] == signer.s3.head_object(Bucket=bucket, Key="up/a file")["ETag"]
        )

    def test_a_large_one_and_an_empty_one_too(self, signer, bucket):
        for length in (0, 1, 3 * MIB):
            body = content(length)
            assert post_form(self.form(signer, bucket, f"{length}"), body).status == 204
            assert read(signer, bucket, f"{length}") == body

    def test_fields_say_what_headers_say(self, signer, bucket):
        told = {"Content-Type": "text/y", "x-amz-meta-a": "b", "success_action_status": "201"}
        conditions = [{name: value} for name, value in told.items()]
        answer = post_form(self.form(signer, bucket, "k", told, conditions), SAID)
        assert answer.status == 201
        assert (answer.text("Bucket"), answer.text("Key")) == (bucket, "k")
        head = signer.s3.head_object(Bucket=bucket, Key="k")
        assert (head["ContentType"], head["Metadata"]) == ("text/y", {"a": "b"})
        assert answer.text("ETag") == head["ETag"]

    def test_the_page_goes_on_elsewhere(self, signer, bucket):
        there = {"success_action_redirect": "https://example.com/done?x=1"}
        answer = post_form(self.form(signer, bucket, "k", there, [there]), SAID)
        assert answer.status == 303
        location = urlsplit(answer.headers["location"])
        assert location.netloc == "example.com"
        query = parse_qs(location.query)
        assert (query["x"], query["bucket"], query["key"]) == (["1"], [bucket], ["k"])

    @pytest.mark.parametrize("length, code", [(4, "EntityTooSmall"), (11, "EntityTooLarge")])
    def test_the_length_has_borders(self, signer, bucket, length, code):
        form = self.form(signer, bucket, "k", conditions=[["content-length-range", 5, 10]])
        refused = post_form(form, b"x" * length)
        assert (refused.status, refused.code) == (400, code)
        assert is_absent(signer, bucket, "k")
        for good in (5, 10):
            assert post_form(form, b"x" * good).status == 204

    def test_a_field_must_keep_to_the_policy(self, signer, bucket):
        conditions = [["starts-with", "$Content-Type", "image/"]]
        form = self.form(signer, bucket, "k", conditions=conditions)
        assert post_form(form, SAID, fields={"Content-Type": "image/png"}).status == 204
        for fields in (
            {"Content-Type": "text/html"},
            {},
            {"Content-Type": "image/png", "key": "other"},
            {"Content-Type": "image/png", "x-amz-meta-more": "1"},
            {"Content-Type": "image/png", "acl": "public-read"},
        ):
            refused = post_form(form, SAID, fields=fields)
            assert (refused.status, refused.code) == (403, "AccessDenied"), fields
        assert keys(signer, bucket) == ["k"]

    def test_a_changed_policy_is_no_policy(self, signer, bucket):
        form = self.form(signer, bucket, "k")
        policy = json.loads(base64.b64decode(form["fields"]["policy"]))
        policy["conditions"] = [["starts-with", "$key", ""], {"bucket": bucket}]
        changed = base64.b64encode(json.dumps(policy).encode()).decode()
        refused = post_form(form, SAID, fields={"policy": changed, "key": "other"})
        assert (refused.status, refused.code) == (403, "SignatureDoesNotMatch")
        assert keys(signer, bucket) == []

    def test_a_form_has_its_time(self, signer, bucket):
        refused = post_form(self.form(signer, bucket, "k", expires=-60), SAID)
        assert (refused.status, refused.code) == (403, "AccessDenied")
        assert refused.message == "Invalid according to Policy: Policy expired."

    def test_a_form_has_the_rights_of_its_signer(self, root, bucket):
        reader = user_of(root, bucket, ["s3:GetObject"])
        refused = post_form(self.form(reader, bucket, "k"), SAID)
        assert (refused.status, refused.code) == (403, "AccessDenied")
        assert is_absent(root, bucket, "k")

    def test_a_form_of_nobody_is_refused(self, signer, bucket):
        form = {"url": f"{signer.endpoint}/{bucket}", "fields": {"key": "k"}}
        assert post_form(form, SAID).code == "AccessDenied"
        assert is_absent(signer, bucket, "k")

    def test_a_form_without_a_file_or_cut_short(self, signer, bucket):
        form = self.form(signer, bucket, "k")
        address = urlsplit(form["url"])
        fields = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in form["fields"].items()
        )
        file = '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nhalf'
        for body in (fields + "--b--\r\n", fields + file, fields):
            told = {"content-type": "multipart/form-data; boundary=b", "host": address.netloc}
            head = s3_wire.Signed("POST", address.path, told)
            answer = s3_wire.send(signer.endpoint, head, body.encode())
            assert answer.status == 400, answer.body
        assert is_absent(signer, bucket, "k")
