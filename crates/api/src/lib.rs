//! What AWS IAM and AWS STS say on the wire: the shapes of all their operations, generated from
//! the service models, and the awsQuery codec. And the tables that describe the operations of IAM,
//! STS and S3, and their error codes.
//!
//! What this crate deliberately is not: it performs nothing, authorizes nothing, does not know S3's
//! wire form, and knows no HTTP but the status that belongs to an error. It does no input or output, reads no clock and never
//! panics.
//!
//! ```text
//! body or query ─ Form::parse ─▶ Form ─ Service::requested_operation ─▶ OperationRow
//!                                 │
//!                                 └─ decode::<O> ─▶ O::Input ─ … the service … ─▶ O::Output
//!                                        │                                          │
//!                     Error ◀────────────┘               body ◀─ encode::<O> ───────┘
//!                       └─ encode_error ─▶ body
//! ```
//!
//! What always holds:
//! - A decoded input keeps every limit of the model: lengths, ranges, patterns, enums. What is
//!   wrong is reported in AWS's words, all of it in one message.
//! - No error, no `Debug` and no message shows a member that the model marks as sensitive; such
//!   members are [`iamd_ident::Secret`]s.
//! - Memory and time are in proportion to the text of a request, and small where it is nonsense.
//! - Whatever text an answer holds, it is well-formed XML.
//!
//! The shapes are in [`iam`] and [`sts`]: `CreateUser` is an operation, `CreateUserRequest` and
//! `CreateUserResponse` what it takes and gives, `User` a structure in them. Members that the model
//! requires are plain values, others are `Option`s; lists and maps are empty when they are absent.
//! [`s3`] has a marker type and a row for each operation, and no shapes. `cargo xtask codegen`
//! writes these modules from the files in `crates/api/model/`, of which `patches.json`,
//! `differences.json`, `actions.json` and `errors.json` are made by hand.
//!
//! ```
//! use iamd_api::{Form, Service, decode, encode, iam};
//!
//! let form = Form::parse(b"Action=CreateUser&Version=2010-05-08&UserName=Bob&Path=%2Fteam%2F")?;
//! let row = Service::Iam.requested_operation(&form)?;
//! assert_eq!(row.action, "iam:CreateUser");
//!
//! let input = decode::<iam::CreateUser>(&form)?;
//! assert_eq!(input.user_name, "Bob");
//! assert_eq!(input.path.as_deref(), Some("/team/"));
//!
//! let user = iam::User { user_name: Some(input.user_name), ..iam::User::default() };
//! let output = iam::CreateUserResponse { user: Some(user) };
//! let body = String::from_utf8(encode::<iam::CreateUser>(&output, "request-1"))?;
//! assert!(body.contains("<CreateUserResult><User>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aws_service;
mod constraint;
mod decode;
mod encode;
mod enumeration;
mod error;
mod error_code;
mod form;
mod generated;
mod node;
mod operation;
mod policy_document;
mod request;
mod service;
mod shape;
mod violation;
mod writer;

pub use aws_service::AwsService;
pub use decode::{Decode, Source, decode};
pub use encode::{Encode, encode, encode_as};
pub use enumeration::{Enumeration, ParseEnumError};
pub use error::{Error, encode_error, encode_error_as};
pub use error_code::Fault;
pub use form::{Form, MEMBERS_MAX, NAME_BYTES_MAX, encode_members};
pub use generated::{ErrorCode, iam, s3, sts};
pub use operation::{
    AccessLevel, Action, ActionRow, ConditionKey, Gate, Operation, OperationRow, ResourceType,
};
pub use policy_document::url_encode;
pub use service::Service;
pub use writer::{Format, Writer};
