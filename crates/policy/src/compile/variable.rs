//! Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`.

/// What `${…}` stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expansion<'t> {
    /// `${*}`, `${?}` or `${$}`: the character itself.
    Character(&'t str),
    /// The value of a key, or a default if the request does not have the key.
    Key {
        key: &'t str,
        default: Option<&'t str>,
    },
}

/// Reads a variable at the beginning of a text: what it stands for and what follows it. `None` if
/// there is none, or none that is well formed: then the text stands for itself.
///
/// SOURCE: IAM User Guide, "IAM policy elements: Variables and tags". That a malformed variable is
/// plain text is an assumption; the page does not say.
pub(super) fn read(text: &str) -> Option<(Expansion<'_>, &str)> {
    let inside = text.strip_prefix("${")?;
    if let Some(rest) = inside.strip_prefix("$}") {
        return Some((Expansion::Character("$"), rest));
    }
    let end = inside.find(['}', ',', ' ', '\'', '$', '{'])?;
    let (name, rest) = inside.split_at_checked(end)?;
    if name.is_empty() {
        return None;
    }
    if let Some(rest) = rest.strip_prefix('}') {
        let expansion = match name {
            "*" | "?" => Expansion::Character(name),
            key => Expansion::Key { key, default: None },
        };
        return Some((expansion, rest));
    }
    let (text, rest) = rest.strip_prefix(", '")?.split_once('\'')?;
    let rest = rest.strip_prefix('}')?;
    let (key, default) = (name, Some(text));
    Some((Expansion::Key { key, default }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expansion: &Expansion<'_>, rest: &str) {
        assert_eq!(read(text), Some((expansion.clone(), rest)));
    }

    #[test]
    fn variables_are_read_with_what_follows() {
        let key = |key, default| Expansion::Key { key, default };
        check("${aws:username}/x", &key("aws:username", None), "/x");
        let tag = "aws:PrincipalTag/t";
        check(
            "${aws:PrincipalTag/t, 'no }ne'}",
            &key(tag, Some("no }ne")),
            "",
        );
        check("${k, ''}", &key("k", Some("")), "");
        check("${*}z", &Expansion::Character("*"), "z");
        check("${?}z", &Expansion::Character("?"), "z");
        check("${$}z", &Expansion::Character("$"), "z");
    }

    #[test]
    fn what_is_malformed_is_no_variable() {
        for text in [
            "",
            "$",
            "${",
            "${}",
            "${aws:username",
            "${a b}",
            "${a,'x'}",
            "${a, x}",
            "${a, 'x}",
            "${a, 'x' }",
            "${, 'x'}",
            "${a$}",
            "${$a}",
            "x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
