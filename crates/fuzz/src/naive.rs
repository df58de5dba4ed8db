//! A matcher that is slow and obvious: a table of which part of the pattern can end where.

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// This character.
    Is(char),
    /// Any one character.
    One,
    /// Any one character but a colon.
    OneInSegment,
    /// Any text.
    Run,
    /// Any text without a colon.
    RunInSegment,
}

/// Whether a text fits a pattern.
pub(crate) fn matches(pattern: &[Part], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // Whether the parts so far fit the first so many characters.
    let mut fits = vec![false; text.len() + 1];
    if let Some(nothing) = fits.first_mut() {
        *nothing = true;
    }
    for part in pattern {
        let mut next = Vec::with_capacity(fits.len());
        let mut before = None;
        for (end, fitted) in fits.iter().enumerate() {
            let character = end.checked_sub(1).and_then(|last| text.get(last));
            let takes = character.is_some_and(|character| part.takes(*character));
            next.push(match part {
                Part::Run | Part::RunInSegment => *fitted || (takes && next.last() == Some(&true)),
                Part::Is(_) | Part::One | Part::OneInSegment => takes && before == Some(true),
            });
            before = Some(*fitted);
        }
        fits = next;
    }
    fits.last() == Some(&true)
}

/// The parts of a pattern in which `*` and `?` stand for anything.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let part = |character| match character {
        '*' => Part::Run,
        '?' => Part::One,
        character => Part::Is(character),
    };
    text.chars().map(part).collect()
}

/// The parts of a pattern of resources that is not `*`: what it lacks of six segments are stars. In
/// the first five a wildcard stays in its segment, but for a `*` at the end of one.
pub(crate) fn resource_parts(text: &str) -> Vec<Part> {
    let mut segments: Vec<&str> = text.splitn(6, ':').collect();
    segments.resize(6, "*");
    let mut all = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        if number == 5 {
            all.extend(parts(segment));
            break;
        }
        let last = segment.chars().count().saturating_sub(1);
        all.extend(
            parts(segment)
                .into_iter()
                .enumerate()
                .map(|(place, part)| match part {
                    Part::Run if place < last => Part::RunInSegment,
                    Part::One => Part::OneInSegment,
                    part => part,
                }),
        );
        all.push(Part::Is(':'));
    }
    all
}

impl Part {
    fn takes(self, character: char) -> bool {
        match self {
            Self::Is(own) => own == character,
            Self::One | Self::Run => true,
            Self::OneInSegment | Self::RunInSegment => character != ':',
        }
    }
}
