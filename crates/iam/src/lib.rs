//! The operations of AWS IAM on plain types.
