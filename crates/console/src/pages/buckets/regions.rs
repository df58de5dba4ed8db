//! Regions to choose from for a new bucket.

use iamd_ident::Partition;

/// Regions of AWS. A bucket may be in every one of them: it is a name that policies can ask for.
///
/// SOURCE: the `endpoints.json` of the AWS SDKs.
const REGIONS: [&str; 39] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "cn-north-1",
    "cn-northwest-1",
    "us-gov-east-1",
    "us-gov-west-1",
    "eusc-de-east-1",
];

/// The regions of the server's partition; its own comes first, whatever it is called.
pub(super) fn regions(own: &str) -> Vec<&str> {
    let partition = Partition::of_region(own);
    let others = REGIONS
        .into_iter()
        .filter(|region| *region != own && Partition::of_region(region) == partition);
    std::iter::once(own).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_own_region_comes_first_and_once() {
        let usual = regions("us-west-2");
        assert_eq!(usual.first(), Some(&"us-west-2"));
        assert_eq!(usual.iter().filter(|name| **name == "us-west-2").count(), 1);
        assert!(usual.contains(&"eu-central-1") && !usual.contains(&"cn-north-1"));
        assert_eq!(regions("cn-north-1"), ["cn-north-1", "cn-northwest-1"]);
        assert_eq!(regions("the-cellar").first(), Some(&"the-cellar"));
    }
}
