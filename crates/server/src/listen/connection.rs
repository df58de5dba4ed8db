//! One connection, from the handshake to its end.

use std::{
    convert::Infallible,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use futures::future::poll_fn;
use http::{HeaderValue, Version, header};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::{Instant, sleep_until, timeout},
};

use super::{
    Answer, AnswerBody, Body, Connection, Handler, Origin, Request, Stop, Terms,
    counts::Cut,
    crowd::Presence,
    watch::{Finding, Overdue, Watch, Watched},
};
use crate::tls::{Certificates, HTTP_2};

/// Serves one connection until it ends, falls silent, or has finished its request after stop was
/// said.
pub(super) async fn serve<H: Handler>(
    stream: TcpStream,
    (facts, watch, presence): (Connection, Arc<Watch>, Presence),
    handler: Arc<H>,
    terms: Arc<Terms>,
    stop: Stop,
) {
    let Some(certificates) = terms.certificates.clone() else {
        let stream = Watched::http_1(stream, Arc::clone(&watch));
        let exchange = Exchange {
            handler,
            terms,
            watch,
            presence,
            facts,
        };
        return Arc::new(exchange).http_1(stream, stop).await;
    };
    let Some(stream) = handshake(stream, &certificates, &terms, (facts, &presence)).await else {
        terms.counts.cut(Cut::Handshake);
        return;
    };
    let (_, session) = stream.get_ref();
    let facts = Connection {
        tls: Some(crate::tls::facts(session)),
        ..facts
    };
    let is_http_2 = session.alpn_protocol() == Some(HTTP_2);
    let exchange = Arc::new(Exchange {
        handler,
        terms,
        watch: Arc::clone(&watch),
        presence,
        facts,
    });
    if is_http_2 {
        exchange.http_2(Watched::http_2(stream, watch), stop).await;
    } else {
        exchange.http_1(Watched::http_1(stream, watch), stop).await;
    }
}

/// The TLS handshake, within the time that a head may take.
async fn handshake(
    stream: TcpStream,
    certificates: &Certificates,
    terms: &Terms,
    (facts, presence): (Connection, &Presence),
) -> Option<tokio_rustls::server::TlsStream<TcpStream>> {
    let limit = Duration::from_secs(terms.timeouts.header_seconds);
    let accepting = timeout(limit, certificates.acceptor().accept(stream));
    let accepted = tokio::select! {
        biased;
        accepted = accepting => accepted,
        () = poll_fn(|context| presence.poll_told(context)) => return None,
    };
    match accepted {
        Ok(Ok(stream)) => Some(stream),
        Ok(Err(error)) => {
            tracing::debug!(peer = %facts.peer, %error, "the TLS handshake failed");
            None
        }
        Err(_) => {
            tracing::debug!(peer = %facts.peer, "the TLS handshake took too long");
            None
        }
    }
}

/// What every request of one connection needs.
struct Exchange<H> {
    handler: Arc<H>,
    terms: Arc<Terms>,
    watch: Arc<Watch>,
    presence: Presence,
    facts: Connection,
}

impl<H: Handler> Exchange<H> {
    async fn http_1<S>(self: Arc<Self>, stream: S, stop: Stop)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let limits = &self.terms.limits;
        let mut builder = http1::Builder::new();
        // `Watch` does this without a timer for each request.
        builder.header_read_timeout(None);
        builder.max_buf_size(size(limits.header_bytes_max).max(READ_BUFFER_BYTES_MIN));
        if limits.headers_max != HEADERS_ON_THE_STACK {
            builder.max_headers(size(limits.headers_max));
        }
        let exchange = Arc::clone(&self);
        let service = service_fn(move |request| Arc::clone(&exchange).answer(request));
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        self.supervise(connection, stop).await;
    }

    async fn http_2<S>(self: Arc<Self>, stream: S, stop: Stop)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let limits = &self.terms.limits;
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder
            .timer(TokioTimer::new())
            .initial_stream_window_size(STREAM_WINDOW_BYTES)
            .initial_connection_window_size(CONNECTION_WINDOW_BYTES)
            .max_send_buf_size(STREAM_SEND_BYTES)
            .max_header_list_size(u32::try_from(limits.header_bytes_max).unwrap_or(u32::MAX))
            .max_concurrent_streams(u32::try_from(limits.streams_max).unwrap_or(u32::MAX));
        let exchange = Arc::clone(&self);
        let service = service_fn(move |request| Arc::clone(&exchange).answer(request));
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        self.supervise(connection, stop).await;
    }

    async fn answer(
        self: Arc<Self>,
        request: http::Request<Incoming>,
    ) -> Result<Answer, Infallible> {
        let _working = self.watch.working();
        let (head, incoming) = request.into_parts();
        let is_held_back = head.headers.contains_key(header::EXPECT);
        // hyper says `100 Continue` when a body is read, and so never for an empty one. Clients that
        // wait for it take what comes in its place for the last answer of the connection.
        // SOURCE: botocore's `AWSConnection`, which reads the answer of such a request by itself.
        let waits_in_vain = is_held_back && incoming.is_end_stream();
        // LIMIT: requests_max.
        let place = self.terms.places.take();
        let (bounds, watch) = (&self.terms.bodies, &self.watch);
        let (body, left) = Body::wire(incoming, is_held_back, bounds, place.clone(), watch);
        let is_http_1 = head.version <= Version::HTTP_11;
        let request = Request {
            connection: self.facts,
            origin: Origin::of(&self.facts, &head.headers, &self.terms.trusted_proxies),
            head,
            body,
        };
        if place.is_none() {
            return Ok(self.handler.overloaded(&request));
        }
        let mut answer = self.handler.handle(request).await;
        drop(place);
        if (left.is_left() || waits_in_vain) && is_http_1 {
            let close = HeaderValue::from_static("close");
            answer.headers_mut().insert(header::CONNECTION, close);
        }
        Ok(answer)
    }

    fn cut_off(&self, overdue: Overdue) {
        self.terms.counts.cut(match overdue {
            Overdue::Header => Cut::Header,
            // It was asked to go before.
            Overdue::Idle => return,
            Overdue::Write => Cut::Unread,
        });
    }

    /// Drives a connection, and ends it when its peer is too slow or stop is said.
    async fn supervise(&self, connection: impl Graceful, stop: Stop) {
        let peer = self.facts.peer;
        let mut connection = pin!(connection);
        let mut stopped = pin!(stop.stopped());
        let mut finishing = false;
        let mut patient = true;
        let mut alarm = pin!(sleep_until(self.watch.soon()));
        loop {
            tokio::select! {
                biased;
                end = connection.as_mut() => {
                    if let Err(error) = end {
                        tracing::debug!(%peer, %error, "a connection broke off");
                    }
                    return;
                }
                () = poll_fn(|context| self.presence.poll_told(context)) => {
                    if self.presence.leaves() {
                        self.terms.counts.cut(Cut::Crowded);
                        tracing::debug!(%peer, "a connection makes room for another");
                        return;
                    }
                }
                () = stopped.as_mut(), if !finishing => {
                    finishing = true;
                    connection.as_mut().finish();
                }
                () = alarm.as_mut() => match self.watch.look(Instant::now()) {
                    // Said politely, as the peer may be about to send a request.
                    Finding::Late(Overdue::Idle) if patient => {
                        patient = false;
                        self.terms.counts.cut(Cut::Idle);
                        connection.as_mut().finish();
                        alarm.as_mut().reset(self.watch.soon());
                    }
                    Finding::Late(overdue) => {
                        tracing::debug!(%peer, ?overdue, "a silent connection is closed");
                        self.cut_off(overdue);
                        return;
                    }
                    Finding::LookAgain(then) => alarm.as_mut().reset(then),
                }
            }
        }
    }
}

/// LIMIT: what is made of an answer on HTTP/2 before its peer takes it.
const STREAM_SEND_BYTES: usize = 64 << 10;

/// LIMIT: what a peer may send on HTTP/2 before it is read, for a request and for a connection.
const STREAM_WINDOW_BYTES: u32 = 64 << 10;
const CONNECTION_WINDOW_BYTES: u32 = 256 << 10;

/// hyper's smallest read buffer.
const READ_BUFFER_BYTES_MIN: usize = 8192;

/// For up to this many headers hyper needs no allocation; asked for any number, even this one, it
/// allocates.
const HEADERS_ON_THE_STACK: u64 = 100;

fn size(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// A connection that can be asked to take no further request.
trait Graceful: Future<Output = hyper::Result<()>> {
    fn finish(self: Pin<&mut Self>);
}

impl<S, F> Graceful for http1::Connection<TokioIo<S>, F>
where
    S: AsyncRead + AsyncWrite + Unpin + 'static,
    F: hyper::service::HttpService<Incoming, ResBody = AnswerBody>,
    F::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn finish(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}

impl<S, F, E> Graceful for http2::Connection<TokioIo<S>, F, E>
where
    S: AsyncRead + AsyncWrite + Unpin + 'static,
    F: hyper::service::HttpService<Incoming, ResBody = AnswerBody>,
    F::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    F::Future: 'static,
    E: hyper::rt::bounds::Http2ServerConnExec<F::Future, AnswerBody>,
{
    fn finish(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}
