//! Where temporary credentials are exchanged, and where the console is.

use std::{fmt, str::FromStr};

use http::Uri;

/// The address of a federation endpoint: `http` or `https`, a host and a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigninEndpoint {
    /// Scheme and host.
    origin: String,
    path: String,
}

/// A text is no address that a program could go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    /// It is not of the web.
    #[error("an address begins with https:// or http:// and names a host")]
    NotOfTheWeb,
    /// The program itself appends a query.
    #[error("the address of an endpoint has neither a query nor a fragment")]
    NotBare,
}

/// What AWS itself has in a partition.
pub(crate) struct OfAws {
    partition: &'static str,
    /// The federation endpoint.
    pub(crate) signin: &'static str,
    /// The console.
    pub(crate) console: &'static str,
}

/// SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console"; for China and
/// GovCloud the same page in their own documentation.
const OF_AWS: [OfAws; 3] = [
    OfAws {
        partition: "aws",
        signin: "https://signin.aws.amazon.com/federation",
        console: "https://console.aws.amazon.com/",
    },
    OfAws {
        partition: "aws-cn",
        signin: "https://signin.amazonaws.cn/federation",
        console: "https://console.amazonaws.cn/",
    },
    OfAws {
        partition: "aws-us-gov",
        signin: "https://signin.amazonaws-us-gov.com/federation",
        console: "https://console.amazonaws-us-gov.com/",
    },
];

/// What AWS itself has in a partition; in one that nobody knows, what it has in the first.
pub(crate) fn of_aws(partition: &str) -> &'static OfAws {
    let [first, ..] = &OF_AWS;
    let found = OF_AWS.iter().find(|it| it.partition == partition);
    found.unwrap_or(first)
}

impl SigninEndpoint {
    /// The federation endpoint beside another endpoint, as iamd has it.
    ///
    /// # Errors
    /// The other is no address.
    pub fn beside(endpoint_url: &str) -> Result<Self, InvalidAddress> {
        format!("{}/federation", endpoint_url.trim_end_matches('/')).parse()
    }

    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

impl FromStr for SigninEndpoint {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let address = parse(text)?;
        if text.contains(['?', '#']) {
            return Err(InvalidAddress::NotBare);
        }
        let path = address.path();
        let origin = text.strip_suffix(path).unwrap_or(text);
        Ok(Self {
            origin: origin.to_owned(),
            path: path.to_owned(),
        })
    }
}

impl fmt::Display for SigninEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

/// The same text, if it is an address of the web.
///
/// # Errors
/// It is none.
pub fn web_address(text: &str) -> Result<String, InvalidAddress> {
    parse(text).map(|_| text.to_owned())
}

fn parse(text: &str) -> Result<Uri, InvalidAddress> {
    let address: Uri = text.parse().map_err(|_| InvalidAddress::NotOfTheWeb)?;
    let is_of_web = matches!(address.scheme_str(), Some("http" | "https"));
    let has_host = address.host().is_some_and(|host| !host.is_empty());
    if is_of_web && has_host {
        Ok(address)
    } else {
        Err(InvalidAddress::NotOfTheWeb)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Result<(&str, &str), InvalidAddress>) {
        let parsed = text.parse::<SigninEndpoint>();
        let parts = parsed.as_ref().map(|it| (it.origin(), it.path()));
        assert_eq!(parts.map_err(|fault| *fault), expect, "{text}");
    }

    #[test]
    fn an_endpoint_is_an_address_without_a_query() {
        check(
            "https://signin.aws.amazon.com/federation",
            Ok(("https://signin.aws.amazon.com", "/federation")),
        );
        check("http://[::1]:4566/a/b", Ok(("http://[::1]:4566", "/a/b")));
        check("http://localhost", Ok(("http://localhost", "/")));
        for no_address in [
            "",
            "localhost",
            "/federation",
            "ftp://host/",
            "https://",
            "a b",
        ] {
            check(no_address, Err(InvalidAddress::NotOfTheWeb));
        }
        for not_bare in ["https://host/?a=b", "https://host/#a"] {
            check(not_bare, Err(InvalidAddress::NotBare));
        }
    }

    #[test]
    fn the_endpoint_beside_another_is_below_it() {
        for other in ["http://127.0.0.1:4566", "http://127.0.0.1:4566/"] {
            let beside = SigninEndpoint::beside(other).unwrap();
            assert_eq!(beside.to_string(), "http://127.0.0.1:4566/federation");
        }
        assert!(SigninEndpoint::beside("nonsense").is_err());
    }

    #[test]
    fn every_partition_has_addresses() {
        for row in &OF_AWS {
            assert_eq!(of_aws(row.partition).signin, row.signin);
            assert!(row.signin.parse::<SigninEndpoint>().is_ok());
            assert!(web_address(row.console).is_ok());
        }
        assert_eq!(of_aws("aws-new").signin, OF_AWS[0].signin);
    }
}
