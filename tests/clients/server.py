"""A started `iamd` and the credentials to call it with."""

import contextlib
import os
import queue
import re
import shlex
import signal
import subprocess
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import boto3
import botocore.loaders
import botocore.session
from botocore import UNSIGNED
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
IAMD = os.environ.get("IAMD", str(ROOT / "target" / "debug" / "iamd"))
READY = re.compile(r"iamd is ready at (https?://\S+)")
CONSOLE = re.compile(r"console at (https?://\S+)")
METRICS = re.compile(r"metrics at (https?://\S+)")
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 30

# Neither the caller's credentials nor the caller's configuration reach a program under test.
ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
ENVIRONMENT["LANG"] = "C.UTF-8"

# Nor does boto3 here see any of that.
for variable in [name for name in os.environ if name.startswith("AWS_")]:
    if not variable.startswith("AWS_CLI_"):
        del os.environ[variable]
os.environ |= {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
# The models of the services, which take long to read, are read once for all callers.
LOADER = botocore.loaders.create_loader()


def new_session(**options):
    inner = botocore.session.Session()
    inner.register_component("data_loader", LOADER)
    return boto3.session.Session(botocore_session=inner, **options)


@dataclass(frozen=True)
class Credentials:
    """An access key, with the token of its session if it has one, and where it counts."""

    key_id: str
    secret: str = field(repr=False)
    endpoint: str
    region: str = "us-west-2"
    ca_file: str | None = None
    token: str | None = field(default=None, repr=False)

    @cached_property
    def _session(self):
        return new_session(
            aws_access_key_id=self.key_id,
            aws_secret_access_key=self.secret,
            aws_session_token=self.token,
            region_name=self.region,
        )

    @cached_property
    def _options(self):
        # The tests mean to see the first answer, and to send what the client would not, where they
        # say.
        config = Config(
            retries={"total_max_attempts": 1},
            parameter_validation=False,
            inject_host_prefix=False,
        )
        return {"endpoint_url": self.endpoint, "config": config, "verify": self.ca_file}

    @cached_property
    def iam(self):
        return self._session.client("iam", **self._options)

    @cached_property
    def sts(self):
        return self._session.client("sts", **self._options)

    @cached_property
    def s3(self):
        return self.s3_with()

    def s3_with(self, **settings):
        """A client of S3 with these settings of botocore besides the usual ones."""
        # By itself boto3 signs URLs by an older version, which S3 refuses for all newer buckets.
        config = self._options["config"].merge(Config(**{"signature_version": "s3v4"} | settings))
        return self._session.client("s3", **self._options | {"config": config})

    @cached_property
    def resources(self):
        return self._session.resource("iam", **self._options)

    @cached_property
    def s3_resources(self):
        return self._session.resource("s3", **self._options)

    @property
    def environment(self):
        """What a program needs to call with these credentials, and nothing else of the caller's."""
        names = {
            "AWS_ACCESS_KEY_ID": self.key_id,
            "AWS_SECRET_ACCESS_KEY": self.secret,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_PAGER": "",
            "AWS_MAX_ATTEMPTS": "1",
        }
        if self.token:
            names["AWS_SESSION_TOKEN"] = self.token
        if self.ca_file:
            names["AWS_CA_BUNDLE"] = self.ca_file
        return ENVIRONMENT | names

    def elsewhere(self, **changes):
        """The same key at another endpoint, or with another secret; another key has no token of
        this one."""
        names = ["key_id", "secret", "endpoint", "region", "ca_file"]
        names += [] if "key_id" in changes else ["token"]
        return Credentials(**{name: getattr(self, name) for name in names} | changes)


@dataclass(frozen=True)
class Nobody:
    """A caller without any key."""

    endpoint: str

    @cached_property
    def s3(self):
        config = Config(
            retries={"total_max_attempts": 1},
            parameter_validation=False,
            signature_version=UNSIGNED,
            inject_host_prefix=False,
        )
        session = new_session(region_name="us-west-2")
        return session.client("s3", endpoint_url=self.endpoint, config=config)


def command(*arguments, **options):
    """Runs `iamd ARGUMENTS` to its end."""
    options = {"capture_output": True, "text": True, "timeout": START_SECONDS_MAX} | options
    return subprocess.run([IAMD, *map(str, arguments)], env=ENVIRONMENT, **options)


class Server:
    """One `iamd serve` on free loopback ports, with a data directory that outlives it."""

    def __init__(
        self, data_dir, *options, ca_file=None, listen="127.0.0.1:0", environment=None
    ):
        self.data_dir = Path(data_dir)
        self.environment = ENVIRONMENT | (environment or {})
        self.listen = listen
        self.options = options
        self.ca_file = ca_file
        self.endpoint = None
        self.console = None
        self.metrics = None
        self.process = None
        self._root = None

    @property
    def log_file(self):
        return self.data_dir.with_name(self.data_dir.name + ".log")

    def start(self):
        arguments = ["serve", "--listen", self.listen, "--data-dir", self.data_dir]
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [IAMD, *map(str, [*arguments, *self.options])],
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.environment,
                text=True,
            )
        lines = queue.Queue()
        threading.Thread(target=self._read, args=(self.process, lines), daemon=True).start()
        self.endpoint = self._wait_for(READY, lines)
        self.console = self._wait_for(CONSOLE, lines)
        if "--metrics-listen" in self.options:
            self.metrics = self._wait_for(METRICS, lines)
        return self

    @staticmethod
    def _read(process, lines):
        for line in process.stdout:
            lines.put(line)
        lines.put(None)

    def _wait_for(self, sentence, lines):
        said = []
        while (line := lines.get(timeout=START_SECONDS_MAX)) is not None:
            said.append(line)
            if found := sentence.search(line):
                return found[1]
        raise RuntimeError(f"iamd ended: {said} {self.log_file.read_text()}")

    @property
    def root(self):
        """The root user's key, as the first start wrote it."""
        if self._root is None or self._root.endpoint != self.endpoint:
            self._root = self._read_root()
        return self._root

    def _read_root(self):
        text = (self.data_dir / "root-credentials.env").read_text()
        words = shlex.split(text, comments=True)
        values = dict(word.split("=", 1) for word in words if "=" in word)
        return Credentials(
            key_id=values["AWS_ACCESS_KEY_ID"],
            secret=values["AWS_SECRET_ACCESS_KEY"],
            endpoint=self.endpoint,
            region=values["AWS_REGION"],
            ca_file=self.ca_file,
        )

    def stop(self):
        """Asks it to stop, as an init system does, and returns its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self):
        """Ends it as a crash would."""
        return self._end(signal.SIGKILL)

    def _end(self, how):
        if self.process is None:
            return None
        process, self.process = self.process, None
        process.send_signal(how)
        try:
            return process.wait(timeout=STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    @property
    def resident_bytes(self):
        """How much memory it holds now."""
        return self._memory("VmRSS")

    @property
    def resident_bytes_max(self):
        """How much memory it held at most."""
        return self._memory("VmHWM")

    def _memory(self, name):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)[1]) * 1024

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        with contextlib.suppress(ProcessLookupError):
            self.stop()
