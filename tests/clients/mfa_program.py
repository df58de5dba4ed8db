"""The MFA program: a role that asks for a code, call by call, by boto3's resources.

Written for these tests. It makes the calls that the sample program for a role with MFA makes, in
the same order, and returns what it saw instead of printing it. Its phone is a reader of QR codes.
"""

import json

from authenticator import Authenticator
from users_program import noting

LIST_BUCKETS = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "arn:aws:s3:::*"}
    ],
}


class Demonstration:
    """What the program makes: a user with a device and a key, and a role with a policy."""

    def __init__(self, iam, prefix, step):
        """`step` is the number of the codes' step at this time."""
        self.iam, self.prefix = iam, prefix
        self.user = iam.create_user(UserName=f"{prefix}-user")
        self.device = iam.create_virtual_mfa_device(VirtualMFADeviceName=f"{prefix}-mfa")
        self.phone = Authenticator.scan(self.device.qr_code_png)
        self.user.enable_mfa(
            SerialNumber=self.device.serial_number,
            AuthenticationCode1=self.phone.code(step - 1),
            AuthenticationCode2=self.phone.code(step),
        )
        self.key = self.user.create_access_key_pair()
        self.role = self.make_role()
        self.policy = iam.create_policy(
            PolicyName=f"{prefix}-policy", PolicyDocument=json.dumps(LIST_BUCKETS)
        )
        self.role.attach_policy(PolicyArn=self.policy.arn)
        self.policy_name = self.policy.policy_name
        self.let_assume()

    def make_role(self):
        # As boto3's users write it: the value is a JSON boolean, no text.
        condition = {"Bool": {"aws:MultiFactorAuthPresent": True}}
        statement = {
            "Effect": "Allow",
            "Principal": {"AWS": self.user.arn},
            "Action": "sts:AssumeRole",
            "Condition": condition,
        }
        trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        return self.iam.create_role(
            RoleName=f"{self.prefix}-role", AssumeRolePolicyDocument=trust
        )

    def let_assume(self):
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": self.role.arn}
        document = {"Version": "2012-10-17", "Statement": [statement]}
        self.user.create_policy(
            PolicyName=f"{self.prefix}-user-policy", PolicyDocument=json.dumps(document)
        )

    def assume(self, sts, **proof):
        answer = sts.assume_role(
            RoleArn=self.role.arn, RoleSessionName="a-demonstration", **proof
        )
        return answer["Credentials"]

    def proof(self, step):
        return {"SerialNumber": self.device.serial_number, "TokenCode": self.phone.code(step)}

    def take_down(self):
        for attached in self.role.attached_policies.all():
            self.role.detach_policy(PolicyArn=attached.arn)
            attached.delete()
        self.role.delete()
        for policy in self.user.policies.all():
            policy.delete()
        for key in self.user.access_keys.all():
            key.delete()
        for device in self.user.mfa_devices.all():
            device.disassociate()
        self.device.delete()
        self.user.delete()


def run(caller, prefix, step):
    """Plays it through; `prefix` begins all names."""
    seen = {}
    shown = Demonstration(caller.resources, prefix, step)
    seen["label"] = shown.phone.label
    seen["issuer"] = shown.phone.parameters["issuer"]
    of_user = caller.elsewhere(key_id=shown.key.id, secret=shown.key.secret)
    with noting(seen, "without MFA"):
        shown.assume(of_user.sts)
    with noting(seen, "with a code that enabled the device"):
        shown.assume(of_user.sts, **shown.proof(step))
    made = shown.assume(of_user.sts, **shown.proof(step + 1))
    session = caller.elsewhere(
        key_id=made["AccessKeyId"], secret=made["SecretAccessKey"], token=made["SessionToken"]
    )
    seen["buckets"] = [bucket.name for bucket in session.s3_resources.buckets.all()]
    with noting(seen, "makes a bucket"):
        session.s3.create_bucket(Bucket=f"{prefix}-bucket")
    with noting(seen, "lists users"):
        session.iam.list_users()
    with noting(seen, "with the same code"):
        shown.assume(of_user.sts, **shown.proof(step + 1))
    seen["out of order"] = out_of_order(shown)
    shown.take_down()
    with noting(seen, "session after the role"):
        session.s3.list_buckets()
    return seen


def out_of_order(shown):
    """Tries each deletion before its time, and returns how each was refused."""
    seen = {}
    with noting(seen, "policy"):
        shown.policy.delete()
    with noting(seen, "role"):
        shown.role.delete()
    with noting(seen, "device"):
        shown.device.delete()
    with noting(seen, "user"):
        shown.user.delete()
    return seen
