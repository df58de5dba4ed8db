//! The services whose operations this crate knows.

use std::fmt;

use crate::{OperationRow, generated};

/// A service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Identity and Access Management.
    Iam,
    /// The Security Token Service.
    Sts,
    /// The Simple Storage Service. This crate knows its tables, not its wire form.
    S3,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 3] = [Self::Iam, Self::Sts, Self::S3];

    /// The services that speak awsQuery, whose wire form this crate knows.
    pub const QUERY: [Self; 2] = [Self::Iam, Self::Sts];

    /// The name in credential scopes, ARNs and actions, such as `iam`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iam => "iam",
            Self::Sts => "sts",
            Self::S3 => "s3",
        }
    }

    /// The version of the interface. Requests to the query services name it.
    pub const fn api_version(self) -> &'static str {
        match self {
            Self::Iam => generated::iam::API_VERSION,
            Self::Sts => generated::sts::API_VERSION,
            Self::S3 => generated::s3::API_VERSION,
        }
    }

    /// The XML namespace of answers and errors.
    pub const fn xml_namespace(self) -> &'static str {
        match self {
            Self::Iam => generated::iam::XML_NAMESPACE,
            Self::Sts => generated::sts::XML_NAMESPACE,
            Self::S3 => generated::s3::XML_NAMESPACE,
        }
    }

    /// The rows of all operations, in the order of their names.
    pub const fn operations(self) -> &'static [&'static OperationRow] {
        match self {
            Self::Iam => generated::iam::OPERATIONS,
            Self::Sts => generated::sts::OPERATIONS,
            Self::S3 => generated::s3::OPERATIONS,
        }
    }

    /// The row of the operation with this name, which is case-sensitive.
    pub fn operation(self, name: &str) -> Option<&'static OperationRow> {
        let rows = self.operations();
        let place = rows.binary_search_by(|row| row.name.cmp(name)).ok()?;
        rows.get(place).copied()
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
