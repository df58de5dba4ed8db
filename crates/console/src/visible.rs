//! Texts of anybody's making, with everything in them to be seen.

use std::borrow::Cow;

/// A text in which control characters are shown by their pictures, and what is no character at all
/// by the sign for that. HTML can hold neither, and nobody should take a key with a line's end in it
/// for two.
///
/// Marks that turn the direction of text stay as they are: pages set such texts apart by `bdi`.
///
/// SOURCE: HTML Standard, "Preprocessing the input stream"; The Unicode Standard, "Control
/// Pictures".
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| picture(character).is_none()) {
        return Cow::Borrowed(text);
    }
    let shown = text
        .chars()
        .map(|character| picture(character).unwrap_or(character));
    Cow::Owned(shown.collect())
}

/// A page in which nothing stands that HTML cannot hold, wherever it came from: the ends of lines and
/// tabs stay as they are.
pub(crate) fn fit_for_html(page: String) -> String {
    let unfit = |character: char| match character {
        '\t' | '\n' | '\r' => None,
        other => picture(other),
    };
    if page.chars().all(|character| unfit(character).is_none()) {
        return page;
    }
    let characters = page.chars();
    characters
        .map(|character| unfit(character).unwrap_or(character))
        .collect()
}

fn picture(character: char) -> Option<char> {
    const PICTURES: u32 = 0x2400;

    let code = u32::from(character);
    match code {
        0..=0x1f => char::from_u32(PICTURES + code),
        0x7f => Some('\u{2421}'),
        0x80..=0x9f | 0xfdd0..=0xfdef => Some(char::REPLACEMENT_CHARACTER),
        _ if code & 0xfffe == 0xfffe => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_keep_their_lines() {
        let page = fit_for_html("<p>a\0b</p>\n\t<p>\u{ffff}</p>\r\n".to_owned());
        assert_eq!(page, "<p>a\u{2400}b</p>\n\t<p>\u{fffd}</p>\r\n");
    }

    #[test]
    fn what_cannot_be_seen_has_a_picture() {
        assert_eq!(
            visible("a\0b\r\n\t\x7f"),
            "a\u{2400}b\u{240d}\u{240a}\u{2409}\u{2421}"
        );
        assert_eq!(
            visible("\u{85}\u{ffff}\u{1fffe}\u{fdd0}"),
            "\u{fffd}".repeat(4)
        );
        for text in ["", "a b", "é日本\u{1f980}", "\u{202e}gpj.exe", "<b>&\"'"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
    }
}
