"""STS: who am I, whose key is this; presigned as clusters and vaults do."""

import base64
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest
from botocore.signers import RequestSigner

import wire
from principals import document, make_user, statement


def test_callers_are_told_who_they_are(root, account_id):
    itself = root.sts.get_caller_identity()
    assert itself["Arn"] == f"arn:aws:iam::{account_id}:root"
    assert itself["UserId"] == account_id
    name, caller = make_user(root, path="/team/")
    found = caller.sts.get_caller_identity()
    assert found["Account"] == account_id
    assert found["Arn"] == f"arn:aws:iam::{account_id}:user/team/{name}"
    assert found["UserId"] == root.iam.get_user(UserName=name)["User"]["UserId"]


def test_nobody_can_be_denied_to_learn_it(root):
    _, caller = make_user(root, document(statement("Deny", "*")))
    assert caller.sts.get_caller_identity()["Arn"].startswith("arn:aws:iam::")


def test_a_key_tells_its_account(root, account_id, admin):
    found = admin.sts.get_access_key_info(AccessKeyId=root.key_id)
    assert found["Account"] == account_id
    assert admin.sts.get_access_key_info(AccessKeyId=admin.key_id)["Account"] == account_id


def test_any_region_is_good(root, account_id):
    for region in ("us-east-1", "eu-south-2", "mars-north-1"):
        assert root.elsewhere(region=region).sts.get_caller_identity()["Account"] == account_id


def presign(credentials, headers, expires=60, region="us-west-2"):
    """What `aws eks get-token` and its like make: a signed URL, with a header in the signature."""
    client = credentials.sts
    signer = RequestSigner(
        client.meta.service_model.service_id,
        region,
        "sts",
        "v4",
        client._request_signer._credentials,
        client.meta.events,
    )
    request = {
        "method": "GET",
        "url": f"{credentials.endpoint}/?Action=GetCallerIdentity&Version=2011-06-15",
        "body": {},
        "headers": headers,
        "context": {},
    }
    return signer.generate_presigned_url(
        request, region_name=region, expires_in=expires, operation_name=""
    )


def fetch(credentials, url, headers=None):
    parts = urlsplit(url)
    target = urlunsplit(("", "", parts.path, parts.query, ""))
    headers = {"host": parts.netloc, **(headers or {})}
    return wire.send(credentials.endpoint, method="GET", target=target, headers=headers)


def test_a_cluster_s_token_is_good(admin, account_id):
    header = {"x-k8s-aws-id": "my-cluster"}
    url = presign(admin, header)
    token = base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")
    opened = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
    answer = fetch(admin, opened, header)
    assert answer.status == 200
    assert answer.text("Account") == account_id
    assert answer.text("Arn") == admin.sts.get_caller_identity()["Arn"]


def test_a_cluster_s_token_is_bound_to_its_header(admin):
    url = presign(admin, {"x-k8s-aws-id": "my-cluster"})
    for headers in ({"x-k8s-aws-id": "another"}, {}):
        answer = fetch(admin, url, headers)
        assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch")


def test_a_changed_query_is_refused(admin):
    parts = urlsplit(presign(admin, {}))
    for name, value in (("X-Amz-Expires", "600"), ("Action", "GetSessionToken")):
        pairs = [(k, value if k == name else v) for k, v in parse_qsl(parts.query)]
        changed = urlunsplit(parts._replace(query=urlencode(pairs)))
        answer = fetch(admin, changed)
        assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch"), name


def test_a_vault_s_login_is_good(admin, account_id):
    """Vault stores body and headers of a signed POST and has its server send them."""
    body = wire.form("GetCallerIdentity", "sts")
    extra = {"x-vault-aws-iam-server-id": "vault.example.com"}
    headers = wire.sign(admin, body, service="sts", extra=extra)
    answer = wire.send(admin.endpoint, headers=headers, body=body)
    assert (answer.status, answer.text("Account")) == (200, account_id)
    headers["x-vault-aws-iam-server-id"] = "other.example.com"
    answer = wire.send(admin.endpoint, headers=headers, body=body)
    assert answer.code == "SignatureDoesNotMatch"


@pytest.mark.parametrize("expires", [1, 60, 604_800])
def test_a_presigned_url_is_good_for_fifteen_minutes(admin, expires):
    """SOURCE: STS takes no notice of X-Amz-Expires; clusters know how long their tokens last."""
    query = {"Action": "GetCallerIdentity", "Version": "2011-06-15"}
    valid = wire.presign(admin, query, at=wire.timestamp(-14 * 60), expires=expires)
    assert wire.send(admin.endpoint, method="GET", target=valid).status == 200
    made = wire.timestamp(-16 * 60)
    ended = wire.presign(admin, query, at=made, expires=expires)
    answer = wire.send(admin.endpoint, method="GET", target=ended)
    assert (answer.status, answer.code) == (403, "SignatureDoesNotMatch")
    assert answer.message.startswith(f"Signature expired: {made} is now earlier than ")
