"""The program of a URL for federated users, call by call, by boto3 and requests.

Written for these tests. It makes the calls that the sample program for such a URL makes, in the
same order, and returns the URL instead of asking a person to open it. Where the sample names AWS's
endpoint, this one takes that of the server; and where it waits for a new role to become known, this
one does not: iamd's counts at once.
"""

import json
import urllib.parse
from contextlib import contextmanager

import requests

READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
CONSOLE = "https://console.aws.amazon.com/"
HALF_A_DAY = 12 * 60 * 60


def make_role(iam, name):
    """A role which whoever calls may assume, and which may read all that is in S3."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": iam.CurrentUser().arn},
        "Action": "sts:AssumeRole",
    }
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)
    role.attach_policy(PolicyArn=READ_ONLY)
    return role


def make_url(role_arn, session_name, issuer, sts, endpoint, **options):
    """The URL, and the temporary credentials that were exchanged for it."""
    assumed = sts.assume_role(RoleArn=role_arn, RoleSessionName=session_name)
    credentials = assumed["Credentials"]
    session = {
        "sessionId": credentials["AccessKeyId"],
        "sessionKey": credentials["SecretAccessKey"],
        "sessionToken": credentials["SessionToken"],
    }
    exchange = {
        "Action": "getSigninToken",
        "SessionDuration": str(HALF_A_DAY),
        "Session": json.dumps(session),
    }
    answer = requests.get(endpoint, params=exchange, timeout=60, **options)
    token = json.loads(answer.text)["SigninToken"]
    login = {
        "Action": "login",
        "Issuer": issuer,
        "Destination": CONSOLE,
        "SigninToken": token,
    }
    return f"{endpoint}?{urllib.parse.urlencode(login)}", credentials


def remove_role(role):
    for policy in role.attached_policies.all():
        role.detach_policy(PolicyArn=policy.arn)
    role.delete()


@contextmanager
def run(caller, name, endpoint=None):
    """The URL and the credentials, for as long as the role is there."""
    role = make_role(caller.resources, name)
    try:
        yield make_url(
            role.arn,
            "a-demonstration",
            "example.org",
            caller.sts,
            endpoint or f"{caller.endpoint}/federation",
            verify=caller.ca_file or True,
        )
    finally:
        remove_role(role)
