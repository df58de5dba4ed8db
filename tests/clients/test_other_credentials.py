"""Lists of certificates, SSH keys and credentials of services, which programs that delete users read
first."""

import pytest

from principals import allow, fresh, make_user
from refusals import refused
from test_command_lines import PROGRAMS, CommandLine

LISTS = {
    "list_ssh_public_keys": "SSHPublicKeys",
    "list_signing_certificates": "Certificates",
    "list_service_specific_credentials": "ServiceSpecificCredentials",
}


def listed(caller, name, **members):
    answer = getattr(caller.iam, name)(**members)
    assert answer["IsTruncated"] is False and "Marker" not in answer
    return answer[LISTS[name]]


@pytest.mark.parametrize("name", LISTS)
def test_users_have_none_at_first(root, user, name):
    assert listed(root, name, UserName=user) == []
    nobody = fresh("nobody")
    text = f"The user with name {nobody} cannot be found."
    with refused("NoSuchEntity", 404, text):
        listed(root, name, UserName=nobody)
    with refused("ValidationError", 400, "Invalid Marker."):
        listed(root, name, UserName=user, Marker="x")


@pytest.mark.parametrize("name", LISTS)
def test_each_is_decided_on_the_user(user, root, name):
    _, caller = make_user(root, allow("iam:List*", "arn:aws:iam::*:user/${aws:username}"))
    assert listed(caller, name) == []
    with refused("AccessDenied", 403):
        listed(caller, name, UserName=user)
    with refused("AccessDenied", 403):
        listed(caller, name, UserName=fresh("nobody"))


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(root, user, version):
    aws = CommandLine(PROGRAMS[version], root)
    answer = aws.iam("list-ssh-public-keys", "--user-name", user)
    assert answer["SSHPublicKeys"] == []
