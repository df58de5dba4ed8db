"""OpenID Connect providers: URLs, clients, thumbprints, tags, and who may manage them."""

import pytest

from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import tags

THUMBPRINT = "6938FD4D98BAB03FAADB97B34396831E3780AEA1"


@pytest.fixture
def provider(root):
    """The ARN of a provider."""
    return make(root)


def host():
    return f"{fresh('oidc')}.example.com"


def make(root, local=None, **options):
    url = f"https://{local or host()}"
    made = root.iam.create_open_id_connect_provider(Url=url, **options)
    return made["OpenIDConnectProviderArn"]


def get(root, arn):
    return root.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)


def listed(root):
    providers = root.iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    return [provider["Arn"] for provider in providers]


def test_a_provider_is_made_read_and_deleted(root, account_id):
    local = f"{host()}/id/AbC"
    made = root.iam.create_open_id_connect_provider(
        Url=f"https://{local}",
        ClientIDList=["sts.amazonaws.com"],
        ThumbprintList=[THUMBPRINT],
        Tags=tags(team="a"),
    )
    arn = made["OpenIDConnectProviderArn"]
    assert arn == f"arn:aws:iam::{account_id}:oidc-provider/{local}"
    assert made["Tags"] == tags(team="a")
    found = get(root, arn)
    assert found["Url"] == local
    assert found["ClientIDList"] == ["sts.amazonaws.com"]
    assert found["ThumbprintList"] == [THUMBPRINT.lower()]
    assert found["Tags"] == tags(team="a")
    assert arn in listed(root)
    with refused("EntityAlreadyExists", 409, f"Provider with url https://{local} already exists."):
        make(root, local)
    of_it = {"OpenIDConnectProviderArn": arn}
    root.iam.delete_open_id_connect_provider(**of_it)
    assert arn not in listed(root)
    with refused("NoSuchEntity", 404, f"OpenIDConnect Provider not found for arn {arn}"):
        get(root, arn)
    with refused("NoSuchEntity", 404, f"OpenId connect Provider {arn} cannot be found."):
        root.iam.delete_open_id_connect_provider(**of_it)


def test_what_is_not_given_is_empty(root, provider):
    """No host is asked for its certificate."""
    found = get(root, provider)
    empty = ("ClientIDList", "ThumbprintList", "Tags")
    assert [found[member] for member in empty] == [[], [], []]


@pytest.mark.parametrize(
    ("url", "code", "text"),
    [
        ("example.org", "ValidationError", "Invalid Open ID Connect Provider URL"),
        ("https://", "ValidationError", "Invalid Open ID Connect Provider URL"),
        (
            "http://example.org",
            "InvalidInput",
            "Invalid Open ID Connect Provider URL. The URL must begin with https://.",
        ),
        ("https://example.org:8443", "InvalidInput", "Invalid Open ID Connect Provider URL."),
        ("https://example.org?a=b", "InvalidInput", "Invalid Open ID Connect Provider URL."),
        ("https://me@example.org", "InvalidInput", "Invalid Open ID Connect Provider URL."),
    ],
)
def test_a_url_is_a_host_and_a_path(root, url, code, text):
    with refused(code, 400, text):
        root.iam.create_open_id_connect_provider(Url=url)


def test_a_slash_at_the_end_tells_providers_apart(root):
    local = host()
    assert make(root, local) != make(root, f"{local}/")


def test_client_ids_come_and_go(root, provider):
    of_it = {"OpenIDConnectProviderArn": provider}
    add = root.iam.add_client_id_to_open_id_connect_provider
    remove = root.iam.remove_client_id_from_open_id_connect_provider
    for id in ("a", "b", "a"):
        add(**of_it, ClientID=id)
    assert get(root, provider)["ClientIDList"] == ["a", "b"]
    for _ in range(2):
        remove(**of_it, ClientID="a")
    assert get(root, provider)["ClientIDList"] == ["b"]
    quota = "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100"
    with refused("LimitExceeded", 409, quota):
        make(root, ClientIDList=[str(number) for number in range(101)])


def test_thumbprints_are_replaced(root, provider):
    of_it = {"OpenIDConnectProviderArn": provider}
    new = ["c" * 40, "d" * 40]
    update = root.iam.update_open_id_connect_provider_thumbprint
    update(**of_it, ThumbprintList=new)
    assert get(root, provider)["ThumbprintList"] == new
    six = [letter * 40 for letter in "abcdef"]
    text = "Thumbprint list must contain fewer than 5 entries."
    with refused("InvalidInput", 400, text):
        update(**of_it, ThumbprintList=six)
    with refused("InvalidInput", 400, text):
        make(root, ThumbprintList=six)
    update(**of_it, ThumbprintList=six[:5])
    text = "Thumbprint list must contain at least one entry."
    with refused("InvalidInput", 400, text):
        update(**of_it, ThumbprintList=[])
    assert get(root, provider)["ThumbprintList"] == six[:5]


def test_all_that_is_too_long_is_told_at_once(root):
    text = (
        "3 validation errors detected: Value at 'clientIDList' failed to satisfy constraint: "
        "Member must satisfy constraint: [Member must have length less than or equal to 255, "
        "Member must have length greater than or equal to 1]; Value at 'thumbprintList' failed "
        "to satisfy constraint: Member must satisfy constraint: [Member must have length less "
        "than or equal to 40, Member must have length greater than or equal to 40]; Value at "
        "'url' failed to satisfy constraint: Member must have length less than or equal to 255"
    )
    with refused("ValidationError", 400) as caught:
        root.iam.create_open_id_connect_provider(
            Url="b" * 256, ThumbprintList=["b" * 41], ClientIDList=["b" * 256]
        )
    said = caught.value.response["Error"]["Message"]
    assert sorted(said.split(": ", 1)[1].split("; ")) == sorted(text.split(": ", 1)[1].split("; "))


def test_tags_in_pages(root, provider):
    of_it = {"OpenIDConnectProviderArn": provider}
    values = {f"key-{number}": str(number) for number in range(5)}
    root.iam.tag_open_id_connect_provider(**of_it, Tags=tags(**values))
    root.iam.untag_open_id_connect_provider(**of_it, TagKeys=["key-3", "KEY-1", "none"])
    pages = root.iam.get_paginator("list_open_id_connect_provider_tags")
    found = pages.paginate(**of_it, PaginationConfig={"PageSize": 2})
    del values["key-3"]
    assert found.build_full_result()["Tags"] == tags(**values)
    assert get(root, provider)["Tags"] == tags(**values)
    with refused("LimitExceeded", 409, "The number of tags has reached the maximum limit."):
        more = tags(**{f"more-{number}": "" for number in range(47)})
        root.iam.tag_open_id_connect_provider(**of_it, Tags=more)


def test_tags_of_the_request_decide(root):
    actions = ["iam:CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider"]
    rights = statement("Allow", actions)
    rights["Condition"] = {
        "StringEquals": {"aws:RequestTag/team": "a"},
        "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]},
    }
    _, caller = make_user(root, policy=document(rights))
    make(caller, Tags=tags(team="a"))
    for wrong in ({}, {"team": "b"}, {"team": "a", "other": ""}):
        with refused("AccessDenied", 403):
            make(caller, Tags=tags(**wrong))


def test_a_list_is_decided_on_all_providers(root, account_id):
    arn = f"arn:aws:iam::{account_id}:oidc-provider/*"
    _, allowed = make_user(root, policy=allow("iam:ListOpenIDConnectProviders", arn))
    allowed.iam.list_open_id_connect_providers()
    name, nobody = make_user(root)
    text = (
        f"User: arn:aws:iam::{account_id}:user/{name} is not authorized to perform: "
        f"iam:ListOpenIDConnectProviders on resource: {arn} because no identity-based policy "
        "allows the iam:ListOpenIDConnectProviders action"
    )
    with refused("AccessDenied", 403, text):
        nobody.iam.list_open_id_connect_providers()


def test_an_account_has_as_many_providers_as_its_quota(own_server):
    own_server.options += ("--quotas-oidc-providers", "2")
    own_server.start()
    root = own_server.root
    first, _ = make(root), make(root)
    text = "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 2"
    with refused("LimitExceeded", 409, text):
        make(root)
    own_server.kill()
    own_server.start()
    with refused("LimitExceeded", 409, text):
        make(own_server.root)
    own_server.root.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=first)
    make(own_server.root)
    assert len(listed(own_server.root)) == 2
