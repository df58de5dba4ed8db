//! A permit cannot be put together from its parts.

use std::marker::PhantomData;

use iamd_api::iam::DeleteUser;
use iamd_auth::Permit;
use iamd_ident::AccountId;

fn forge(account: AccountId) -> Permit<DeleteUser> {
    Permit {
        account,
        resource: "*".to_owned(),
        revision: 0,
        operation: PhantomData,
    }
}

fn main() {}
