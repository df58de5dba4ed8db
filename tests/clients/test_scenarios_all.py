"""All sample programs in Rust, one after the other, and the language in which they speak."""

import json
import subprocess

import pytest

from principals import make_user
from server import ENVIRONMENT, Server
from test_scenarios import PROGRAM

PROGRAMS = ["access-keys", "users", "mfa", "federated-url", "account"]
# A word of each language that is in no other.
WORDS = {"en": "Done:", "es": "Listo:", "ja": "完了:", "zh": "完成：", "ko": "완료:"}


def start(folder, environment, *flags):
    return subprocess.Popen(
        [PROGRAM, *flags],
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process):
    said, complaints = process.communicate(timeout=300)
    return process.returncode, said, complaints


def everything(root):
    """All that the programs could have left behind."""
    iam = root.resources
    users = list(iam.users.all())
    return {
        "users": {user.name for user in users},
        "keys": {key.id for user in users for key in user.access_keys.all()},
        "roles": {role.arn for role in iam.roles.all()},
        "policies": {policy.arn for policy in iam.policies.filter(Scope="Local")},
        "devices": {device.serial_number for device in iam.virtual_mfa_devices.all()},
        "buckets": {bucket.name for bucket in root.s3_resources.buckets.all()},
        "aliases": root.iam.list_account_aliases()["AccountAliases"],
    }


def names(said, event):
    told = [json.loads(line) for line in said.splitlines()]
    return [it["scenario"] for it in told if it["event"] == event]


class Whole:
    """A run of all programs against a server of its own."""

    def __init__(self, folder, kind):
        self.folder = folder / "here"
        self.folder.mkdir()
        # One is started in the very folder, as in two terminals, and nothing says where it is.
        here = kind == "found"
        self.server = Server((self.folder if here else folder) / "iamd-data").start()
        root = self.server.root
        caller = make_user(root, administrator=True)[1] if kind == "administrator" else root
        environment = ENVIRONMENT if here else caller.environment
        self.before = everything(root)
        flags = ("all", "--yes") if here else ("all", "--yes", "--json")
        self.process = start(self.folder, environment, *flags)

    def finish(self):
        self.code, self.said, self.complaints = end(self.process)
        self.after = everything(self.server.root)
        self.server.kill()
        left = {path.name for path in self.folder.iterdir()}
        self.files = {name for name in left if not name.startswith("iamd-data")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """They wait for codes, as everybody has to: so they go side by side."""
    kinds = ("root", "administrator", "found")
    runs = {kind: Whole(tmp_path_factory.mktemp(kind), kind) for kind in kinds}
    for run in runs.values():
        run.finish()
    return runs


@pytest.mark.parametrize("kind", ["root", "administrator", "found"])
def test_all_run_unattended_and_leave_nothing(whole, kind):
    run = whole[kind]
    assert run.code == 0, run.said + run.complaints
    assert run.after == run.before
    assert run.files == set()


def test_each_goes_to_its_end(whole):
    for kind in ("root", "administrator"):
        said = whole[kind].said
        assert names(said, "started") == names(said, "finished") == PROGRAMS
        assert json.loads(said.splitlines()[-1]) == {"event": "all_finished", "count": 5}


def test_a_server_that_was_started_here_is_found_and_named(whole):
    run = whole["found"]
    where = f"Calling {run.server.endpoint} with the key in iamd-data/root-credentials.env.\n"
    assert run.said.startswith(where)


def test_what_the_environment_says_counts_more_than_a_file(own_server, tmp_path):
    own_server.data_dir = tmp_path / "iamd-data"
    _, nobody = make_user(own_server.start().root)
    environment = nobody.environment
    code, said, complaints = end(start(tmp_path, environment, "account", "--yes"))
    assert code == 1 and "not authorized to perform" in complaints
    assert "Calling" not in said
    # A file that is named counts more than either.
    file = own_server.data_dir / "root-credentials.env"
    flags = ("account", "--yes", "--credentials", file)
    code, said, complaints = end(start(tmp_path, environment, *flags))
    assert code == 0, said + complaints


@pytest.mark.parametrize("text", [None, "", "export AWS_ACCESS_KEY_ID=AKIA\n", "x" * 70_000])
def test_a_file_that_is_no_file_of_a_server_is_told(tmp_path, text):
    path = tmp_path / "file.env"
    if text is not None:
        path.write_text(text)
    flags = ("all", "--yes", "--credentials", path)
    code, said, complaints = end(start(tmp_path, ENVIRONMENT, *flags))
    assert code == 3 and said == ""
    assert complaints.startswith(f"iamd-scenarios: the file {path} cannot be used: ")


@pytest.fixture(scope="module")
def spoken(server, tmp_path_factory):
    """What `account` says in each language, as the environment or the flag names it."""
    ways = {}
    for code, locale in [("es", "es_MX.UTF-8"), ("ja", "ja_JP.UTF-8"), ("zh", "zh_CN.UTF-8")]:
        ways[code] = ({"LANG": locale}, [])
    ways["ko"] = ({"LANG": "es_ES.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, [])
    ways["en"] = ({"LANG": "ko_KR.UTF-8"}, ["--lang", "xx"])
    said = {}
    for code, (variables, flags) in ways.items():
        environment = server.root.environment | variables
        folder = tmp_path_factory.mktemp(code)
        ended = end(start(folder, environment, "access-keys", "--yes", *flags))
        assert ended[0] == 0, ended
        said[code] = ended[1]
    return said


@pytest.mark.parametrize("code", WORDS)
def test_a_program_speaks_the_language_of_the_person(spoken, code):
    others = [word for other, word in WORDS.items() if other != code]
    assert WORDS[code] in spoken[code]
    assert not any(word in spoken[code] for word in others)


def test_data_are_the_same_in_every_language(root, tmp_path):
    for locale in ("C.UTF-8", "ja_JP.UTF-8"):
        environment = root.environment | {"LC_ALL": locale}
        code, said, _ = end(start(tmp_path, environment, "access-keys", "--yes", "--json"))
        assert code == 0
        assert json.loads(said.splitlines()[-1]) == {
            "event": "finished",
            "scenario": "access-keys",
        }


@pytest.mark.parametrize(
    "lang, heading, complaint",
    [
        ("en", "Usage:", "there is no program nonsense"),
        ("es", "Uso:", "no hay ningún programa nonsense"),
        ("ja", "使い方:", "プログラム nonsense はありません"),
        ("zh", "用法：", "没有名为 nonsense 的程序"),
        ("ko", "사용법:", "nonsense 프로그램은 없습니다"),
    ],
)
def test_help_and_complaints_are_in_the_language_too(tmp_path, lang, heading, complaint):
    code, said, complaints = end(start(tmp_path, ENVIRONMENT, "--help", "--lang", lang))
    assert code == 0 and heading in said and complaints == ""
    assert all(program in said for program in [*PROGRAMS, "all", "--credentials"])
    code, said, complaints = end(start(tmp_path, ENVIRONMENT, "nonsense", f"--lang={lang}"))
    assert code == 2 and complaint in complaints and said == ""
