//! Leave for the program's own work is no permit.

use iamd_api::iam::DeleteUser;
use iamd_auth::{Permit, SystemReason, SystemWork};

fn delete_user(_permit: Permit<DeleteUser>) {}

fn main() {
    delete_user(SystemWork::new(SystemReason::Operator));
}
