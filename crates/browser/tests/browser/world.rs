//! What most tests begin with: a server, a browser, and the root user's clients.

use aws_sdk_iam::config::{Credentials, Region, SharedCredentialsProvider};
use iamd_browser::{Browser, Environment, RootKey, Server, serious_faults};

/// A server with nobody but its root user, and a browser that has seen nothing.
pub(crate) struct World {
    pub(crate) environment: Environment,
    pub(crate) server: Server,
    pub(crate) browser: Browser,
    pub(crate) root: Clients,
}

/// The services, as one caller has them.
pub(crate) struct Clients {
    pub(crate) iam: aws_sdk_iam::Client,
    pub(crate) s3: aws_sdk_s3::Client,
}

impl World {
    pub(crate) async fn new() -> Self {
        let environment = Environment::current();
        let server = Server::start(&environment).await.unwrap();
        let browser = Browser::start(&environment).await.unwrap();
        let root = Credentials::new(RootKey::TEXT, RootKey::TEXT, None, None, "test");
        let root = Clients::new(&server, root).await;
        Self {
            environment,
            server,
            browser,
            root,
        }
    }

    /// Opens a page of the console.
    pub(crate) async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.server.console_url);
        self.browser.goto(&url).await.unwrap();
    }

    /// Signs the root user in, who has this password then.
    pub(crate) async fn sign_root_in(&self, password: &str) {
        self.server.set_root_password(password).await.unwrap();
        self.open("/signin/root").await;
        self.browser
            .fill("#account", RootKey::ACCOUNT)
            .await
            .unwrap();
        self.browser.fill("#password", password).await.unwrap();
        self.browser.click("#submit").await.unwrap();
        self.browser.see("#arn").await.unwrap();
    }

    /// Signs a user in, as far as name and password go.
    pub(crate) async fn enter(&self, user_name: &str, password: &str) {
        self.open("/signin").await;
        self.browser
            .fill("#account", RootKey::ACCOUNT)
            .await
            .unwrap();
        self.browser.fill("#user_name", user_name).await.unwrap();
        self.browser.fill("#password", password).await.unwrap();
        self.browser.click("#submit").await.unwrap();
    }

    /// Leaves the console.
    pub(crate) async fn sign_out(&self) {
        self.browser.click("#identity summary").await.unwrap();
        self.browser.click("#sign-out").await.unwrap();
        self.browser.see("#submit").await.unwrap();
    }

    /// Whether the text of the page has this.
    pub(crate) async fn assert_text(&self, expected: &str) {
        let text = self.browser.text().await.unwrap();
        assert!(text.contains(expected), "no {expected:?} in:\n{text}");
    }

    /// Asserts that nothing on the page keeps anybody out.
    pub(crate) async fn assert_reachable(&self, what: &str) {
        let faults = serious_faults(&self.browser, &self.environment).await;
        assert_eq!(faults.unwrap(), [], "{what}");
    }
}

impl Clients {
    /// The clients of whoever has these credentials.
    pub(crate) async fn new(server: &Server, credentials: Credentials) -> Self {
        let configuration = iamd_scenarios::aws_configuration()
            .await
            .into_builder()
            .region(Region::new("us-east-1"))
            .endpoint_url(&server.endpoint_url)
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .build();
        let s3 = aws_sdk_s3::config::Builder::from(&configuration).force_path_style(true);
        Self {
            iam: aws_sdk_iam::Client::new(&configuration),
            s3: aws_sdk_s3::Client::from_conf(s3.build()),
        }
    }
}
