//! The console as a browser without scripts sees it: cookies and forms.

use std::fmt::Write as _;

use crate::client::{Answer, Client, FORM, Lost, form_fields};

/// A form of a page: where it goes, and what stands in its hidden fields.
pub(super) struct Form {
    action: String,
    hidden: Vec<(String, String)>,
}

/// Asks for a page.
pub(super) fn get(client: &mut Client, path: &str, cookies: &str) -> Result<Answer, Lost> {
    let host = client.address().to_owned();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\ncookie: {cookies}\r\n\r\n");
    client.send(request.as_bytes())
}

/// Sends a form off, with these fields besides its own.
pub(super) fn post(
    client: &mut Client,
    form: &Form,
    cookies: &str,
    filled: &[(&str, &str)],
) -> Result<Answer, Lost> {
    let hidden = form.hidden.iter().map(|(name, value)| (&**name, &**value));
    let fields: Vec<_> = hidden.chain(filled.iter().copied()).collect();
    let (body, host) = (form_fields(&fields), client.address().to_owned());
    let mut request = format!("POST {} HTTP/1.1\r\nhost: {host}\r\n", form.action);
    let length = body.len().to_string();
    let origin = format!("http://{host}");
    let headers = [
        ("origin", origin.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("content-type", FORM),
        ("content-length", &length),
        ("cookie", cookies),
    ];
    for (name, value) in headers {
        // Writing to a text does not fail.
        let _ = write!(request, "{name}: {value}\r\n");
    }
    client.send(format!("{request}\r\n{body}").as_bytes())
}

/// The cookies that an answer sets, as a browser sends them back.
pub(super) fn cookies(answer: &Answer) -> String {
    let set = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie");
    let pairs = set.filter_map(|(_, value)| value.split(';').next());
    pairs.collect::<Vec<_>>().join("; ")
}

/// The form of a page with this attribute.
pub(super) fn form(page: &Answer, wanted: &str) -> Option<Form> {
    let page = page.text();
    let tags = page.split('<').collect::<Vec<_>>();
    let start = tags
        .iter()
        .position(|tag| tag.starts_with("form ") && tag.contains(wanted))?;
    let within = tags
        .get(start..)?
        .iter()
        .take_while(|tag| !tag.starts_with("/form"));
    let inputs = within.filter(|tag| tag.starts_with("input type=\"hidden\""));
    let hidden = inputs.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)));
    Some(Form {
        action: attribute(tags.get(start)?, "action")?,
        hidden: hidden.collect(),
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}
