//! TLS: certificates from PEM files, taken up anew when the files change.
//!
//! A new pair of files is used from the next handshake on. A pair that cannot be used leaves the
//! old one in place and says so in the log: a slip in renewing must not stop the service.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use arc_swap::ArcSwap;
use parking_lot::Mutex;
use rustls::{
    CipherSuite, ProtocolVersion, ServerConfig, ServerConnection,
    crypto::ring,
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject};
use tokio_rustls::TlsAcceptor;

use crate::listen::{Stop, TlsFacts};

/// The name of HTTP/2 in ALPN.
pub const HTTP_2: &[u8] = b"h2";
/// The name of HTTP/1.1 in ALPN.
const HTTP_1: &[u8] = b"http/1.1";

/// Certificate and key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is not PEM, or lacks what it should hold.
    #[error("{} holds no {what} in PEM form: {source}", path.display())]
    Pem {
        /// Which file.
        path: PathBuf,
        /// What was sought.
        what: &'static str,
        /// What the parser says.
        source: pem::Error,
    },
    /// The certificate and the key do not belong together, or are of no supported kind.
    #[error(
        "the certificate {} cannot be used with the key {}: {source}",
        certificate.display(), key.display()
    )]
    Pair {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
        /// What rustls says.
        source: rustls::Error,
    },
    /// The protocol versions cannot be set up.
    #[error("cannot set up TLS: {source}")]
    Setup {
        /// What rustls says.
        source: rustls::Error,
    },
}

/// The certificate and key of the listeners.
pub struct Certificates {
    files: Files,
    shelf: Arc<Shelf>,
    acceptor: TlsAcceptor,
    /// The state of the files that was last looked at.
    seen: Mutex<Stamp>,
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

#[derive(Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// What tells one state of the two files from another: times of change, and sizes.
type Stamp = [Option<(SystemTime, u64)>; 2];

impl Certificates {
    /// Reads the two files.
    ///
    /// # Errors
    /// A file cannot be read, is not PEM, or the two do not belong together.
    pub fn load(certificate: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let files = Files { certificate, key };
        let seen = Mutex::new(files.stamp());
        let shelf = Arc::new(Shelf(ArcSwap::from_pointee(files.load()?)));
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|source| TlsError::Setup { source })?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&shelf) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = vec![HTTP_2.to_vec(), HTTP_1.to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Ok(Self {
            files,
            shelf,
            acceptor,
            seen,
        })
    }

    /// What makes a TLS stream of a TCP stream.
    pub(crate) fn acceptor(&self) -> &TlsAcceptor {
        &self.acceptor
    }

    /// Reads the files again if they changed since they were last looked at; true if there is a
    /// new pair.
    ///
    /// # Errors
    /// As [`Certificates::load`]; the old pair stays.
    pub fn reload_if_changed(&self) -> Result<bool, TlsError> {
        let stamp = self.files.stamp();
        {
            let mut seen = self.seen.lock();
            if *seen == stamp {
                return Ok(false);
            }
            *seen = stamp;
        }
        self.reload()?;
        Ok(true)
    }

    /// Reads the files again.
    ///
    /// # Errors
    /// As [`Certificates::load`]; the old pair stays.
    pub fn reload(&self) -> Result<(), TlsError> {
        self.shelf.0.store(Arc::new(self.files.load()?));
        Ok(())
    }

    /// Looks at the files every `period`, and at once when `asked` says so, until `stop`.
    pub async fn keep_fresh(
        &self,
        period: Duration,
        mut asked: tokio::sync::watch::Receiver<()>,
        stop: Stop,
    ) {
        let mut stopped = std::pin::pin!(stop.stopped());
        loop {
            let reloaded = tokio::select! {
                () = stopped.as_mut() => return,
                () = tokio::time::sleep(period) => self.reload_if_changed(),
                Ok(()) = asked.changed() => self.reload().map(|()| true),
            };
            let certificate = self.files.certificate.display();
            match reloaded {
                Ok(true) => tracing::info!(%certificate, "a new TLS certificate is in use"),
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(%error, "the old TLS certificate stays in use");
                }
            }
        }
    }
}

impl Files {
    fn load(&self) -> Result<CertifiedKey, TlsError> {
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&read(&self.certificate)?)
            .collect::<Result<_, _>>()
            .and_then(|chain: Vec<_>| {
                if chain.is_empty() {
                    Err(pem::Error::NoItemsFound)
                } else {
                    Ok(chain)
                }
            })
            .map_err(|source| wrong(&self.certificate, "certificate", source))?;
        let key = PrivateKeyDer::from_pem_slice(&read(&self.key)?)
            .map_err(|source| wrong(&self.key, "private key", source))?;
        CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|source| {
            TlsError::Pair {
                certificate: self.certificate.clone(),
                key: self.key.clone(),
                source,
            }
        })
    }

    fn stamp(&self) -> Stamp {
        [&self.certificate, &self.key].map(|path| {
            let metadata = path.metadata().ok()?;
            Some((metadata.modified().ok()?, metadata.len()))
        })
    }
}

fn read(path: &Path) -> Result<zeroize::Zeroizing<Vec<u8>>, TlsError> {
    let read = std::fs::read(path).map_err(|source| TlsError::Read {
        path: path.to_owned(),
        source,
    })?;
    Ok(zeroize::Zeroizing::new(read))
}

fn wrong(path: &Path, what: &'static str, source: pem::Error) -> TlsError {
    TlsError::Pem {
        path: path.to_owned(),
        what,
        source,
    }
}

/// Where each handshake finds the present pair.
#[derive(Debug)]
struct Shelf(ArcSwap<CertifiedKey>);

impl ResolvesServerCert for Shelf {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

/// What a finished handshake agreed on, under the names that AWS logs.
///
/// SOURCE: CloudTrail User Guide, record contents, `tlsDetails`: `TLSv1.3` and
/// `TLS_AES_128_GCM_SHA256`, the names of the RFC.
pub(crate) fn facts(session: &ServerConnection) -> TlsFacts {
    let version = match session.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => "TLSv1.3",
        Some(ProtocolVersion::TLSv1_2) => "TLSv1.2",
        _ => "unknown",
    };
    let suite = session.negotiated_cipher_suite().map(|suite| suite.suite());
    let cipher_suite = match suite {
        Some(CipherSuite::TLS13_AES_128_GCM_SHA256) => "TLS_AES_128_GCM_SHA256",
        Some(CipherSuite::TLS13_AES_256_GCM_SHA384) => "TLS_AES_256_GCM_SHA384",
        Some(CipherSuite::TLS13_CHACHA20_POLY1305_SHA256) => "TLS_CHACHA20_POLY1305_SHA256",
        other => other.and_then(|suite| suite.as_str()).unwrap_or("unknown"),
    };
    TlsFacts {
        version,
        cipher_suite,
    }
}
