//! Shapes of IAM and STS, generated from the service models, and the awsQuery codec.

mod constraint;
mod decode;
mod enumeration;
mod error;
mod error_code;
mod form;
mod generated;
mod operation;
mod policy_document;
mod request;
mod service;
mod violation;
mod xml;

pub use decode::{Decode, Source, decode};
pub use enumeration::{Enumeration, ParseEnumError};
pub use error::{Error, encode_error};
pub use error_code::Fault;
pub use form::{Form, MEMBERS_MAX, NAME_BYTES_MAX, encode_members};
pub use generated::{ErrorCode, iam, sts};
pub use operation::{
    AccessLevel, ActionRow, ConditionKey, Gate, Operation, OperationRow, ResourceType,
};
pub use policy_document::url_encode;
pub use service::Service;
pub use xml::{Encode, Xml, encode};
