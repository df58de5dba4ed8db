//! The region that a request is for.

use iamd_ident::Arn;

use crate::Call;

/// Where IAM has its one endpoint, by partition.
///
/// SOURCE: the `endpoints.json` of the AWS SDKs, service `iam`.
const REGIONS_OF_IAM: [(&str, &str); 8] = [
    ("aws", "us-east-1"),
    ("aws-cn", "cn-north-1"),
    ("aws-us-gov", "us-gov-west-1"),
    ("aws-eusc", "eusc-de-east-1"),
    ("aws-iso", "us-iso-east-1"),
    ("aws-iso-b", "us-isob-east-1"),
    ("aws-iso-e", "eu-isoe-west-1"),
    ("aws-iso-f", "us-isof-south-1"),
];

/// The value of `aws:RequestedRegion`: for IAM that of its one endpoint, whatever region the
/// signature names; else that of the signature.
///
/// SOURCE: IAM User Guide, "AWS global condition context keys", `aws:RequestedRegion`: calls of IAM
/// are always made to the one region.
pub(super) fn requested<'a>(action: &str, call: Call<'a>) -> &'a str {
    let partition = call.caller.arn().map(Arn::partition);
    let of_iam = REGIONS_OF_IAM
        .iter()
        .find(|(name, _)| action.starts_with("iam:") && Some(*name) == partition);
    of_iam.map_or(call.request.region.as_str(), |(_, region)| region)
}

#[cfg(test)]
mod tests {
    use iamd_ident::Partition;

    use super::*;

    #[test]
    fn every_partition_has_its_region() {
        for partition in Partition::ALL {
            let (_, region) = REGIONS_OF_IAM
                .iter()
                .find(|(name, _)| *name == partition.as_str())
                .unwrap();
            assert_eq!(Partition::of_region(region), partition);
        }
    }
}
