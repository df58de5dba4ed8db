//! Nothing that asks for a permit is done without one.

use iamd_api::iam::DeleteUser;
use iamd_auth::Permit;

fn delete_user(_permit: Permit<DeleteUser>, _name: &str) {}

fn main() {
    delete_user("bob");
}
