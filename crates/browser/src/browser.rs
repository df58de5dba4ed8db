//! A headless Chromium, driven through WebDriver.

use std::{ops::Deref, path::Path, time::Duration};

use anyhow::{Context, Result};
use fantoccini::{Client, ClientBuilder, Locator, elements::Element, wd};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::process::Command;
use url::Url;

use crate::{Environment, process::Process};

/// What people prefer to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ColorScheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// As CSS and file names call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A browser of its own, without cookies or history. Derefs to fantoccini's client.
///
/// INVARIANT: its driver ends when this is dropped, and the browser with it.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    _profile: tempfile::TempDir,
    _driver: Process,
}

/// LIMIT: how long to wait for something to be on a page.
const PAGE_TIMEOUT: Duration = Duration::from_secs(20);

impl Browser {
    /// Starts a driver on a free port and a browser with an empty profile.
    ///
    /// # Errors
    /// One of them does not start.
    pub async fn start(environment: &Environment) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let mut command = Command::new(&environment.chromedriver);
        command.arg("--port=0");
        let mut driver = Process::start(command)?;
        let port: u16 = driver.wait_for(port_of).await?;
        let capabilities = capabilities(&environment.chromium, profile.path());
        let capabilities = capabilities.as_object().context("no object")?.clone();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .context("the browser does not start")?;
        Ok(Self {
            client,
            _profile: profile,
            _driver: driver,
        })
    }

    /// Waits until the page has an element.
    ///
    /// # Errors
    /// It has none in time; the error shows the page's address and text.
    pub async fn see(&self, css: &str) -> Result<Element> {
        let wait = self.client.wait().at_most(PAGE_TIMEOUT);
        match wait.for_element(Locator::Css(css)).await {
            Ok(element) => Ok(element),
            Err(error) => {
                let text = self.text().await.unwrap_or_default();
                let url = self.client.current_url().await?;
                Err(error).with_context(|| format!("no {css} at {url}:\n{text}"))
            }
        }
    }

    /// Types into a field, in the place of what stands in it.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        let field = self.see(css).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Clicks something.
    ///
    /// # Errors
    /// There is no such element, or something lies over it.
    pub async fn click(&self, css: &str) -> Result<()> {
        Ok(self.see(css).await?.click().await?)
    }

    /// All text that the page shows.
    ///
    /// # Errors
    /// There is no page.
    pub async fn text(&self) -> Result<String> {
        let body = self.client.find(Locator::Css("body")).await?;
        Ok(body.text().await?)
    }

    /// Has pages believe that the user prefers this scheme.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn prefer(&self, scheme: ColorScheme) -> Result<()> {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme.name()}]);
        self.tell("Emulation.setEmulatedMedia", json!({"features": features}))
            .await?;
        Ok(())
    }

    /// Gives pages a window of this size, in CSS pixels.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tell("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        Ok(())
    }

    /// Gives a command of the browser's own protocol.
    ///
    /// # Errors
    /// The browser refuses it.
    pub async fn tell(&self, command: &'static str, parameters: Value) -> Result<Value> {
        let command = OwnCommand {
            command,
            parameters,
        };
        Ok(self.client.issue_cmd(command).await?)
    }
}

impl Deref for Browser {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

/// The port, from the line in which the driver says that it is ready.
fn port_of(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

fn capabilities(chromium: &Path, profile: &Path) -> Value {
    let profile = format!("--user-data-dir={}", profile.display());
    json!({
        "goog:chromeOptions": {
            "binary": chromium,
            "args": [
                "--headless=new",
                // Chromium's sandbox does not work for the administrator, as whom tests may run.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--lang=en",
                "--window-size=1280,900",
                profile,
            ],
        },
    })
}

/// A command of Chromium's own protocol, which its driver hands on.
#[derive(Debug)]
struct OwnCommand {
    command: &'static str,
    parameters: Value,
}

impl wd::WebDriverCompatibleCommand for OwnCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/goog/cdp/execute"))
    }

    fn method_and_body(&self, _url: &Url) -> (http::Method, Option<String>) {
        let body = json!({"cmd": self.command, "params": self.parameters});
        (http::Method::POST, Some(body.to_string()))
    }
}
