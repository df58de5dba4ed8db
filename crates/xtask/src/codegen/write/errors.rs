//! The enum of error codes.

use crate::codegen::errors::ErrorPlan;

/// The list of which a macro makes `ErrorCode`.
pub(super) fn write(errors: &[ErrorPlan]) -> String {
    let line = |ErrorPlan { shape, elsewhere }: &ErrorPlan| {
        let fault = if shape.sender { "Sender" } else { "Receiver" };
        let elsewhere = elsewhere.iter();
        let elsewhere: Vec<_> = elsewhere
            .map(|(service, status)| format!(" {service} {status}"))
            .collect();
        let elsewhere = elsewhere.concat();
        format!("    {} {} {fault}{elsewhere},\n", shape.code, shape.status)
    };
    let lines: Vec<_> = errors.iter().map(line).collect();
    let lines = lines.concat();
    format!("use crate::error_code::error_codes;\n\nerror_codes! {{\n{lines}}}\n")
}
