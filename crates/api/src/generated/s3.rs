// Written by `cargo xtask codegen`. Do not edit.

mod authorization;
mod operations;
mod rows;

pub use authorization::*;
pub use operations::*;

pub(crate) const API_VERSION: &str = "2006-03-01";
pub(crate) const XML_NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";
