//! `goodword serve` as a process of its own, and the other verbs beside it.

#![allow(dead_code, reason = "each test file uses the part of it that it needs")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use goodword_store::Place;
use goodword_testkit::{Database, Engine};

/// A database of its own, and the folder of its server.
pub struct Ground {
    pub database: Database,
    pub data: PathBuf,
}

/// A running server; killed when the test ends.
pub struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    log: PathBuf,
    pub address: String,
}

impl Ground {
    pub async fn new(engine: Engine) -> Ground {
        Ground::on(Database::new(engine).await)
    }

    /// Beside a database that is there.
    pub fn on(database: Database) -> Ground {
        let data = database.folder.join("data");
        Ground { database, data }
    }

    /// Where the server keeps everything.
    pub fn place(&self) -> Place {
        match &self.database.place {
            Place::Sqlite(_) => Place::Sqlite(self.data.join("goodword.db")),
            server => server.clone(),
        }
    }

    /// `goodword` with these words, and where the data is.
    pub fn command(&self, said: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodword"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GOODWORD_")) {
            command.env_remove(name);
        }
        command.args(said).arg("--data").arg(&self.data).stdin(Stdio::null());
        if let Place::Postgres(url) = &self.database.place {
            command.env("GOODWORD_DATABASE_URL", url);
        }
        command
    }

    /// Runs a verb to its end.
    pub fn goodword(&self, said: &[&str]) -> Output {
        self.command(said).output().unwrap()
    }

    /// Runs a verb that must do what it should; what it printed.
    pub fn done(&self, said: &[&str]) -> String {
        text(&self.goodword(said), 0)
    }

    /// Begins to serve.
    pub fn serve(&self) -> Server {
        Server::of(self.command(&["serve", "--listen", "127.0.0.1:0"]), &self.database.folder)
    }
}

/// What a verb printed on both streams, if it ended as it should.
pub fn text(output: &Output, code: i32) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}{told}");
    said + &told
}

impl Server {
    /// Begins to serve, and waits until it says where.
    pub fn of(mut command: Command, folder: &Path) -> Server {
        let log = folder.join(format!("serve-{}.log", Instant::now().elapsed().as_nanos()));
        let log = if log.exists() { log.with_extension("2.log") } else { log };
        command.stdout(Stdio::piped()).stderr(File::create(&log).unwrap());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut server = Server { child, out, log, address: String::new() };
        let line = server.line();
        let at = line.split("http://").nth(1).unwrap_or_else(|| panic!("{line}{}", server.log()));
        server.address = at.split([',', '\n']).next().unwrap().to_owned();
        server
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The next line that it prints.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    /// What it wrote to its log until now.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, "", "")
    }

    /// A request; status and body of the answer.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.address
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        let body = answer.split_once("\r\n\r\n").map_or("", |parts| parts.1).to_owned();
        (status.unwrap_or_else(|| panic!("no answer: {answer}")), body)
    }

    /// Tells it to stop, and waits for that.
    pub fn stop(mut self) -> (ExitStatus, String) {
        let told = Command::new("sh").arg("-c").arg(format!("kill -TERM {}", self.pid())).status().unwrap();
        assert!(told.success());
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, self.log());
            }
            assert!(began.elapsed() < Duration::from_secs(60), "it does not stop: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
