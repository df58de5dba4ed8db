//! Session tokens and sealed messages, as strangers hand them in.

use iamd_auth::{Token, open_message};
use iamd_ident::AccountId;
use iamd_seal::{SealingKey, SealingKeys};

/// Nothing opens that was not sealed here, however near it comes to what was.
///
/// The key is known, so that an input may carry its id; what an input cannot carry is a tag that the
/// key makes.
pub(crate) fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let ring = SealingKeys::new(SealingKey::from_bytes([7; SealingKey::BYTES].into()));
    for line in text.lines() {
        let line = line.replace("KEY", &ring.current().id().to_string());
        let token = Token::open(&ring, &line);
        let words = token.err().map(|fault| fault.to_string());
        assert_ne!(words.unwrap_or_default(), "", "a token out of nothing");
        let account = AccountId::new(123_456_789_012);
        let opened = account.map(|account| open_message(&ring, account, &line));
        assert!(matches!(opened, Ok(Err(_))), "a message out of nothing");
    }
}
