//! A credential report as a table: some of its rows, read as they stand in the file.

use std::borrow::Cow;

use iamd_ident::Timestamp;

use crate::pages::holder::Holder;

/// A report that is read.
///
/// LIMIT: no field of a report has the end of a line in it.
pub(super) struct Table<'r> {
    columns: Vec<&'static str>,
    lines: &'r str,
}

/// The columns that name whom a row is about: they are one cell.
const WHO: usize = 2;

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The name, as the report has it.
    pub(super) user: String,
    /// The page of the user; none for the root user.
    pub(super) link: Option<String>,
    pub(super) arn: String,
    /// The other cells, each with the name of its column.
    pub(super) cells: Vec<(&'static str, Value)>,
}

/// What stands in a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    Yes,
    No,
    /// There is nothing to tell, as the report says it.
    Nothing(String),
    At(Timestamp),
    Text(String),
}

impl<'r> Table<'r> {
    /// The table of a report. `names` are what columns are called.
    pub(super) fn of(content: &'r str, names: &[(&str, &'static str)]) -> Self {
        let (head, lines) = content.split_once('\n').unwrap_or((content, ""));
        let name = |column: Cow<'_, str>| {
            let found = names.iter().find(|(known, _)| *known == column);
            // A report that this was not made for is shown without a name where none is known.
            found.map_or("", |(_, name)| *name)
        };
        Self {
            columns: Fields::of(head).map(name).collect(),
            lines,
        }
    }

    /// What the columns are called, but for those that name the user.
    pub(super) fn columns(&self) -> Vec<&'static str> {
        self.columns.iter().skip(WHO).copied().collect()
    }

    /// At most `most` rows after the first `skipped` of those whose user has `part` in the name.
    pub(super) fn rows(&self, part: &str, skipped: usize, most: usize) -> Vec<Row> {
        let part = part.to_lowercase();
        let lines = self.lines.lines().filter(|line| !line.is_empty());
        let fitting = lines.filter(|line| {
            let user = Fields::of(line).next().unwrap_or_default();
            part.is_empty() || user.to_lowercase().contains(&part)
        });
        let wanted = fitting.skip(skipped).take(most);
        wanted.map(|line| self.row(line)).collect()
    }

    fn row(&self, line: &str) -> Row {
        let mut fields = Fields::of(line);
        let mut who = || fields.next().unwrap_or_default().into_owned();
        let (user, arn) = (who(), who());
        let columns = self.columns.iter().skip(WHO).copied();
        Row {
            link: (user != ROOT).then(|| Holder::user(user.as_str()).path(&["security"])),
            user,
            arn,
            cells: columns.zip(fields.map(Value::of)).collect(),
        }
    }
}

/// What stands in the place of the root user's name, which it has not. No user can be called so.
const ROOT: &str = "<root_account>";

impl Value {
    /// SOURCE: IAM User Guide, "Get credential reports for your AWS account": the values that are no
    /// dates.
    fn of(field: Cow<'_, str>) -> Self {
        match &*field {
            "true" | "TRUE" => Self::Yes,
            "false" | "FALSE" => Self::No,
            "N/A" | "no_information" | "not_supported" => Self::Nothing(field.replace('_', " ")),
            text => match text.parse() {
                Ok(at) => Self::At(at),
                Err(_) => Self::Text(field.into_owned()),
            },
        }
    }
}

/// The fields of a line, separated by commas; one that has a comma in it stands in quotes.
///
/// SOURCE: RFC 4180, section 2.
struct Fields<'l> {
    /// What follows; none after the last field.
    rest: Option<&'l str>,
}

impl<'l> Fields<'l> {
    fn of(line: &'l str) -> Self {
        let line = line.strip_suffix('\r').unwrap_or(line);
        Self { rest: Some(line) }
    }
}

impl<'l> Iterator for Fields<'l> {
    type Item = Cow<'l, str>;

    fn next(&mut self) -> Option<Cow<'l, str>> {
        let rest = self.rest.take()?;
        let Some(mut quoted) = rest.strip_prefix('"') else {
            let (field, behind) = rest
                .split_once(',')
                .map_or((rest, None), |(field, behind)| (field, Some(behind)));
            self.rest = behind;
            return Some(Cow::Borrowed(field));
        };
        let mut field = String::new();
        while let Some((part, behind)) = quoted.split_once('"') {
            field.push_str(part);
            let Some(more) = behind.strip_prefix('"') else {
                self.rest = behind.strip_prefix(',');
                return Some(Cow::Owned(field));
            };
            field.push('"');
            quoted = more;
        }
        field.push_str(quoted);
        Some(Cow::Owned(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, &str); 4] = [
        ("user", "User"),
        ("arn", "ARN"),
        ("password_enabled", "Password"),
        ("mfa_active", "MFA"),
    ];

    const REPORT: &str = "user,arn,password_enabled,mfa_active\n\
        <root_account>,arn:root,not_supported,true\n\
        ana,arn:ana,FALSE,N/A\n\
        \"b,\"\"c\"\"\",arn:b,2026-01-31T00:00:00+00:00,other\n";

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let fields: Vec<_> = Fields::of(line).collect();
        assert_eq!(fields, expected);
    }

    #[test]
    fn lines_have_fields() {
        check("a,b,,c", &["a", "b", "", "c"]);
        check("a,\r", &["a", ""]);
        check("\"a,b\",c", &["a,b", "c"]);
        check("\"a\"\"b\"", &["a\"b"]);
        check("\"no end, there", &["no end, there"]);
        check("", &[""]);
    }

    #[test]
    fn cells_say_what_the_report_says() {
        let table = Table::of(REPORT, &NAMES);
        assert_eq!(table.columns(), ["Password", "MFA"]);
        let rows = table.rows("", 0, 10);
        let cells: Vec<_> = rows.iter().map(|row| &row.cells[..]).collect();
        let at = Value::At("2026-01-31T00:00:00Z".parse().unwrap());
        assert_eq!(
            cells,
            [
                [
                    ("Password", Value::Nothing("not supported".to_owned())),
                    ("MFA", Value::Yes)
                ],
                [
                    ("Password", Value::No),
                    ("MFA", Value::Nothing("N/A".to_owned()))
                ],
                [("Password", at), ("MFA", Value::Text("other".to_owned()))],
            ]
        );
        assert_eq!(rows[0].link, None);
        assert_eq!(rows[1].link.as_deref(), Some("/users/ana/security"));
        assert_eq!(rows[2].user, "b,\"c\"");
    }

    #[test]
    fn some_rows_are_wanted() {
        let table = Table::of(REPORT, &NAMES);
        let users = |part, skipped, most| -> Vec<String> {
            let rows = table.rows(part, skipped, most).into_iter();
            rows.map(|row| row.user).collect()
        };
        assert_eq!(users("", 1, 1), ["ana"]);
        assert_eq!(users("A", 0, 10), ["<root_account>", "ana"]);
        assert_eq!(users("A", 1, 10), ["ana"]);
        assert_eq!(users("x", 0, 10), [] as [&str; 0]);
        assert_eq!(users("", usize::MAX, 10), [] as [&str; 0]);
    }

    #[test]
    fn an_empty_report_has_no_rows() {
        let table = Table::of("", &NAMES);
        assert_eq!(table.rows("", 0, 10), []);
        assert!(table.columns().is_empty());
    }
}
