"""Sessions made from sessions: what is handed on and what is not."""

import pytest

from authenticator import device_of
from principals import allow, document, make_user, statement
from refusals import refused
from roles import MFA, arn_of, assume, make_role, session_token, trust
from test_sts import fetch, presign

ASSUME = "sts:AssumeRole"
WITH_MFA = {"Bool": {MFA: "true"}}


def test_mfa_of_a_session_token_opens_roles_without_another_code(timed_root, clock):
    name, caller = make_user(timed_root)
    recent = WITH_MFA | {"NumericLessThan": {"aws:MultiFactorAuthAge": "120"}}
    _, role = make_role(timed_root, trust(arn_of(caller), condition=recent), allow("s3:*"))
    device = device_of(timed_root, name, clock)
    without = session_token(caller)
    with_mfa = session_token(caller, **device.proof())
    with refused("AccessDenied", 403):
        assume(without, role)
    assume(with_mfa, role).s3.list_buckets()
    # Another code makes another session young again.
    clock.advance(121)
    with refused("AccessDenied", 403):
        assume(with_mfa, role)
    assume(with_mfa, role, **device.proof())


def test_a_role_hands_no_mfa_on(root):
    name, caller = make_user(root)
    _, first = make_role(root, trust(arn_of(caller), condition=WITH_MFA), allow(ASSUME))
    _, second = make_role(root, trust(first, condition=WITH_MFA))
    session = assume(caller, first, **device_of(root, name).proof())
    with refused("AccessDenied", 403):
        assume(session, second)
    # Nothing but the MFA was missing.
    _, third = make_role(root, first)
    assume(session, third)


def test_a_session_policy_bounds_what_is_assumed_next(root, trusted):
    caller, arn = trusted
    _, first = make_role(root, arn, allow(ASSUME))
    account = arn.split(":")[4]
    _, second = make_role(root, account, allow("s3:*"))
    assume(assume(caller, first), second).s3.list_buckets()
    with refused("AccessDenied", 403):
        assume(assume(caller, first, Policy=allow("s3:*")), second)


def test_a_role_that_may_assume_itself_is_trusted_by_itself(root, trusted):
    """SOURCE: a role does not trust itself unless its policy says so."""
    caller, arn = trusted
    name, role = make_role(root, arn, allow(ASSUME))
    session = assume(caller, role)
    with refused("AccessDenied", 403):
        assume(session, role)
    text = trust([arn, role])
    root.iam.update_assume_role_policy(RoleName=name, PolicyDocument=text)
    assume(session, role)


def test_a_longer_chain_ends_with_each_of_its_roles_alone(root, trusted):
    caller, arn = trusted
    first_name, first = make_role(root, arn, allow(ASSUME))
    _, second = make_role(root, first, allow("s3:ListAllMyBuckets"))
    end = assume(assume(caller, first), second)
    root.iam.delete_role_policy(RoleName=first_name, PolicyName="only")
    root.iam.delete_role(RoleName=first_name)
    end.s3.list_buckets()


def test_a_cluster_s_token_is_good_for_a_role(root, trusted):
    """What `aws eks get-token` makes in the session of a role."""
    caller, arn = trusted
    name, role = make_role(root, arn)
    session = assume(caller, role, "node-1")
    header = {"x-k8s-aws-id": "my-cluster"}
    url = presign(session, header)
    assert "X-Amz-Security-Token=" in url
    answer = fetch(session, url, header)
    assert answer.status == 200, answer.body
    assert answer.text("Arn").endswith(f":assumed-role/{name}/node-1")


@pytest.mark.parametrize(
    "change",
    [
        lambda arn: arn.upper().replace("ARN:AWS:IAM", "arn:aws:iam").replace("ROLE/", "role/"),
        lambda arn: arn.replace(":role/", ":role/path/"),
        lambda arn: arn.replace("arn:aws:", "arn:aws-cn:"),
    ],
    ids=["another case", "another path", "another partition"],
)
def test_an_arn_that_is_nearly_right_is_wrong(root, trusted, change):
    caller, arn = trusted
    _, role = make_role(root, arn)
    assume(caller, role)
    with refused("AccessDenied", 403):
        assume(caller, change(role))


def test_what_is_no_role_is_not_assumed(root, trusted):
    caller, arn = trusted
    _, allowed = make_user(root, allow("*"))
    for wrong in (arn, arn.rsplit(":", 1)[0] + ":root", "arn:aws:s3:::bucket"):
        for who in (caller, allowed):
            with pytest.raises(who.sts.exceptions.ClientError) as caught:
                assume(who, wrong)
            code = caught.value.response["Error"]["Code"]
            assert code in ("AccessDenied", "ValidationError"), code


def test_a_living_id_may_be_trusted_by_itself(root):
    name, caller = make_user(root)
    user_id = root.iam.get_user(UserName=name)["User"]["UserId"]
    role_name, role = make_role(root, user_id)
    assume(caller, role)
    told = root.iam.get_role(RoleName=role_name)["Role"]["AssumeRolePolicyDocument"]
    assert told["Statement"][0]["Principal"] == {"AWS": arn_of(caller)}


def test_an_external_id_does_not_reach_the_session(root, trusted):
    caller, arn = trusted
    condition = {"Null": {"sts:ExternalId": "true"}}
    policy = document(statement("Allow", "s3:ListAllMyBuckets") | {"Condition": condition})
    _, role = make_role(root, arn, policy)
    assume(caller, role, ExternalId="word").s3.list_buckets()
