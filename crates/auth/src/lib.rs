//! Who is calling, and may they: callers, permits and the one place where operations run.
