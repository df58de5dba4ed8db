//! The server to compare with: `s3s-fs` with its signature checking, as its own program runs it.

use std::{fs, io::Write, net::Ipv4Addr, path::Path};

use anyhow::{Context, Result};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tokio::{net::TcpListener, runtime::Runtime};

/// The variables that its key stands in, so that no list of processes shows it.
pub(crate) const KEY_ID: &str = "RIVAL_ACCESS_KEY_ID";
pub(crate) const SECRET: &str = "RIVAL_SECRET_ACCESS_KEY";

/// Serves the folder until it is ended.
pub(crate) fn serve(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let files = FileSystem::new(folder);
    let files = files.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let mut builder = S3ServiceBuilder::new(files);
    builder.set_auth(SimpleAuth::from_single(
        variable(KEY_ID)?,
        variable(SECRET)?,
    ));
    let service = builder.build();
    Runtime::new()?.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        writeln!(
            std::io::stdout().lock(),
            "s3s-fs is ready at http://{address}"
        )?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let service = service.clone();
            tokio::spawn(async move {
                let builder = auto::Builder::new(TokioExecutor::new());
                let _ = builder
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program that starts this one sets them"
)]
fn variable(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| name.to_owned())
}
