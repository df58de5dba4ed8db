"""Damage on the disk: bytes that are others, and files that are cut, in every file of a data directory.

It is told, at the start, by `iamd verify` or when it is read; it is never served as if it were sound; and
what can go on goes on.
"""

import random
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import BotoCoreError, ClientError

import kept
from buckets import content, make_bucket, read
from server import Server, command
from verifying import assert_sound, changed, digests, flipped, verify

# Whose contents no verification can vouch for: people write them, or nothing reads them again.
FREE = {"iamd.toml", "root-credentials.env", "lock", "control.sock"}
# Of these there are two of everything, and one is enough.
TWICE = {"keyring", "keyring.copy", "audit.head"}
# LIMIT: of redb: one bit says which of two states is the newer one. With this bit flipped a file is that of
# a process which was killed before its last commit became the newest.
NEWEST_STATE = 9
# A bucket that `kept` knows nothing of.
OTHER = "the-other-bucket"
# How many bytes of each file are tried, one after the other.
PLACES = {"directory.redb": 60, "objects.redb": 40}
PLACES_OTHERWISE = 6


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A data directory with something of everything, of a server that was stopped; what is known of it."""
    data = tmp_path_factory.mktemp("sound") / "data"
    with Server(data) as server:
        facts = kept.fill(server)
        make_bucket(server.root, OTHER)
        server.root.s3.put_object(Bucket=OTHER, Key="other", Body=content(200_013))
        server.root.iam.tag_user(
            UserName="kept-mfa", Tags=[{"Key": "canary", "Value": "the-canary-of-this-test"}]
        )
        facts["details"] = kept.details(server.root)
    return data, facts


@pytest.fixture
def own(sound, tmp_path):
    """A copy of it for one test."""
    data = tmp_path / "data"
    shutil.copytree(sound[0], data, symlinks=True)
    return data, sound[1]


def files_of(data):
    files = (path for path in sorted(data.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path for path in files if path.name not in FREE]


def is_told(data, path):
    """Whether a verification finds something wrong, or refuses to look, in a sentence."""
    code, said, complaint = verify(data, "--objects")
    if code == 0:
        return bool(said["warnings"])
    if said is None:
        assert complaint.startswith("iamd: ") and complaint.count("\n") == 1, (path, complaint)
    else:
        assert said["damage"] > 0 and said["findings"], path
        for finding in said["findings"]:
            assert finding["what"] and finding["advice"] and finding["file"]
    return True


def test_what_is_sound_is_found_sound_and_left_as_it_is(sound):
    data, _ = sound
    before = digests(data)
    said = assert_sound(data, "--objects")
    assert not said["running"] and said["directory_records"] > 60 and said["object_records"] > 15
    assert said["bytes_read"] > 500_000 and said["unread_blobs"] == 1 and said["audit_events"] > 50
    assert digests(data) == before


def test_a_running_server_says_the_same(own):
    data, facts = own
    with Server(data) as server:
        said = assert_sound(data, "--objects")
        assert said["running"] and said["bytes_read"] > 500_000
        kept.check(server, facts)


def test_a_kept_directory_of_each_format_is_sound(tmp_path):
    for name in kept.FORMATS:
        data, _ = kept.unpack(name, tmp_path / name)
        before = digests(data)
        assert_sound(data, "--objects")
        assert digests(data) == before


def places(path, contents):
    """Bytes that are in use, by chance, with the first and the last one."""
    chance = random.Random(path.name)
    used = [place for place, byte in enumerate(contents) if byte]
    some = chance.sample(used, min(len(used), PLACES.get(path.name, PLACES_OTHERWISE)))
    return sorted({0, len(contents) - 1, *some} - {NEWEST_STATE})


def test_a_flipped_byte_of_any_file_is_told_or_does_not_matter(own):
    data, _ = own
    sound_totals = assert_sound(data, "--objects")
    untold = {}
    for path in files_of(data):
        contents = path.read_bytes()
        for place in places(path, contents):
            with changed(path, flipped(contents, place)):
                if is_told(data, path):
                    continue
                # What matters to nobody: all is read as before.
                assert verify(data, "--objects")[1] == sound_totals, (path, place)
                untold.setdefault(path.name, []).append(place)
    # Only where pages of a store are not in use, and of what there are two.
    assert set(untold) <= {"directory.redb", "objects.redb", *TWICE}, untold
    assert_sound(data, "--objects")


def test_a_file_that_was_cut_is_told(own):
    data, _ = own
    for path in files_of(data):
        contents = path.read_bytes()
        for length in {0, 1, len(contents) // 2, len(contents) - 1}:
            with changed(path, contents[:length]):
                assert is_told(data, path) or path.name in TWICE, (path, length)
        path.rename(path.with_name("away"))
        assert is_told(data, path) or path.name == "format", path
        path.with_name("away").rename(path)
    assert_sound(data, "--objects")


def test_a_start_says_what_is_wrong_or_serves_what_is_right(own):
    data, facts = own
    for path in files_of(data):
        contents = path.read_bytes()
        for damaged in (flipped(contents, len(contents) // 2), contents[: len(contents) // 2]):
            shutil.copytree(data, data.with_name("copy"))
            (data.with_name("copy") / path.relative_to(data)).write_bytes(damaged)
            starts_or_says_why(data.with_name("copy"), facts)
            shutil.rmtree(data.with_name("copy"))


def starts_or_says_why(data, facts):
    server = Server(data)
    try:
        server.start()
    except RuntimeError as error:
        last = str(error).strip().splitlines()[-1]
        assert last.startswith("iamd: "), error
        assert "panicked" not in str(error)
        return
    try:
        root = kept.caller_of(facts["root"], server.endpoint)
        assert root.sts.get_caller_identity()["Account"] == facts["account"]
        for key, expected in (("small", content(kept.SMALL)), ("large", content(kept.LARGE))):
            assert read_or_nothing(root, facts["bucket"], key) in (expected, None)
    finally:
        server.stop()
    assert "panicked" not in server.log_file.read_text()


def read_or_nothing(caller, bucket, key):
    try:
        return read(caller, bucket, key)
    except (ClientError, BotoCoreError):
        return None


def test_a_user_that_is_damaged_leaves_others_alone(own):
    data, facts = own
    path = data / "directory.redb"
    contents = path.read_bytes()
    canary = b"the-canary-of-this-test"
    assert canary in contents
    path.write_bytes(contents.replace(canary, canary.upper()))
    code, said, _ = verify(data)
    assert code == 1
    named = [found for found in said["findings"] if found["table"] == "users"]
    assert named and all("damaged" in found["what"] for found in named), said
    with Server(data) as server:
        plain = kept.caller_of(facts["plain"], server.endpoint)
        with pytest.raises(ClientError) as refused:
            plain.iam.get_user()
        assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] >= 400
        person, reader, root = (
            kept.caller_of(facts[name], server.endpoint) for name in ("person", "reader", "root")
        )
        assert person.iam.get_user()["User"]["UserName"] == "kept-person"
        assert reader.iam.get_user()["User"]["UserName"] == "kept-reader"
        root.iam.create_user(UserName="new")
        assert read(person, facts["bucket"], "large") == content(kept.LARGE)
        # Running, too.
        code, said, _ = verify(data)
        assert code == 1 and said["running"]
        assert [found["key"] for found in said["findings"] if found["table"] == "users"]


def blob_with(data, contents_length):
    """The file of an object, which is a little longer than the object."""
    (path,) = (
        path
        for path in (data / "objects").rglob("*")
        if path.is_file() and contents_length < path.stat().st_size < contents_length + 2
        or path.is_file() and path.stat().st_size == sealed_length(contents_length)
    )
    return path


def sealed_length(plain):
    segments = max(1, -(-plain // 65_536))
    return 8 + plain + 16 * segments


@pytest.mark.parametrize("how", ["flipped", "cut", "removed"])
def test_an_object_whose_bytes_are_damaged_is_not_served(own, how):
    data, facts = own
    path = blob_with(data, 200_013)
    contents = path.read_bytes()
    if how == "removed":
        path.unlink()
    else:
        path.write_bytes(flipped(contents, 150_000) if how == "flipped" else contents[:-1])
    code, said, _ = verify(data, "--objects")
    assert code == 1 and path.name in "".join(found["what"] for found in said["findings"]), said
    # Without reading, what is as long as it should be is not looked at.
    assert verify(data)[0] == (0 if how == "flipped" else 1)
    with Server(data) as server:
        root = kept.caller_of(facts["root"], server.endpoint)
        assert read_or_nothing(root, OTHER, "other") is None
        assert read(root, facts["bucket"], "large") == content(kept.LARGE)
        assert verify(data, "--objects")[0] == 1
        root.s3.put_object(Bucket=OTHER, Key="other", Body=b"new")
        assert read(root, OTHER, "other") == b"new"


def wait_until(holds):
    ends = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < ends


def appeared(data, drawer):
    """Whether a file that nobody knows is told of; it is made until the sweep does not take it away."""
    drawer.mkdir(exist_ok=True)
    (drawer / ("ab" + 30 * "0")).write_bytes(b"nobody's")
    return verify(data)[1]["warnings"] > 0


def test_what_nobody_knows_is_a_warning(own):
    data, _ = own
    (folder,) = [path for path in (data / "objects").iterdir() if path.is_dir()]
    drawer = folder / "ab"
    # What a run has left behind is cleared away after the next start. What comes later is nobody's.
    (folder / "ac").mkdir(exist_ok=True)
    (folder / "ac" / ("ac" + 30 * "0")).write_bytes(b"left behind")
    with Server(data):
        wait_until(lambda: not (folder / "ac" / ("ac" + 30 * "0")).exists())
        wait_until(lambda: appeared(data, drawer))
    code, said, _ = verify(data)
    assert (code, said["damage"], said["warnings"]) == (0, 0, 1)
    assert "nobody knows the file" in said["findings"][0]["what"]


def test_people_read_what_is_wrong_and_what_to_do(own):
    data, _ = own
    done = command("verify", "--data-dir", data)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("everything is as it should be\n")
    path = data / "directory.redb"
    path.write_bytes(path.read_bytes()[:-4096])
    done = command("verify", "--data-dir", data)
    assert done.returncode == 1
    assert done.stdout.startswith("damage   directory.redb") and "to do: restore a backup" in done.stdout
    assert done.stderr == "iamd: the data directory is damaged; what to do stands beside each finding\n"


def test_a_directory_that_is_not_there_is_a_sentence(tmp_path):
    done = command("verify", "--data-dir", tmp_path / "nowhere")
    assert done.returncode == 1 and done.stderr.startswith("iamd: there is no data directory")
    (tmp_path / "empty").mkdir()
    done = command("verify", "--data-dir", tmp_path / "empty")
    assert done.returncode == 1 and "nothing was ever kept" in done.stderr
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_server_that_is_written_to_is_found_sound(tmp_path):
    """A verification is of one moment, whatever others do meanwhile."""
    data = tmp_path / "data"
    with Server(data) as server:
        make_bucket(server.root, OTHER)
        server.root.s3.put_bucket_versioning(
            Bucket=OTHER, VersioningConfiguration={"Status": "Enabled"}
        )
        done = threading.Event()
        with ThreadPoolExecutor() as pool:
            busy = [pool.submit(change, server, name, done) for name in "abc"]
            try:
                for number in range(60):
                    assert_sound(data, *(["--objects"] if number % 2 else []))
            finally:
                done.set()
            rounds = sum(one.result() for one in busy)
        assert rounds > 9
        assert_sound(data, "--objects")
    assert_sound(data, "--objects")


def change(server, name, done):
    """Makes and unmakes users, groups, buckets and objects until it is told to stop; how often."""
    root = kept.caller_of((server.root.key_id, server.root.secret), server.endpoint)
    iam, s3 = root.iam, root.s3
    arn, rounds = "arn:aws:iam::aws:policy/ReadOnlyAccess", 0
    while not done.is_set():
        rounds += 1
        user, group, bucket = f"user-{name}", f"group-{name}", f"bucket-of-{name}"
        iam.create_user(UserName=user)
        iam.create_group(GroupName=group)
        iam.add_user_to_group(UserName=user, GroupName=group)
        iam.attach_user_policy(UserName=user, PolicyArn=arn)
        key = iam.create_access_key(UserName=user)["AccessKey"]["AccessKeyId"]
        make_bucket(root, bucket)
        for size in (0, 700, 70_000):
            s3.put_object(Bucket=bucket, Key="k", Body=bytes(size))
            s3.put_object(Bucket=OTHER, Key=name, Body=bytes(size))
        s3.delete_object(Bucket=bucket, Key="k")
        s3.delete_bucket(Bucket=bucket)
        iam.delete_access_key(UserName=user, AccessKeyId=key)
        iam.detach_user_policy(UserName=user, PolicyArn=arn)
        iam.remove_user_from_group(UserName=user, GroupName=group)
        iam.delete_group(GroupName=group)
        iam.delete_user(UserName=user)
    return rounds
