"""The account program: the alias and all that an account tells about itself, call by call, by boto3.

Written for these tests. It makes the calls that the sample program for managing the account makes,
in the same order, and returns what it saw instead of printing it. Where the sample asks whether to
show or make something, this one always does.
"""

import time

from botocore.exceptions import ClientError

# How many columns of the report are looked at, and how many providers.
COLUMNS = 3
PROVIDERS = 10
REPORT_SECONDS_MAX = 60

RULES = (
    *("minimum_password_length", "require_symbols", "require_numbers"),
    *("require_uppercase_characters", "require_lowercase_characters"),
    *("allow_users_to_change_password", "expire_passwords", "max_password_age"),
    *("password_reuse_prevention", "hard_expiry"),
)


def list_aliases(iam):
    return iam.meta.client.list_account_aliases()["AccountAliases"]


def change_alias(iam, names, seen):
    """Two aliases, one after the other, and then what was there before."""
    before = list_aliases(iam)
    seen["aliases"] = [before]
    for name in names:
        iam.create_account_alias(AccountAlias=name)
        seen["aliases"].append(list_aliases(iam))
    iam.meta.client.delete_account_alias(AccountAlias=seen["aliases"][-1][0])
    if before:
        iam.create_account_alias(AccountAlias=before[0])


def credential_report(iam, seen):
    """The first columns of every line, split as simply as can be."""
    seen["states"] = []
    end = time.monotonic() + REPORT_SECONDS_MAX
    while seen["states"][-1:] != ["COMPLETE"]:
        assert time.monotonic() < end, seen["states"]
        state = iam.meta.client.generate_credential_report()["State"]
        if seen["states"][-1:] != [state]:
            seen["states"].append(state)
    content = iam.meta.client.get_credential_report()["Content"].decode("utf-8")
    seen["report"] = [line.split(",")[:COLUMNS] for line in content.split("\n")]


def password_policy(iam):
    """Every value of the policy, or that there is none."""
    policy = iam.AccountPasswordPolicy()
    try:
        return {rule: getattr(policy, rule) for rule in RULES}
    except ClientError as error:
        assert error.response["Error"]["Code"] == "NoSuchEntity", error
        return None


def show_password_policy(iam, seen):
    """The policy; in an account that has none, that of default values, for a moment."""
    seen["policies"] = [password_policy(iam)]
    if seen["policies"] == [None]:
        made = iam.create_account_password_policy()
        seen["policies"].append(password_policy(iam))
        made.delete()


def saml_providers(iam):
    """When each was made, and when it expires."""
    listed = iam.saml_providers.limit(PROVIDERS)
    return {provider.arn: (provider.create_date, provider.valid_until) for provider in listed}


def run(iam, prefix):
    """Plays it through; `prefix` begins all names."""
    seen = {}
    change_alias(iam, [f"{prefix}-{number}" for number in (1, 2)], seen)
    credential_report(iam, seen)
    seen["summary"] = iam.AccountSummary().summary_map
    seen["details"] = iam.meta.client.get_account_authorization_details(Filter=[])
    show_password_policy(iam, seen)
    seen["providers"] = saml_providers(iam)
    return seen
