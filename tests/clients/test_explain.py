"""`iamd explain`: why a request was denied, and what allowed it."""

import json

import pytest

import wire
from principals import allow, document, fresh, make_user, statement
from refusals import refused
from server import Credentials, Server, command


def denied(call, **arguments):
    """Makes a call that policies deny, and returns the id of its request."""
    with refused("AccessDenied", 403) as caught:
        call(**arguments)
    return caught.value.response["ResponseMetadata"]["RequestId"]


def explained(server, request_id, *options):
    ended = command("explain", request_id, "--data-dir", server.data_dir, *options)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def as_json(server, request_id):
    return json.loads(explained(server, request_id, "--json"))


@pytest.fixture
def office(root):
    """A user who may read users, but only from the office."""
    rule = statement("Allow", "iam:Get*") | {
        "Sid": "FromOffice",
        "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}},
    }
    return make_user(root, document(rule, statement("Allow", "s3:*")))


def test_a_failed_condition_is_shown(server, office, user, account_id):
    name, caller = office
    request_id = denied(caller.iam.get_user, UserName=user)
    told = explained(server, request_id)
    for part in (
        request_id,
        f"caller    arn:aws:iam::{account_id}:user/{name}\n",
        "action    iam:GetUser\n",
        f"resource  arn:aws:iam::{account_id}:user/{user}\n",
        "denied: no statement of the identity policies allows it",
        'only (inline policy of the user), statement 1 "FromOffice", line 1, column 41: '
        "Allow, does not match",
        'NO  Condition    IpAddress aws:SourceIp: wanted "192.0.2.0/24", saw "127.0.0.1"; line 1, ',
        "1 statement is about other actions (--all shows it)",
    ):
        assert part in told, told
    assert "s3" not in told
    assert "statement 2," in explained(server, request_id, "--all")


def test_json_has_it_all(server, office, user, account_id):
    _, caller = office
    known = as_json(server, denied(caller.iam.get_user, UserName=user))
    assert known["event"] is None
    denial = known["denial"]
    assert (denial["decision"], denial["layer"]) == ("ImplicitlyDenied", "identity")
    (layer,) = denial["trace"]
    assert (layer["layer"], layer["says"]) == ("identity", "nothing")
    first, second = layer["statements"]
    assert (first["policy"], first["sid"], first["matched"]) == ("only", "FromOffice", False)
    failed = first["checks"][-1]
    assert (failed["element"], failed["operator"]) == ("Condition", "IpAddress")
    assert (failed["key"], failed["seen"]) == ("aws:SourceIp", ["127.0.0.1"])
    assert failed["wanted"] == ["192.0.2.0/24"]
    assert second["checks"][-1]["element"] == "Action"
    assert set(denial["cut"].values()) == {0}


def test_an_explicit_deny_names_its_statement(server, root, user):
    deny = statement("Deny", "iam:Get*") | {"Sid": "NoReading"}
    policy = document(statement("Allow", "*"), deny)
    arn = root.iam.create_policy(PolicyName=fresh("policy"), PolicyDocument=policy)["Policy"]["Arn"]
    name, caller = make_user(root)
    root.iam.attach_user_policy(UserName=name, PolicyArn=arn)
    told = explained(server, denied(caller.iam.get_user, UserName=user))
    assert f"decision  denied by {arn} statement 2 (NoReading), managed policy, line 1" in told
    assert f'{arn} (managed policy), statement 2 "NoReading"' in told
    assert "Deny, matches" in told


def test_the_decision_that_denied_is_the_one_that_is_shown(server, root, account_id):
    _, caller = make_user(root, allow("iam:CreateUser"))
    name = fresh("made")
    request_id = denied(
        caller.iam.create_user, UserName=name, Tags=[{"Key": "team", "Value": "a"}]
    )
    denial = as_json(server, request_id)["denial"]
    assert (denial["operation"], denial["action"]) == ("iam:CreateUser", "iam:TagUser")
    assert denial["resource"] == f"arn:aws:iam::{account_id}:user/{name}"


def test_a_resource_of_another_account_has_no_policy_that_could_allow(server, admin):
    other = "arn:aws:iam::999999999999:policy/theirs"
    told = explained(server, denied(admin.iam.get_policy, PolicyArn=other))
    assert "denied: no statement of the resource's policy allows it" in told
    assert "identity policies: a statement allows" in told


def test_an_allowed_request_is_explained_from_the_audit(server, root, user):
    _, caller = make_user(root, document(statement("Allow", "iam:*") | {"Sid": "All"}))
    request_id = caller.iam.get_user(UserName=user)["ResponseMetadata"]["RequestId"]
    told = explained(server, request_id)
    assert "decision  allowed by only statement 1 (All)\n" in told
    assert "answer    performed\n" in told
    known = as_json(server, request_id)
    assert known["denial"] is None
    assert known["event"]["requestID"] == request_id
    request_id = root.iam.get_user(UserName=user)["ResponseMetadata"]["RequestId"]
    assert "allowed: the root user needs no statement" in explained(server, request_id)


def test_an_operation_that_fails_was_allowed(server, admin):
    with refused("NoSuchEntity", 404) as caught:
        admin.iam.get_user(UserName=fresh("nobody"))
    told = explained(server, caught.value.response["ResponseMetadata"]["RequestId"])
    assert "decision  allowed by arn:aws:iam::aws:policy/AdministratorAccess statement 1\n" in told
    assert "answer    NoSuchEntity: The user with name" in told


def test_an_unknown_request_is_said_to_be_unknown(server, tmp_path):
    for request_id in ("00000000-0000-4000-8000-000000000000", "nonsense", "", "x" * 5000):
        ended = command("explain", request_id, "--data-dir", server.data_dir)
        assert ended.returncode == 1
        assert "nothing is known of request" in ended.stderr
    # One that only another event names is as unknown.
    ended = command("explain", "00000000-0000-4000-8000-000000000000", "--data-dir", server.data_dir)
    assert ended.returncode == 1
    ended = command("explain", "nonsense", "--data-dir", tmp_path / "none")
    assert ended.returncode == 1
    assert "audit log" in ended.stderr
    assert "--data-dir" in ended.stderr


def test_without_the_server_the_audit_remains(own_server):
    own_server.start()
    name, caller = make_user(own_server.root, allow("iam:GetUser"))
    request_id = denied(caller.iam.list_users)
    assert "trace" not in explained(own_server, request_id)
    allowed = caller.iam.get_user(UserName=name)["ResponseMetadata"]["RequestId"]

    def check():
        told = explained(own_server, request_id)
        assert "decision  denied: no statement allows it\n" in told
        assert "is not authorized to perform: iam:ListUsers" in told
        assert "The trace of the decision is gone" in told
        assert "allowed by only statement 1" in explained(own_server, allowed)

    own_server.stop()
    check()
    # Nor is it there after a start: it is in memory alone.
    own_server.start()
    check()


def test_a_reset_forgets_denials(tmp_path):
    with Server(tmp_path / "data", "--dev") as server:
        known = Credentials("test", "test", server.endpoint)
        _, caller = make_user(known)
        request_id = denied(caller.iam.list_users)
        assert as_json(server, request_id)["denial"] is not None
        wire.send(server.endpoint, target="/_iamd/reset", headers={"x-iamd-dev": "1"})
        assert as_json(server, request_id)["denial"] is None


def test_nothing_of_it_is_told_to_the_caller(office, user):
    _, caller = office
    answer = wire.call(caller, wire.form("GetUser", UserName=user))
    assert answer.status == 403
    said = answer.body.decode() + json.dumps(answer.headers)
    for part in ("FromOffice", "192.0.2", "SourceIp", "only"):
        assert part not in said


def test_who_asks_for_an_explanation_is_audited(server, office, user):
    _, caller = office
    request_id = denied(caller.iam.get_user, UserName=user)
    explained(server, request_id)
    events = map(json.loads, (server.data_dir / "audit.jsonl").open())
    asked = [event for event in events if event["eventName"] == "ExplainRequest"]
    assert asked[-1]["userIdentity"]["principalId"] == "operator"
    assert asked[-1]["requestParameters"] == {"requestId": request_id}
    assert asked[-1]["readOnly"] is True


def test_what_callers_choose_does_not_command_the_terminal(server, root, user):
    tag = {"Key": "team", "Value": "a"}
    rule = statement("Allow", "iam:GetUser") | {
        "Condition": {"StringEquals": {"aws:UserAgent": "a client"}}
    }
    name, caller = make_user(root, document(rule))
    root.iam.tag_user(UserName=name, Tags=[tag])
    body = wire.form("GetUser", UserName=user)
    headers = wire.sign(caller, body) | {"user-agent": 'x"\tdecision  allowed'}
    answer = wire.send(caller.endpoint, headers=headers, body=body)
    told = explained(server, answer.headers["x-amzn-requestid"])
    assert r'saw "x\"\tdecision  allowed"' in told
