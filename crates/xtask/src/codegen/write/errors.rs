//! The enum of error codes.

use crate::codegen::model::ErrorShape;

/// The list of which a macro makes `ErrorCode`.
pub(super) fn write(errors: &[ErrorShape]) -> String {
    let line = |error: &ErrorShape| {
        let fault = if error.sender { "Sender" } else { "Receiver" };
        format!("    {} {} {fault},\n", error.code, error.status)
    };
    let lines: Vec<_> = errors.iter().map(line).collect();
    let lines = lines.concat();
    format!("use crate::error_code::error_codes;\n\nerror_codes! {{\n{lines}}}\n")
}
