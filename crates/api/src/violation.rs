//! The validation errors of AWS, all violations in one message.

mod place;

use std::fmt;

pub(crate) use self::place::Place;
use crate::{
    Error, ErrorCode, Service,
    constraint::{Number, Text},
};

/// LIMIT: how many violations a message spells out; all are counted.
const SPELLED_OUT_MAX: usize = 100;

/// LIMIT: how many characters of a value a message shows.
const VALUE_CHARACTERS_MAX: usize = 4096;

/// What was found wrong with an input.
#[derive(Debug)]
pub(crate) struct Violations {
    service: Service,
    count: usize,
    /// Ranks of places, and texts.
    spelled_out: Vec<(Vec<usize>, String)>,
    own_words: Option<String>,
    malformed: Option<Error>,
}

impl Violations {
    pub(crate) fn new(service: Service) -> Self {
        Self {
            service,
            count: 0,
            spelled_out: Vec::new(),
            own_words: None,
            malformed: None,
        }
    }

    /// The input, or the one error that tells all.
    ///
    /// INVARIANT: an input that could not be read has noted why, so the last case does not occur.
    pub(crate) fn into_result<T>(mut self, input: Option<T>) -> Result<T, Error> {
        if let Some(error) = self.malformed {
            return Err(error);
        }
        if self.count > 0 {
            let s = if self.count == 1 { "" } else { "s" };
            // SOURCE: recorded of `CreateOpenIDConnectProvider` and `UpdateAccountPasswordPolicy`:
            // not in the order of the model.
            self.spelled_out
                .sort_by(|(one, _), (other, _)| one.cmp(other));
            let all: Vec<_> = self.spelled_out.into_iter().map(|(_, text)| text).collect();
            let all = all.join("; ");
            let message = format!("{} validation error{s} detected: {all}", self.count);
            return Err(Error::new(ErrorCode::ValidationError, message));
        }
        if let Some(message) = self.own_words {
            return Err(Error::new(ErrorCode::ValidationError, message));
        }
        input.ok_or_else(|| Error::new(ErrorCode::InternalFailure, "The input cannot be read."))
    }

    /// A required member is not there.
    pub(crate) fn missing(&mut self, place: &Place<'_>) {
        self.note(place, Shown::Null, format_args!("not be null"));
    }

    /// A value that has no meaning in its type. AWS finds these before it validates.
    pub(crate) fn malformed(&mut self, place: &Place<'_>, what: &str) {
        self.malformed.get_or_insert_with(|| {
            Error::new(
                ErrorCode::MalformedInput,
                format!("The value at '{place}' is not {what}."),
            )
        });
    }

    /// Checks length and pattern; `shown` is the text unless it is a secret.
    pub(crate) fn check_text(
        &mut self,
        place: &Place<'_>,
        text: &str,
        demands: &Text,
        shown: Option<&str>,
    ) -> bool {
        let shown = shown.map_or(Shown::Nothing, Shown::Text);
        let min = if demands.own_words.is_some() {
            0
        } else {
            demands.min
        };
        let length = text.chars().count();
        let fits = self.check_length(place, shown, length, (min, demands.max));
        let Some(pattern) = demands.pattern.filter(|pattern| !pattern.matches(text)) else {
            return fits;
        };
        if let Some(own_words) = demands.own_words {
            let say = || format!("The specified value for {place} is invalid. {own_words}");
            self.own_words.get_or_insert_with(say);
        } else {
            let demand = format_args!("satisfy regular expression pattern: {}", pattern.shown);
            self.note(place, shown, demand);
        }
        false
    }

    pub(crate) fn check_count(
        &mut self,
        place: &Place<'_>,
        count: usize,
        min: usize,
        max: usize,
    ) -> bool {
        self.check_length(place, Shown::Nothing, count, (min, max))
    }

    fn check_length(
        &mut self,
        place: &Place<'_>,
        shown: Shown<'_>,
        length: usize,
        (min, max): (usize, usize),
    ) -> bool {
        if length < min {
            let demand = format_args!("have length greater than or equal to {min}");
            self.note(place, shown, demand);
        }
        if length > max {
            let demand = format_args!("have length less than or equal to {max}");
            self.note(place, shown, demand);
        }
        (min..=max).contains(&length)
    }

    pub(crate) fn check_number(
        &mut self,
        place: &Place<'_>,
        number: i32,
        demands: &Number,
    ) -> bool {
        let text = number.to_string();
        if number < demands.min {
            let demand = format_args!("have value greater than or equal to {}", demands.min);
            self.note(place, Shown::Text(&text), demand);
        }
        if number > demands.max {
            let demand = format_args!("have value less than or equal to {}", demands.max);
            self.note(place, Shown::Text(&text), demand);
        }
        (demands.min..=demands.max).contains(&number)
    }

    pub(crate) fn not_among(&mut self, place: &Place<'_>, text: &str, names: &[&str]) {
        let demand = demand_among(names);
        self.note(place, Shown::Text(text), format_args!("{demand}"));
    }

    /// Elements of a list are not as they should be; `shown` are the elements.
    ///
    /// SOURCE: recorded of `CreateOpenIDConnectProvider`: one violation for the list, which names all
    /// demands on its elements, the greatest length before the least.
    pub(crate) fn elements(&mut self, place: &Place<'_>, shown: &[&str], demands: &[String]) {
        let shown = format!("[{}]", shown.join(", "));
        let demands: Vec<_> = demands
            .iter()
            .map(|one| format!("Member must {one}"))
            .collect();
        let demands = demands.join(", ");
        let demand = format_args!("satisfy constraint: [{demands}]");
        self.note(place, Shown::Text(&shown), demand);
    }

    /// Nothing has been noted.
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0 && self.own_words.is_none() && self.malformed.is_none()
    }

    /// For values that are to be tried without noting anything here.
    pub(crate) fn apart(&self) -> Self {
        Self::new(self.service)
    }

    fn note(&mut self, place: &Place<'_>, shown: Shown<'_>, demand: fmt::Arguments<'_>) {
        self.count += 1;
        if self.spelled_out.len() < SPELLED_OUT_MAX {
            let shown = shown.as_service_shows(self.service);
            let text = format!(
                "Value {shown}at '{place}' failed to satisfy constraint: Member must {demand}"
            );
            self.spelled_out.push((place.rank(), text));
        }
    }
}

/// One of these values.
pub(crate) fn demand_among(names: &[&str]) -> String {
    format!("satisfy enum value set: [{}]", names.join(", "))
}

/// What of a value a message may show.
#[derive(Clone, Copy)]
enum Shown<'a> {
    Nothing,
    Null,
    Text(&'a str),
}

impl Shown<'_> {
    /// SOURCE: recorded answers of AWS: STS shows values (`Value 'Session1:2' at 'roleSessionName'`,
    /// `Value null at 'roleArn'`), IAM does not (`Value at 'versionId'`, `Value at 'userName'`).
    fn as_service_shows(self, service: Service) -> String {
        match (self, service) {
            (_, Service::Iam | Service::S3) | (Self::Nothing, _) => String::new(),
            (Self::Null, Service::Sts) => "null ".to_owned(),
            (Self::Text(text), Service::Sts) => {
                let cut: String = text.chars().take(VALUE_CHARACTERS_MAX).collect();
                format!("'{cut}' ")
            }
        }
    }
}
