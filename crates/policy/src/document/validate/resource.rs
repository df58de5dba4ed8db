//! The form of resources.

use iamd_ident::Partition;

use crate::{arn_segments, document::DocumentFault};

/// How the sixth segment of a resource of IAM may begin.
///
/// SOURCE: recorded answers. Delegation requests are younger than those: Service Authorization
/// Reference, "Resource types defined by AWS Identity and Access Management".
const IAM_PATHS: [&str; 14] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
    "delegation-request/",
];

/// How the sixth segment of a resource of S3 begins if the resource has a region.
///
/// SOURCE: Service Authorization Reference, "Resource types defined by Amazon S3". Only access
/// points are among the recorded answers.
const S3_REGIONAL_PATHS: [&str; 7] = [
    "*",
    "accesspoint/",
    "access-grants/",
    "async-request/",
    "job/",
    "storage-lens/",
    "storage-lens-group/",
];

/// Whether AWS's older parser takes a resource: an ARN that is shorter than six segments must not
/// have an empty one, and none may lack its service. A resource with another fault is not its
/// business.
///
/// SOURCE: recorded answers: `arn:aws:s3::b` fails and `arn:aws:s` passes; `arn:error:s3::b`
/// gets the message about its partition.
pub(super) fn passes_legacy_parsing(resource: &str) -> bool {
    if resource == "*" || check_partition(resource).is_err() {
        return true;
    }
    let colons = resource.bytes().filter(|byte| *byte == b':').count();
    let is_whole = colons >= 5 || !resource.contains("::");
    is_whole && resource.split(':').nth(2) != Some("")
}

pub(super) fn check(resource: &str) -> Result<(), DocumentFault> {
    if resource == "*" {
        return Ok(());
    }
    check_partition(resource)?;
    let mut segments = resource.splitn(6, ':').skip(2);
    let mut next = || segments.next();
    let (service, region, _account, path) = (next(), next(), next(), next());
    match service {
        None | Some("") => return Err(DocumentFault::ResourceVendor),
        Some(service) if service.contains(['*', '?']) => return Err(DocumentFault::ResourceVendor),
        Some(_) => {}
    }
    let (region, path) = (region.unwrap_or_default(), path.unwrap_or("*"));
    let starts_with = |paths: &[&str]| paths.iter().any(|start| path.starts_with(start));
    match service {
        Some("iam") if !region.is_empty() => Err(DocumentFault::IamRegion {
            resource: resource.into(),
        }),
        Some("iam") if !["*", "root"].contains(&path) && !starts_with(&IAM_PATHS) => {
            Err(DocumentFault::IamPath)
        }
        Some("s3") if !region.is_empty() && !starts_with(&S3_REGIONAL_PATHS) => {
            Err(DocumentFault::S3Region {
                resource: resource.into(),
            })
        }
        _ => Ok(()),
    }
}

/// Checks the first two segments.
///
/// SOURCE: recorded answers: what stands before the first colon is reported as `arn`, whatever it
/// is, so a wrong partition is reported first.
fn check_partition(resource: &str) -> Result<(), DocumentFault> {
    let not_an_arn = || DocumentFault::ResourceFormat {
        resource: resource.into(),
    };
    let (first, rest) = resource.split_once(':').ok_or_else(not_an_arn)?;
    let partition = rest.split(':').next().unwrap_or_default();
    if partition != "*" && partition.parse::<Partition>().is_err() {
        return Err(DocumentFault::Partition {
            partition: partition.into(),
            padded: arn_segments::padded(&format!("arn:{rest}")).into(),
        });
    }
    // Not recorded: a valid partition behind something else than `arn`. No request's ARN begins
    // so, and a statement that cannot match what it seems to say is better refused.
    if first == "arn" {
        Ok(())
    } else {
        Err(not_an_arn())
    }
}
