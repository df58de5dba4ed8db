"""Tags of users and of managed policies."""

import pytest

from principals import allow, fresh
from refusals import refused


class UserTags:
    def __init__(self, iam):
        self.iam, self.name = iam, fresh("tagged")

    def make(self, tags):
        return self.iam.create_user(UserName=self.name, Tags=tags)["User"]

    def tag(self, tags):
        self.iam.tag_user(UserName=self.name, Tags=tags)

    def untag(self, keys):
        self.iam.untag_user(UserName=self.name, TagKeys=keys)

    def list(self, **page):
        return self.iam.list_user_tags(UserName=self.name, **page)


class PolicyTags:
    def __init__(self, iam):
        self.iam, self.arn = iam, None

    def make(self, tags):
        made = self.iam.create_policy(
            PolicyName=fresh("tagged"), PolicyDocument=allow("iam:GetUser"), Tags=tags
        )["Policy"]
        self.arn = made["Arn"]
        return made

    def tag(self, tags):
        self.iam.tag_policy(PolicyArn=self.arn, Tags=tags)

    def untag(self, keys):
        self.iam.untag_policy(PolicyArn=self.arn, TagKeys=keys)

    def list(self, **page):
        return self.iam.list_policy_tags(PolicyArn=self.arn, **page)


@pytest.fixture(params=[UserTags, PolicyTags], ids=["user", "policy"])
def tagged(request, root):
    return request.param(root.iam)


def tags(**values):
    return [{"Key": key, "Value": value} for key, value in values.items()]


def listed(tagged):
    return {tag["Key"]: tag["Value"] for tag in tagged.list()["Tags"]}


def test_tags_are_set_changed_and_taken_away(tagged):
    assert tagged.make(tags(team="red", stage="test"))["Tags"] == tags(team="red", stage="test")
    assert listed(tagged) == {"team": "red", "stage": "test"}
    tagged.tag(tags(team="blue", owner=""))
    assert listed(tagged) == {"team": "blue", "stage": "test", "owner": ""}
    tagged.untag(["stage", "never-there"])
    assert listed(tagged) == {"team": "blue", "owner": ""}


def test_tags_come_in_pages(tagged):
    tagged.make(tags(**{f"key-{number}": "v" for number in range(5)}))
    first = tagged.list(MaxItems=2)
    assert first["IsTruncated"] and len(first["Tags"]) == 2
    rest = tagged.list(Marker=first["Marker"])
    assert not rest["IsTruncated"]
    keys = [tag["Key"] for tag in first["Tags"] + rest["Tags"]]
    assert sorted(keys) == [f"key-{number}" for number in range(5)]


def test_there_are_at_most_fifty(tagged):
    tagged.make(tags(**{f"key-{number}": "v" for number in range(50)}))
    tagged.tag(tags(**{"key-1": "changed"}))
    with refused("LimitExceeded", 409):
        tagged.tag(tags(another="one"))


@pytest.mark.parametrize(
    "wrong",
    [tags(**{"": "v"}), tags(**{"k" * 129: "v"}), tags(k="v" * 257), tags(**{"a<b": "v"})],
    ids=["empty key", "long key", "long value", "character"],
)
def test_a_tag_keeps_to_aws_s_limits(tagged, wrong):
    with refused("ValidationError", 400):
        tagged.make(wrong)


def test_a_key_is_given_once(tagged):
    with refused("InvalidInput", 400):
        tagged.make([{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}])


def test_case_counts_in_the_tags_of_policies_alone(root):
    """SOURCE: IAM User Guide, "Tagging IAM resources": user and role tag keys ignore case."""
    both = [{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]
    with refused("InvalidInput", 400):
        UserTags(root.iam).make(both)
    policy = PolicyTags(root.iam)
    policy.make(both)
    assert listed(policy) == {"a": "1", "A": "2"}


def test_tags_of_nothing(root, account_id):
    with refused("NoSuchEntity", 404):
        root.iam.list_user_tags(UserName=fresh("nobody"))
    with refused("NoSuchEntity", 404):
        root.iam.list_policy_tags(PolicyArn=f"arn:aws:iam::{account_id}:policy/{fresh('none')}")
