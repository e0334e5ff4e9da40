//! `goodword serve`: one process that answers over HTTP and works through jobs and letters.

use std::future::Future;
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;

use goodword_app::{App, first_start, jobs, set_up};
use goodword_web::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::failure::Failure;
use crate::logging;
use crate::open::{self, Opener};
use crate::settings::{Log, Settings};

/// Serves until told to stop.
pub fn run(said: &Settings) -> Result<(), Failure> {
    let settings = said.clone().gathered()?;
    // What is wrong with them is said before anything is opened.
    settings.house(settings.listen())?;
    settings.place()?;
    logging::start(settings.log.unwrap_or(Log::Text));
    open::runtime()?.block_on(serve(&settings))
}

async fn serve(settings: &Settings) -> Result<(), Failure> {
    let _alone = open::serve_alone(settings)?;
    let db = open::database(settings, Opener::Server).await?;
    let listener = listen(settings.listen()).await?;
    let at = listener.local_addr().map_err(|error| unreachable(settings.listen(), &error))?;
    let app = open::app(db, settings.house(at)?);
    first_start::settle(&app).await.map_err(open::refused)?;
    // Heard before anybody is told that they can come: whoever starts us may stop us at once.
    let stop = stop_words()?;
    greet(&app, at).await?;

    let site = goodword_web::site(app.clone(), usize::from(settings.proxies.unwrap_or(0)));
    until_told(app, listener, site, stop).await
}

/// Answers and works until `stop` says so, or a part of it has ended.
pub async fn until_told(
    app: App,
    listener: TcpListener,
    site: Router,
    stop: impl Future<Output = &'static str>,
) -> Result<(), Failure> {
    let (tell, told) = watch::channel(false);
    let answering = tokio::spawn(goodword_web::serve(listener, site, over(told.clone())));
    let answers_over = answering.abort_handle();
    let stopping = async {
        let why = until_stopped(stop, || answers_over.is_finished()).await;
        tracing::info!(why, "stopping: what is under way is finished first");
        let _ = tell.send(true);
    };
    let ((), (), answered) = tokio::join!(stopping, jobs::run(app.clone(), over(told)), answering);
    app.db.close().await;
    tracing::info!("stopped");
    match answered {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(Failure::Refused(format!("no more requests are accepted: {error}."))),
        Err(_) => Err(Failure::Refused("a part of Goodword broke. It was written to the log.".to_owned())),
    }
}

/// Takes an address and port.
pub async fn listen(at: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(at).await.map_err(|error| unreachable(at, &error))
}

fn unreachable(at: SocketAddr, error: &std::io::Error) -> Failure {
    let said = match error.kind() {
        ErrorKind::AddrInUse => {
            "something else listens there. Stop it, or take another port with --listen.".to_owned()
        }
        ErrorKind::PermissionDenied => {
            "this port needs rights that Goodword should not have. Take one above 1023 and a proxy."
                .to_owned()
        }
        ErrorKind::AddrNotAvailable => "this machine has no such address. See --listen.".to_owned(),
        _ => format!("{error}."),
    };
    Failure::Refused(format!("cannot listen at {at}: {said}"))
}

/// Says where the house is, and how the first person comes in.
async fn greet(app: &App, at: SocketAddr) -> Result<(), Failure> {
    let url = &app.house.url;
    let mut lines = format!("Goodword {} answers at http://{at}", env!("CARGO_PKG_VERSION"));
    if *url != format!("http://{at}") {
        lines += &format!(", for people at {url}");
    }
    lines.push('\n');
    if let Some(secret) = set_up::link(app).await.map_err(open::refused)? {
        lines += &format!("Nobody is here yet. Set up, once: {url}/set-up/{}\n", secret.reveal());
    }
    // Whoever closed our standard output does not want to know; that is no reason to stop.
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(lines.as_bytes()).and_then(|()| out.flush());
    Ok(())
}

/// Done once the word is given.
async fn over(mut told: watch::Receiver<bool>) {
    // A giver that is gone has given the word, too.
    let _ = told.wait_for(|over| *over).await;
}

/// Returns when somebody says stop, or a part has ended by itself, and which it was.
async fn until_stopped(said: impl Future<Output = &'static str>, ended: impl Fn() -> bool) -> &'static str {
    let part = async {
        while !ended() {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    };
    tokio::select! {
        why = said => why,
        () = part => "a part has ended",
    }
}

/// Whoever may say stop is heard from here on.
#[cfg(unix)]
pub fn stop_words() -> Result<impl Future<Output = &'static str>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let deaf = |error: std::io::Error| Failure::Refused(format!("no signal can be heard: {error}."));
    let mut term = signal(SignalKind::terminate()).map_err(deaf)?;
    let mut int = signal(SignalKind::interrupt()).map_err(deaf)?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => "SIGTERM",
            _ = int.recv() => "SIGINT",
        }
    })
}

/// Whoever may say stop is heard from here on.
#[cfg(not(unix))]
pub fn stop_words() -> Result<impl Future<Output = &'static str>, Failure> {
    Ok(async {
        match tokio::signal::ctrl_c().await {
            Ok(()) => "Ctrl-C",
            Err(_) => std::future::pending().await,
        }
    })
}
