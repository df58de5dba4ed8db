//! CreateBucket.

use iamd_api::{Error, ErrorCode, s3};
use iamd_auth::{Audit, Ports};
use iamd_ident::Tag;
use iamd_s3::{AclHeaders, CreateBucketInput};
use s3s::{
    S3Response, dto,
    xml::{DeResult, Deserializer},
};

use crate::{
    convert,
    performer::{Answered, Asked, Performer},
};

pub(crate) async fn create_bucket<P: Ports, A: Audit>(
    performer: &Performer<P, A>,
    asked: Asked<dto::CreateBucketInput>,
) -> Answered<dto::CreateBucketOutput> {
    let dto = asked.input;
    let configuration = dto.create_bucket_configuration.unwrap_or_default();
    let namespace = asked.headers.get("x-amz-bucket-namespace");
    let is_global = namespace.is_none_or(|namespace| namespace == "global");
    if configuration.bucket.is_some() || configuration.location.is_some() || !is_global {
        let text = "This server has general purpose buckets in the global namespace alone.";
        return Err(Error::new(ErrorCode::NotImplemented, text));
    }
    let input = CreateBucketInput {
        bucket: convert::bucket(&dto.bucket)?,
        location: configuration.location_constraint.map(convert::text),
        acl: AclHeaders {
            canned: dto.acl.map(convert::text),
            full_control: dto.grant_full_control,
            read: dto.grant_read,
            read_acp: dto.grant_read_acp,
            write: dto.grant_write,
            write_acp: dto.grant_write_acp,
        },
        ownership: dto.object_ownership.map(convert::text),
        has_object_lock: dto.object_lock_enabled_for_bucket.unwrap_or_default(),
        tags: tags(&asked.arrived.take_body())?,
    };
    let output = performer
        .perform::<s3::CreateBucket>(&asked.arrived, input)
        .await?;
    Ok(S3Response::new(dto::CreateBucketOutput {
        location: Some(output.location),
    }))
}

/// The tags in a body that `s3s` has parsed but for them.
fn tags(body: &[u8]) -> Result<Vec<Tag>, Error> {
    if body.is_empty() {
        return Ok(Vec::new());
    }
    let mut xml = Deserializer::new(body);
    let found = xml.named_element("CreateBucketConfiguration", |xml| {
        let mut found = dto::TagSet::new();
        xml.for_each_element(|xml, name| {
            match name {
                b"Tags" => found.append(&mut tag_list(xml)?),
                // A list without items passes over what is there.
                _ => drop(xml.list_content::<dto::Tag>("")?),
            }
            Ok(())
        })?;
        Ok(found)
    });
    convert::tags(found.map_err(|_| convert::malformed_xml())?)
}

fn tag_list(xml: &mut Deserializer<'_>) -> DeResult<dto::TagSet> {
    xml.list_content("Tag")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_among_what_else_is_there() {
        let body = "<?xml version=\"1.0\"?>
            <CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">
              <LocationConstraint>eu-west-1</LocationConstraint>
              <New><Deep/></New>
              <Tags>
                <Tag><Key>a</Key><Value>1</Value></Tag>
                <Tag><Key>b</Key><Value></Value></Tag>
              </Tags>
            </CreateBucketConfiguration>";
        let tag = |key: &str, value: &str| Tag {
            key: key.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!(tags(body.as_bytes()), Ok(vec![tag("a", "1"), tag("b", "")]));
        assert_eq!(tags(b""), Ok(Vec::new()));
        let half = b"<CreateBucketConfiguration><Tags><Tag><Key>a</Key></Tag></Tags>\
                     </CreateBucketConfiguration>";
        assert_eq!(tags(half), Err(convert::malformed_xml()));
    }
}
