"""Delegation requests, which AWS's partners make and nobody here; and role templates, of which there
are none."""

import pytest

from principals import allow, make_user
from refusals import refused

ID = "0123456789abcdef0123"
MISSING = f"The delegation request with id {ID} cannot be found."
OF_ONE = (
    "accept_delegation_request",
    "associate_delegation_request",
    "get_delegation_request",
    "reject_delegation_request",
    "send_delegation_token",
    "update_delegation_request",
)
REQUEST = {
    "Description": "Set up the integration",
    "Permissions": {"PolicyTemplateArn": "arn:aws:iam::aws:policy-template/partner/x"},
    "RequestorWorkflowId": "workflow-1",
    "NotificationChannel": "arn:aws:sns:us-east-1:123456789012:topic",
    "SessionDuration": 3600,
}
TEMPLATE = "arn:aws:iam::aws:role-template/awsserviceprincipal/Example:1"


@pytest.mark.parametrize("operation", OF_ONE)
def test_there_is_no_delegation_request(root, operation):
    with refused("NoSuchEntity", 404, MISSING):
        getattr(root.iam, operation)(DelegationRequestId=ID)
    with refused("ValidationError", 400):
        getattr(root.iam, operation)(DelegationRequestId="short")
    _, nobody = make_user(root)
    with refused("AccessDenied", 403):
        getattr(nobody.iam, operation)(DelegationRequestId=ID)


def test_none_is_listed(root):
    answer = root.iam.list_delegation_requests()
    assert (answer["DelegationRequests"], answer["isTruncated"]) == ([], False)
    with refused("ValidationError", 400, "Invalid Marker."):
        root.iam.list_delegation_requests(Marker="x")


def test_policies_name_requests_by_their_arns(root, account_id):
    arn = f"arn:aws:iam::{account_id}:delegation-request/{ID}"
    _, caller = make_user(root, allow("iam:*DelegationRequest*", arn))
    with refused("NoSuchEntity", 404, MISSING):
        caller.iam.get_delegation_request(DelegationRequestId=ID)
    with refused("AccessDenied", 403):
        caller.iam.get_delegation_request(DelegationRequestId="another-request-id")


def test_what_is_summed_up_is_a_delegation_request(root, account_id):
    arn = f"arn:aws:iam::{account_id}:delegation-request/{ID}"
    with refused("NoSuchEntity", 404, MISSING):
        root.iam.get_human_readable_summary(EntityArn=arn)
    for arn in (
        f"arn:aws:iam::{account_id}:user/somebody",
        f"arn:aws:iam::210987654321:delegation-request/{ID}",
        "no ARN, but long enough",
    ):
        with refused("InvalidInput", 400, f"ARN {arn} is not valid."):
            root.iam.get_human_readable_summary(EntityArn=arn)


def test_nobody_is_a_partner(root, account_id):
    text = (
        f"User: arn:aws:iam::{account_id}:root is not authorized to perform: "
        "iam:CreateDelegationRequest because the account is not onboarded to create delegation "
        "requests"
    )
    with refused("AccessDenied", 403, text):
        root.iam.create_delegation_request(**REQUEST)
    with refused("ValidationError", 400):
        root.iam.create_delegation_request(**REQUEST | {"SessionDuration": 1})


def test_no_token_can_be_traded_in(root):
    with refused("ValidationError", 400, "The trade-in token is not valid."):
        root.sts.get_delegated_access_token(TradeInToken="anything")


def test_there_is_no_role_template(root):
    for call in (root.iam.acquire_role, root.iam.get_role_template_version):
        with refused("NoSuchEntity", 404, f"Role template {TEMPLATE} was not found."):
            call(TemplateArn=TEMPLATE)
        policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
        with refused("InvalidInput", 400, f"ARN {policy} is not valid."):
            call(TemplateArn=policy)
