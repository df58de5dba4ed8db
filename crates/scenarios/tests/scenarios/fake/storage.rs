//! S3, which asks the policies of whoever calls.

use serde_json::Value;

use super::{
    CALLER_KEY, Fake,
    identity::Result,
    request::{Request, element},
};

impl Fake {
    pub(super) fn perform_on_storage(&mut self, request: &Request) -> Result {
        if request.action == "ListBuckets" {
            return self.list_buckets(request);
        }
        let [name, key] = ["Bucket", "Key"].map(|member| request.get(member).to_owned());
        self.authorize(request, &name)?;
        if request.action == "CreateBucket" {
            // The region of the client, as it is not the one that needs no name.
            let place = element("LocationConstraint", "eu-central-1");
            if !request.body.contains(&place) {
                return Err("IllegalLocationConstraintException");
            }
            self.buckets.insert(name, [].into());
            return Ok(String::new());
        }
        let bucket = self.buckets.get_mut(&name).ok_or("NoSuchBucket")?;
        match request.action.as_str() {
            "PutObject" => {
                bucket.insert(key, request.body.clone());
                Ok(String::new())
            }
            "GetObject" => bucket.get(&key).cloned().ok_or("NoSuchKey"),
            "DeleteObject" => {
                bucket.remove(&key);
                Ok(String::new())
            }
            "ListObjectsV2" => {
                let objects = bucket.keys();
                let objects = objects.map(|key| element("Contents", &element("Key", key)));
                Ok(element("ListBucketResult", &objects.collect::<String>()))
            }
            "DeleteObjects" => {
                bucket.retain(|key, _| !request.body.contains(&element("Key", key)));
                Ok(element("DeleteResult", ""))
            }
            "DeleteBucket" if bucket.is_empty() => {
                self.buckets.remove(&name);
                Ok(String::new())
            }
            "DeleteBucket" => Err("BucketNotEmpty"),
            _ => Err("NotImplemented"),
        }
    }

    /// Only sessions of a role list buckets, and only where a policy of the role says so.
    fn list_buckets(&self, request: &Request) -> Result {
        let role = request.key_id.strip_prefix("ASIA");
        let role = role.and_then(|name| self.roles.get(name));
        let mut policies = role.ok_or("InvalidAccessKeyId")?.policies.iter();
        let allows = |arn: &String| self.policies[arn].contains("\"s3:ListAllMyBuckets\"");
        if !policies.any(allows) {
            return Err("AccessDenied");
        }
        let buckets = self.buckets.keys();
        let buckets = buckets.map(|name| element("Bucket", &element("Name", name)));
        let buckets = element("Buckets", &buckets.collect::<String>());
        Ok(element("ListAllMyBucketsResult", &buckets))
    }

    fn authorize(&self, request: &Request, bucket: &str) -> std::result::Result<(), &'static str> {
        if self.is_lax || request.key_id == CALLER_KEY {
            return Ok(());
        }
        let user = self.owner(&request.key_id).ok_or("InvalidAccessKeyId")?;
        let action = format!("s3:{}", request.action);
        let objects = format!("arn:aws:s3:::{bucket}/*");
        let allows = |arn: &String| {
            let document: Value = serde_json::from_str(&self.policies[arn]).unwrap();
            let statement = &document["Statement"][0];
            let actions = statement["Action"].as_array().unwrap();
            statement["Resource"] == *objects && actions.contains(&Value::from(action.as_str()))
        };
        let mut of_user = self.attachments.iter().filter(|(name, _)| name == user);
        let is_allowed = of_user.any(|(_, arn)| allows(arn));
        is_allowed.then_some(()).ok_or("AccessDenied")
    }
}
