//! A small mail server on loopback that can fail in every way that matters.
//!
//! It writes down every letter that it took, whether or not it said so: what a real server would deliver. Faults are queued
//! with [`MailSink::fail`]; each new connection meets the next one, and without any left all goes well.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::manners::Manners;

/// How a connection fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not at all.
    None,
    /// The connection is closed before a word.
    HangUp,
    /// Nothing is ever said.
    SayNothing,
    /// The receiver is refused with this code.
    RefuseReceiver(u16),
    /// Nothing is answered to the receiver.
    StallAtReceiver,
    /// The connection is closed instead of an answer to `DATA`.
    DropBeforeData,
    /// The connection is closed after part of the letter.
    DropWithinData,
    /// The whole letter is taken, and the connection closed before the answer.
    DropAfterDot,
    /// The whole letter is taken, and nothing is ever answered.
    StallAfterDot,
    /// The whole letter is read, and refused with this code.
    RefuseLetter(u16),
}

/// A letter as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// To whom, as the server was told.
    pub to: String,
    /// Headers and body, as they travelled.
    pub text: String,
}

impl Arrived {
    /// All headers of this name, unfolded.
    pub fn headers(&self, name: &str) -> Vec<String> {
        let head = self.head();
        let named = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let named = named.filter(|(said, _)| said.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.trim().to_owned()).collect()
    }

    /// Names of all headers, in their order.
    pub fn header_names(&self) -> Vec<String> {
        let head = self.head();
        let names = head.split("\r\n").filter_map(|line| line.split_once(':'));
        names.map(|(name, _)| name.to_owned()).collect()
    }

    /// The headers, unfolded.
    fn head(&self) -> String {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        head.replace("\r\n ", " ").replace("\r\n\t", " ")
    }

    /// Its Message-ID.
    pub fn message_id(&self) -> String {
        self.headers("Message-ID").concat()
    }
}

#[derive(Default)]
struct Seen {
    faults: VecDeque<Fault>,
    arrived: Vec<Arrived>,
    n_connections: usize,
}

/// The server. Dropped, it stops.
pub struct MailSink {
    port: u16,
    seen: Arc<Mutex<Seen>>,
    listening: JoinHandle<()>,
}

impl Drop for MailSink {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl MailSink {
    /// Listens on a port of its own.
    pub async fn start() -> MailSink {
        MailSink::with(Manners::default()).await
    }

    /// The same with manners: private, or with a password.
    pub async fn with(manners: Manners) -> MailSink {
        let manners = Arc::new(manners);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let written = seen.clone();
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let fault = {
                    let mut seen = written.lock().expect("the sink's notes");
                    seen.n_connections += 1;
                    seen.faults.pop_front().unwrap_or(Fault::None)
                };
                let (written, manners) = (written.clone(), manners.clone());
                // A client that goes away is no fault of the sink's.
                tokio::spawn(async move { receive(stream, fault, &manners, &written).await.ok() });
            }
        });
        MailSink { port, seen, listening }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The next connections meet these faults, one each.
    pub fn fail(&self, faults: &[Fault]) {
        self.seen.lock().expect("the sink's notes").faults.extend(faults);
    }

    /// What arrived, in the order of arrival.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.seen.lock().expect("the sink's notes").arrived.clone()
    }

    /// How often somebody came.
    pub fn n_connections(&self) -> usize {
        self.seen.lock().expect("the sink's notes").n_connections
    }
}

async fn receive(
    stream: TcpStream,
    fault: Fault,
    manners: &Manners,
    seen: &Mutex<Seen>,
) -> std::io::Result<()> {
    match (&manners.private, manners.at_once) {
        (Some(private), true) => {
            let mut stream = BufReader::new(private.accept(stream).await?);
            say(&mut stream, "220 sink.example").await?;
            talk(stream, fault, (manners, true), seen).await.map(drop)
        }
        _ => {
            let mut stream = BufReader::new(stream);
            match fault {
                Fault::HangUp => return Ok(()),
                Fault::SayNothing => return stall().await,
                _ => say(&mut stream, "220 sink.example").await?,
            }
            let turns_private = talk(stream, fault, (manners, false), seen).await?;
            let (Some(stream), Some(private)) = (turns_private, &manners.private) else { return Ok(()) };
            let stream = BufReader::new(private.accept(stream).await?);
            talk(stream, fault, (manners, true), seen).await.map(drop)
        }
    }
}

/// Talks until the other side leaves, or wants to go on in private.
async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: BufReader<S>,
    fault: Fault,
    (manners, in_private): (&Manners, bool),
    seen: &Mutex<Seen>,
) -> std::io::Result<Option<S>> {
    let mut known = manners.password.is_none();
    let mut to = String::new();
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let command = line.trim_end().to_ascii_uppercase();
        if command.starts_with("EHLO") || command.starts_with("HELO") {
            say(&mut stream, &manners.greeting(in_private)).await?;
        } else if command == "STARTTLS" && manners.private.is_some() {
            say(&mut stream, "220 go on in private").await?;
            return Ok(Some(stream.into_inner()));
        } else if command.starts_with("AUTH") {
            known = manners.is_right(line.trim_end());
            say(&mut stream, if known { "235 welcome" } else { "535 who are you" }).await?;
        } else if command.starts_with("MAIL") && !known {
            say(&mut stream, "530 who are you").await?;
        } else if command.starts_with("RCPT") {
            match fault {
                Fault::RefuseReceiver(code) => say(&mut stream, &format!("{code} not now")).await?,
                Fault::StallAtReceiver => return stall().await,
                _ => say(&mut stream, "250 ok").await?,
            }
            to = line.trim_end().split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        } else if command == "DATA" {
            if fault == Fault::DropBeforeData {
                return Ok(None);
            }
            say(&mut stream, "354 go on").await?;
            if fault == Fault::DropWithinData {
                stream.read_exact(&mut [0; 10]).await?;
                return Ok(None);
            }
            let text = letter(&mut stream).await?;
            if let Fault::RefuseLetter(code) = fault {
                say(&mut stream, &format!("{code} not this")).await?;
                continue;
            }
            seen.lock().expect("the sink's notes").arrived.push(Arrived { to: to.clone(), text });
            match fault {
                Fault::DropAfterDot => return Ok(None),
                Fault::StallAfterDot => return stall().await,
                _ => say(&mut stream, "250 taken").await?,
            }
        } else if command == "QUIT" {
            return say(&mut stream, "221 bye").await.map(|()| None);
        } else {
            say(&mut stream, "250 ok").await?;
        }
    }
}

/// Reads until the line that is a dot; takes the dots back that were put in on the way.
async fn letter<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<String> {
    let mut text = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(String::from_utf8_lossy(&text).into_owned());
        }
        text.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

async fn say<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    words: &str,
) -> std::io::Result<()> {
    let stream = stream.get_mut();
    stream.write_all(format!("{words}\r\n").as_bytes()).await?;
    stream.flush().await
}

async fn stall<T>() -> std::io::Result<T> {
    std::future::pending().await
}
