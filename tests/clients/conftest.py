"""What the tests share: a started server, its root user and an administrator."""

import contextlib
import signal

import pytest

from buckets import SAID, make_bucket
from certificates import Authority
from clock import Clock
from principals import fresh, make_user
from roles import arn_of
from server import Credentials, Nobody, Server
from verifying import assert_sound

# What all tests together leave behind may be more than AWS's quotas allow an account.
KINDS = ("users", "groups", "roles", "policies", "instance-profiles")
ROOM = [word for kind in KINDS for word in (f"--quotas-{kind}", "100000")]

# LIMIT: a test that waits for something that never comes fails, and says where it waited.
TEST_SECONDS_MAX = 600


@contextlib.contextmanager
def deadline(item):
    def too_long(*_):
        raise TimeoutError(f"{item.name} took longer than {TEST_SECONDS_MAX} seconds")

    former = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(TEST_SECONDS_MAX)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    with deadline(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    with deadline(item):
        return (yield)


def pytest_addoption(parser):
    parser.addoption(
        "--write-golden",
        action="store_true",
        help="write the golden files anew; the difference is to be reviewed",
    )


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server that all tests share which do not stop or burden theirs."""
    with Server(tmp_path_factory.mktemp("shared") / "data", *ROOM) as server:
        yield server
        # Whatever all of them did, in whichever order: everything agrees.
        assert_sound(server.data_dir, "--objects")


@pytest.fixture(scope="session")
def secure(tmp_path_factory):
    """A server like that, behind TLS."""
    authority = Authority(tmp_path_factory.mktemp("authority"))
    authority.issue()
    files = ("--tls-cert", authority.cert_file, "--tls-key", authority.key_file)
    data = tmp_path_factory.mktemp("secure") / "data"
    with Server(data, *files, ca_file=str(authority.ca_file)) as server:
        yield server


@pytest.fixture(scope="session")
def timed(tmp_path_factory):
    """A server in development mode: its clock can be moved."""
    with Server(tmp_path_factory.mktemp("timed") / "data", "--dev") as server:
        yield server


@pytest.fixture
def clock(timed):
    """The clock of that server, which shows the real time when a test begins."""
    return Clock(timed)


@pytest.fixture(scope="session")
def timed_root(timed):
    return Credentials("test", "test", timed.endpoint)


@pytest.fixture
def own_server(tmp_path):
    """A server of one test alone, not yet started."""
    server = Server(tmp_path / "data")
    yield server
    server.kill()


@pytest.fixture(scope="session")
def root(server):
    return server.root


@pytest.fixture(scope="session")
def account_id(root):
    return root.sts.get_caller_identity()["Account"]


@pytest.fixture(scope="session")
def admin(root):
    """An IAM user with AdministratorAccess."""
    _, credentials = make_user(root, administrator=True)
    return credentials


@pytest.fixture
def user(root):
    """The name of a user without rights, keys or anything."""
    name = fresh("user")
    root.iam.create_user(UserName=name)
    return name


@pytest.fixture
def trusted(root):
    """A user without rights, for roles to trust, and its ARN."""
    _, caller = make_user(root)
    return caller, arn_of(caller)


@pytest.fixture
def bucket(root):
    """An empty bucket."""
    return make_bucket(root)


@pytest.fixture
def nobody(server):
    """Calls without a signature."""
    return Nobody(server.endpoint)


@pytest.fixture
def filled(root, bucket):
    """A bucket with an object in each of two folders."""
    for key in ("open/k", "closed/k"):
        root.s3.put_object(Bucket=bucket, Key=key, Body=SAID)
    return bucket
