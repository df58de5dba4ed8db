//! Nobody else proves that a role was assumed.

use iamd_auth::{Switched, SwitchedRole};

fn forge(role: SwitchedRole) -> Switched {
    Switched { role }
}

fn main() {}
