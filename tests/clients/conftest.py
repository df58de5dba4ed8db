"""What the tests share: a started server, its root user and an administrator."""

import pytest

from principals import make_user
from server import Server


def pytest_addoption(parser):
    parser.addoption(
        "--write-golden",
        action="store_true",
        help="write the golden files anew; the difference is to be reviewed",
    )


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server that all tests share which do not stop or burden theirs."""
    with Server(tmp_path_factory.mktemp("shared") / "data") as server:
        yield server


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
    from principals import fresh

    name = fresh("user")
    root.iam.create_user(UserName=name)
    return name
