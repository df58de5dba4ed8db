"""Steps of the random workload: what users sign in and sign requests with, and that they do."""

import hashlib

import console
import ledger
import wire
from authenticator import Device
from ledger import Moment, Use
from pems import certificate
from roles import assume

REGIONS = ("us-east-1", "us-west-2", "eu-central-1", "ap-northeast-1")
KEYS_MAX, CERTIFICATES_MAX = 2, 2
PASSWORD = "a Password that fits 1"
# What everybody asks for now and then: the service, the action, and how a request for it looks.
NOTHING = {"x-amz-content-sha256": hashlib.sha256(b"").hexdigest()}
CALLS = [
    ("iam", "GetUser", "POST", None),
    ("iam", "ListRoles", "POST", None),
    ("sts", "GetSessionToken", "POST", None),
    ("s3", "ListAllMyBuckets", "GET", NOTHING),
]


class CredentialSteps:
    """The part of a workload that is about credentials."""

    def create_key(self):
        _, user, _ = self.someone("user", test=lambda it: len(it.keys) < KEYS_MAX)
        if user:
            self.add_key(user)

    def add_key(self, user):
        made = self.call("create_access_key", UserName=user.told["UserName"])["AccessKey"]
        names = ("AccessKeyId", "SecretAccessKey", "Status", "CreateDate")
        user.keys.append(ledger.Key(*(made[name] for name in names)))

    def turn_key(self):
        _, user, of = self.someone("user", test=lambda it: it.keys)
        if user:
            key = self.random.choice(user.keys)
            key.status = "Inactive" if key.status == "Active" else "Active"
            self.call("update_access_key", **of, AccessKeyId=key.key_id, Status=key.status)

    def delete_key(self):
        _, user, of = self.someone("user", test=lambda it: it.keys)
        if user:
            key = self.random.choice(user.keys)
            self.call("delete_access_key", **of, AccessKeyId=key.key_id)
            user.keys.remove(key)

    def set_password(self):
        _, user, of = self.someone("user")
        if user:
            name = "update_login_profile" if user.password else "create_login_profile"
            text = f"{PASSWORD} {self.performed}"
            changed, _ = Moment.of(lambda: self.call(name, **of, Password=text))
            user.password = ledger.Password(text, changed)

    def delete_password(self):
        _, user, of = self.someone("user", test=lambda it: it.password)
        if user:
            self.call("delete_login_profile", **of)
            user.password = None

    def sign_in(self):
        _, user, of = self.someone("user", test=lambda it: it.password and not it.devices)
        if user:
            self.performed += 1
            filled = {
                "account": self.books.account,
                "user_name": of["UserName"],
                "password": user.password.text,
            }
            browser = console.Browser()
            page = browser.open(f"{self.server.console}/signin")
            # The pages behind it would ask for things of their own.
            user.signed_in, _ = Moment.of(
                lambda: browser.submit(page, "sign-in", follows=False, **filled)
            )
            assert browser.cookie

    def change_password_policy(self):
        days = self.random.choice([None, 30, 90])
        given = {"MaxPasswordAge": days} if days else {}
        self.call("update_account_password_policy", **given)
        self.books.password_days = days

    def make_device(self):
        device = Device.make(self.root, VirtualMFADeviceName=self.name("device"))
        self.performed += 1
        self.books.devices.add(device.serial)
        _, user, of = self.someone("user")
        if user:
            device.enable(self.root, of["UserName"])
            self.performed += 1
            user.devices.append(device.serial)

    def take_device(self):
        _, user, of = self.someone("user", test=lambda it: it.devices)
        if user:
            serial = user.devices.pop()
            self.call("deactivate_mfa_device", **of, SerialNumber=serial)
            self.call("delete_virtual_mfa_device", SerialNumber=serial)
            self.books.devices.remove(serial)

    def change_alias(self):
        for alias in self.books.aliases:
            self.call("delete_account_alias", AccountAlias=alias)
        self.books.aliases = [self.name("alias")]
        self.call("create_account_alias", AccountAlias=self.books.aliases[0])

    def upload_certificate(self):
        _, user, of = self.someone("user", test=lambda it: len(it.certificates) < CERTIFICATES_MAX)
        if user:
            made = self.call("upload_signing_certificate", **of, CertificateBody=certificate())
            names = ("CertificateId", "Status", "UploadDate")
            told = (made["Certificate"][name] for name in names)
            user.certificates.append(ledger.Certificate(*told))

    def turn_certificate(self):
        _, user, of = self.someone("user", test=lambda it: it.certificates)
        if user:
            found = self.random.choice(user.certificates)
            found.status = "Inactive" if found.status == "Active" else "Active"
            given = {"CertificateId": found.certificate_id, "Status": found.status}
            self.call("update_signing_certificate", **of, **given)

    def delete_certificate(self):
        _, user, of = self.someone("user", test=lambda it: it.certificates)
        if user:
            found = user.certificates.pop()
            self.call("delete_signing_certificate", **of, CertificateId=found.certificate_id)

    def use_key(self):
        user = self.pick(self.books.users, lambda it: any(k.status == "Active" for k in it.keys))
        if user:
            key = self.random.choice([it for it in user.keys if it.status == "Active"])
            key.use = self.ask_as(self.caller(key))
            user.used(key.use)

    def caller(self, key):
        return self.root.elsewhere(key_id=key.key_id, secret=key.secret)

    def use_role(self):
        role = self.pick(self.books.roles)
        if role:
            self.performed += 1
            (key,) = self.assumer.keys
            caller = self.caller(key)
            moment, session = Moment.of(lambda: assume(caller, role.told["Arn"]))
            key.use = Use(moment, "sts", caller.region, "sts:AssumeRole")
            self.assumer.used(key.use)
            role.used(self.ask_as(session))

    def ask_as(self, caller):
        """Calls an operation that somebody may or may not perform: it is an access all the same."""
        self.performed += 1
        service, action, method, headers = self.random.choice(CALLS)
        region = self.random.choice(REGIONS)
        body = b"" if service == "s3" else wire.form(action, service)
        signing = {"method": method, "service": service, "extra": headers}
        signed = wire.sign(caller.elsewhere(region=region), body, **signing)
        moment, answer = Moment.of(
            lambda: wire.send(caller.endpoint, method, headers=signed, body=body)
        )
        assert answer.status in (200, 400, 403), answer.body
        return Use(moment, service, region, f"{service}:{action}")
