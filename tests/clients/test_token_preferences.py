"""What an account wants of the tokens of STS: told in its summary."""

import pytest

import accounts
from principals import allow, make_user
from refusals import refused
from roles import assume, make_role


def version(root):
    return root.iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"]


def prefer(root, token):
    root.iam.set_security_token_service_preferences(GlobalEndpointTokenVersion=token)


def test_the_summary_tells_what_was_set(server):
    (_, root), (_, other) = accounts.create(server), accounts.create(server)
    assert version(root) == 1
    for token, number in (("v2Token", 2), ("v2Token", 2), ("v1Token", 1)):
        prefer(root, token)
        assert (version(root), version(other)) == (number, 1)


@pytest.mark.parametrize("token", ["v1Token", "v2Token"])
def test_tokens_of_either_version_count_in_every_region(server, token):
    account_id, root = accounts.create(server)
    prefer(root, token)
    _, caller = make_user(root, allow("sts:AssumeRole"))
    session = assume(caller, make_role(root, account_id, allow("iam:ListUsers"))[1])
    for region in ("us-east-1", "ap-east-1", "af-south-1"):
        session.elsewhere(region=region).iam.list_users()


def test_there_are_two_versions(root):
    for token in ("v3Token", "", "1"):
        with refused("ValidationError", 400):
            prefer(root, token)
    _, nobody = make_user(root)
    with refused("AccessDenied", 403):
        prefer(nobody, "v2Token")


def test_the_version_survives_a_kill(own_server):
    prefer(own_server.start().root, "v2Token")
    own_server.kill()
    assert version(own_server.start().root) == 2
