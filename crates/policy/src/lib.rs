//! The policy language: parse, validate, compile, decide.
