//! PutBucketWebsite, GetBucketWebsite, DeleteBucketWebsite.

use iamd_api::Error;
use iamd_s3::{PutWebsite, Redirect};
use s3s::dto;

use super::{kept, on_bucket::on_bucket};
use crate::convert;

on_bucket!(
    put_bucket_website: PutBucketWebsite(PutBucketWebsiteInput) -> PutBucketWebsiteOutput,
    |asked| website(asked.website_configuration)?,
    |()| dto::PutBucketWebsiteOutput {}
);

on_bucket!(
    get_bucket_website: GetBucketWebsite(GetBucketWebsiteInput) -> GetBucketWebsiteOutput,
    |text| kept::read(&text)?
);

on_bucket!(
    delete_bucket_website: DeleteBucketWebsite(DeleteBucketWebsiteInput) -> DeleteBucketWebsiteOutput
);

fn website(website: dto::WebsiteConfiguration) -> Result<PutWebsite, Error> {
    let text = kept::write(&website)?;
    let index_suffix = website.index_document.map(|index| index.suffix);
    let redirect_all = website.redirect_all_requests_to.map(|redirect| Redirect {
        host: Some(redirect.host_name),
        protocol: redirect.protocol.map(convert::text),
        replaces_twice: false,
    });
    let routing = website.routing_rules.map(|rules| {
        let redirects = rules.into_iter().map(|rule| rule.redirect);
        redirects.map(redirect).collect()
    });
    Ok(PutWebsite {
        index_suffix,
        error_key: website.error_document.map(|error| error.key),
        redirect_all,
        routing,
        text,
    })
}

fn redirect(redirect: dto::Redirect) -> Redirect {
    Redirect {
        host: redirect.host_name,
        protocol: redirect.protocol.map(convert::text),
        replaces_twice: redirect.replace_key_with.is_some()
            && redirect.replace_key_prefix_with.is_some(),
    }
}
