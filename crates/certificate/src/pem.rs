//! Blocks of Base64 between a line that begins them and one that ends them.
//!
//! SOURCE: RFC 7468. What stands around the blocks is refused, as AWS refuses a chain with text
//! between its certificates (observed).

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use iamd_ident::Secret;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// LIMIT: characters of a label.
const LABEL_MAX: usize = 64;

/// Some write the padding, some do not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What stands in one block. It may be a private key.
pub(crate) struct Block<'a> {
    /// What the block says that it holds, such as `CERTIFICATE`.
    pub(crate) label: &'a str,
    /// What it holds.
    pub(crate) der: Secret<Vec<u8>>,
}

/// The text is not a sequence of blocks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoPem;

/// The blocks of a text, at most `blocks_max`.
pub(crate) fn blocks(text: &str, blocks_max: usize) -> Result<Vec<Block<'_>>, NoPem> {
    let mut blocks = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if blocks.len() >= blocks_max {
            return Err(NoPem);
        }
        let (block, behind) = first_block(rest).ok_or(NoPem)?;
        blocks.push(block);
        rest = behind.trim_start();
    }
    if blocks.is_empty() {
        return Err(NoPem);
    }
    Ok(blocks)
}

fn first_block(text: &str) -> Option<(Block<'_>, &str)> {
    let (label, inside) = text.strip_prefix(BEGIN)?.split_once(DASHES)?;
    if label.len() > LABEL_MAX || label.contains(['\r', '\n']) {
        return None;
    }
    let (body, behind) = inside.split_once(END)?;
    let behind = behind.strip_prefix(label)?.strip_prefix(DASHES)?;
    let der = decode(body)?;
    Some((Block { label, der }, behind))
}

/// Headers, as encrypted keys have them, are no Base64.
fn decode(body: &str) -> Option<Secret<Vec<u8>>> {
    let compact: Secret<Vec<u8>> = Secret::new(
        body.bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect(),
    );
    let der = LENIENT.decode(compact.expose()).ok()?;
    (!der.is_empty()).then(|| Secret::new(der))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ONE: &str = "-----BEGIN A-----\nAQID\n-----END A-----";

    #[track_caller]
    fn check(text: &str, expect: Option<&[(&str, &[u8])]>) {
        let found = blocks(text, 3).ok();
        let found: Option<Vec<(&str, Vec<u8>)>> = found.map(|blocks| {
            let blocks = blocks.into_iter();
            blocks
                .map(|block| (block.label, block.der.expose().clone()))
                .collect()
        });
        let expect: Option<Vec<(&str, Vec<u8>)>> = expect.map(|blocks| {
            blocks
                .iter()
                .map(|(label, der)| (*label, der.to_vec()))
                .collect()
        });
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn blocks_follow_each_other() {
        let one: (&str, &[u8]) = ("A", &[1, 2, 3]);
        check(ONE, Some(&[one]));
        check(&format!("\r\n {ONE}\n\n{ONE} \n"), Some(&[one, one]));
        check(&format!("{ONE}{ONE}"), Some(&[one, one]));
        check(
            "-----BEGIN A B-----AQ\r\nI=-----END A B-----",
            Some(&[("A B", &[1, 2])]),
        );
        check(
            "-----BEGIN A-----AQI-----END A-----",
            Some(&[("A", &[1, 2])]),
        );
    }

    #[test]
    fn nothing_else_is_taken() {
        for text in [
            "",
            " \n",
            "AQID",
            "-----BEGIN A-----",
            "-----BEGIN A-----AQID",
            "-----BEGIN A-----AQID-----END B-----",
            "-----BEGIN A-----AQID-----END A----",
            "-----BEGIN A-----\n-----END A-----",
            "-----BEGIN A-----\n?\n-----END A-----",
            "-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nAQID\n-----END A-----",
            "-----BEGIN A\n-----AQID-----END A\n-----",
            &format!("a certificate\n{ONE}"),
            &format!("{ONE}\nand what it means"),
            &format!("{ONE}\n---\n{ONE}"),
            &ONE.repeat(4),
        ] {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused(text in "[-A-Za-z \n=+/]{0,200}") {
            let _ = blocks(&text, 3);
            let _ = blocks(&format!("-----BEGIN A-----{text}-----END A-----"), 3);
        }
    }
}
