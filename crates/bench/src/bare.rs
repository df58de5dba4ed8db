//! The server to compare with: hyper, as iamd uses it, and nothing else.

use std::{convert::Infallible, io::Write, net::Ipv4Addr};

use anyhow::Result;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, runtime::Runtime};

/// Reads every request to its end and answers it with `body_bytes` bytes, until it is ended.
pub(crate) fn serve(body_bytes: usize) -> Result<()> {
    let body = Bytes::from(vec![b'x'; body_bytes]);
    Runtime::new()?.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        writeln!(
            std::io::stdout().lock(),
            "bare is ready at http://{address}"
        )?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let body = body.clone();
            let service = service_fn(move |request| answer(request, body.clone()));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::spawn(async move {
                let _ = connection.await;
            });
        }
    })
}

async fn answer(
    request: Request<Incoming>,
    body: Bytes,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let mut body_in = request.into_body();
    while let Some(Ok(_)) = body_in.frame().await {}
    let mut response = Response::new(Full::new(body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml"));
    let id = HeaderValue::from_static("00000000-0000-0000-0000-000000000000");
    headers.insert("x-amzn-requestid", id);
    Ok(response)
}
