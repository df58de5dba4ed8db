//! A server from its start to its end.
//!
//! ```text
//! listeners ── data directory ── audit ── Program ── control socket ── ready
//!                                                                        │ SIGTERM, SIGINT
//! exit ── data directory ── audit synced ── Program closed ── drained ── stop
//! ```
//!
//! The addresses are taken first, so that a port in use is told before anything is written; they
//! are answered last, when everything behind them stands.

mod banner;
mod parts;
mod signals;
mod supervisor;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use crate::{
    audit::{AuditError, AuditLog},
    config::{Addresses, Config, ConfigError, Environment, Loaded},
    control::{
        Operator,
        server::{ControlError, ControlSocket},
    },
    data_dir::{DataDir, DataDirError},
    listen::{Door, Handler, ListenError, Listener, Stop, Stopper, Terms},
    logging,
    output::say,
    system::SystemRandom,
    tls::{Certificates, TlsError},
};

pub use parts::{OpenError, Parts};

use self::{signals::Signals, supervisor::Supervisor};

/// What a server runs: it answers requests of both listeners, obeys the operator, and can be closed.
pub trait Program: Handler + Operator {
    /// Writes what is in memory alone. No request is in work any more, unless one took too long.
    fn close(&self) -> impl Future<Output = ()> + Send;
}

/// The server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// An address cannot be listened on.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The certificates cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The data directory cannot be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The audit log cannot be used.
    #[error(transparent)]
    Audit(#[from] AuditError),
    /// The store cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The control socket cannot be made.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// The system refuses what every program may do.
    #[error("cannot {what}: {source}")]
    System {
        /// What was to be done.
        what: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
}

/// Runs a server until it is told to stop by a signal, and ends it cleanly.
///
/// # Errors
/// It cannot start; the error is a sentence for the person who started it.
pub async fn serve<P, F>(loaded: Loaded, open: impl FnOnce(Parts) -> F) -> Result<(), ServeError>
where
    P: Program,
    F: Future<Output = Result<Arc<P>, OpenError>>,
{
    logging::start(&loaded.config.log);
    for warning in &loaded.warnings {
        tracing::warn!("{warning}");
    }
    let mut signals = Signals::listen().map_err(|source| ServeError::System {
        what: "listen for signals",
        source,
    })?;
    let server = start(loaded, open).await?;
    server.announce();
    let supervisor = Supervisor::of_environment();
    supervisor.ready();
    tokio::spawn(supervisor.clone().keep_told(server.stopper.told()));
    signals.until_stop(&server.reload).await;
    supervisor.stopping();
    server.end(signals).await;
    Ok(())
}

/// A server that answers.
struct Server<P> {
    config: Config,
    addresses: Addresses,
    /// Where metrics are told, if anywhere.
    metrics: Option<SocketAddr>,
    terms: Arc<Terms>,
    program: Arc<P>,
    audit: AuditLog,
    data_dir: Arc<DataDir>,
    stopper: Stopper,
    reload: tokio::sync::watch::Sender<()>,
}

async fn start<P, F>(loaded: Loaded, open: impl FnOnce(Parts) -> F) -> Result<Server<P>, ServeError>
where
    P: Program,
    F: Future<Output = Result<Arc<P>, OpenError>>,
{
    let mut limits = loaded.config.limits.clone();
    limits.connections_max = signals::raise_open_files(limits.connections_max);
    let certificates = certificates(&loaded.config)?;
    let (main, console, metrics) = bind(&loaded.config)?;
    let addresses = Addresses {
        main: main.address(),
        console: console.address(),
    };
    let data_dir = Arc::new(data_dir(&loaded)?);
    let keys = Parts::open_keys(&loaded, &data_dir)?;
    let audit = Parts::open_audit(&loaded.config, &data_dir, &keys)?;
    let timeouts = loaded.config.timeouts.clone();
    let terms = Terms::new(limits, timeouts, certificates.clone());
    let terms = Arc::new(terms.behind(loaded.config.trusted_proxies.clone()));
    let config = loaded.config;
    let parts = Parts::assemble(
        &config,
        addresses,
        Arc::clone(&data_dir),
        keys,
        audit.clone(),
        Arc::clone(&terms),
    );
    let program = open(parts).await?;
    let control = ControlSocket::bind(data_dir.path())?;

    let (stopper, stop) = Stopper::pair();
    let (reload, asked) = tokio::sync::watch::channel(());
    tokio::spawn(main.run(Arc::clone(&program), Arc::clone(&terms), stop.clone()));
    tokio::spawn(console.run(Arc::clone(&program), Arc::clone(&terms), stop.clone()));
    let metrics = metrics.map(|listener| {
        let address = listener.address();
        let terms = Arc::new(terms.aside());
        tokio::spawn(listener.run(Arc::clone(&program), terms, stop.clone()));
        address
    });
    tokio::spawn(control.run(Arc::clone(&program), stop.clone()));
    tokio::spawn(keep_synced(
        audit.clone(),
        config.audit.sync_milliseconds,
        stop.clone(),
    ));
    if let Some(certificates) = certificates {
        let period = Duration::from_secs(config.tls.poll_seconds);
        tokio::spawn(async move { certificates.keep_fresh(period, asked, stop).await });
    }
    Ok(Server {
        config,
        addresses,
        metrics,
        terms,
        program,
        audit,
        data_dir,
        stopper,
        reload,
    })
}

fn certificates(config: &Config) -> Result<Option<Arc<Certificates>>, TlsError> {
    match (&config.tls.cert, &config.tls.key) {
        (Some(certificate), Some(key)) => {
            let certificates = Certificates::load(certificate.clone(), key.clone())?;
            Ok(Some(Arc::new(certificates)))
        }
        _ => Ok(None),
    }
}

/// Takes all addresses. Where the main port was a free one, so is the console's.
fn bind(config: &Config) -> Result<(Listener, Listener, Option<Listener>), ServeError> {
    let wanted = config.addresses()?;
    let main = Listener::bind(wanted.main, Door::Main)?;
    let console = Listener::bind(wanted.console, Door::Console)?;
    let metrics = config.metrics_listen;
    let metrics = metrics.map(|address| Listener::bind(address, Door::Metrics));
    Ok((main, console, metrics.transpose()?))
}

fn data_dir(loaded: &Loaded) -> Result<DataDir, DataDirError> {
    if loaded.config.dev && !loaded.is_chosen("data_dir") {
        DataDir::temporary(&Environment::temporary_directory(), &SystemRandom)
    } else {
        DataDir::create(&loaded.config.data_dir)
    }
}

async fn keep_synced(audit: AuditLog, milliseconds: u64, stop: Stop) {
    audit
        .keep_synced(Duration::from_millis(milliseconds), stop)
        .await;
}

impl<P: Program> Server<P> {
    /// Says that requests are answered, and where.
    fn announce(&self) {
        let scheme = self.terms.scheme();
        banner::show(&self.config, &self.data_dir, self.addresses, scheme);
        let Addresses { main, console } = self.addresses;
        say(&format!(
            "iamd is ready at {scheme}://{main}\nconsole at {scheme}://{console}"
        ));
        if let Some(metrics) = self.metrics {
            say(&format!("metrics at {scheme}://{metrics}"));
        }
    }

    /// Lets requests in work end, for a while, and loses nothing that was acknowledged.
    async fn end(self, mut signals: Signals) {
        tracing::info!("stopping: requests in work may end");
        self.stopper.stop();
        let patience = Duration::from_secs(self.config.timeouts.stop_seconds);
        tokio::select! {
            () = self.stopper.drained() => {}
            () = tokio::time::sleep(patience) => {
                tracing::warn!("some requests took too long and are broken off");
            }
            () = signals.until_stop(&self.reload) => {
                tracing::warn!("told to stop again: requests in work are broken off");
            }
        }
        self.program.close().await;
        if let Err(error) = self.audit.close().await {
            tracing::error!(%error, "the audit log was not closed cleanly");
        }
        tracing::info!("stopped");
    }
}
