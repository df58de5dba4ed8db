//! TLS: what is agreed on, and certificates that change.

use std::{fs, path::PathBuf, sync::Arc};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::{TokioExecutor, TokioIo};
use iamd_server::{
    listen::{Answer, Handler, Request},
    tls::Certificates,
};
use rcgen::CertifiedKey;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::site::{Client, Site, limits, timeouts};

/// Answers with what was agreed on.
struct Facts;

impl Handler for Facts {
    async fn handle(&self, request: Request) -> Answer {
        let version = request.head.version;
        let text = match request.connection.tls {
            Some(tls) => format!("{version:?} {} {}", tls.version, tls.cipher_suite),
            None => format!("{version:?} plain"),
        };
        Answer::new(text.into())
    }
}

/// A certificate and a key in files.
pub(crate) struct Files {
    dir: TempDir,
    certificate: PathBuf,
    key: PathBuf,
}

impl Files {
    /// Files with a fresh pair for `localhost`, and a store that trusts it.
    pub(crate) fn fresh() -> (Self, RootCertStore) {
        let dir = tempfile::tempdir().unwrap();
        let (certificate, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
        let files = Self {
            dir,
            certificate,
            key,
        };
        let trusted = files.renew();
        (files, trusted)
    }

    fn renew(&self) -> RootCertStore {
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(&self.certificate, cert.pem()).unwrap();
        fs::write(&self.key, signing_key.serialize_pem()).unwrap();
        let mut trusted = RootCertStore::empty();
        trusted.add(cert.der().clone()).unwrap();
        trusted
    }

    pub(crate) fn load(&self) -> Arc<Certificates> {
        Arc::new(Certificates::load(self.certificate.clone(), self.key.clone()).unwrap())
    }
}

pub(crate) async fn connect(
    site: &Site,
    trusted: &RootCertStore,
    protocols: &[&str],
) -> std::io::Result<TlsStream<TcpStream>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(trusted.clone())
        .with_no_client_auth();
    config.alpn_protocols = protocols
        .iter()
        .map(|name| name.as_bytes().to_vec())
        .collect();
    let stream = TcpStream::connect(site.address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

fn site(certificates: &Arc<Certificates>) -> Site {
    let certificates = Some(Arc::clone(certificates));
    Site::start(Arc::new(Facts), limits(), timeouts(), certificates)
}

#[tokio::test]
async fn the_facts_of_tls_reach_the_handler() {
    let (files, trusted) = Files::fresh();
    let site = site(&files.load());
    for protocols in [&["http/1.1"][..], &[]] {
        let mut client = Client::new(connect(&site, &trusted, protocols).await.unwrap());
        client
            .send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await;
        let (status, facts) = client.answer().await;
        assert_eq!(
            (status, facts.as_str()),
            (200, "HTTP/1.1 TLSv1.3 TLS_AES_256_GCM_SHA384")
        );
    }
    site.stop().await;
}

#[tokio::test]
async fn http_2_is_spoken_where_the_peer_can() {
    let (files, trusted) = Files::fresh();
    let site = site(&files.load());
    let stream = connect(&site, &trusted, &["h2", "http/1.1"]).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .unwrap();
    let driving = tokio::spawn(connection);
    let request = http::Request::get("https://localhost/")
        .body(Empty::<Bytes>::new())
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    let body = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, "HTTP/2.0 TLSv1.3 TLS_AES_256_GCM_SHA384");
    // Stopping says good-bye to a connection that is at rest.
    site.stop().await;
    driving.await.unwrap().unwrap();
}

#[tokio::test]
async fn plain_http_is_not_spoken_beside_tls() {
    let (files, _) = Files::fresh();
    let site = site(&files.load());
    let mut client = site.connect().await;
    client
        .send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    let mut alert = Vec::new();
    let _end = tokio::io::AsyncReadExt::read_to_end(&mut client.stream, &mut alert).await;
    assert!(!alert.starts_with(b"HTTP"), "{alert:?}");
    site.stop().await;
}

#[tokio::test]
async fn changed_files_are_taken_up_and_broken_ones_are_not() {
    let (files, old) = Files::fresh();
    let certificates = files.load();
    let site = site(&certificates);
    assert!(!certificates.reload_if_changed().unwrap());
    connect(&site, &old, &[]).await.unwrap();

    // One file is new, the other still old: they do not belong together.
    let old_key = fs::read(&files.key).unwrap();
    let new = files.renew();
    let new_key = fs::read(&files.key).unwrap();
    fs::write(&files.key, &old_key).unwrap();
    let error = certificates.reload().unwrap_err().to_string();
    assert!(error.contains("cannot be used with the key"), "{error}");
    connect(&site, &old, &[]).await.unwrap();

    fs::write(&files.key, &new_key).unwrap();
    assert!(certificates.reload_if_changed().unwrap());
    connect(&site, &new, &[]).await.unwrap();
    connect(&site, &old, &[]).await.unwrap_err();

    for broken in [
        "",
        "no PEM",
        "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n",
    ] {
        fs::write(&files.certificate, broken).unwrap();
        let error = certificates.reload().unwrap_err().to_string();
        assert!(error.contains("cert.pem"), "{error}");
        connect(&site, &new, &[]).await.unwrap();
    }
    drop(files.dir);
    certificates.reload_if_changed().unwrap_err();
    connect(&site, &new, &[]).await.unwrap();
    site.stop().await;
}

#[tokio::test]
async fn a_renewed_certificate_is_found_without_being_asked() {
    let (files, _) = Files::fresh();
    let certificates = files.load();
    let site = site(&certificates);
    let (stopper, stop) = iamd_server::listen::Stopper::pair();
    let (_reload, asked) = tokio::sync::watch::channel(());
    let period = std::time::Duration::from_millis(1);
    let keeping = tokio::spawn({
        let certificates = Arc::clone(&certificates);
        async move { certificates.keep_fresh(period, asked, stop).await }
    });
    let new = files.renew();
    while connect(&site, &new, &[]).await.is_err() {
        tokio::task::yield_now().await;
    }
    stopper.stop();
    keeping.await.unwrap();
    site.stop().await;
}
