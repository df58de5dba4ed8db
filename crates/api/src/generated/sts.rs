// Written by `cargo xtask codegen`. Do not edit.

mod authorization;
mod constraints;
mod inputs;
mod operations;
mod outputs;
mod rows;
mod shapes;

pub use authorization::*;
pub use inputs::*;
pub use operations::*;
pub use outputs::*;
pub use shapes::*;

#[cfg(test)]
pub(crate) use constraints::PATTERNS;

pub(crate) const API_VERSION: &str = "2011-06-15";
pub(crate) const XML_NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";
