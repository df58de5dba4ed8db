//! What `cargo xtask codegen` writes: which actions services have.

pub(crate) mod s3;
