//! An ordered key-value port with atomic, durable, grouped commits.
