//! Who sent a browser to sign in, as the parameter `Issuer` tells it.

use super::address::Origin;

/// LIMIT: the length of an address that is kept with a session, in bytes.
const ISSUER_BYTES_MAX: usize = 2048;

/// The address that a session's pages offer when it has ended, if the issuer has one.
///
/// An address is taken as it is, and a host name such as `example.org` stands for its site. Many
/// programs send a plain name, or something else that is no address of the web: it is forgotten.
///
/// SECURITY: nothing of another scheme, such as `javascript`, becomes a link.
///
/// SOURCE: IAM User Guide, "Enable custom identity broker access to the AWS console", where
/// `Issuer` is optional and a URL in the text, but `Example.org` in the examples.
pub(crate) fn issuer_url(issuer: &str) -> Option<String> {
    if issuer.len() > ISSUER_BYTES_MAX || issuer.chars().any(is_odd) {
        return None;
    }
    if Origin::split(issuer).is_some() {
        return Some(issuer.to_owned());
    }
    is_host_name(issuer).then(|| format!("https://{issuer}/"))
}

fn is_odd(character: char) -> bool {
    character.is_control() || character == '\\'
}

/// Whether it is a name with a dot, such as `id.example.org`, in plain ASCII.
fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len()) && label.bytes().all(is_plain) && !label.starts_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(issuer: &str, expect: Option<&str>) {
        assert_eq!(issuer_url(issuer).as_deref(), expect, "{issuer}");
    }

    #[test]
    fn an_issuer_is_an_address_or_leads_nowhere() {
        check("example.org", Some("https://example.org/"));
        check("Example.org", Some("https://Example.org/"));
        let address = "https://id.example.org/aws?team=a%20b";
        check(address, Some(address));
        check("http://127.0.0.1:8080/", Some("http://127.0.0.1:8080/"));
        for name in [
            "",
            "aws-vault",
            "My company",
            "My Portal: AWS",
            "localhost:3000",
            "https:www.example.org",
            "urn:example",
            "arn:aws:iam::123456789012:role/broker",
            "moz-extension://8f0c/page.html",
        ] {
            check(name, None);
        }
        check(&format!("https://a/{}", "a".repeat(2048)), None);
    }

    #[test]
    fn an_issuer_never_becomes_a_script() {
        for issuer in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "javascript://example.org/%0aalert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//example.org",
            "https:\\\\example.org",
            "https://user@example.org/",
        ] {
            check(issuer, None);
        }
    }
}
