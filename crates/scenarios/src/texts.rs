//! What a person reads, a module a language.
//!
//! Each language has a text for everything that can be said: the matches have no arm for the rest,
//! so that a text that is missing does not compile. Names, codes, addresses and moments (RFC 3339)
//! are the same in all of them, and so is what others say: a server, a library, the system.

mod chinese;
mod english;
mod japanese;
mod korean;
#[cfg(test)]
pub(crate) mod samples;
mod spanish;

use crate::{Attempt, Event, Failure, Made, Question, command_line::Misuse};

/// The texts of a language.
#[derive(Debug)]
pub struct Texts {
    /// The text of an event, without a new line at its end.
    pub event: fn(&Event<'_>) -> String,
    /// The text of a question, with the answers that are possible.
    pub question: fn(&Question<'_>) -> String,
    /// The text of a failure, without a full stop at its end.
    pub failure: fn(&Failure) -> String,
    /// What a call was to do, as it stands in the text of a failure.
    pub attempt: fn(&Attempt) -> String,
    /// What was made, as it stands in other texts.
    pub made: fn(&Made) -> String,
    /// What is wrong with a command line.
    pub misuse: fn(&Misuse) -> String,
    /// A part of the help.
    pub help: fn(Help) -> &'static str,
    /// The answers that agree, besides `y` and `yes`, in lower case.
    pub yes: &'static [&'static str],
    /// What is said, before it is asked again, of an answer that cannot be a code.
    pub no_code: &'static str,
}

/// The parts of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Help {
    /// What the command is for.
    Command,
    /// What stands before the usage.
    Usage,
    /// What stands above the programs.
    Programs,
    /// What stands above the options.
    Options,
    /// The program of this name; likewise the next ones.
    AccessKeys,
    /// Likewise.
    Users,
    /// Likewise.
    Mfa,
    /// Likewise.
    FederatedUrl,
    /// Likewise.
    Account,
    /// Likewise.
    All,
    /// The option of this name; likewise the next ones.
    Yes,
    /// Likewise.
    Credentials,
    /// Likewise.
    RoleProfile,
    /// Likewise.
    SigninEndpoint,
    /// Likewise.
    ConsoleUrl,
    /// Likewise.
    Open,
    /// Likewise.
    Wait,
    /// Likewise.
    Timeout,
    /// Likewise.
    Lang,
    /// Likewise.
    Json,
    /// Likewise.
    ShowSecret,
    /// Likewise.
    Verbose,
    /// Likewise.
    Help,
    /// Likewise.
    Version,
    /// What the exit codes mean.
    ExitCodes,
}

/// English, which is also what a person reads whose language is not here.
pub static ENGLISH: Texts = Texts {
    event: english::event,
    question: english::questions::text,
    failure: english::failures::text,
    attempt: english::attempts::text,
    made: english::made::text,
    misuse: english::command_line::misuse,
    help: english::command_line::help,
    yes: &[],
    no_code: english::NO_CODE,
};

/// Spanish.
pub static SPANISH: Texts = Texts {
    event: spanish::event,
    question: spanish::questions::text,
    failure: spanish::failures::text,
    attempt: spanish::attempts::text,
    made: spanish::made::text,
    misuse: spanish::command_line::misuse,
    help: spanish::command_line::help,
    yes: &["s", "si", "sí"],
    no_code: spanish::NO_CODE,
};

/// Japanese.
pub static JAPANESE: Texts = Texts {
    event: japanese::event,
    question: japanese::questions::text,
    failure: japanese::failures::text,
    attempt: japanese::attempts::text,
    made: japanese::made::text,
    misuse: japanese::command_line::misuse,
    help: japanese::command_line::help,
    yes: &["はい"],
    no_code: japanese::NO_CODE,
};

/// Chinese, in simplified characters.
pub static CHINESE: Texts = Texts {
    event: chinese::event,
    question: chinese::questions::text,
    failure: chinese::failures::text,
    attempt: chinese::attempts::text,
    made: chinese::made::text,
    misuse: chinese::command_line::misuse,
    help: chinese::command_line::help,
    yes: &["是", "好"],
    no_code: chinese::NO_CODE,
};

/// Korean.
pub static KOREAN: Texts = Texts {
    event: korean::event,
    question: korean::questions::text,
    failure: korean::failures::text,
    attempt: korean::attempts::text,
    made: korean::made::text,
    misuse: korean::command_line::misuse,
    help: korean::command_line::help,
    yes: &["예", "네"],
    no_code: korean::NO_CODE,
};

/// Every language, by the code that stands in a locale.
///
/// SOURCE: ISO 639-1.
static LANGUAGES: [(&str, &Texts); 5] = [
    ("en", &ENGLISH),
    ("es", &SPANISH),
    ("ja", &JAPANESE),
    ("zh", &CHINESE),
    ("ko", &KOREAN),
];

impl Texts {
    /// The texts for a locale, such as `es_MX.UTF-8` or `ko`; those in English for one that has
    /// none.
    pub fn of_locale(locale: &str) -> &'static Self {
        let code = locale.split(['_', '-', '.', '@']).next();
        let code = code.unwrap_or_default().to_ascii_lowercase();
        let found = LANGUAGES.iter().find(|(of, _)| *of == code);
        found.map_or(&ENGLISH, |(_, texts)| *texts)
    }

    /// The texts for the environment: of `LC_ALL`, `LC_MESSAGES` and `LANG`, in this order, the
    /// first that is set and not empty counts.
    ///
    /// SOURCE: POSIX, "Environment Variables", 8.2.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> &'static Self {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let mut set = names.into_iter().filter_map(variable);
        let locale = set.find(|value| !value.is_empty());
        Self::of_locale(&locale.unwrap_or_default())
    }
}

/// A table whose columns stand below each other.
fn table(heading: &[String], rows: &[Vec<String>]) -> String {
    let lines = || std::iter::once(heading).chain(rows.iter().map(Vec::as_slice));
    let cells = lines().flatten();
    let width = cells.map(|cell| cell.chars().count()).max().unwrap_or(0) + 2;
    let line = |cells: &[String]| {
        let padded = cells.iter().fold(String::new(), |line, cell| {
            let blanks = width.saturating_sub(cell.chars().count());
            line + cell + &" ".repeat(blanks)
        });
        format!("  {}", padded.trim_end())
    };
    lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of the languages whose texts these are, in their order.
    fn code(texts: &'static Texts) -> &'static str {
        let found = LANGUAGES.iter().find(|(_, it)| std::ptr::eq(*it, texts));
        found.unwrap().0
    }

    #[test]
    fn the_columns_of_a_table_stand_below_each_other() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let rows = [row(["<root>", "arn"]), row(["Bob", "a"])];
        assert_eq!(
            table(&row(["user", "arn"]), &rows),
            "  user    arn\n  <root>  arn\n  Bob     a"
        );
    }

    #[test]
    fn a_locale_names_its_language() {
        for (locale, expect) in [
            ("es_MX.UTF-8", "es"),
            ("ja", "ja"),
            ("zh_CN.GB18030", "zh"),
            ("zh-Hans", "zh"),
            ("KO_KR@x", "ko"),
            ("en_GB", "en"),
            ("de_DE.UTF-8", "en"),
            ("C", "en"),
            ("C.UTF-8", "en"),
            ("", "en"),
            ("_", "en"),
        ] {
            assert_eq!(code(Texts::of_locale(locale)), expect, "{locale}");
        }
    }

    #[test]
    fn the_environment_names_a_language_in_the_order_of_posix() {
        let of = |variables: &[(&str, &str)]| {
            let texts = Texts::of_environment(|name| {
                let found = variables.iter().find(|(of, _)| *of == name);
                found.map(|(_, value)| (*value).to_owned())
            });
            code(texts)
        };
        assert_eq!(of(&[]), "en");
        assert_eq!(of(&[("LANG", "es_ES")]), "es");
        assert_eq!(of(&[("LANG", "es_ES"), ("LC_MESSAGES", "ja_JP")]), "ja");
        let all = [("LANG", "es"), ("LC_MESSAGES", "ja"), ("LC_ALL", "ko")];
        assert_eq!(of(&all), "ko");
        assert_eq!(of(&[("LANG", "es"), ("LC_ALL", "")]), "es");
        assert_eq!(of(&[("LANG", "es"), ("LC_ALL", "C")]), "en");
    }

    /// Whatever stands between two of these marks in a sample is a name, and has to appear.
    fn names(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> = text.split('«').skip(1).collect();
        for name in &mut names {
            *name = name.split('»').next().unwrap();
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The numbers of a text, which have to appear as well.
    fn numbers(text: &str) -> Vec<&str> {
        let is_number = |it: &&str| it.len() > 2;
        let mut numbers: Vec<&str> = text
            .split(|it: char| !it.is_ascii_digit())
            .filter(is_number)
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    #[track_caller]
    fn check(language: &str, english: &str, text: &str) {
        assert_ne!(text, english, "{language}");
        assert!(!text.trim().is_empty(), "{language}: {english}");
        assert_eq!(names(text), names(english), "{language}: {text}");
        assert_eq!(numbers(text), numbers(english), "{language}: {text}");
    }

    #[test]
    fn every_language_says_all_in_its_own_words_and_names_what_english_names() {
        for (language, texts) in &LANGUAGES[1..] {
            for event in samples::events() {
                check(language, &(ENGLISH.event)(&event), &(texts.event)(&event));
            }
            for question in samples::questions() {
                let [english, text] = [&ENGLISH, texts].map(|it| (it.question)(&question));
                check(language, &english, &text);
            }
            for failure in samples::failures() {
                let [english, text] = [&ENGLISH, texts].map(|it| (it.failure)(&failure));
                check(language, &english, &text);
            }
            for attempt in samples::attempts() {
                let [english, text] = [&ENGLISH, texts].map(|it| (it.attempt)(&attempt));
                check(language, &english, &text);
            }
            for made in samples::made() {
                check(language, &(ENGLISH.made)(&made), &(texts.made)(&made));
            }
            for misuse in samples::misuses() {
                let [english, text] = [&ENGLISH, texts].map(|it| (it.misuse)(&misuse));
                check(language, &english, &text);
            }
            for part in samples::HELP {
                check(language, (ENGLISH.help)(part), (texts.help)(part));
            }
            check(language, ENGLISH.no_code, texts.no_code);
            assert!(!texts.yes.is_empty());
        }
    }

    #[test]
    fn a_question_can_be_answered_in_each_language() {
        for (language, texts) in &LANGUAGES {
            let question = (texts.question)(&Question::AccessKey { user: "Bob" });
            assert!(question.ends_with("/N]"), "{language}: {question}");
            for yes in texts.yes {
                assert_eq!(*yes, yes.to_lowercase(), "{language}");
            }
        }
    }
}
