"""Each operation that changes something: another operation, or a decision, shows what it did, also
after a crash."""

import re

import boto3
import pytest

import accounts
import wire
from effects import EFFECTS, KINDS, OF_THE_ACCOUNT, REFUSED, UNSEEN, Change
from identity_matrix import ROWS, Things
from server import ROOT, Server

UNPERFORMED = ROOT / "crates/server/src/dispatch/unperformed.txt"
READS = ("Decode", "Get", "List", "Simulate")
# They give credentials, so they do more than tell.
TOKENS = {"GetDelegatedAccessToken", "GetFederationToken", "GetSessionToken", "GetWebIdentityToken"}
OPERATIONS = [(service, name) for service, rows in EFFECTS.items() for name in rows]
ALWAYS_REFUSED = [(service, name) for service, rows in REFUSED.items() for name in rows]


class Life:
    """One operation: what was seen before the call, after it, and after a crash."""

    def __init__(self, server, of):
        self.change, self.seen, self.failed = None, [], False
        self.steps(self.make, self.look, self.perform, self.look, server=server, of=of)

    def steps(self, *steps, **given):
        """Goes on until a step fails: the other operations are called all the same."""
        try:
            for step in steps:
                if not self.failed:
                    step(**given)
        except Exception as error:
            self.failed = True
            self.seen.append(error)

    def make(self, server, of):
        root = accounts.create(server)[1] if of[1] in OF_THE_ACCOUNT else server.root
        self.change = KINDS.get(of[1], Change)(server, root, *of)

    def perform(self, **_):
        self.change.perform()

    def look(self, of, **_):
        service, operation = of
        self.seen.append(EFFECTS[service][operation](self.change))


@pytest.fixture(scope="module")
def lives(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("effects") / "data") as server:
        lives = {of: Life(server, of) for of in OPERATIONS}
        server.kill()
        server.start()
        for of, life in lives.items():
            life.steps(life.look, of=of)
        yield lives


@pytest.mark.parametrize("of", OPERATIONS, ids=":".join)
def test_the_effect_is_seen_and_lasts(lives, of):
    life = lives[of]
    assert life.seen == [False, True, True]
    assert of[1] not in life.change.asked, "an operation is no witness of its own"


def performed():
    """The operations that change something and that iamd performs."""
    unperformed = set(re.findall(r"^(iam|sts):(\w+)", UNPERFORMED.read_text(), re.MULTILINE))
    session = boto3.session.Session()
    for service in EFFECTS:
        client = session.client(service, region_name="us-east-1")
        for name in client.meta.service_model.operation_names:
            if (name in TOKENS or not name.startswith(READS)) and (service, name) not in unperformed:
                yield service, name


@pytest.mark.parametrize("of", ALWAYS_REFUSED, ids=":".join)
def test_what_no_account_here_has_is_refused(root, admin, of):
    service, operation = of
    body = wire.form(operation, service, **ROWS[service][operation](Things(root)))
    assert wire.call(admin, body, service=service).code == REFUSED[service][operation]


def test_a_new_password_is_told_in_the_answer(root):
    members = ROWS["iam"]["ResetServiceSpecificCredential"](Things(root))
    made = [root.iam.reset_service_specific_credential(**members) for _ in range(2)]
    assert len({it["ServiceSpecificCredential"]["ServicePassword"] for it in made}) == 2


def test_no_change_is_without_a_witness():
    assert set(performed()) == {*OPERATIONS, *ALWAYS_REFUSED, *(("iam", it) for it in UNSEEN)}
