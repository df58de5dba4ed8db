//! Uploads and new folders.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::body::{Body, Bytes, to_bytes};
use futures::{StreamExt as _, stream};
use http::{Method, StatusCode};
use iamd_objects::{BlobId, BlobPlace, BlobReader, BlobWriter, Blobs, Epoch, MemoryBlobs};

use super::{BUCKET, in_bucket, link, listed};
use crate::{
    browser::{Browser, Raw},
    page::Page,
    world::{World, allow},
};

const UPLOAD: &str = "/buckets/the-bucket/upload";
const KIND: &str = "multipart/form-data; boundary=b";

fn token(page: &Page) -> String {
    page.one("#upload-form input[name=csrf]")
        .attribute("value")
        .unwrap()
        .to_owned()
}

/// The head of a part that is a file.
fn file(name: &str) -> String {
    format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/html\r\n\r\n"
    )
}

fn csrf(token: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n")
}

#[tokio::test]
async fn files_go_into_the_folder_that_is_open() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket?prefix=a%20b%2F").await;
    let page = browser
        .submit(&page, "upload-form", &[("file", "@one.txt:first")])
        .await;
    assert_eq!(page.flash().unwrap(), "one.txt uploaded.");
    assert_eq!(page.address, "/buckets/the-bucket?prefix=a%20b%2F");
    let files = [("file", "@two.txt:second"), ("file", "@<three>.txt:third")];
    let page = browser.submit(&page, "upload-form", &files).await;
    assert_eq!(page.flash().unwrap(), "2 files uploaded.");
    let names: Vec<_> = listed(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["<three>.txt", "one.txt", "two.txt"]);
    let page = browser.get(&link(&page, "two.txt")).await;
    assert_eq!(page.one("#object-key").text(), "a b/two.txt");
    assert!(page.one("#object-metadata").text().contains("text/plain"));
    let file = browser
        .get(page.one("#download").attribute("href").unwrap())
        .await;
    assert_eq!(file.body, b"second");
}

#[tokio::test]
async fn a_form_without_a_file_says_so() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let page = browser
        .submit(&page, "upload-form", &[("file", "@:")])
        .await;
    assert!(page.text().contains("Choose at least one file"));
    assert_eq!(listed(&page), []);
}

#[tokio::test]
async fn folders_are_made_and_not_written_over() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let page = browser
        .submit(&page, "folder-form", &[("folder_name", "phot<os>")])
        .await;
    assert_eq!(page.flash().unwrap(), "Folder phot<os> was created.");
    let again = browser
        .submit(&page, "folder-form", &[("folder_name", "phot<os>")])
        .await;
    assert!(again.has("#folder_name-error"));
    let inside = browser.get(&link(&page, "phot<os>/")).await;
    let page = browser
        .submit(&inside, "folder-form", &[("folder_name", "2026/01")])
        .await;
    let names: Vec<_> = listed(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["2026/", "(this folder itself)"]);
    for name in ["", "   ", &"x".repeat(1024)] {
        let page = browser
            .submit(&inside, "folder-form", &[("folder_name", name)])
            .await;
        assert!(page.has("#folder_name-error"), "{name}");
    }
}

#[tokio::test]
async fn an_upload_that_may_not_be_says_why() {
    let world = World::new().await;
    in_bucket(&world).await;
    world.user("bob", &allow("s3:ListBucket", "*")).await;
    let mut browser = world.browser_of("bob").await;
    let page = browser.get("/buckets/the-bucket").await;
    let files = [("file", "@one.txt:first"), ("file", "@two.txt:second")];
    let page = browser.submit(&page, "upload-form", &files).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let refusals = page.all(".panel.refused");
    assert_eq!(refusals.len(), 2);
    let refusal = refusals[0].text();
    assert!(
        refusal.contains("s3:PutObject") && refusal.contains("the-bucket/one.txt"),
        "{refusal}"
    );
    assert!(page.text().contains("Not stored: one.txt"));
    let page = browser.get("/buckets/the-bucket").await;
    assert_eq!(listed(&page), []);
    let page = browser
        .submit(&page, "folder-form", &[("folder_name", "a")])
        .await;
    page.refused("AccessDenied");
}

#[tokio::test]
async fn an_upload_without_its_token_stores_nothing() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let token = token(&page);
    world.audit.take();
    let one = format!("{}the file\r\n", file("evil.html"));
    let bodies = [
        format!("{one}--b--\r\n"),
        format!("{}{one}--b--\r\n", csrf("")),
        format!("{}{one}--b--\r\n", csrf("wrong")),
        // Behind the file it comes too late.
        format!("{one}{}--b--\r\n", csrf(&token)),
        String::new(),
        "--b--\r\n".to_owned(),
    ];
    for body in bodies {
        let page = browser
            .post_body(UPLOAD, KIND, body.clone().into_bytes())
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{body}");
    }
    let right = format!("{}{one}--b--\r\n", csrf(&token));
    let other_site = [
        ("origin", "https://evil.example.com"),
        ("content-type", KIND),
    ];
    let page = browser
        .send(Raw {
            method: Method::POST,
            path: UPLOAD,
            headers: &other_site,
            body: right.clone().into_bytes(),
        })
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(world.audit.names(), [] as [&str; 0]);
    assert_eq!(listed(&browser.get("/buckets/the-bucket").await), []);
    let page = browser.post_body(UPLOAD, KIND, right.into_bytes()).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_upload_that_breaks_off_stores_nothing_of_the_file() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let whole = format!("{}{}the first\r\n", csrf(&token(&page)), file("first.txt"));
    let broken = format!("{whole}{}the sec", file("second.txt"));
    let page = browser.post_body(UPLOAD, KIND, broken.into_bytes()).await;
    assert!(page.status.is_client_error());
    assert!(page.text().contains("The upload broke off"));
    assert_eq!(page.one("#stored").text(), "first.txt");
    let page = browser.get("/buckets/the-bucket").await;
    let names: Vec<_> = listed(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["first.txt"]);
}

/// Sends two files; `between` happens when the first of them has come.
async fn two_files(
    world: &World,
    (browser, page): (&Browser, &Page),
    between: impl Future<Output = ()> + Send + 'static,
) -> StatusCode {
    let first = format!(
        "{}{}the first\r\n--b\r\n",
        csrf(&token(page)),
        file("first.txt")
    );
    let second = file("second.txt").replacen("--b\r\n", "", 1) + "the second\r\n--b--\r\n";
    let body = stream::once(async { Bytes::from(first) })
        .chain(stream::once(async {
            between.await;
            Bytes::from(second)
        }))
        .map(Ok::<_, io::Error>);
    send(browser, world, Body::from_stream(body)).await
}

#[tokio::test]
async fn an_upload_ends_with_its_session() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let mut other = world.browser();
    other.cookies = browser.cookies.clone();
    let home = other.get("/").await;
    let sign_out = async move {
        other.submit(&home, "/signout", &[]).await;
    };
    let status = two_files(&world, (&browser, &page), sign_out).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    let mut browser = world.root_browser().await;
    let page = browser.get("/buckets/the-bucket").await;
    assert_eq!(listed(&page).len(), 1);
    // Nor does it go on when the time of the session is over.
    let clock = Arc::clone(&world.clock);
    let later = async move { clock.advance_seconds(12 * 60 * 60) };
    let status = two_files(&world, (&browser, &page), later).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn names_of_files_are_no_paths() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let mut body = csrf(&token(&page));
    for name in [
        "C:\\\\Users\\\\ana\\\\photo.png",
        "../../etc/passwd",
        "a b\u{202e}.txt",
    ] {
        body.push_str(&file(name));
        body.push_str("x\r\n");
    }
    body.push_str("--b--\r\n");
    let page = browser.post_body(UPLOAD, KIND, body.into_bytes()).await;
    let page = browser.follow(page).await;
    let names: Vec<_> = listed(&page).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a b\u{202e}.txt", "passwd", "photo.png"]);
}

/// Blobs that count what is written to them.
#[derive(Debug)]
struct Counted {
    blobs: MemoryBlobs,
    written: Arc<AtomicU64>,
}

struct CountedWriter {
    writer: Box<dyn BlobWriter>,
    written: Arc<AtomicU64>,
}

impl BlobWriter for CountedWriter {
    fn write(&mut self, data: &[u8]) -> io::Result<()> {
        self.written.fetch_add(data.len() as u64, Ordering::SeqCst);
        self.writer.write(data)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.writer.finish()
    }
}

impl Blobs for Counted {
    fn create(&self, place: BlobPlace) -> io::Result<Box<dyn BlobWriter>> {
        Ok(Box::new(CountedWriter {
            writer: self.blobs.create(place)?,
            written: Arc::clone(&self.written),
        }))
    }

    fn open(&self, place: BlobPlace) -> io::Result<Arc<dyn BlobReader>> {
        self.blobs.open(place)
    }

    fn remove(&self, places: &[BlobPlace], current: Epoch) -> io::Result<()> {
        self.blobs.remove(places, current)
    }

    fn settle(&self, epoch: Epoch, current: Epoch) -> io::Result<()> {
        self.blobs.settle(epoch, current)
    }

    fn discard(&self, place: BlobPlace) -> io::Result<()> {
        self.blobs.discard(place)
    }

    fn epochs(&self) -> io::Result<Vec<Epoch>> {
        self.blobs.epochs()
    }

    fn drawer(&self, epoch: Epoch, drawer: u8) -> io::Result<Vec<BlobId>> {
        self.blobs.drawer(epoch, drawer)
    }
}

/// However much is ready to be read, what was read and is not yet written stays small.
#[tokio::test]
async fn a_large_upload_is_never_gathered() {
    const FILE_BYTES: u64 = 20 << 20;
    const PIECE: usize = 64 << 10;
    const HELD_MAX: u64 = 4 << 20;

    let written = Arc::new(AtomicU64::new(0));
    let blobs = Counted {
        blobs: MemoryBlobs::default(),
        written: Arc::clone(&written),
    };
    let world = World::with_blobs(Arc::new(blobs)).await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let start = format!("{}{}", csrf(&token(&page)), file("large.bin"));
    let held_most = Arc::new(AtomicU64::new(0));
    let (most, counted) = (Arc::clone(&held_most), Arc::clone(&written));
    let mut read = 0;
    let pieces = stream::repeat_with(move || {
        read += PIECE as u64;
        let held = read.saturating_sub(counted.load(Ordering::SeqCst));
        most.fetch_max(held, Ordering::SeqCst);
        Bytes::from(vec![7; PIECE])
    });
    let body = stream::once(async { Bytes::from(start) })
        .chain(pieces.take(usize::try_from(FILE_BYTES).unwrap() / PIECE))
        .chain(stream::once(async { Bytes::from_static(b"\r\n--b--\r\n") }))
        .map(Ok::<_, io::Error>);
    let status = send(&browser, &world, Body::from_stream(body)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(written.load(Ordering::SeqCst) >= FILE_BYTES);
    let held = held_most.load(Ordering::SeqCst);
    assert!(held <= HELD_MAX, "{held} bytes were held at once");
    let page = browser
        .get("/buckets/the-bucket/object?key=large.bin")
        .await;
    assert!(page.one("#object-size").text().contains("20 MiB"));
}

async fn send(browser: &Browser, world: &World, body: Body) -> StatusCode {
    let origin = browser.origin();
    let raw = Raw {
        method: Method::POST,
        path: UPLOAD,
        headers: &[("content-type", KIND), ("origin", &origin)],
        body: Vec::new(),
    };
    let request = browser.request(&raw).map(|_| body);
    let response = world.console.answer(request, browser.arrival()).await;
    let (head, body) = response.into_parts();
    to_bytes(body, usize::MAX).await.unwrap();
    head.status
}

#[tokio::test]
async fn a_bucket_that_is_not_there_takes_nothing() {
    let world = World::new().await;
    let mut browser = in_bucket(&world).await;
    let page = browser.get("/buckets/the-bucket").await;
    let body = format!("{}{}x\r\n--b--\r\n", csrf(&token(&page)), file("a"));
    let path = UPLOAD.replace(BUCKET, "no-such-bucket");
    let page = browser.post_body(&path, KIND, body.into_bytes()).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    page.refused("NoSuchBucket");
}
