//! Accounts, users, access keys and policies: typed records, their invariants and transactions.
