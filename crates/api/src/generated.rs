//! What `cargo xtask codegen` writes: facts of the service models, without behaviour.

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

pub use errors::ErrorCode;
