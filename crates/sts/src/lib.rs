//! The operations of AWS STS on plain types.
