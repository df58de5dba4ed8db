//! What `cargo xtask codegen` writes: facts of the service models, without behaviour.

mod aws_services;
mod errors;
#[expect(
    missing_docs,
    reason = "the members are AWS's, and its references describe them"
)]
pub mod iam;
#[expect(
    missing_docs,
    reason = "the members are AWS's, and its references describe them"
)]
pub mod s3;
#[expect(
    missing_docs,
    reason = "the members are AWS's, and its references describe them"
)]
pub mod sts;

pub(crate) use aws_services::AWS_SERVICES;
pub use errors::ErrorCode;
