"""Roles of the tests, and the sessions of all kinds."""

from principals import document, fresh, statement

MFA = "aws:MultiFactorAuthPresent"


def trust(principal, action="sts:AssumeRole", condition=None, effect="Allow"):
    """A trust policy's text; a principal is an ARN, an account, or a whole element."""
    made = {
        "Effect": effect,
        "Principal": principal if isinstance(principal, dict) else {"AWS": principal},
        "Action": action,
    }
    if condition:
        made["Condition"] = condition
    return document(made)


def make_role(root, trusted, policy=None, **options):
    """Makes a role that an ARN or a whole trust policy may assume, and returns its name and ARN."""
    options = {"RoleName": fresh("role")} | options
    is_policy = isinstance(trusted, str) and trusted.startswith("{")
    text = trusted if is_policy else trust(trusted)
    role = root.iam.create_role(AssumeRolePolicyDocument=text, **options)["Role"]
    if policy is not None:
        root.iam.put_role_policy(
            RoleName=role["RoleName"], PolicyName="only", PolicyDocument=policy
        )
    return role["RoleName"], role["Arn"]


def arn_of(caller):
    return caller.sts.get_caller_identity()["Arn"]


def user_id_of(caller):
    return caller.sts.get_caller_identity()["UserId"]


def temporary(caller, answer):
    """The credentials that an operation of STS answered."""
    made = answer["Credentials"]
    return caller.elsewhere(
        key_id=made["AccessKeyId"], secret=made["SecretAccessKey"], token=made["SessionToken"]
    )


def assume(caller, role_arn, name="session", **options):
    """The credentials of a role session."""
    answer = caller.sts.assume_role(RoleArn=role_arn, RoleSessionName=name, **options)
    return temporary(caller, answer)


def session_token(caller, **options):
    return temporary(caller, caller.sts.get_session_token(**options))


def federate(caller, policy=None, name="federated", **options):
    if policy is not None:
        options["Policy"] = policy
    return temporary(caller, caller.sts.get_federation_token(Name=name, **options))


def deny_unless_mfa(operator="BoolIfExists"):
    """Everything is allowed, but nothing without MFA."""
    denied = statement("Deny", "*") | {"Condition": {operator: {MFA: "false"}}}
    return document(statement("Allow", "*"), denied)


def tags(**values):
    return [{"Key": key, "Value": value} for key, value in values.items()]
