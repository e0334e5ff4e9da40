//! Four clients that write through the API, each call with a key of its own, and remember on the disk what they were told.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How many clients write at the same time.
pub const CLIENTS: usize = 4;
/// The longest that any answer may take: the server's own limit is a minute.
const PATIENCE: Duration = Duration::from_secs(70);

/// Somebody who writes: in a community of theirs, by a token.
#[derive(Clone, Debug)]
pub struct Client {
    pub token: String,
    pub session: String,
    pub community: String,
}

/// What a call makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Community,
    Entry,
    Guest,
}

/// One call that makes something: known by its mark, which stands in no other.
#[derive(Clone, Debug)]
pub struct Deed {
    pub client: usize,
    pub mark: String,
    pub thing: Thing,
    path: String,
    body: Value,
}

/// What came of a call.
#[derive(Clone, Debug)]
pub struct Told {
    pub deed: Deed,
    /// The answer; none where the connection ended without one, or was refused.
    pub answer: Option<Answer>,
    pub refused: bool,
    pub began: Instant,
    pub took: Duration,
}

/// An answer that came whole.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub again_after: Option<u32>,
    pub body: String,
}

impl Client {
    /// The header that shows who asks.
    pub fn shown(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }

    /// The same by a session.
    pub fn signed_in(&self) -> String {
        format!("Cookie: goodword={}\r\n", self.session)
    }
}

impl Told {
    pub fn status(&self) -> Option<u16> {
        self.answer.as_ref().map(|answer| answer.status)
    }

    /// The server said that it was made.
    pub fn acknowledged(&self) -> bool {
        self.status() == Some(201)
    }
}

impl Deed {
    /// The nth call of a client. Entries and guests are bounded by the house's own rules; founding is not.
    pub fn nth(client: usize, n: usize, its: &Client) -> Deed {
        let mark = format!("mark-{client}-{n}-x");
        let community = &its.community;
        let (thing, path, body) = match n % 4 {
            1 if n < 76 => {
                (Thing::Entry, format!("/api/communities/{community}/asks"), json!({ "text": mark }))
            }
            2 if n < 600 => {
                let guest = json!({ "address": format!("{mark}@example.org"), "name": "" });
                (Thing::Guest, format!("/api/communities/{community}/invitations"), guest)
            }
            3 if n < 76 => {
                (Thing::Entry, format!("/api/communities/{community}/offers"), json!({ "text": mark }))
            }
            _ => {
                (Thing::Community, "/api/communities".to_owned(), json!({ "name": mark, "time_zone": "UTC" }))
            }
        };
        Deed { client, mark, thing, path, body }
    }

    /// Makes the call.
    pub fn ask(&self, address: &str, its: &Client) -> Told {
        let headers = format!("Idempotency-Key: {}\r\nContent-Type: application/json\r\n", self.mark);
        let began = Instant::now();
        let answer = ask(address, "POST", &self.path, &its.shown(), &headers, &self.body.to_string());
        let refused = answer.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused);
        Told { deed: self.clone(), answer: answer.ok(), refused, began, took: began.elapsed() }
    }
}

/// One request on a connection of its own; an error unless the answer comes whole.
pub fn ask(
    address: &str,
    method: &str,
    path: &str,
    who: &str,
    headers: &str,
    body: &str,
) -> io::Result<Answer> {
    let at = address.to_socket_addrs()?.next().ok_or(io::ErrorKind::AddrNotAvailable)?;
    let mut stream = TcpStream::connect_timeout(&at, Duration::from_secs(5))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{who}{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    whole(&answer).ok_or(io::ErrorKind::UnexpectedEof.into())
}

fn whole(answer: &str) -> Option<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(said, _)| said.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    };
    let length: usize = header("content-length").map_or(Some(0), |length| length.parse().ok())?;
    let again_after = header("retry-after").and_then(|seconds| seconds.parse().ok());
    let status = head.split(' ').nth(1)?.parse().ok()?;
    (body.len() == length).then(|| Answer { status, again_after, body: body.to_owned() })
}

/// What was told, written down before the next call: each line is on the disk when it counts.
struct Ledger(Mutex<(File, Vec<Told>)>);

impl Ledger {
    fn write_down(&self, told: Told) {
        let mut kept = self.0.lock().unwrap();
        writeln!(kept.0, "{} {:?}", told.deed.mark, told.status()).unwrap();
        kept.0.sync_data().unwrap();
        kept.1.push(told);
    }
}

/// When clients stop by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// After so many calls each, or when nobody answers.
    Calls(usize),
    /// Not before they are told; what fails is passed over.
    Told,
}

/// All clients write until they are told to stop; what each was told, in the order of asking. `meanwhile` runs beside them.
pub fn write<T>(
    address: &str,
    clients: &[Client],
    until: Until,
    folder: &Path,
    meanwhile: impl FnOnce() -> T,
) -> (Vec<Told>, T) {
    let ledger = Ledger(Mutex::new((File::create(folder.join("ledger")).unwrap(), Vec::new())));
    let over = AtomicBool::new(false);
    let all_write = || {
        std::thread::scope(|scope| {
            for (at, client) in (0..).zip(clients) {
                let (ledger, over) = (&ledger, &over);
                scope.spawn(move || one_writes(address, (at, client), until, ledger, over));
            }
            // However it ends: nobody writes on for ever.
            let _told = (until == Until::Told).then(|| Stop(&over));
            meanwhile()
        })
    };
    let result = tokio::task::block_in_place(all_write);
    let mut told = ledger.0.into_inner().unwrap().1;
    told.sort_by_key(|told| told.began);
    (told, result)
}

/// Tells all to stop when it goes.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn one_writes(
    address: &str,
    (at, client): (usize, &Client),
    until: Until,
    ledger: &Ledger,
    over: &AtomicBool,
) {
    for n in 0.. {
        if over.load(Ordering::SeqCst) || matches!(until, Until::Calls(most) if n >= most) {
            return;
        }
        let told = Deed::nth(at, n, client).ask(address, client);
        let (heard, done) = (told.answer.is_some(), told.acknowledged());
        ledger.write_down(told);
        if !heard && until != Until::Told {
            return;
        }
        if !done {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Asks again, with the same key, for whatever was not acknowledged, until it is.
pub fn settle(address: &str, clients: &[Client], all: &[Told]) {
    for told in all.iter().filter(|told| !told.acknowledged()) {
        let again = told.deed.ask(address, &clients[told.deed.client]);
        assert!(again.acknowledged(), "asked again: {:?} after {:?}", again, told.answer);
    }
}
