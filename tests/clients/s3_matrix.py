"""What each operation of S3 is called with in the authorization matrix, and what it asks for."""

from dataclasses import dataclass

from botocore.exceptions import ClientError

from buckets import arn, content, grant, make_bucket, policy_text, tag_set
from principals import fresh

TAGS = tag_set(k="v")
DATE = "2040-01-01T00:00:00Z"
CORS = {"CORSRules": [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET"]}]}
ENCRYPTION = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
LIFECYCLE = {
    "Rules": [
        {"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "x"}, "Expiration": {"Days": 1}}
    ]
}
INVENTORY = {
    "Id": "i",
    "IsEnabled": True,
    "IncludedObjectVersions": "All",
    "Schedule": {"Frequency": "Daily"},
    "Destination": {"S3BucketDestination": {"Bucket": arn("elsewhere"), "Format": "CSV"}},
}
TIERING = {
    "Id": "i",
    "Status": "Enabled",
    "Tierings": [{"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}],
}
REPLICATION = {
    "Role": "arn:aws:iam::999999999999:role/r",
    "Rules": [
        {"Status": "Enabled", "Prefix": "", "Destination": {"Bucket": arn("elsewhere")}},
    ],
}
MANAGED = {"SSEKMS": {"KMSKeyArn": "arn:aws:kms:us-west-2:999999999999:key/k"}}
BLOCK = {"BlockPublicAcls": True}
OWNER = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
TABLES = {
    "S3TablesDestination": {"TableBucketArn": "arn:aws:s3tables:::bucket/b", "TableName": "t"}
}
JOURNAL = {"RecordExpiration": {"Expiration": "DISABLED"}}

# What a bucket can be told: (the ending of the operations' names, the parameter, its value).
SETTINGS = {
    "AccelerateConfiguration": ("AccelerateConfiguration", {"Status": "Enabled"}),
    "AnalyticsConfiguration": (
        "AnalyticsConfiguration",
        {"Id": "i", "StorageClassAnalysis": {}},
    ),
    "Cors": ("CORSConfiguration", CORS),
    "Encryption": ("ServerSideEncryptionConfiguration", ENCRYPTION),
    "IntelligentTieringConfiguration": ("IntelligentTieringConfiguration", TIERING),
    "InventoryConfiguration": ("InventoryConfiguration", INVENTORY),
    "LifecycleConfiguration": ("LifecycleConfiguration", LIFECYCLE),
    "Logging": ("BucketLoggingStatus", {}),
    "MetricsConfiguration": ("MetricsConfiguration", {"Id": "i"}),
    "NotificationConfiguration": ("NotificationConfiguration", {}),
    "OwnershipControls": ("OwnershipControls", OWNER),
    "Replication": ("ReplicationConfiguration", REPLICATION),
    "RequestPayment": ("RequestPaymentConfiguration", {"Payer": "BucketOwner"}),
    "Tagging": ("Tagging", TAGS),
    "Versioning": ("VersioningConfiguration", {"Status": "Enabled"}),
    "Website": ("WebsiteConfiguration", {"IndexDocument": {"Suffix": "i.html"}}),
}
BY_ID = (
    "AnalyticsConfiguration",
    "IntelligentTieringConfiguration",
    "InventoryConfiguration",
    "MetricsConfiguration",
)


class Things:
    """Makes what an operation is called on, new for each call."""

    def __init__(self, root):
        self.root, self.s3 = root, root.s3

    def bucket(self, **options):
        return {"Bucket": make_bucket(self.root, fresh("matrix"), **options)}

    def bucket_with_lists(self):
        """A bucket that knows access control lists."""
        return self.bucket(ObjectOwnership="BucketOwnerPreferred")

    def told(self, name):
        """A bucket that has this setting, as far as it can have it, and the setting's id."""
        of_bucket = self.bucket() | ({"Id": "i"} if name in BY_ID else {})
        parameter, value = SETTINGS[name]
        try:
            self.s3._make_api_call(f"PutBucket{name}", of_bucket | {parameter: value})
        except ClientError as error:
            # What refers to something elsewhere need not be there.
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 501), error
        return of_bucket

    def to_tell(self, name):
        parameter, value = SETTINGS[name]
        return self.bucket() | ({"Id": "i"} if name in BY_ID else {}) | {parameter: value}

    def policy(self):
        of_bucket = self.bucket()
        # Says nothing about anybody here.
        denied = grant("Deny", "*", "s3:GetObject", arn(of_bucket["Bucket"], "none"))
        self.s3.put_bucket_policy(**of_bucket, Policy=policy_text(denied))
        return of_bucket

    def to_have_policy(self):
        of_bucket = self.bucket()
        denied = grant("Deny", "*", "s3:GetObject", arn(of_bucket["Bucket"], "none"))
        return of_bucket | {"Policy": policy_text(denied)}

    def object(self, of_bucket=None):
        of_key = (of_bucket or self.bucket()) | {"Key": "k"}
        self.s3.put_object(**of_key, Body=b"x")
        return of_key

    def to_copy(self):
        of_key = self.object()
        return {"Bucket": of_key["Bucket"], "Key": "to", "CopySource": of_key}

    def upload(self):
        of_key = self.bucket() | {"Key": "k"}
        made = self.s3.create_multipart_upload(**of_key)
        return of_key | {"UploadId": made["UploadId"]}

    def uploaded(self):
        of_upload = self.upload()
        part = self.s3.upload_part(**of_upload, PartNumber=1, Body=content(10))
        parts = [{"PartNumber": 1, "ETag": part["ETag"]}]
        return of_upload | {"MultipartUpload": {"Parts": parts}}

    def to_copy_part(self):
        source = self.object()
        of_upload = self.s3.create_multipart_upload(Bucket=source["Bucket"], Key="to")
        of_key = {"Bucket": source["Bucket"], "Key": "to", "CopySource": source, "PartNumber": 1}
        return of_key | {"UploadId": of_upload["UploadId"]}

    def new_bucket(self):
        place = {"LocationConstraint": self.root.region}
        return {"Bucket": fresh("matrix"), "CreateBucketConfiguration": place}


@dataclass(frozen=True)
class Row:
    """The actions that an operation asks for, all of them, and how its parameters are made."""

    actions: tuple
    make: object


def row(make, *actions):
    return Row(tuple(actions), make)


def _of_setting(ending, get, put, *, delete=None):
    """The rows of one setting: to put, to read and perhaps to delete it."""
    rows = {
        f"GetBucket{ending}": row(lambda t: t.told(ending), get),
        f"PutBucket{ending}": row(lambda t: t.to_tell(ending), put),
    }
    if delete:
        rows[f"DeleteBucket{ending}"] = row(lambda t: t.told(ending), delete)
    return rows


def _by_id(ending):
    get, put = f"s3:Get{ending}", f"s3:Put{ending}"
    listing = {f"ListBucket{ending}s": row(lambda t: t.bucket(), get)}
    return _of_setting(ending, get, put, delete=put) | listing


def _plain(ending, action=None):
    action = action or f"Bucket{ending}"
    return _of_setting(ending, f"s3:Get{action}", f"s3:Put{action}")


def _with_delete(ending, action=None):
    action = action or f"Bucket{ending}"
    return _of_setting(ending, f"s3:Get{action}", f"s3:Put{action}", delete=f"s3:Put{action}")


_LIFECYCLE = _plain("LifecycleConfiguration", "LifecycleConfiguration") | {
    "DeleteBucketLifecycle": row(
        lambda t: t.told("LifecycleConfiguration"), "s3:PutLifecycleConfiguration"
    ),
}
_TABLE = "s3:{}BucketMetadataTableConfiguration"
_METADATA = "s3:UpdateBucketMetadata{}TableConfiguration"

ON_BUCKETS = {
    "CreateBucket": row(lambda t: t.new_bucket(), "s3:CreateBucket"),
    "DeleteBucket": row(lambda t: t.bucket(), "s3:DeleteBucket"),
    "HeadBucket": row(lambda t: t.bucket(), "s3:ListBucket"),
    "ListBuckets": row(lambda t: {"MaxBuckets": 1}, "s3:ListAllMyBuckets"),
    "ListDirectoryBuckets": row(lambda t: {}, "s3express:ListAllMyDirectoryBuckets"),
    "CreateSession": row(lambda t: t.bucket(), "s3express:CreateSession"),
    "GetBucketLocation": row(lambda t: t.bucket(), "s3:GetBucketLocation"),
    "ListObjects": row(lambda t: t.bucket(), "s3:ListBucket"),
    "ListObjectsV2": row(lambda t: t.bucket(), "s3:ListBucket"),
    "ListObjectVersions": row(lambda t: t.bucket(), "s3:ListBucketVersions"),
    "ListMultipartUploads": row(lambda t: t.bucket(), "s3:ListBucketMultipartUploads"),
    **_plain("AccelerateConfiguration", "AccelerateConfiguration"),
    **_by_id("AnalyticsConfiguration"),
    **_with_delete("Cors", "BucketCORS"),
    **_with_delete("Encryption", "EncryptionConfiguration"),
    **_by_id("IntelligentTieringConfiguration"),
    **_by_id("InventoryConfiguration"),
    **_LIFECYCLE,
    **_plain("Logging"),
    **_by_id("MetricsConfiguration"),
    **_plain("NotificationConfiguration", "BucketNotification"),
    **_with_delete("OwnershipControls"),
    **_with_delete("Replication", "ReplicationConfiguration"),
    **_plain("RequestPayment"),
    **_with_delete("Tagging"),
    **_plain("Versioning"),
    **_of_setting(
        "Website", "s3:GetBucketWebsite", "s3:PutBucketWebsite", delete="s3:DeleteBucketWebsite"
    ),
    "GetBucketAcl": row(lambda t: t.bucket(), "s3:GetBucketAcl"),
    "PutBucketAcl": row(lambda t: t.bucket_with_lists() | {"ACL": "private"}, "s3:PutBucketAcl"),
    "GetBucketPolicy": row(lambda t: t.policy(), "s3:GetBucketPolicy"),
    "GetBucketPolicyStatus": row(lambda t: t.policy(), "s3:GetBucketPolicyStatus"),
    "PutBucketPolicy": row(lambda t: t.to_have_policy(), "s3:PutBucketPolicy"),
    "DeleteBucketPolicy": row(lambda t: t.policy(), "s3:DeleteBucketPolicy"),
    "GetPublicAccessBlock": row(lambda t: t.bucket(), "s3:GetBucketPublicAccessBlock"),
    "PutPublicAccessBlock": row(
        lambda t: t.bucket() | {"PublicAccessBlockConfiguration": BLOCK},
        "s3:PutBucketPublicAccessBlock",
    ),
    "DeletePublicAccessBlock": row(lambda t: t.bucket(), "s3:PutBucketPublicAccessBlock"),
    "GetObjectLockConfiguration": row(lambda t: t.bucket(), "s3:GetBucketObjectLockConfiguration"),
    "PutObjectLockConfiguration": row(
        lambda t: t.bucket() | {"ObjectLockConfiguration": {"ObjectLockEnabled": "Enabled"}},
        "s3:PutBucketObjectLockConfiguration",
    ),
    "GetBucketAbac": row(lambda t: t.bucket(), "s3:GetBucketAbac"),
    "PutBucketAbac": row(
        lambda t: t.bucket() | {"AbacStatus": {"Status": "Disabled"}}, "s3:PutBucketAbac"
    ),
    "CreateBucketMetadataTableConfiguration": row(
        lambda t: t.bucket() | {"MetadataTableConfiguration": TABLES}, _TABLE.format("Create")
    ),
    "GetBucketMetadataTableConfiguration": row(lambda t: t.bucket(), _TABLE.format("Get")),
    "DeleteBucketMetadataTableConfiguration": row(lambda t: t.bucket(), _TABLE.format("Delete")),
    "CreateBucketMetadataConfiguration": row(
        lambda t: t.bucket() | {"MetadataConfiguration": {"JournalTableConfiguration": JOURNAL}},
        _TABLE.format("Create"),
    ),
    "GetBucketMetadataConfiguration": row(lambda t: t.bucket(), _TABLE.format("Get")),
    "DeleteBucketMetadataConfiguration": row(lambda t: t.bucket(), _TABLE.format("Delete")),
    "UpdateBucketMetadataInventoryTableConfiguration": row(
        lambda t: t.bucket() | {"InventoryTableConfiguration": {"ConfigurationState": "DISABLED"}},
        _METADATA.format("Inventory"),
    ),
    "UpdateBucketMetadataJournalTableConfiguration": row(
        lambda t: t.bucket() | {"JournalTableConfiguration": JOURNAL}, _METADATA.format("Journal")
    ),
}
ON_OBJECTS = {
    # By a form, which is no operation of the client libraries.
    "PostObject": row(lambda t: t.bucket() | {"Key": "k"}, "s3:PutObject"),
    "PutObject": row(lambda t: t.bucket() | {"Key": "k", "Body": b"x"}, "s3:PutObject"),
    "GetObject": row(lambda t: t.object(), "s3:GetObject"),
    "HeadObject": row(lambda t: t.object(), "s3:GetObject"),
    "GetObjectAttributes": row(
        lambda t: t.object() | {"ObjectAttributes": ["ETag"]},
        "s3:GetObjectAttributes",
        "s3:GetObject",
    ),
    "CopyObject": row(lambda t: t.to_copy(), "s3:PutObject", "s3:GetObject"),
    "DeleteObject": row(lambda t: t.object(), "s3:DeleteObject"),
    "DeleteObjects": row(
        lambda t: {"Bucket": t.object()["Bucket"], "Delete": {"Objects": [{"Key": "k"}]}},
        "s3:DeleteObject",
    ),
    "GetObjectTagging": row(lambda t: t.object(), "s3:GetObjectTagging"),
    "PutObjectTagging": row(lambda t: t.object() | {"Tagging": TAGS}, "s3:PutObjectTagging"),
    "DeleteObjectTagging": row(lambda t: t.object(), "s3:DeleteObjectTagging"),
    "GetObjectAcl": row(lambda t: t.object(), "s3:GetObjectAcl"),
    "PutObjectAcl": row(
        lambda t: t.object(t.bucket_with_lists()) | {"ACL": "private"}, "s3:PutObjectAcl"
    ),
    "GetObjectLegalHold": row(lambda t: t.object(), "s3:GetObjectLegalHold"),
    "PutObjectLegalHold": row(
        lambda t: t.object() | {"LegalHold": {"Status": "OFF"}}, "s3:PutObjectLegalHold"
    ),
    "GetObjectRetention": row(lambda t: t.object(), "s3:GetObjectRetention"),
    "PutObjectRetention": row(
        lambda t: t.object() | {"Retention": {"Mode": "GOVERNANCE", "RetainUntilDate": DATE}},
        "s3:PutObjectRetention",
    ),
    "GetObjectTorrent": row(lambda t: t.object(), "s3:GetObjectTorrent"),
    "RestoreObject": row(
        lambda t: t.object() | {"RestoreRequest": {"Days": 1}}, "s3:RestoreObject"
    ),
    "SelectObjectContent": row(
        lambda t: (
            t.object()
            | {
                "Expression": "select * from s3object",
                "ExpressionType": "SQL",
                "InputSerialization": {"CSV": {}},
                "OutputSerialization": {"CSV": {}},
            }
        ),
        "s3:GetObject",
    ),
    "RenameObject": row(
        lambda t: t.object() | {"Key": "to", "RenameSource": "k"}, "s3express:CreateSession"
    ),
    "UpdateObjectEncryption": row(
        lambda t: t.object() | {"ObjectEncryption": MANAGED}, "s3:UpdateObjectEncryption"
    ),
    "WriteGetObjectResponse": row(
        lambda t: {"RequestRoute": "r", "RequestToken": "t"},
        "s3-object-lambda:WriteGetObjectResponse",
    ),
    "CreateMultipartUpload": row(lambda t: t.bucket() | {"Key": "k"}, "s3:PutObject"),
    "UploadPart": row(lambda t: t.upload() | {"PartNumber": 1, "Body": b"x"}, "s3:PutObject"),
    "UploadPartCopy": row(lambda t: t.to_copy_part(), "s3:PutObject", "s3:GetObject"),
    "CompleteMultipartUpload": row(lambda t: t.uploaded(), "s3:PutObject"),
    "AbortMultipartUpload": row(lambda t: t.upload(), "s3:AbortMultipartUpload"),
    "ListParts": row(lambda t: t.upload(), "s3:ListMultipartUploadParts"),
}
_NAMED = {"AnnotationName": "a"}
ON_OBJECTS |= {
    "ListObjectAnnotations": row(lambda t: t.object(), "s3:ListObjectAnnotations"),
    "GetObjectAnnotation": row(lambda t: t.object() | _NAMED, "s3:GetObjectAnnotation"),
    "DeleteObjectAnnotation": row(lambda t: t.object() | _NAMED, "s3:DeleteObjectAnnotation"),
    "PutObjectAnnotation": row(
        lambda t: t.object() | _NAMED | {"AnnotationPayload": b"x"}, "s3:PutObjectAnnotation"
    ),
}
ON_BUCKETS |= {
    "UpdateBucketMetadataAnnotationTableConfiguration": row(
        lambda t: t.bucket() | {"AnnotationTableConfiguration": {"ConfigurationState": "DISABLED"}},
        _METADATA.format("Annotation"),
    ),
}
# By their older names: the same requests.
TWINS = {
    "GetBucketLifecycle",
    "GetBucketNotification",
    "PutBucketLifecycle",
    "PutBucketNotification",
}
ROWS = dict(sorted((ON_BUCKETS | ON_OBJECTS).items()))
