//! Authorization messages: what a denial was about, sealed, for those who may decode it.
//!
//! A denied caller gets the message and cannot read it. Who may call `DecodeAuthorizationMessage` in
//! the caller's account can.
//!
//! SECURITY: messages are sealed with the keys of session tokens and bound to another purpose, so
//! that neither opens as the other; and to the account of the caller, so that they open nowhere else.

mod denial;
#[cfg(test)]
mod tests;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use iamd_ident::{AccountId, Random};
use iamd_seal::SealingKeys;
use serde_json::Value;

pub use self::denial::denial_message;
use crate::compression::{deflate, inflate};

/// LIMIT: the characters of a sealed message, which travels in a header. What would be longer tells
/// less.
pub const MESSAGE_CHARACTERS_MAX: usize = 4096;

/// LIMIT: the bytes of a message before it is compressed and sealed.
const TEXT_BYTES_MAX: usize = 256 * 1024;

/// The first byte of a sealed message.
const VERSION: u8 = 1;

/// What messages are bound to, beside their version and account.
const PURPOSE: &[u8] = b"iamd authorization message";

/// A message is not sealed, or does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum MessageFault {
    /// It is too long, even with little in it.
    #[error("the authorization message is too long")]
    TooLong,
    /// It is no message of ours, not for this account, or was changed.
    #[error("the authorization message is invalid")]
    Invalid,
}

/// Seals a message for the account of the caller that was denied. It is of the letters of Base64 for
/// URLs, and within [`MESSAGE_CHARACTERS_MAX`]: what has no room leaves out its conditions first, then
/// its statements.
///
/// # Errors
/// It is too long even so.
pub fn seal_message(
    ring: &SealingKeys,
    account: AccountId,
    message: &Value,
    random: &dyn Random,
) -> Result<String, MessageFault> {
    for shorten in SHORTENINGS {
        let mut message = message.clone();
        shorten(&mut message);
        let text = message.to_string();
        if text.len() > TEXT_BYTES_MAX {
            continue;
        }
        let text = deflate(text.as_bytes()).ok_or(MessageFault::TooLong)?;
        let account = account.to_string();
        let sealed = ring
            .seal(&text, &bound_to(&account), random)
            .map_err(|_| MessageFault::TooLong)?;
        let bytes = [&[VERSION], &*sealed].concat();
        let sealed = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        if sealed.len() <= MESSAGE_CHARACTERS_MAX {
            return Ok(sealed);
        }
    }
    Err(MessageFault::TooLong)
}

/// The text of a message that was sealed for `account`.
///
/// # Errors
/// It is not one.
pub fn open_message(
    ring: &SealingKeys,
    account: AccountId,
    sealed: &str,
) -> Result<String, MessageFault> {
    let open = || {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (version, sealed) = bytes.split_first()?;
        let account = account.to_string();
        let text = ring.open(sealed, &bound_to(&account)).ok()?;
        let text = inflate(text.expose(), TEXT_BYTES_MAX)?;
        String::from_utf8(text).ok().filter(|_| *version == VERSION)
    };
    if sealed.len() > MESSAGE_CHARACTERS_MAX {
        return Err(MessageFault::Invalid);
    }
    open().ok_or(MessageFault::Invalid)
}

fn bound_to(account: &str) -> [&[u8]; 3] {
    [PURPOSE, &[VERSION], account.as_bytes()]
}

/// What is left out of a message, one after the other, until it is short enough.
const SHORTENINGS: [fn(&mut Value); 3] = [|_| (), leave_out_conditions, leave_out_statements];

const CONDITIONS: [&str; 2] = ["/context/conditions/items", "/conditions/items"];
const STATEMENTS: &str = "/matchedStatements/items";

fn leave_out_conditions(message: &mut Value) {
    let [of_context, of_statement] = CONDITIONS;
    clear(message, of_context);
    let statements = message
        .pointer_mut(STATEMENTS)
        .and_then(Value::as_array_mut);
    for statement in statements.into_iter().flatten() {
        clear(statement, of_statement);
    }
}

fn leave_out_statements(message: &mut Value) {
    leave_out_conditions(message);
    clear(message, STATEMENTS);
}

fn clear(value: &mut Value, pointer: &str) {
    if let Some(Value::Array(items)) = value.pointer_mut(pointer) {
        items.clear();
    }
}
