"""The users program: two users with two policies in one bucket, call by call, by boto3's resources.

Written for these tests. It makes the calls that the sample program for read-only and read-write
users makes, in the same order, and returns what it saw instead of printing it. Where the sample
waits for a new key to become known, this one does not: iamd's counts at once.
"""

from contextlib import contextmanager

from botocore.exceptions import ClientError

from principals import allow

CONTENT = b"what the writer wrote"


class Person:
    """A user with one policy and one key."""

    def __init__(self, iam, old_name, new_name):
        made = iam.create_user(UserName=old_name)
        self.iam, self.id = iam, made.user_id
        iam.User(old_name).update(NewUserName=new_name)
        self.name = None

    def find(self):
        """Looks itself up by what no renaming changes."""
        self.name = next(user.name for user in self.iam.users.all() if user.user_id == self.id)

    def grant(self, policy_name, description, actions, resource):
        document = allow(actions, resource)
        self.policy = self.iam.create_policy(
            PolicyName=policy_name, Description=description, PolicyDocument=document
        )
        return self.policy.policy_name, self.policy.description

    def attach(self):
        self.iam.User(self.name).attach_policy(PolicyArn=self.policy.arn)

    def add_key(self):
        self.key = self.iam.User(self.name).create_access_key_pair()
        return self.key

    def leave(self):
        self.iam.AccessKey(self.name, self.key.id).delete()
        self.iam.User(self.name).detach_policy(PolicyArn=self.policy.arn)
        self.iam.Policy(self.policy.arn).delete()
        self.iam.User(self.name).delete()


@contextmanager
def noting(seen, what):
    """Notes the code of the error that comes, or that none did."""
    seen[what] = None
    try:
        yield
    except ClientError as error:
        seen[what] = error.response["Error"]["Code"]


def run(iam, s3, s3_as, prefix):
    """Plays it through; `s3_as` gives S3 by the key of another, `prefix` begins all names."""
    seen = {}
    region = s3.meta.client.meta.region_name
    bucket = s3.create_bucket(
        Bucket=f"{prefix}-bucket", CreateBucketConfiguration={"LocationConstraint": region}
    )
    writer = Person(iam, f"{prefix}-read-writer", f"{prefix}-creator")
    reader = Person(iam, f"{prefix}-reader", f"{prefix}-getter")
    for person in (writer, reader):
        person.find()
    seen["names"] = (writer.name, reader.name)
    objects = f"arn:aws:s3:::{bucket.name}/*"
    seen["policies"] = [
        writer.grant(
            f"{prefix}-both", "To put and get.", ["s3:PutObject", "s3:GetObject"], objects
        ),
        reader.grant(f"{prefix}-read", "To get.", "s3:GetObject", objects),
    ]
    for person in (writer, reader):
        person.attach()
    for person in (writer, reader):
        person.add_key()

    as_writer = s3_as(writer.key).Bucket(bucket.name)
    put = as_writer.put_object(Key="object", Body=CONTENT)
    seen["writer got"] = as_writer.Object(put.key).get()["Body"].read()
    of_reader = s3_as(reader.key).Bucket(bucket.name).Object(put.key)
    seen["reader got"] = of_reader.get()["Body"].read()
    with noting(seen, "reader deletes"):
        of_reader.delete()

    for person in (reader, writer):
        person.leave()
    seen["deleted"] = [key["Key"] for page in bucket.objects.delete() for key in page["Deleted"]]
    bucket.delete()
    return seen
