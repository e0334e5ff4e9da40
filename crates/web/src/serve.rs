//! The front door: accepts connections, with patience that ends.
//!
//! Our own loop, because `axum::serve` puts no limit on how long headers may take to come
//! (<https://github.com/tokio-rs/axum/issues/2741>): a thousand silent connections would be enough to keep others out.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

/// How long a connection may stay silent, or take for its headers.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long what is under way may still take when the house closes.
const FAREWELL: Duration = Duration::from_secs(10);
/// How many connections are held at once; more wait outside.
const MOST: usize = 4096;

/// Answers requests until `stop` is done; then finishes what is under way.
pub async fn serve(listener: TcpListener, site: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(MOST));
    let closing = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok(accepted) = accepted else {
            // Out of file handles, or the sender left: others may have better luck in a moment.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let_in(accepted, place, &site, &closing);
    }
    // Whoever stands before the door already is let in: to them it seemed open. Asked directly: what the runtime knows of
    // a listener may be a moment old.
    let listener = listener.into_std()?;
    while let (Ok(place), Ok((stream, peer))) = (places.clone().try_acquire_owned(), listener.accept()) {
        stream.set_nonblocking(true)?;
        let_in((TcpStream::from_std(stream)?, peer), place, &site, &closing);
    }
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, closing.shutdown()).await;
    Ok(())
}

/// Answers the requests of one connection, until it or the house closes.
fn let_in(
    (stream, peer): (TcpStream, SocketAddr),
    place: OwnedSemaphorePermit,
    site: &Router,
    closing: &GracefulShutdown,
) {
    let _ = stream.set_nodelay(true);
    let site = site.clone().map_request(move |mut request: Request<_>| {
        request.extensions_mut().insert(peer);
        request.map(axum::body::Body::new)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let watcher = closing.watcher();
    tokio::spawn(async move {
        if speaks(&stream).await {
            let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(site));
            let _ = watcher.watch(connection).await;
        }
        drop(place);
    });
}

/// Whether a first byte comes in time: hyper's own patience begins only there.
async fn speaks(stream: &TcpStream) -> bool {
    matches!(tokio::time::timeout(PATIENCE, stream.peek(&mut [0])).await, Ok(Ok(1..)))
}
