//! The page of all numbers.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    Histogram,
    table::{Family, Kind, TABLE},
};

/// A page in the making. Numbers may come in any order.
#[derive(Debug, Default)]
pub struct Page(BTreeMap<&'static str, String>);

impl Page {
    /// A whole number; `labels` are the values of the family's labels, in their order.
    pub fn number(&mut self, family: &Family, labels: &[&str], number: u64) {
        self.line(family, "", labels, &number.to_string());
    }

    /// A number with a fraction.
    pub fn fraction(&mut self, family: &Family, labels: &[&str], number: f64) {
        self.line(family, "", labels, &number.to_string());
    }

    /// Times in their buckets.
    pub fn histogram(&mut self, family: &Family, labels: &[&str], histogram: &Histogram) {
        let mut all = 0;
        for (end, count) in histogram.cumulated() {
            let with_end: Vec<&str> = labels.iter().copied().chain([end]).collect();
            self.line(family, "_bucket", &with_end, &count.to_string());
            all = count;
        }
        let sum = histogram.sum().as_secs_f64();
        self.line(family, "_sum", labels, &sum.to_string());
        self.line(family, "_count", labels, &all.to_string());
    }

    fn line(&mut self, family: &Family, suffix: &str, labels: &[&str], number: &str) {
        let lines = self.0.entry(family.name).or_default();
        lines.push_str(family.name);
        lines.push_str(suffix);
        let names = family.labels.iter().copied().chain(["le"]);
        for (place, (name, value)) in names.zip(labels).enumerate() {
            let before = if place == 0 { '{' } else { ',' };
            // Writing to a text cannot fail.
            let _written = write!(lines, "{before}{name}=\"{}\"", escaped(value));
        }
        if !labels.is_empty() {
            lines.push('}');
        }
        let _written = writeln!(lines, " {number}");
    }

    /// The page as text, in the order of the table.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for family in TABLE {
            let Some(lines) = self.0.get(family.name) else {
                continue;
            };
            let (name, kind) = (family.name, Kind::as_str(family.kind));
            let _written = write!(
                text,
                "# HELP {name} {}\n# TYPE {name} {kind}\n{lines}",
                family.about
            );
        }
        text
    }
}

/// A label's value as it stands between quotes.
///
/// SOURCE: Prometheus, "Exposition formats", "Comments, help text, and type information".
fn escaped(value: &str) -> String {
    let escape = |character| match character {
        '\\' => "\\\\".to_owned(),
        '"' => "\\\"".to_owned(),
        '\n' => "\\n".to_owned(),
        other => String::from(other),
    };
    value.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{super::table, *};

    #[test]
    fn families_stand_together_in_the_order_of_the_table() {
        let mut page = Page::default();
        page.number(&table::ANSWERS, &["s3", "2xx"], 2);
        page.number(&table::READY, &[], 1);
        page.number(&table::ANSWERS, &["a\"\\\n", "4xx"], 3);
        let expect = "\
            # HELP iamd_ready Whether requests can be answered and changes made: 1 or 0.\n\
            # TYPE iamd_ready gauge\n\
            iamd_ready 1\n\
            # HELP iamd_answers_total Answers by the class of their HTTP status.\n\
            # TYPE iamd_answers_total counter\n\
            iamd_answers_total{service=\"s3\",status=\"2xx\"} 2\n\
            iamd_answers_total{service=\"a\\\"\\\\\\n\",status=\"4xx\"} 3\n";
        assert_eq!(page.text(), expect);
    }

    #[test]
    fn a_histogram_has_buckets_a_sum_and_a_count() {
        let (mut page, histogram) = (Page::default(), Histogram::default());
        histogram.note(Duration::from_millis(2));
        page.histogram(&table::REQUEST_SECONDS, &["iam"], &histogram);
        let text = page.text();
        for line in [
            "iamd_request_seconds_bucket{service=\"iam\",le=\"0.001\"} 0",
            "iamd_request_seconds_bucket{service=\"iam\",le=\"0.0025\"} 1",
            "iamd_request_seconds_bucket{service=\"iam\",le=\"+Inf\"} 1",
            "iamd_request_seconds_sum{service=\"iam\"} 0.002",
            "iamd_request_seconds_count{service=\"iam\"} 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}: {text}");
        }
    }
}
