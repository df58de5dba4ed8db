//! Tags that are entered in a form: some rows of a key and a value each.

use crate::form::Fields;

/// How many rows a form has. More tags can be added on the page of what was made.
pub(crate) const ROWS: std::ops::RangeInclusive<u8> = 1..=3;

/// The members of a call for the tags of a form. Rows without a key are passed over.
pub(crate) fn members(fields: &Fields) -> Vec<(String, String)> {
    let rows = ROWS.filter_map(|row| {
        let key = fields.entered(&format!("tag_key_{row}"))?;
        Some((key, fields.text(&format!("tag_value_{row}")).trim()))
    });
    let members = rows.zip(1..).flat_map(|((key, value), number)| {
        [
            (format!("Tags.member.{number}.Key"), key.to_owned()),
            (format!("Tags.member.{number}.Value"), value.to_owned()),
        ]
    });
    members.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_members() {
        let form = b"tag_key_1=&tag_value_1=x&tag_key_2=+team+&tag_value_2=a+b&tag_key_3=empty";
        let fields = Fields::parse(form.as_slice().into()).unwrap();
        let members = members(&fields);
        let members: Vec<_> = members
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            members,
            [
                ("Tags.member.1.Key", "team"),
                ("Tags.member.1.Value", "a b"),
                ("Tags.member.2.Key", "empty"),
                ("Tags.member.2.Value", ""),
            ]
        );
    }
}
