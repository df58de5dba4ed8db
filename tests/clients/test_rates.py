"""How often one may ask: the answers of each service, and that clients try again and succeed."""

import http.client

import pytest
from botocore.config import Config

import wire
from console import sign_in
from principals import fresh
from roles import temporary, trust
from server import Server, command, new_session

# More than any test here asks before it is turned away.
TRIES_MAX = 200


def serving(tmp_path_factory, **rates):
    options = [
        word for name, rate in rates.items() for word in (f"--rates-{name.replace('_', '-')}", rate)
    ]
    return Server(tmp_path_factory.mktemp("rated") / "data", *options)


@pytest.fixture(scope="module")
def of_principals(tmp_path_factory):
    """A server where a principal may ask five times at once, and then once a second."""
    with serving(tmp_path_factory, principal_per_second=1, principal_burst=5) as server:
        yield server


@pytest.fixture(scope="module")
def of_addresses(tmp_path_factory):
    with serving(tmp_path_factory, address_per_second=1, address_burst=5) as server:
        yield server


def until_turned_away(ask):
    """Asks until the answer is another one than at first."""
    first = ask()
    for _ in range(TRIES_MAX):
        answer = ask()
        if answer.status != first.status:
            return answer
    raise AssertionError("nobody was turned away")


def patient(credentials, service, mode="standard"):
    """A client as programs have it: it tries again."""
    config = Config(retries={"mode": mode, "total_max_attempts": 12})
    session = new_session(
        aws_access_key_id=credentials.key_id,
        aws_secret_access_key=credentials.secret,
        region_name=credentials.region,
    )
    return session.client(service, endpoint_url=credentials.endpoint, config=config)


@pytest.mark.parametrize(("service", "action"), [("iam", "ListUsers"), ("sts", "GetCallerIdentity")])
def test_the_query_services_answer_throttling(of_principals, service, action):
    body = wire.form(action, service)
    ask = lambda: wire.call(of_principals.root, body, service=service)
    while (answer := ask()).status == 200:
        pass
    assert (answer.status, answer.code, answer.message) == (400, "Throttling", "Rate exceeded")
    assert answer.text("RequestId")


def test_s3_answers_slow_down(of_principals):
    root = of_principals.root
    with pytest.raises(root.s3.exceptions.ClientError) as refused:
        for _ in range(TRIES_MAX):
            root.s3.list_buckets()
    answer = refused.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 503
    assert answer["Error"]["Code"] == "SlowDown"
    assert answer["Error"]["Message"] == "Please reduce your request rate."


@pytest.mark.parametrize("mode", ["standard", "legacy", "adaptive"])
def test_boto3_tries_again_and_succeeds(of_principals, mode):
    iam, s3 = (patient(of_principals.root, service, mode) for service in ("iam", "s3"))
    for _ in range(4):
        iam.list_users()
        s3.list_buckets()


def test_one_principal_does_not_take_the_share_of_another(of_principals):
    root = of_principals.root
    patiently = patient(root, "iam")
    name = fresh("other")
    patiently.create_user(UserName=name)
    key = patiently.create_access_key(UserName=name)["AccessKey"]
    other = root.elsewhere(key_id=key["AccessKeyId"], secret=key["SecretAccessKey"])
    list_users = wire.form("ListUsers")
    while wire.call(root, list_users).status == 200:
        pass
    # Denied, and so not turned away before.
    assert wire.call(other, list_users).status == 403


def test_throttled_requests_do_not_fill_the_audit_log(of_principals):
    list_users = wire.form("ListUsers")
    log = of_principals.data_dir / "audit.jsonl"
    while wire.call(of_principals.root, list_users).status == 200:
        pass
    before = log.read_text().count("ListUsers")
    throttled = [wire.call(of_principals.root, list_users).code for _ in range(20)]
    assert throttled.count("Throttling") > 10
    assert log.read_text().count("ListUsers") - before <= 20 - throttled.count("Throttling")


def test_an_address_is_turned_away_whoever_asks(of_addresses):
    wrong = of_addresses.root.elsewhere(secret="wrong")
    answer = until_turned_away(lambda: wire.call(wrong, wire.form("ListUsers")))
    assert (answer.status, answer.code) == (400, "Throttling")
    # Another address has a share of its own.
    connection = http.client.HTTPConnection(
        of_addresses.endpoint.removeprefix("http://"), source_address=("127.0.0.2", 0)
    )
    answer = wire.call(wrong, wire.form("ListUsers"), connection)
    assert answer.status == 403


def test_an_address_that_asks_too_often_gets_a_page_that_says_so(of_addresses):
    ask = lambda: wire.send(of_addresses.console, "GET", "/signin")
    while (answer := ask()).status == 200:
        pass
    assert answer.status == 429
    assert "Too much was asked at once" in answer.body.decode()
    assert answer.headers["retry-after"] == "1"


def test_health_is_told_however_often_it_is_asked(of_addresses):
    for _ in range(50):
        assert wire.send(of_addresses.endpoint, "GET", "/_iamd/readyz").status == 200


def test_what_proves_nothing_has_its_address_turned_away(tmp_path_factory):
    with serving(tmp_path_factory, failures_per_second=1, failures_burst=5) as server:
        right, wrong = server.root, server.root.elsewhere(secret="wrong")
        list_users = wire.form("ListUsers")
        for _ in range(50):
            assert wire.call(right, list_users).status == 200
        answer = until_turned_away(lambda: wire.call(wrong, list_users))
        assert (answer.status, answer.code) == (400, "Throttling")
        # Who tries again from there succeeds in the end.
        patient(right, "iam").list_users()


def test_behind_a_proxy_it_is_the_clients_address(tmp_path_factory):
    options = ("--trusted-proxies", "127.0.0.1", "--rates-address-per-second", 1)
    options += ("--rates-address-burst", 3)
    with Server(tmp_path_factory.mktemp("proxied") / "data", *options) as server:

        def ask(client):
            headers = wire.sign(server.root, body := wire.form("ListUsers"))
            headers["x-forwarded-for"] = client
            return wire.send(server.endpoint, headers=headers, body=body)

        until_turned_away(lambda: ask("192.0.2.1"))
        assert ask("192.0.2.2").status == 200


def test_the_sessions_of_a_role_share_what_the_role_has(of_principals):
    iam, sts = (patient(of_principals.root, service) for service in ("iam", "sts"))
    account = sts.get_caller_identity()["Account"]
    iam.create_user(UserName="caller")
    key = iam.create_access_key(UserName="caller")["AccessKey"]
    caller = of_principals.root.elsewhere(
        key_id=key["AccessKeyId"], secret=key["SecretAccessKey"]
    )
    document = trust({"AWS": f"arn:aws:iam::{account}:user/caller"})
    arn = iam.create_role(RoleName="shared", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    assuming = patient(caller, "sts")
    one, other = (
        temporary(caller, assuming.assume_role(RoleArn=arn, RoleSessionName=name))
        for name in ("one", "other")
    )
    ask = wire.form("ListUsers")
    while wire.call(one, ask).code != "Throttling":
        pass
    assert "Throttling" in {wire.call(other, ask).code for _ in range(5)}


@pytest.mark.parametrize("rate", ["-1", "1.5", "many"])
def test_a_rate_that_is_none_is_refused(rate):
    ended = command("serve", f"--rates-address-per-second={rate}")
    assert ended.returncode != 0
    assert "rates.address_per_second" in ended.stderr or "address-per-second" in ended.stderr


def test_who_is_signed_in_to_the_console_has_the_share_of_its_user(of_principals):
    iam = patient(of_principals.root, "iam")
    account = patient(of_principals.root, "sts").get_caller_identity()["Account"]
    name, password = fresh("visitor"), "Correct-horse-battery-1"
    iam.create_user(UserName=name)
    iam.create_login_profile(UserName=name, Password=password)
    browser, _ = sign_in(of_principals, account, name, password)
    while (page := browser.step(f"{of_principals.console}/")).status_code == 200:
        pass
    assert page.status_code == 429
    assert "Too much was asked at once" in page.text
