// Written by `cargo xtask codegen`. Do not edit.

mod authorization;
mod constraints;
mod enums;
mod inputs;
mod operations;
mod outputs;
mod rows;
mod shapes;

pub use authorization::*;
pub use enums::*;
pub use inputs::*;
pub use operations::*;
pub use outputs::*;
pub use shapes::*;

#[cfg(test)]
pub(crate) use constraints::PATTERNS;

pub(crate) const API_VERSION: &str = "2010-05-08";
pub(crate) const XML_NAMESPACE: &str = "https://iam.amazonaws.com/doc/2010-05-08/";
