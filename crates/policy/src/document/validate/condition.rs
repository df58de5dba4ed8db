//! The names of condition operators.

/// SOURCE: IAM User Guide, "IAM JSON policy elements: Condition operators".
const OPERATORS: [&str; 27] = [
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnNotEquals",
    "ArnLike",
    "ArnNotLike",
    "Null",
];

/// Whether a name is that of an operator, with or without its qualifier and `IfExists`.
pub(super) fn is_operator(name: &str) -> bool {
    let name = ["ForAllValues:", "ForAnyValue:"]
        .iter()
        .find_map(|qualifier| name.strip_prefix(qualifier))
        .unwrap_or(name);
    match name.strip_suffix("IfExists") {
        Some(base) => base != "Null" && OPERATORS.contains(&base),
        None => OPERATORS.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_known_with_qualifier_and_suffix() {
        for name in [
            "StringEquals",
            "Null",
            "ForAnyValue:StringLikeIfExists",
            "ForAllValues:Null",
        ] {
            assert!(is_operator(name), "{name}");
        }
        for name in [
            "",
            "IfExists",
            "ForAnyValue::StringLike",
            "stringequals",
            "NullIfExists",
        ] {
            assert!(!is_operator(name), "{name}");
        }
    }
}
