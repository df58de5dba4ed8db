//! Authenticated encryption and keyed checksums, with keys as arguments.
