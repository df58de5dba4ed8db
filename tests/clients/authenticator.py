"""What a phone does: scan a QR code, by a reader that is not ours, and show codes."""

import base64
import hashlib
import hmac
import time
from urllib.parse import parse_qs, unquote, urlsplit

import cv2
import numpy

from principals import fresh

STEP_SECONDS = 30


def read_qr_code(png):
    """What the QR code in a PNG picture says."""
    picture = cv2.imdecode(numpy.frombuffer(png, numpy.uint8), cv2.IMREAD_UNCHANGED)
    assert picture is not None, "no picture"
    # The older detector of OpenCV overlooks one code in fifty, whoever made it.
    content, *_ = cv2.QRCodeDetectorAruco().detectAndDecode(picture)
    assert content, "no QR code is found"
    return content


class Authenticator:
    """An entry of a phone's app."""

    def __init__(self, seed):
        self.seed = base64.b32decode(seed + "=" * (-len(seed) % 8))

    @classmethod
    def scan(cls, png):
        address = urlsplit(read_qr_code(png))
        assert (address.scheme, address.netloc) == ("otpauth", "totp")
        parameters = {name: values[0] for name, values in parse_qs(address.query).items()}
        scanned = cls(parameters["secret"])
        scanned.label, scanned.parameters = unquote(address.path[1:]), parameters
        return scanned

    def code(self, step):
        """SOURCE: RFC 6238, RFC 4226."""
        digest = hmac.digest(self.seed, step.to_bytes(8, "big"), hashlib.sha1)
        offset = digest[-1] & 15
        number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"

    def wrong_code(self, step):
        """A code that is not right near this step."""
        right = {self.code(step + shift) for shift in range(-4, 5)}
        return next(code for code in map("{:06}".format, range(1000)) if code not in right)


class Device:
    """A virtual device and its codes, each of which it gives once.

    Enabling takes the codes of the last step and of this one. The code of the next step is good
    already, so there is one without waiting; for more of them a clock that can be moved is needed.
    """

    def __init__(self, serial, png, clock=None):
        self.serial, self.phone = serial, Authenticator.scan(png)
        self.clock, self.given = clock, None

    @classmethod
    def make(cls, caller, clock=None, **options):
        options = {"VirtualMFADeviceName": fresh("device")} | options
        made = caller.iam.create_virtual_mfa_device(**options)["VirtualMFADevice"]
        return cls(made["SerialNumber"], made["QRCodePNG"], clock)

    @property
    def step(self):
        now = self.clock.now() if self.clock else time.time()
        return int(now) // STEP_SECONDS

    def codes(self):
        """Two consecutive codes, as an operation takes them."""
        second = self._give(2)
        return {
            "AuthenticationCode1": self.phone.code(second - 1),
            "AuthenticationCode2": self.phone.code(second),
        }

    def enable(self, caller, user):
        caller.iam.enable_mfa_device(UserName=user, SerialNumber=self.serial, **self.codes())
        return self

    def code(self):
        """A code that was not given yet."""
        return self.phone.code(self._give(1))

    def _give(self, count):
        """The last of the next steps that were not given yet, as soon as its code is good."""
        step = self.step if self.given is None else max(self.step, self.given + count)
        if step > self.step + 1:
            assert self.clock, "the next code is not good yet"
            self.clock.advance((step - self.step - 1) * STEP_SECONDS)
        self.given = step
        return step

    def proof(self):
        """The members by which STS is shown a code."""
        return {"SerialNumber": self.serial, "TokenCode": self.code()}

    @property
    def last_proof(self):
        """The same once more."""
        return {"SerialNumber": self.serial, "TokenCode": self.phone.code(self.given)}


def device_of(root, user, clock=None):
    """A device that is enabled for a user."""
    return Device.make(root, clock).enable(root, user)
