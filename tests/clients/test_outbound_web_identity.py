"""Tokens by which principals of an account show others who they are, verified as others do: by PyJWT,
with the keys that the issuer publishes."""

import json
from urllib.parse import urlsplit

import jwt
import pytest
import requests

import accounts
import wire
from principals import allow, document, make_user
from refusals import refused
from roles import assume, make_role
from server import Server
from test_command_lines import PROGRAMS, CommandLine

AUDIENCE = "https://api.example.com"
AWS = "https://sts.amazonaws.com/"
ALGORITHMS = ("ES384", "RS256")
ASK = {"Audience": [AUDIENCE], "SigningAlgorithm": "ES384"}
MAY = ["sts:GetWebIdentityToken", "sts:TagGetWebIdentityToken"]


@pytest.fixture(scope="module")
def account(server):
    """An account that issues tokens: its id and its root user."""
    account_id, root = accounts.create(server)
    root.iam.enable_outbound_web_identity_federation()
    return account_id, root


@pytest.fixture(scope="module")
def issuing(account):
    return account[1]


def issuer_of(root):
    return root.iam.get_outbound_web_identity_federation_info()["IssuerIdentifier"]


def token_of(caller, **options):
    return caller.sts.get_web_identity_token(**ASK | options)["WebIdentityToken"]


def verified(token, issuer, audience=AUDIENCE):
    """What a token says, for a service that trusts the issuer and knows nothing else of it."""
    configuration = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=60).json()
    assert configuration["issuer"] == issuer
    algorithms = configuration["id_token_signing_alg_values_supported"]
    key = jwt.PyJWKClient(configuration["jwks_uri"]).get_signing_key_from_jwt(token)
    assert key.algorithm_name == jwt.get_unverified_header(token)["alg"]
    required = {"require": ["iss", "sub", "aud", "exp", "iat", "jti"]}
    return jwt.decode(
        token, key, algorithms=algorithms, audience=audience, issuer=issuer, options=required
    )


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_others_verify_who_a_user_is(account, algorithm):
    account_id, root = account
    name, caller = make_user(root, allow(MAY))
    root.iam.tag_user(UserName=name, Tags=[{"Key": "team", "Value": "red"}])
    tags = [{"Key": "job", "Value": "42"}]
    answer = caller.sts.get_web_identity_token(
        Audience=[AUDIENCE], SigningAlgorithm=algorithm, DurationSeconds=600, Tags=tags
    )
    token = answer["WebIdentityToken"]
    assert jwt.get_unverified_header(token)["alg"] == algorithm
    claims = verified(token, issuer_of(root))
    arn = f"arn:aws:iam::{account_id}:user/{name}"
    assert claims["sub"] == arn
    assert claims["aud"] == AUDIENCE
    assert claims["exp"] - claims["iat"] == 600
    assert answer["Expiration"].timestamp() == claims["exp"]
    assert claims[AWS] == {
        "aws_account": account_id,
        "principal_id": arn,
        "source_region": caller.region,
        "principal_tags": {"team": "red"},
        "request_tags": {"job": "42"},
    }


def test_a_session_is_told_by_its_role(account):
    account_id, root = account
    _, caller = make_user(root, allow(["sts:AssumeRole", "sts:SetSourceIdentity"]))
    trusting = document(
        {
            "Effect": "Allow",
            "Principal": {"AWS": account_id},
            "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
        }
    )
    _, role = make_role(root, trusting, allow(MAY))
    session = assume(caller, role, SourceIdentity="Bob")
    claims = verified(token_of(session), issuer_of(root))
    assert claims["sub"] == role
    assert claims[AWS]["source_identity"] == "Bob"
    assert claims[AWS]["original_session_exp"].endswith("Z")
    with refused("SessionDurationEscalationException", 403):
        token_of(assume(caller, role, DurationSeconds=900), DurationSeconds=901)


def test_a_token_is_for_its_audiences_alone(issuing):
    issuer = issuer_of(issuing)
    both = token_of(issuing, Audience=[AUDIENCE, "other"])
    assert verified(both, issuer, "other")["aud"] == [AUDIENCE, "other"]
    with pytest.raises(jwt.InvalidAudienceError):
        verified(token_of(issuing), issuer, "other")


def test_a_token_that_was_changed_is_worth_nothing(issuing):
    head, claims, signature = token_of(issuing).split(".")
    said = json.loads(jwt.utils.base64url_decode(claims)) | {"sub": "arn:aws:iam::aws:root"}
    forged = jwt.utils.base64url_encode(json.dumps(said).encode()).decode()
    with pytest.raises(jwt.InvalidSignatureError):
        verified(f"{head}.{forged}.{signature}", issuer_of(issuing))


def test_accounts_have_issuers_and_keys_of_their_own(server, issuing):
    _, other = accounts.create(server)
    issuer = other.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
    assert issuer != issuer_of(issuing)
    with pytest.raises(jwt.PyJWKClientError):
        verified(token_of(issuing), issuer)


def test_it_is_off_until_it_is_enabled_and_the_issuer_stays(server):
    _, root = accounts.create(server)
    disabled = "Outbound identity federation is not enabled for your AWS account."
    for call in (
        root.iam.get_outbound_web_identity_federation_info,
        root.iam.disable_outbound_web_identity_federation,
    ):
        with refused("FeatureDisabled", 404, disabled):
            call()
    unsigned = "The outbound web identity federation feature is not enabled for this account."
    with refused("OutboundWebIdentityFederationDisabledException", 403, unsigned):
        token_of(root)
    issuer = root.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
    enabled = "Outbound identity federation is already enabled for your AWS account."
    with refused("FeatureEnabled", 409, enabled):
        root.iam.enable_outbound_web_identity_federation()
    info = root.iam.get_outbound_web_identity_federation_info()
    assert (info["IssuerIdentifier"], info["JwtVendingEnabled"]) == (issuer, True)
    token = token_of(root)
    root.iam.disable_outbound_web_identity_federation()
    with refused("OutboundWebIdentityFederationDisabledException", 403):
        token_of(root)
    assert verified(token, issuer)["sub"].endswith(":root"), "of before"
    assert root.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"] == issuer


def test_policies_say_for_whom_and_for_how_long(issuing):
    conditions = {
        "ForAllValues:StringEquals": {"sts:IdentityTokenAudience": AUDIENCE},
        "NumericLessThanEquals": {"sts:DurationSeconds": 300},
        "StringEquals": {"sts:SigningAlgorithm": "RS256"},
    }
    statement = {"Effect": "Allow", "Action": MAY[0], "Resource": "*", "Condition": conditions}
    _, caller = make_user(issuing, document(statement))
    assert token_of(caller, SigningAlgorithm="RS256")
    for options in (
        {"SigningAlgorithm": "ES384"},
        {"DurationSeconds": 301},
        {"Audience": [AUDIENCE, "other"]},
        {"Tags": [{"Key": "k", "Value": "v"}]},
    ):
        with refused("AccessDenied", 403):
            token_of(caller, **{"SigningAlgorithm": "RS256"} | options)


def test_what_is_published_is_for_everybody_and_nothing_else_is_there(server, issuing):
    path = urlsplit(issuer_of(issuing)).path
    for name in ("openid-configuration", "jwks.json"):
        for method in ("GET", "HEAD"):
            answer = wire.send(server.endpoint, method, f"{path}/.well-known/{name}")
            assert answer.status == 200
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["cache-control"] == "public, max-age=3600"
        answer = wire.send(server.endpoint, "POST", f"{path}/.well-known/{name}")
        assert answer.status == 405
    keys = json.loads(wire.send(server.endpoint, "GET", f"{path}/.well-known/jwks.json").body)["keys"]
    assert sorted(key["alg"] for key in keys) == ["ES384", "RS256"]
    public = {"kty", "use", "alg", "kid", "crv", "x", "y", "n", "e"}
    assert {name for key in keys for name in key} == public
    missing = f"/_iamd/issuers/{'0' * 36}/.well-known/jwks.json"
    for target in (missing, missing.replace("0" * 36, "x"), missing.replace("0" * 36, "..%2f..")):
        answer = wire.send(server.endpoint, "GET", target)
        assert answer.status == 404, target
        assert json.loads(answer.body) == {"error": "There is no such issuer."}


def test_tokens_and_keys_survive_a_kill(own_server):
    root = own_server.start().root
    root.iam.enable_outbound_web_identity_federation()
    token = token_of(root)
    own_server.kill()
    endpoint = own_server.start().endpoint
    # The issuer is where the server said that it is; this one is at another port now.
    path = urlsplit(jwt.decode(token, options={"verify_signature": False})["iss"]).path
    keys = jwt.PyJWKClient(f"{endpoint}{path}/.well-known/jwks.json")
    key = keys.get_signing_key_from_jwt(token)
    assert jwt.decode(token, key, algorithms=ALGORITHMS, audience=AUDIENCE)
    assert issuer_of(own_server.root) == f"{endpoint}{path}"


def test_the_issuer_is_at_the_url_that_the_operator_chose(tmp_path):
    chosen = "https://iam.example.com"
    with Server(tmp_path / "data", "--endpoint-url", chosen) as server:
        made = server.root.iam.enable_outbound_web_identity_federation()
        issuer = made["IssuerIdentifier"]
        assert issuer.startswith(f"{chosen}/_iamd/issuers/")
        path = f"{urlsplit(issuer).path}/.well-known/openid-configuration"
        # A name of a service is no hindrance.
        answer = wire.send(server.endpoint, "GET", path, {"host": "iam.example.com"})
        assert json.loads(answer.body)["jwks_uri"] == f"{issuer}/.well-known/jwks.json"


def test_the_audit_hears_of_the_token_and_not_the_token(server, issuing):
    token = token_of(issuing)
    with open(server.data_dir / "audit.jsonl") as log:
        text = log.read()
    assert "GetWebIdentityToken" in text
    assert token.split(".")[2] not in text


@pytest.mark.parametrize("version", PROGRAMS)
def test_by_the_command_line(server, version):
    _, root = accounts.create(server)
    aws = CommandLine(PROGRAMS[version], root)
    ended = aws.run("iam", "enable-outbound-web-identity-federation")
    if "nvalid choice" in ended.stderr:
        pytest.skip("this version of the command line does not know the operation yet")
    assert ended.returncode == 0, ended.stderr
    # Version 1 would fetch what a URL leads to.
    asked = ("--audience", "my-service", "--signing-algorithm", "RS256")
    ended = aws.run("sts", "get-web-identity-token", *asked)
    assert ended.returncode == 0, ended.stderr
    token = json.loads(ended.stdout)["WebIdentityToken"]
    assert verified(token, issuer_of(root), "my-service")["aud"] == "my-service"
