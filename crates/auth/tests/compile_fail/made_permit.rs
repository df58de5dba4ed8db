//! A permit cannot be made where no decision is.

use iamd_api::iam::DeleteUser;
use iamd_auth::Permit;
use iamd_ident::AccountId;

fn make(account: AccountId) -> Permit<DeleteUser> {
    Permit::new(account, "*".to_owned(), 0)
}

fn main() {}
