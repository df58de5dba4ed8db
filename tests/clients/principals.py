"""Policies, and users who have them."""

import itertools
import json

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
_numbers = itertools.count(1)


def fresh(prefix="thing"):
    """A name that no other test uses."""
    return f"{prefix}-{next(_numbers)}"


def statement(effect, action, resource="*"):
    return {"Effect": effect, "Action": action, "Resource": resource}


def document(*statements):
    """A policy's text."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource="*"):
    return document(statement("Allow", action, resource))


def make_user(root, policy=None, *, administrator=False, name=None, path="/"):
    """Makes a user with one key, and returns its name and the key."""
    name = name or fresh("user")
    root.iam.create_user(UserName=name, Path=path)
    if policy is not None:
        root.iam.put_user_policy(UserName=name, PolicyName="only", PolicyDocument=policy)
    if administrator:
        root.iam.attach_user_policy(UserName=name, PolicyArn=ADMINISTRATOR)
    key = root.iam.create_access_key(UserName=name)["AccessKey"]
    return name, root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
