//! Objects for tests: what is asked of them, in few words.

use bytes::Bytes;
use futures::{StreamExt, stream};
use iamd_api::{Error, s3};
use iamd_auth::Caller;
use iamd_ident::{BucketName, Tag};
use iamd_s3::{
    Body, ClaimedDigests, CustomerKey, CustomerKeyHeaders, GetObjectInput, GetObjectOutput,
    ObjectAddress, ObjectSettings, OnBucket, Payload, PutObjectInput, PutObjectOutput,
    PutVersioning, ReadConditions,
};

use crate::world::World;

/// The key of an object that most tests are content with.
pub(crate) const KEY: &str = "key";

/// The newest version of an object.
pub(crate) fn at(bucket: &BucketName, key: &str) -> ObjectAddress {
    ObjectAddress::newest(bucket.clone(), key.parse().unwrap())
}

/// One of its versions.
pub(crate) fn version(bucket: &BucketName, key: &str, id: &str) -> ObjectAddress {
    ObjectAddress {
        version: Some(id.parse().unwrap()),
        ..at(bucket, key)
    }
}

/// A body that comes in pieces.
pub(crate) fn body(data: &str) -> Body {
    let pieces: Vec<_> = data
        .as_bytes()
        .chunks(7)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    Box::pin(stream::iter(pieces))
}

/// An object with these bytes, and nothing else said of it.
pub(crate) fn put(bucket: &BucketName, key: &str, data: &str) -> PutObjectInput {
    PutObjectInput {
        bucket: bucket.clone(),
        key: key.parse().unwrap(),
        settings: ObjectSettings::default(),
        condition: None,
        payload: Payload {
            body: body(data),
            length: Some(data.len() as u64),
            trailers: Box::new(Vec::new),
            digests: ClaimedDigests::default(),
        },
    }
}

/// All of an object.
pub(crate) fn get(object: ObjectAddress) -> GetObjectInput {
    GetObjectInput {
        object,
        conditions: ReadConditions::default(),
        range: None,
        part_number: None,
        customer_key: None,
        wants_checksum: false,
        chooses_headers: false,
    }
}

/// A key of a customer's own, of 32 times this byte.
pub(crate) fn customer_key(byte: u8) -> Option<CustomerKey> {
    let (key, md5) = match byte {
        1 => (
            "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
            "4Funlf7OsLF0HL+vKU+fkg==",
        ),
        _ => (
            "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
            "F3apf5enN9TQbA8CaOS4/g==",
        ),
    };
    let headers = |md5: &str| CustomerKeyHeaders {
        algorithm: Some("AES256".to_owned()),
        key: Some(key.to_owned().into()),
        md5: Some(md5.to_owned()),
    };
    CustomerKey::of(&headers(md5)).unwrap()
}

pub(crate) fn tags(pairs: &[(&str, &str)]) -> Vec<Tag> {
    let tags = pairs.iter().map(|(key, value)| Tag {
        key: (*key).to_owned(),
        value: (*value).to_owned(),
    });
    tags.collect()
}

impl World {
    /// Writes an object as the root user.
    pub(crate) async fn put(&self, bucket: &BucketName, key: &str, data: &str) -> PutObjectOutput {
        let put = self.ask::<s3::PutObject>(&self.root, put(bucket, key, data));
        put.await.unwrap()
    }

    /// Writes an object with tags as the root user.
    pub(crate) async fn put_tagged(&self, bucket: &BucketName, key: &str, with: &[(&str, &str)]) {
        let mut input = put(bucket, key, "data");
        input.settings.tags = Some(tags(with));
        let put = self.ask::<s3::PutObject>(&self.root, input).await;
        put.unwrap();
    }

    /// Reads an object as somebody.
    pub(crate) async fn get(
        &self,
        caller: &Caller,
        object: ObjectAddress,
    ) -> Result<GetObjectOutput, Error> {
        self.ask::<s3::GetObject>(caller, get(object)).await
    }

    /// The bytes of an object, read as the root user.
    pub(crate) async fn read(&self, object: ObjectAddress) -> String {
        let output = self.get(&self.root, object).await;
        bytes_of(output.unwrap()).await
    }

    /// Turns versions on, or off again.
    pub(crate) async fn set_versioning(&self, bucket: &BucketName, status: &str) {
        let put = PutVersioning {
            status: Some(status.to_owned()),
            ..PutVersioning::default()
        };
        let input = OnBucket::with(bucket.clone(), put);
        let put = self.ask::<s3::PutBucketVersioning>(&self.root, input).await;
        put.unwrap();
    }
}

/// The bytes of an answer.
pub(crate) async fn bytes_of(output: GetObjectOutput) -> String {
    let pieces: Vec<_> = output.body.collect().await;
    let data: Vec<u8> = pieces
        .into_iter()
        .flat_map(|piece| piece.unwrap().to_vec())
        .collect();
    String::from_utf8(data).unwrap()
}
