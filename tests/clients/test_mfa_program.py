"""The program of the role that asks for a code, run to its end."""

import time

import pytest

import mfa_program
from authenticator import STEP_SECONDS
from buckets import make_bucket
from principals import allow, fresh, make_user

# What the program itself needs, and nothing else.
OF_THE_PROGRAM = [
    *("iam:CreateUser", "iam:GetUser", "iam:DeleteUser"),
    *("iam:CreateVirtualMFADevice", "iam:EnableMFADevice", "iam:ListMFADevices"),
    *("iam:DeactivateMFADevice", "iam:DeleteVirtualMFADevice"),
    *("iam:CreateAccessKey", "iam:ListAccessKeys", "iam:DeleteAccessKey"),
    *("iam:CreateRole", "iam:GetRole", "iam:DeleteRole"),
    *("iam:CreatePolicy", "iam:GetPolicy", "iam:DeletePolicy"),
    *("iam:AttachRolePolicy", "iam:DetachRolePolicy", "iam:ListAttachedRolePolicies"),
    *("iam:PutUserPolicy", "iam:ListUserPolicies", "iam:DeleteUserPolicy"),
]


def everything(root):
    """All that the program could have left behind."""
    iam = root.resources
    return {
        "users": {user.name for user in iam.users.all()},
        "roles": {role.arn for role in iam.roles.all()},
        "policies": {policy.arn for policy in iam.policies.filter(Scope="Local")},
        "devices": {device.serial_number for device in iam.virtual_mfa_devices.all()},
    }


@pytest.mark.parametrize("kind", ["root", "administrator", "least privilege"])
def test_it_runs_to_its_end_and_leaves_nothing(root, account_id, kind):
    bucket = make_bucket(root)
    caller = root
    if kind == "administrator":
        caller = make_user(root, administrator=True)[1]
    if kind == "least privilege":
        caller = make_user(root, allow(OF_THE_PROGRAM))[1]
    before = everything(root)
    prefix = fresh("demo")
    seen = mfa_program.run(caller, prefix, int(time.time()) // STEP_SECONDS)
    assert bucket in seen.pop("buckets")
    assert prefix in seen.pop("label")
    assert seen.pop("issuer")
    assert seen == {
        "without MFA": "AccessDenied",
        "with a code that enabled the device": "AccessDenied",
        "makes a bucket": "AccessDenied",
        "lists users": "AccessDenied",
        "with the same code": "AccessDenied",
        "out of order": dict.fromkeys(("policy", "role", "device", "user"), "DeleteConflict"),
        "session after the role": "InvalidToken",
    }
    assert everything(root) == before
