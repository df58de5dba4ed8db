//! What a person reads first.

use std::fmt;

use crate::{
    config::{Addresses, BaseUrl, Config, LogFormat},
    data_dir::DataDir,
    output::complain,
};

/// Says on standard error what is enforced and where the data is.
pub(super) fn show(config: &Config, data_dir: &DataDir, addresses: Addresses, scheme: &str) {
    let banner = Banner {
        config,
        data_dir,
        addresses,
        scheme,
    };
    match config.log.format {
        LogFormat::Text => complain(&banner.to_string()),
        LogFormat::Json => tracing::info!(
            version = env!("CARGO_PKG_VERSION"),
            enforced = ENFORCED,
            data = banner.data(),
            connection = banner.connection(),
            services = %format_args!("{scheme}://{}", addresses.main),
            console = %format_args!("{scheme}://{}", addresses.console),
            "iamd started"
        ),
    }
    // In development mode everybody knows the key.
    if config.dev {
        return;
    }
    if let Some(path) = data_dir.root_credentials() {
        tracing::warn!(
            path = %path.display(),
            "the root user's key lies in a file; put it away safely and delete the file"
        );
    }
}

const ENFORCED: &str =
    "every request: its signature (SigV4), then the policies; no key goes round them";

/// The account that development mode makes.
const DEV_ACCOUNT: &str = "000000000000";

struct Banner<'a> {
    config: &'a Config,
    data_dir: &'a DataDir,
    addresses: Addresses,
    scheme: &'a str,
}

impl Banner<'_> {
    fn data(&self) -> String {
        let path = self.data_dir.path().display();
        match (self.config.dev, self.data_dir.is_temporary()) {
            (true, true) => {
                format!("in memory; audit and control socket in {path}, removed at the end")
            }
            (true, false) => format!("in memory; audit and control socket in {path}"),
            (false, _) => format!("in {path}, durable before it is acknowledged"),
        }
    }

    /// The command that gives the root user a password.
    fn root_password(&self) -> String {
        let account = match (self.config.account_id, self.config.dev) {
            (Some(id), _) => id.to_string(),
            (None, true) => DEV_ACCOUNT.to_owned(),
            (None, false) => "ACCOUNT-ID".to_owned(),
        };
        let command = format!("iamd account root-password {account}");
        format!("{command} --data-dir {}", self.data_dir.path().display())
    }

    fn connection(&self) -> &'static str {
        match (self.scheme, self.config.plain_http_anywhere) {
            ("https", _) => "TLS alone",
            (_, true) => "plain HTTP, for other machines too (--plain-http-anywhere)",
            (_, false) => "plain HTTP, for this machine alone",
        }
    }
}

impl fmt::Display for Banner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Addresses { main, console } = self.addresses;
        let scheme = self.scheme;
        let mode = if self.config.dev {
            ", development mode: the root key is test/test"
        } else {
            ""
        };
        writeln!(f, "iamd {}{mode}", env!("CARGO_PKG_VERSION"))?;
        writeln!(f, "  enforced    {ENFORCED}")?;
        writeln!(f, "  data        {}", self.data())?;
        let region = &self.config.region;
        write!(f, "  services    {scheme}://{main}")?;
        write_called(f, self.config.endpoint_url.as_ref())?;
        writeln!(f, ", region {region}")?;
        write!(f, "  console     {scheme}://{console}")?;
        write_called(f, self.config.console_url.as_ref())?;
        writeln!(f, ", for users with a password")?;
        writeln!(f, "  root user   signs in after `{}`", self.root_password())?;
        writeln!(f, "  connection  {}", self.connection())
    }
}

/// By which address clients know it, if an operator says so.
fn write_called(f: &mut fmt::Formatter<'_>, url: Option<&BaseUrl>) -> fmt::Result {
    match url {
        Some(url) => write!(f, ", known as {url}"),
        None => Ok(()),
    }
}
