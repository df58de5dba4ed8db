use proptest::prelude::*;

use super::*;

mod slow;

/// A pattern of one-character notation: `*` and `?` as ever, `+` and `!` without the colon, `$` the
/// first value.
fn glob(pattern: &str) -> Glob {
    let mut glob = GlobBuilder::default();
    for character in pattern.chars() {
        match character {
            '*' => glob.token(Token::Run),
            '?' => glob.token(Token::One),
            '+' => glob.token(Token::SegmentRun),
            '!' => glob.token(Token::SegmentOne),
            '$' => glob.token(Token::Variable(0)),
            literal => glob.literal(literal.encode_utf8(&mut [0; 4])),
        }
    }
    glob.finish()
}

/// The obvious matcher: it tries everything.
fn naive(pattern: &[char], text: &[char], value: &[char]) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return text.is_empty();
    };
    let after_one = |allowed: fn(char) -> bool| {
        text.split_first()
            .filter(|(character, _)| allowed(**character))
            .map(|(_, text)| text)
    };
    let any = |_| true;
    let no_colon = |character| character != ':';
    match first {
        '*' | '+' => {
            let more = after_one(if *first == '*' { any } else { no_colon });
            naive(rest, text, value) || more.is_some_and(|text| naive(pattern, text, value))
        }
        '?' => after_one(any).is_some_and(|text| naive(rest, text, value)),
        '!' => after_one(no_colon).is_some_and(|text| naive(rest, text, value)),
        '$' => text
            .strip_prefix(value)
            .is_some_and(|text| naive(rest, text, value)),
        literal => text
            .split_first()
            .is_some_and(|(character, text)| character == literal && naive(rest, text, value)),
    }
}

#[track_caller]
fn check(pattern: &str, text: &str, expect: bool) {
    let matches = glob(pattern).matches(text, &[ScalarText::borrowed("a*")]);
    assert_eq!(matches, expect, "{pattern} on {text}");
}

#[test]
fn patterns_match_whole_texts() {
    check("", "", true);
    check("", "a", false);
    check("*", "", true);
    check("*", "a:/é", true);
    check("a*c", "abc", true);
    check("a*c", "ac", true);
    check("a*c", "acb", false);
    check("*b*", "abc", true);
    check("ab*bc", "abc", false);
    check("?", "é", true);
    check("?", "", false);
    check("*?", "é", true);
    check("?*?", "a", false);
}

#[test]
fn a_run_may_stop_at_colons() {
    check("a+c", "abc", true);
    check("a+c", "a:c", false);
    check("a!c", "a:c", false);
    check("*:+-1:x", "a:b-1:c:d-1:x", true);
    check("*:+-1:x", "a:b:-1:x", true);
    check("+b", "abb", true);
    check("a+", "ab:", false);
}

#[test]
fn a_value_is_no_pattern() {
    check("x$y", "xa*y", true);
    check("x$y", "xabby", false);
    check("*$", "ba*", true);
    check("*$*", "ba", false);
}

#[test]
fn wildcards_side_by_side_are_one() {
    assert_eq!(glob("a**?"), glob("a*?"));
    assert_eq!(glob("a+*"), glob("a*"));
    assert_eq!(glob("a*+"), glob("a*"));
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_naive_matcher_agrees(
        pattern in "[ab:*?!+é]{0,10}",
        text in "[ab:é]{0,12}",
    ) {
        let expect = naive(&characters(&pattern), &characters(&text), &[]);
        prop_assert_eq!(glob(&pattern).matches(&text, &[]), expect);
    }

    #[test]
    fn the_naive_matcher_agrees_on_values(
        pattern in "[ab:*?!+$]{0,12}",
        text in "[ab:*é]{0,16}",
        value in "[ab*:é]{0,3}",
    ) {
        let expect = naive(&characters(&pattern), &characters(&text), &characters(&value));
        let values = [ScalarText::borrowed(&value)];
        prop_assert_eq!(glob(&pattern).matches(&text, &values), expect);
    }

    /// Patterns of more than one word of states.
    #[test]
    fn the_naive_matcher_agrees_on_long_patterns(
        start in "[ab?]{0,4}",
        middle in "[ab]?\\?[ab]",
        repeats in 20_usize..80,
        text in "[ab]{0,3}",
    ) {
        let pattern = format!("{start}*{}", middle.repeat(repeats));
        let text = format!("{text}{}", middle.replace('?', "a").repeat(repeats));
        let expect = naive(&characters(&pattern), &characters(&text), &[]);
        prop_assert_eq!(glob(&pattern).matches(&text, &[]), expect);
        let fits_with_more = glob(&format!("{pattern}*")).matches(&format!("{text}b"), &[]);
        prop_assert!(fits_with_more || !expect);
    }
}

struct Steps(usize);

impl Meter for Steps {
    fn step(&mut self, count: usize) {
        self.0 += count;
    }
}

fn steps(pattern: &str, text: &str) -> usize {
    let mut steps = Steps(0);
    glob(pattern).matches_metered(text, &[], &mut steps);
    steps.0
}

/// What would take a matcher that goes back over its decisions for ever.
#[test]
fn many_wildcards_take_linear_time() {
    for (part, character) in [
        ("a*", "a"),
        ("*a", "a"),
        ("a*b*", "a"),
        ("*ab", "ab"),
        ("*aab", "a"),
        ("*a?", "a"),
        ("*?a", "a"),
    ] {
        let cost = |size: usize| {
            let pattern = format!("{}x", part.repeat(size / part.len()));
            steps(&pattern, &character.repeat(4 * size))
        };
        let (small, large) = (cost(500), cost(4000));
        assert!(large <= 10 * small, "{part}: {small}, then {large} steps");
        assert!(large <= 100 * 4000, "{part}: {large} steps");
    }
}

/// Before the fifth colon a group may begin at each colon of the text.
#[test]
fn runs_that_stop_at_colons_take_linear_time() {
    for (pattern, part) in [
        ("*:a+x:y", ":a"),
        ("*:+a:+b:z*", ":aa"),
        ("*:+x", ":a"),
        ("*:+:+:x", ":"),
    ] {
        let cost = |size: usize| steps(pattern, &part.repeat(size));
        let (small, large) = (cost(500), cost(4000));
        assert!(
            large <= 10 * small,
            "{pattern}: {small}, then {large} steps"
        );
    }
}

/// What only prepares the states is for each 64 bytes of the pattern, and not for the text.
#[test]
fn a_run_with_wildcards_inside_takes_a_step_for_each_byte_and_word() {
    for (pattern, bytes) in [("?a", 60), ("?a", 1000), ("a??b", 1000), ("a+b", 1000)] {
        let pattern = format!("*a{}b*", pattern.repeat(bytes / pattern.len()));
        let text = "a".repeat(4000);
        let words = pattern.len() / 64 + 1;
        let most = words * (text.len() + 256) + 2 * pattern.len();
        let steps = steps(&pattern, &text);
        assert!(steps <= most, "{pattern}: {steps} steps, at most {most}");
    }
}
