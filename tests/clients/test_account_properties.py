"""Properties of an account: switches of features that all of it has or has not."""

import pytest

import accounts
from principals import allow, make_user
from refusals import refused

ENABLED = "RoleManager/Enabled"


@pytest.fixture
def own_root(server):
    """The root user of an account of this test alone."""
    return accounts.create(server)[1]


def properties(root):
    return root.iam.get_account_properties()["Properties"]


def test_what_was_put_is_told(server, own_root):
    _, other = accounts.create(server)
    assert properties(own_root) == {ENABLED: "false"}
    for value in ("true", "true", "false"):
        own_root.iam.put_account_properties(Properties={ENABLED: value})
        assert properties(own_root) == {ENABLED: value}
        assert properties(other) == {ENABLED: "false"}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, None),
        ({ENABLED: "yes"}, f"The value of the property {ENABLED} must be true or false."),
        ({ENABLED: ""}, None),
        ({"RoleManager/enabled": "true"}, "The property RoleManager/enabled does not exist."),
        (
            {"RoleManager": "true"},
            "The property key RoleManager must be in the format Namespace/PropertyName.",
        ),
        (
            {"RoleManager/": "true"},
            "The property key RoleManager/ must be in the format Namespace/PropertyName.",
        ),
        (
            {ENABLED: "true", "Sessions/Enabled": "true"},
            "All properties must belong to the same namespace.",
        ),
    ],
)
def test_what_is_no_property_is_refused(own_root, given, text):
    with refused("InvalidInput" if text else "ValidationError", 400, text):
        own_root.iam.put_account_properties(Properties=given)
    assert properties(own_root) == {ENABLED: "false"}


def test_properties_are_decided_on_everything(root, account_id):
    _, narrow = make_user(root, allow("iam:*", f"arn:aws:iam::{account_id}:*"))
    _, reader = make_user(root, allow("iam:GetAccountProperties"))
    reader.iam.get_account_properties()
    for call in (
        narrow.iam.get_account_properties,
        lambda: reader.iam.put_account_properties(Properties={ENABLED: "true"}),
    ):
        with refused("AccessDenied", 403):
            call()


def test_properties_survive_a_kill(own_server):
    own_server.start().root.iam.put_account_properties(Properties={ENABLED: "true"})
    own_server.kill()
    assert properties(own_server.start().root) == {ENABLED: "true"}
