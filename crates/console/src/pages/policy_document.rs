//! Policy documents on pages: laid out for reading, and edited with a check that says what is wrong
//! and where.

mod check;
mod editor;
mod layout;
mod lines;

pub(crate) use check::DocumentUse;
pub(crate) use editor::{Editor, EditorAction};
pub(crate) use lines::{Line, numbered};

use layout::laid_out;

/// What the editor of a new policy begins with.
pub(crate) const STARTER: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "s3:GetObject"
            ],
            "Resource": [
                "arn:aws:s3:::example-bucket/*"
            ]
        }
    ]
}"#;

/// A document for reading: laid out if it is JSON, else as it is, line by line.
pub(crate) fn shown(text: &str) -> Vec<Line> {
    match laid_out(text) {
        Some(laid_out) => numbered(&laid_out),
        None => numbered(text),
    }
}
