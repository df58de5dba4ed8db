"""SAML providers: documents, private keys, tags, and who may manage them."""

import datetime
import re

import pytest

from identity_providers import saml_metadata
from pems import private_key
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from roles import make_role, tags

YEAR = datetime.timedelta(days=365)
ID = re.compile(r"[A-Z0-9]{22,64}")


@pytest.fixture
def provider(root):
    """The ARN of a provider."""
    return make(root)


def make(root, **options):
    options = {"Name": fresh("saml"), "SAMLMetadataDocument": saml_metadata()} | options
    return root.iam.create_saml_provider(**options)["SAMLProviderArn"]


def get(root, arn):
    return root.iam.get_saml_provider(SAMLProviderArn=arn)


def listed(root):
    providers = root.iam.list_saml_providers()["SAMLProviderList"]
    return {provider["Arn"]: provider for provider in providers}


def test_a_provider_is_made_read_and_deleted(root, account_id):
    name, text = fresh("saml"), saml_metadata()
    made = root.iam.create_saml_provider(
        Name=name, SAMLMetadataDocument=text, Tags=tags(team="a")
    )
    arn = made["SAMLProviderArn"]
    assert arn == f"arn:aws:iam::{account_id}:saml-provider/{name}"
    assert made["Tags"] == tags(team="a")
    found = get(root, arn)
    assert found["SAMLMetadataDocument"] == text
    assert found["Tags"] == tags(team="a")
    assert found["AssertionEncryptionMode"] == "Allowed" and found["PrivateKeyList"] == []
    assert ID.fullmatch(found["SAMLProviderUUID"])
    assert found["ValidUntil"] - found["CreateDate"] > 99 * YEAR
    entry = {"Arn": arn} | {key: found[key] for key in ("ValidUntil", "CreateDate")}
    assert listed(root)[arn] == entry
    with refused("EntityAlreadyExists", 409):
        make(root, Name=name.upper())
    root.iam.delete_saml_provider(SAMLProviderArn=arn)
    assert arn not in listed(root)
    missing = f"Manifest not found for arn {arn}"
    for call in (root.iam.get_saml_provider, root.iam.delete_saml_provider):
        with refused("NoSuchEntity", 404, missing):
            call(SAMLProviderArn=arn)


def test_a_provider_without_tags_is_answered_without_them(root):
    made = root.iam.create_saml_provider(Name=fresh("saml"), SAMLMetadataDocument=saml_metadata())
    assert "Tags" not in made
    assert get(root, made["SAMLProviderArn"])["Tags"] == []


def test_a_document_gets_into_the_place_of_another(root, provider):
    before = get(root, provider)
    other = saml_metadata("https://other.example.org").replace(
        "entityID", 'validUntil="2044-05-06T07:08:09Z" entityID'
    )
    updated = root.iam.update_saml_provider(SAMLProviderArn=provider, SAMLMetadataDocument=other)
    assert updated["SAMLProviderArn"] == provider
    found = get(root, provider)
    assert found["SAMLMetadataDocument"] == other
    assert found["ValidUntil"].isoformat() == "2044-05-06T07:08:09+00:00"
    assert found["SAMLProviderUUID"] == before["SAMLProviderUUID"]
    assert found["CreateDate"] == before["CreateDate"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("</md:EntityDescriptor>", ""),
        lambda text: text.replace("IDPSSODescriptor", "SPSSODescriptor"),
        lambda text: text.replace("X509Certificate>", "X509Certificate>AAAA"),
        lambda text: text.replace("entityID", "id"),
        lambda text: text.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1),
        lambda text: "x" * 1000,
    ],
    ids=["broken", "service provider", "certificate", "nameless", "document type", "no XML"],
)
def test_what_is_no_metadata_is_refused(root, provider, change):
    text = change(saml_metadata())
    with refused("InvalidInput", 400, "Could not parse metadata"):
        make(root, SAMLMetadataDocument=text)
    with refused("InvalidInput", 400, "Could not parse metadata"):
        root.iam.update_saml_provider(SAMLProviderArn=provider, SAMLMetadataDocument=text)


def test_too_short_a_document_is_an_error_of_validation(root):
    with refused("ValidationError", 400):
        make(root, SAMLMetadataDocument="<a/>")


def test_private_keys_are_rotated(root):
    arn = make(root, AddPrivateKey=private_key(), AssertionEncryptionMode="Required")
    (first,) = get(root, arn)["PrivateKeyList"]
    assert ID.fullmatch(first["KeyId"])
    change = root.iam.update_saml_provider
    change(SAMLProviderArn=arn, AddPrivateKey=private_key())
    _, second = get(root, arn)["PrivateKeyList"]
    with refused("LimitExceeded", 409):
        change(SAMLProviderArn=arn, AddPrivateKey=private_key())
    change(SAMLProviderArn=arn, RemovePrivateKey=first["KeyId"])
    found = get(root, arn)
    assert found["PrivateKeyList"] == [second]
    assert found["AssertionEncryptionMode"] == "Required"
    with refused("NoSuchEntity", 404):
        change(SAMLProviderArn=arn, RemovePrivateKey=first["KeyId"])
    with refused("InvalidInput", 400):
        change(SAMLProviderArn=arn, AddPrivateKey="no key")


def test_tags_in_pages(root, provider):
    values = {f"key-{number}": str(number) for number in range(5)}
    root.iam.tag_saml_provider(SAMLProviderArn=provider, Tags=tags(**values))
    root.iam.untag_saml_provider(SAMLProviderArn=provider, TagKeys=["key-3", "KEY-1", "none"])
    pages = root.iam.get_paginator("list_saml_provider_tags")
    found = pages.paginate(SAMLProviderArn=provider, PaginationConfig={"PageSize": 2})
    del values["key-3"]
    assert found.build_full_result()["Tags"] == tags(**values)
    assert get(root, provider)["Tags"] == tags(**values)
    with refused("LimitExceeded", 409, "The number of tags has reached the maximum limit."):
        more = tags(**{f"more-{number}": "" for number in range(47)})
        root.iam.tag_saml_provider(SAMLProviderArn=provider, Tags=more)


def test_tags_decide_who_may(root):
    rights = statement("Allow", "iam:*SAMLProvider*")
    rights["Condition"] = {"StringEquals": {"aws:ResourceTag/team": "a"}}
    _, caller = make_user(root, policy=document(rights))
    mine, others = (make(root, Tags=tags(team=team)) for team in "ab")
    assert get(caller, mine)["Tags"] == tags(team="a")
    for call in (caller.iam.get_saml_provider, caller.iam.delete_saml_provider):
        with refused("AccessDenied", 403):
            call(SAMLProviderArn=others)
    caller.iam.delete_saml_provider(SAMLProviderArn=mine)


def test_a_role_may_trust_a_provider_that_comes_and_goes(root, provider):
    trusting = document(
        {
            "Effect": "Allow",
            "Principal": {"Federated": provider},
            "Action": "sts:AssumeRoleWithSAML",
            "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
        }
    )
    name, _ = make_role(root, trusting)
    root.iam.delete_saml_provider(SAMLProviderArn=provider)
    role = root.iam.get_role(RoleName=name)["Role"]
    principal = role["AssumeRolePolicyDocument"]["Statement"]
    assert provider in str(principal)


def test_a_list_is_decided_on_all_providers(root, account_id):
    arn = f"arn:aws:iam::{account_id}:saml-provider/*"
    _, allowed = make_user(root, policy=allow("iam:ListSAMLProviders", arn))
    allowed.iam.list_saml_providers()
    name, nobody = make_user(root)
    text = (
        f"User: arn:aws:iam::{account_id}:user/{name} is not authorized to perform: "
        f"iam:ListSAMLProviders on resource: {arn} because no identity-based policy allows the "
        "iam:ListSAMLProviders action"
    )
    with refused("AccessDenied", 403, text):
        nobody.iam.list_saml_providers()


def test_what_was_answered_survives_a_kill(own_server):
    own_server.start()
    text = saml_metadata().replace("</md:NameIDFormat>", " " * 300_000 + "</md:NameIDFormat>")
    arn = make(own_server.root, SAMLMetadataDocument=text, AddPrivateKey=private_key())
    before = get(own_server.root, arn)
    own_server.kill()
    own_server.start()
    found = get(own_server.root, arn)
    for answer in (before, found):
        del answer["ResponseMetadata"]
    assert found == before and found["SAMLMetadataDocument"] == text
