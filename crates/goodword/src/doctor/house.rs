//! The part of `goodword doctor` that looks at an installation: its database, disk, mail, clock and URL. Changes nothing,
//! but for a file that it writes and removes to see whether it can.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::time::Duration;

use goodword_app::House;
use goodword_app::mail::Tls;
use goodword_store::checks::{self, Looked};
use goodword_store::{Place, newest_step};
use jiff::SignedDuration;

use super::{Finding, State};
use crate::clock::Stopwatch;
use crate::failure::Failure;
use crate::open;
use crate::settings::{Settings, Where};

/// How long others are waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// Free space that is enough, and that is too little, in MiB.
const ENOUGH: u64 = 1024;
const TOO_LITTLE: u64 = 64;

/// Looks at an installation, if one is named.
pub fn look(place: &Where) -> Result<Vec<Finding>, Failure> {
    let settings = Settings::from(place.clone()).gathered()?;
    if settings.place.data.is_none() && settings.place.database_url.is_none() {
        return Ok(Vec::new());
    }
    let place = settings.place()?;
    let house = settings.house(settings.listen())?;
    let looked = match &place {
        Place::Sqlite(file) if !file.exists() => Ok(None),
        place => open::runtime()?.block_on(checks::look(place)).map(Some),
    };
    let mut findings = vec![database(&place, &looked)];
    findings.extend(settings.place.data.as_deref().map(disk));
    findings.push(clock(looked.as_ref().ok().and_then(Option::as_ref)));
    findings.push(mail(&house));
    findings.push(url(&house));
    Ok(findings)
}

fn finding(about: &'static str, said: impl Into<String>, state: State) -> Finding {
    Finding { about, said: said.into(), state }
}

fn hint(about: &'static str, said: impl Into<String>, remedy: &str) -> Finding {
    finding(about, said, State::Hint(remedy.to_owned()))
}

fn database(place: &Place, looked: &goodword_store::Result<Option<Looked>>) -> Finding {
    let about = "database";
    let engine = match place {
        Place::Sqlite(file) => file.display().to_string(),
        Place::Postgres(_) => "PostgreSQL".to_owned(),
    };
    match looked {
        Err(error) => finding(about, format!("{engine}: {error}"), State::Ill),
        Ok(None | Some(Looked { step: None, .. })) => hint(
            about,
            format!("{engine}: nothing is there yet"),
            "goodword serve makes it at its first start",
        ),
        Ok(Some(looked)) if !looked.wrong.is_empty() => {
            let said = format!("{engine} is damaged: {}. Restore a backup.", looked.wrong.join("; "));
            finding(about, said, State::Ill)
        }
        Ok(Some(looked)) => match looked.step.unwrap_or_default() {
            step if step > newest_step() => {
                let said =
                    format!("{engine} was written by a newer Goodword (step {step}). Use that version.");
                finding(about, said, State::Ill)
            }
            step if step < newest_step() => {
                let remedy = "the next goodword serve puts a copy aside and brings it up to date";
                hint(about, format!("{engine}, at step {step} of {}", newest_step()), remedy)
            }
            step => finding(about, format!("{engine}, at step {step}, whole"), State::Well),
        },
    }
}

fn disk(folder: &Path) -> Finding {
    let about = "disk";
    if !folder.exists() {
        return hint(about, format!("{} is not there yet", folder.display()), "goodword serve makes it");
    }
    let watch = Stopwatch::start();
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(b"goodword")?;
        file.as_file().sync_all()
    });
    if let Err(error) = written {
        let said =
            format!("{}: nothing can be written ({error}). Check its owner and mode.", folder.display());
        return finding(about, said, State::Ill);
    }
    let slow = watch.seconds() * 1000.0;
    let free = rustix::fs::statvfs(folder).map(|disk| disk.f_bavail * disk.f_frsize / (1 << 20));
    match free {
        Err(error) => hint(about, format!("free space is not known: {error}"), "see df"),
        Ok(free) if free < TOO_LITTLE => finding(
            about,
            format!("{free} MiB are free. Make room before nothing can be written."),
            State::Ill,
        ),
        Ok(free) if free < ENOUGH => {
            hint(about, format!("{free} MiB are free"), "make room, also for backups")
        }
        Ok(free) => {
            finding(about, format!("{free} MiB free; a durable write takes {slow:.1} ms"), State::Well)
        }
    }
}

fn clock(looked: Option<&Looked>) -> Finding {
    let (about, now) = ("clock", open::now());
    let ahead = looked
        .and_then(|looked| looked.newest_event)
        .map_or(SignedDuration::ZERO, |at| at.duration_since(now));
    match ahead > SignedDuration::from_mins(1) {
        true => {
            let said = format!(
                "it shows {now}, and {} minutes later something has happened already. Set it right.",
                ahead.as_mins()
            );
            finding(about, said, State::Ill)
        }
        false => finding(about, format!("{now}; nothing is written down from later"), State::Well),
    }
}

fn mail(house: &House) -> Finding {
    let about = "mail";
    let Some(post) = &house.post else {
        let remedy = "name one with mail_server and mail_from; until then see goodword outbox list";
        return hint(about, "no mail server: letters wait, and you pass them on by hand", remedy);
    };
    let at = format!("{}:{}", post.server, post.port);
    match reached(&at) {
        Err(why) => finding(
            about,
            format!("{at} is not reached: {why}. Check its name, port and firewall."),
            State::Ill,
        ),
        Ok(mut stream) if post.tls != Tls::Implicit => {
            let mut greeting = [0; 3];
            match stream.read_exact(&mut greeting) {
                Ok(()) if greeting == *b"220" => finding(about, format!("{at} answers"), State::Well),
                _ => finding(
                    about,
                    format!("{at} does not greet as a mail server does. Is the port right?"),
                    State::Ill,
                ),
            }
        }
        Ok(_) => finding(about, format!("{at} is reached"), State::Well),
    }
}

fn url(house: &House) -> Finding {
    let (about, url) = ("URL", house.url.as_str());
    let (secure, rest) = match url.split_once("://") {
        Some(("https", rest)) => (true, rest),
        Some((_, rest)) => (false, rest),
        None => return finding(about, format!("{url} is none"), State::Ill),
    };
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let at = match host.contains(':') {
        true => host.to_owned(),
        false => format!("{host}:{}", if secure { 443 } else { 80 }),
    };
    let own = ["localhost", "127.0.0.1"].contains(&name);
    match reached(&at) {
        Err(why) => {
            let remedy = "start goodword serve, and let the name lead here (DNS, proxy, firewall)";
            hint(about, format!("{url} does not answer from here: {why}"), remedy)
        }
        Ok(_) if !secure && !own => {
            let remedy =
                "put a proxy with TLS in front, and say url = \"https://…\": links to sign in are secrets";
            hint(about, format!("{url} is open to whoever listens on the way"), remedy)
        }
        Ok(_) if own => {
            hint(about, format!("{url} answers, on this machine only"), "say url when others are to come")
        }
        Ok(_) => finding(about, format!("{url} answers"), State::Well),
    }
}

/// A connection, or why there is none.
fn reached(at: &str) -> Result<TcpStream, String> {
    let all: Vec<SocketAddr> = at.to_socket_addrs().map_err(|error| error.to_string())?.collect();
    let mut why = "it has no address".to_owned();
    for address in all {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) => {
                stream.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
                return Ok(stream);
            }
            Err(error) => why = error.to_string(),
        }
    }
    Err(why)
}
