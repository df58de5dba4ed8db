//! The sample programs as a client of any endpoint.
