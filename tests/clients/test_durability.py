"""What was acknowledged is there after a stop, a kill and a start."""

import contextlib
import http.client
import threading

import wire
from principals import ADMINISTRATOR, allow, fresh, make_user
from refusals import refused

ROUNDS = 8
WRITERS = 8
# Each round ends when so many writes were acknowledged; the rest are in flight at that moment.
ACKNOWLEDGED_PER_ROUND = 150


def test_a_clean_stop_exits_with_zero_and_loses_nothing(own_server):
    own_server.start()
    name, caller = make_user(own_server.root, allow("iam:GetUser"))
    caller.iam.get_user()
    own_server.root.iam.attach_user_policy(UserName=name, PolicyArn=ADMINISTRATOR)
    assert own_server.stop() == 0
    own_server.start()
    caller = caller.elsewhere(endpoint=own_server.endpoint)
    found = caller.iam.get_access_key_last_used(AccessKeyId=caller.key_id)["AccessKeyLastUsed"]
    assert found["ServiceName"] == "iam"
    assert caller.iam.get_user()["User"]["UserName"] == name


def test_a_start_makes_no_second_root_user(own_server):
    own_server.start()
    first = own_server.root
    own_server.stop()
    own_server.start()
    assert own_server.root.key_id == first.key_id
    assert own_server.root.sts.get_caller_identity()["Arn"].endswith(":root")


def test_the_files_of_secrets_are_for_their_owner_alone(own_server):
    own_server.start()
    for name in ("root-credentials.env", "master.key", "control.sock"):
        assert (own_server.data_dir / name).stat().st_mode & 0o777 == 0o600, name


def test_no_secret_lies_open(own_server):
    own_server.start()
    _, caller = make_user(own_server.root)
    caller.sts.get_caller_identity()
    with refused("SignatureDoesNotMatch"):
        caller.elsewhere(secret="wrong-secret-of-this-test").iam.list_users()
    root_secret = own_server.root.secret
    own_server.stop()
    secrets = [caller.secret.encode(), root_secret.encode(), b"wrong-secret-of-this-test"]
    files = [path for path in own_server.data_dir.rglob("*") if path.is_file()]
    for path in [*files, own_server.log_file]:
        if path.name != "root-credentials.env":
            content = path.read_bytes()
            assert not any(secret in content for secret in secrets), path


class Writers:
    """Threads that make users as fast as they can until the server is gone."""

    def __init__(self, root, round_number):
        self.root, self.round = root, round_number
        self.acknowledged, self.tried = [], []
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(n,)) for n in range(WRITERS)]

    def write(self, number):
        connection = wire.connect(self.root.endpoint)
        count = 0
        with contextlib.suppress(OSError, http.client.HTTPException):
            while True:
                name = f"round-{self.round}-writer-{number}-user-{count}"
                count += 1
                self.tried.append(name)
                body = wire.form("CreateUser", UserName=name, Path=f"/{number}/")
                answer = wire.call(self.root, body, connection=connection)
                assert answer.status == 200, answer.body
                self.acknowledged.append(name)
                if len(self.acknowledged) >= ACKNOWLEDGED_PER_ROUND:
                    self.enough.set()


def test_a_kill_under_a_stream_of_writes_loses_nothing_that_was_acknowledged(own_server):
    acknowledged, tried = set(), set()
    for number in range(ROUNDS):
        own_server.start()
        writers = Writers(own_server.root, number)
        for thread in writers.threads:
            thread.start()
        assert writers.enough.wait(timeout=120)
        own_server.kill()
        for thread in writers.threads:
            thread.join()
        acknowledged.update(writers.acknowledged)
        tried.update(writers.tried)
    own_server.start()
    pages = own_server.root.iam.get_paginator("list_users").paginate()
    users = {user["UserName"]: user for page in pages for user in page["Users"]}
    assert acknowledged <= set(users) <= tried
    # Nothing is there by half: each user that is listed can be read, and its name is taken.
    unsure = sorted(set(users) - acknowledged)
    for name in [*unsure, *sorted(acknowledged)[:20]]:
        assert own_server.root.iam.get_user(UserName=name)["User"] == users[name]
        with refused("EntityAlreadyExists"):
            own_server.root.iam.create_user(UserName=name.upper())
    # And what never came to be is free.
    for name in sorted(tried - set(users)):
        own_server.root.iam.create_user(UserName=name)


def test_a_kill_right_after_a_deletion_brings_nothing_back(own_server):
    own_server.start()
    root = own_server.root
    name, caller = make_user(root)
    root.iam.delete_access_key(UserName=name, AccessKeyId=caller.key_id)
    root.iam.delete_user(UserName=name)
    own_server.kill()
    own_server.start()
    with refused("InvalidClientTokenId"):
        caller.elsewhere(endpoint=own_server.endpoint).sts.get_caller_identity()
    with refused("NoSuchEntity"):
        own_server.root.iam.get_user(UserName=name)
    own_server.root.iam.create_user(UserName=name, Path=f"/{fresh('again')}/")
