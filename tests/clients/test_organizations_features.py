"""Centralized root access: features of an organization, which no account of this server is in."""

import pytest

from principals import allow, make_user
from refusals import refused

OPERATIONS = (
    "disable_organizations_root_credentials_management",
    "disable_organizations_root_sessions",
    "enable_organizations_root_credentials_management",
    "enable_organizations_root_sessions",
    "list_organizations_features",
)
NO_ORGANIZATION = (
    "The request was rejected because no organization is associated with your account."
)
TASK = {"arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_account_in_no_organization_is_told_so(root, operation):
    with refused("OrganizationNotFoundException", 400, NO_ORGANIZATION):
        getattr(root.iam, operation)()
    _, nobody = make_user(root)
    with refused("AccessDenied", 403):
        getattr(nobody.iam, operation)()


def test_nobody_is_let_in_as_the_root_user_of_another_account(root, account_id):
    name, caller = make_user(root, allow("sts:AssumeRoot"))
    for account in (account_id, "210987654321"):
        text = (
            f"User: arn:aws:iam::{account_id}:user/{name} is not authorized to perform: "
            f"sts:AssumeRoot on resource: arn:aws:iam::{account}:root"
        )
        for target in (account, f"arn:aws:iam::{account}:root"):
            with refused("AccessDenied", 403, text):
                caller.sts.assume_root(TargetPrincipal=target, TaskPolicyArn=TASK)


def test_policies_are_asked_first(root, account_id):
    name, caller = make_user(root)
    text = (
        f"User: arn:aws:iam::{account_id}:user/{name} is not authorized to perform: "
        f"sts:AssumeRoot on resource: arn:aws:iam::{account_id}:root because no identity-based "
        "policy allows the sts:AssumeRoot action"
    )
    with refused("AccessDenied", 403, text):
        caller.sts.assume_root(TargetPrincipal=account_id, TaskPolicyArn=TASK)


def test_a_target_is_an_account(root):
    with refused("ValidationError", 400, "somebody else is not a valid target principal."):
        root.sts.assume_root(TargetPrincipal="somebody else", TaskPolicyArn=TASK)
