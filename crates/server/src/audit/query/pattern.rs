//! Texts with wildcards.

/// A text in which `*` stands for any characters and `?` for one. Letters match in either case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<char>);

impl Pattern {
    /// The pattern that is written so.
    pub fn new(text: &str) -> Self {
        Self(text.to_lowercase().chars().collect())
    }

    /// Whether a text is one that is meant.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.to_lowercase().chars().collect();
        let (mut at, mut place) = (0, 0);
        // Where the last `*` stands, and up to where it reaches so far.
        let mut star = None;
        while place < text.len() {
            match self.0.get(at) {
                Some('*') => {
                    star = Some((at, place));
                    at += 1;
                }
                Some(wanted) if *wanted == '?' || Some(wanted) == text.get(place) => {
                    at += 1;
                    place += 1;
                }
                _ => {
                    let Some((behind, reached)) = star else {
                        return false;
                    };
                    star = Some((behind, reached + 1));
                    at = behind + 1;
                    place = reached + 1;
                }
            }
        }
        self.0.iter().skip(at).all(|rest| *rest == '*')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_characters() {
        for (pattern, text, matches) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("*", "anything", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("A*Z", "a middle z", true),
            ("a*z", "azb", false),
            ("a*b*c", "a.b.b.c", true),
            ("*user/bob", "arn:aws:iam::1:user/bob", true),
            ("user/*", "arn:aws:iam::1:user/bob", false),
            ("é?", "ÉX", true),
        ] {
            assert_eq!(
                Pattern::new(pattern).matches(text),
                matches,
                "{pattern} {text}"
            );
        }
    }
}
