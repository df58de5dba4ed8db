"""A whole life with every kind of secret against one server, each noted by its name."""

import base64
import re
from dataclasses import dataclass, field

import requests

import s3_wire
import wire
from authenticator import Authenticator, Device
from botocore.exceptions import ClientError
from buckets import content, make_bucket
from console import Browser, sign_in
from federation import login_url, token_of
from forms import post_form
from identity_providers import saml_metadata
from known_secrets import Known
from pems import certificate, private_key
from principals import allow, make_user
from roles import arn_of, assume, federate, make_role, session_token
from server import command

PASSWORDS = ["Gimlet-Walnut-41+é", "Thimble/Quarry&52<", 'Lantern"Pewter\\63%']
WRONG_PASSWORD = "Never=Anybodys;74 "
ROOT_PASSWORD = "Beacon'Harbour#85?"
CUSTOMER_KEY = bytes(range(200, 232))
SAID = b"what the object says and no file may say in the clear. " * 40
COMMIT, BEDROCK = "codecommit.amazonaws.com", "bedrock.amazonaws.com"


@dataclass
class Life:
    """What was done with a server, what is secret of it, and what it answered in errors."""

    server: object
    known: Known = field(default_factory=Known)
    errors: list = field(default_factory=list)
    denied: list = field(default_factory=list)

    def __post_init__(self):
        self.root = self.server.root
        self.known.add("the root user's key", self.root.secret)
        self.account = self.root.sts.get_caller_identity()["Account"]

    def refused(self, call, *arguments, **members):
        """Makes a call that fails, and keeps what it was told."""
        try:
            call(*arguments, **members)
        except ClientError as error:
            told = error.response
            self.errors.append(repr(told))
            if told["Error"]["Code"].startswith("AccessDenied"):
                self.denied.append(told["ResponseMetadata"]["RequestId"])
            return
        raise AssertionError(f"{call} did not fail")

    def live(self):
        """All of it."""
        self.access_keys()
        self.passwords()
        self.mfa_devices()
        self.console_sessions()
        self.sessions()
        self.private_keys()
        self.service_credentials()
        self.web_identities()
        self.objects()
        self.wrong_requests()
        return self

    def access_keys(self):
        self.name, self.caller = make_user(self.root, administrator=True)
        self.known.add("a user's key", self.caller.secret)
        _, self.nobody = make_user(self.root)
        self.known.add("the key of who may do nothing", self.nobody.secret)
        made = self.root.iam.create_access_key(UserName=self.name)["AccessKey"]
        self.known.add("a key that is deleted", made["SecretAccessKey"])
        of_key = {"UserName": self.name, "AccessKeyId": made["AccessKeyId"]}
        second = self.caller.elsewhere(key_id=made["AccessKeyId"], secret=made["SecretAccessKey"])
        second.sts.get_caller_identity()
        self.root.iam.update_access_key(**of_key, Status="Inactive")
        self.root.iam.delete_access_key(**of_key)
        self.refused(second.iam.list_users)
        wrong = self.known.add("a secret that is wrong", "wrong/secret+of=" + "w" * 24)
        self.refused(self.caller.elsewhere(secret=wrong).iam.list_users)

    def passwords(self):
        first, second, third = PASSWORDS
        for number, password in enumerate(PASSWORDS):
            self.known.add(f"a password: {number}", password)
        self.known.add("a password: wrong", WRONG_PASSWORD)
        self.known.add("a password: root", ROOT_PASSWORD)
        root = self.root.iam
        root.update_account_password_policy(MinimumPasswordLength=8, PasswordReusePrevention=3)
        root.create_login_profile(UserName=self.name, Password=first)
        root.update_login_profile(UserName=self.name, Password=second)
        change = self.caller.iam.change_password
        change(OldPassword=second, NewPassword=third)
        self.refused(change, OldPassword=WRONG_PASSWORD, NewPassword=first)
        self.refused(change, OldPassword=third, NewPassword=first)
        of_nobody = self.nobody.iam.create_login_profile
        self.refused(of_nobody, UserName=self.name, Password=first)
        too_long = third * 20
        self.refused(root.update_login_profile, UserName=self.name, Password=too_long)
        self.refused(root.create_login_profile, UserName="no/name", Password=first)
        place = ("--data-dir", self.server.data_dir, "--stdin")
        options = ("account", "root-password", self.account, *place)
        ended = command(*options, input=f"{ROOT_PASSWORD}\n")
        assert ended.returncode == 0, ended.stderr
        self.errors += [ended.stdout, ended.stderr]

    def mfa_devices(self):
        for name in ("phone", "spare"):
            made = self.root.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)
            made = made["VirtualMFADevice"]
            seed, picture = made["Base32StringSeed"], made["QRCodePNG"]
            self.known.add(f"a seed: {name}, in Base32", seed)
            self.known.add(f"a seed: {name}", Authenticator(seed.decode()).seed)
            self.known.add(f"a picture of a seed: {name}", picture[60:120])
        self.device = Device(made["SerialNumber"], picture)
        wrong = {"AuthenticationCode1": "000000", "AuthenticationCode2": "000001"}
        enable = self.root.iam.enable_mfa_device
        self.refused(enable, UserName=self.name, SerialNumber=self.device.serial, **wrong)
        self.device.enable(self.root, self.name)

    def console_sessions(self):
        browser, page = sign_in(self.server, self.account, self.name, WRONG_PASSWORD)
        self.errors.append(page.text)
        browser, page = sign_in(self.server, self.account, self.name, PASSWORDS[2])
        ticket = re.search(r'name="ticket"[^>]* value="([^"]+)"', page.text)
        self.known.add("the ticket of half a sign-in", ticket[1])
        page = browser.submit(page, "show-code", code="000000")
        assert not browser.is_signed_in(self.server)
        page = browser.submit(page, "show-code", code=self.device.code())
        assert browser.is_signed_in(self.server), page.text
        self.known.add("a cookie: user", browser.cookie.value.rsplit(".", 1)[-1])
        browser, _ = sign_in(self.server, self.account, None, ROOT_PASSWORD)
        assert browser.is_signed_in(self.server)
        self.known.add("a cookie: root user", browser.cookie.value.rsplit(".", 1)[-1])

    def sessions(self):
        _, role = make_role(self.root, arn_of(self.caller), allow("s3:*"))
        self.sessions_made = {
            "role": assume(self.caller, role),
            "user": session_token(self.caller),
            "federated user": federate(self.caller, allow("s3:*")),
        }
        for name, session in self.sessions_made.items():
            self.known.add(f"a session's secret: {name}", session.secret)
            self.known.add(f"a session's token: {name}", session.token[40:])
            arn_of(session)
            self.refused(session.elsewhere(token=session.token[:-9] + "AAAAAAAA=").s3.list_buckets)
        session = self.sessions_made["federated user"]
        token = self.known.add("a sign-in token", token_of(session))
        browser = Browser()
        browser.open(login_url(self.server.console, token))
        assert browser.is_signed_in(self.server)
        self.known.add("a cookie: federated user", browser.cookie.value.rsplit(".", 1)[-1])
        browser = Browser()
        answer = browser.open(login_url(self.server.console, token[:-8] + "AAAAAAAA"))
        self.errors.append(answer.text)
        self.refused(self.nobody.sts.assume_role, RoleArn=role, RoleSessionName="s")

    def private_keys(self):
        root, key = self.root.iam, self.known.add_pem("a private key: server", private_key(1))
        body = certificate(number=1)
        upload = {"CertificateBody": body, "PrivateKey": key}
        root.upload_server_certificate(ServerCertificateName="web", **upload)
        self.refused(root.upload_server_certificate, ServerCertificateName="web", **upload)
        other = upload | {"CertificateBody": certificate(number=2)}
        self.refused(root.upload_server_certificate, ServerCertificateName="two", **other)
        broken = upload | {"PrivateKey": key.replace("-----END", "----END")}
        self.refused(root.upload_server_certificate, ServerCertificateName="two", **broken)
        of_nobody = self.nobody.iam.upload_server_certificate
        self.refused(of_nobody, ServerCertificateName="two", **upload)
        key = self.known.add_pem("a private key: SAML", private_key(3))
        provider = {"SAMLMetadataDocument": saml_metadata(), "AddPrivateKey": key}
        root.create_saml_provider(Name="corporate", **provider)
        self.refused(root.create_saml_provider, Name="corporate", **provider)

    def service_credentials(self):
        of_user = {"UserName": self.name}
        create = self.root.iam.create_service_specific_credential
        made = create(ServiceName=COMMIT, **of_user)["ServiceSpecificCredential"]
        self.known.add("a service's password: first", made["ServicePassword"])
        of_made = of_user | {"ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}
        reset = self.root.iam.reset_service_specific_credential(**of_made)
        reset = reset["ServiceSpecificCredential"]
        self.known.add("a service's password: reset", reset["ServicePassword"])
        made = create(ServiceName=BEDROCK, **of_user)["ServiceSpecificCredential"]
        self.known.add("a service's key", made["ServiceCredentialSecret"])

    def web_identities(self):
        self.root.iam.enable_outbound_web_identity_federation()
        asked = {"Audience": ["https://api.example.com"], "SigningAlgorithm": "ES384"}
        token = self.caller.sts.get_web_identity_token(**asked)["WebIdentityToken"]
        self.known.add("a web identity token", token.rsplit(".", 1)[-1])

    def objects(self):
        self.bucket = make_bucket(self.root)
        caller, of_key = self.caller.s3, {"Bucket": self.bucket, "Key": "k"}
        self.known.add("what an object says", SAID[:40])
        self.known.add("a customer's key", CUSTOMER_KEY)
        theirs = {"SSECustomerAlgorithm": "AES256", "SSECustomerKey": CUSTOMER_KEY}
        caller.put_object(**of_key, Body=SAID)
        caller.put_object(Bucket=self.bucket, Key="large", Body=SAID * 100)
        for name, size in (("small", 50), ("theirs", 100_000)):
            of_theirs = {"Bucket": self.bucket, "Key": name, **theirs}
            caller.put_object(**of_theirs, Body=content(size))
            caller.get_object(**of_theirs)["Body"].read()
            self.refused(self.nobody.s3.get_object, **of_theirs)
        self.refused(caller.get_object, **of_key, **theirs)
        url = caller.generate_presigned_url("get_object", Params=of_key)
        signature = re.search(r"X-Amz-Signature=(\w+)", url)[1]
        self.known.add("a presigned signature", signature)
        assert requests.get(url, timeout=60).content == SAID
        spoilt = requests.get(re.sub(r"Signature=\w+", f"Signature={'0' * 64}", url), timeout=60)
        self.errors.append(spoilt.text)
        form = caller.generate_presigned_post(self.bucket, "posted")
        self.known.add("a form's signature", form["fields"]["x-amz-signature"])
        assert post_form(form, SAID).status == 204

    def wrong_requests(self):
        """Requests that nobody's library sends, with secrets where none should be."""
        password, seed = PASSWORDS[0], "a secret in a place that is wrong: 0x8271"
        self.known.add("a secret in a wrong place", seed)
        for body in (
            wire.form("CreateLoginProfile", UserName=self.name, Password=password, PassWord=seed),
            wire.form("CreateLoginProfile", UserName="a\nb", Password=password),
            wire.form("UpdateLoginProfile", UserName=self.name, Password="short"),
            wire.form("ChangePassword", OldPassword=password),
            wire.form("UploadServerCertificate", PrivateKey=private_key(1)),
        ):
            answer = wire.call(self.caller, body)
            assert answer.status >= 400, answer.body
            self.errors.append(answer.body.decode())
        twice = wire.form("CreateLoginProfile", Password=password) + b"&Password=" + b"x"
        self.errors.append(wire.call(self.caller, twice).body.decode())
        told = base64.b64encode(CUSTOMER_KEY).decode()
        prefix = "x-amz-server-side-encryption-customer-"
        headers = {f"{prefix}algorithm": "AES256", f"{prefix}key": told, f"{prefix}key-md5": "x"}
        path = f"/{self.bucket}/wrong"
        answer = s3_wire.call(self.caller, "PUT", path, body=b"x", headers=headers)
        assert answer.status == 400, answer.body
        self.errors.append(answer.body.decode())
