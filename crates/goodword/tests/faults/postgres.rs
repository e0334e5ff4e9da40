//! A PostgreSQL server of our own, to be killed: durable, on a free port, thrown away afterwards.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The server's user: PostgreSQL refuses to run as root, and its package makes this one.
const USER: &str = "postgres";

/// A server of our own.
pub struct Postgres {
    bin: PathBuf,
    home: TempDir,
    pub port: u16,
    as_root: bool,
}

impl Postgres {
    /// Begins with an empty one.
    pub fn start() -> Postgres {
        let bin = std::env::var("GOODWORD_TEST_POSTGRES_BIN")
            .expect("run the tests with ./test or scripts/with-postgres, which find PostgreSQL's programs");
        let home = TempDir::with_prefix("goodword-faults-").unwrap();
        let id = Command::new("id").arg("-u").output().unwrap().stdout;
        let as_root = String::from_utf8_lossy(&id).trim() == "0";
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Postgres { bin: PathBuf::from(bin), home, port, as_root };
        if as_root {
            let owned = Command::new("chown").arg(USER).arg(server.home.path()).status().unwrap();
            assert!(owned.success(), "no user {USER} on this machine");
        }
        let made =
            ["-U", "goodword", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"];
        server.done("initdb", &made);
        let conf = server.data().join("postgresql.conf");
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\nmax_connections = 100\n\
             fsync = on\n",
            server.home.path().display()
        );
        fs::write(&conf, fs::read_to_string(&conf).unwrap() + &settings).unwrap();
        server.go_on();
        server
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("postgres://goodword@127.0.0.1:{}/postgres", self.port)
    }

    /// Its program, as the user that may run it.
    fn command(&self, program: &str) -> Command {
        let path = self.bin.join(program);
        let mut command = match self.as_root {
            true => {
                let mut command = Command::new("setpriv");
                let user = format!("--reuid={USER}");
                command.args([&user, &format!("--regid={USER}"), "--clear-groups"]).arg(path);
                command
            }
            false => Command::new(path),
        };
        command.current_dir(self.home.path()).stdin(Stdio::null());
        command
    }

    fn done(&self, program: &str, said: &[&str]) {
        let output = self.command(program).arg("-D").arg(self.data()).args(said).output().unwrap();
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Starts it; after a kill it recovers first.
    pub fn go_on(&self) {
        let log = self.home.path().join("log");
        let began = Instant::now();
        loop {
            let mut command = self.command("pg_ctl");
            command.arg("-D").arg(self.data()).arg("-l").arg(&log).args(["-w", "-t", "60", "start"]);
            // What remained of a killed one may still be going away.
            if command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success() {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "{}", crate::ground::tail(&log));
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Stops it at once, in the middle of everything, as an operator can.
    pub fn stop_at_once(&self) {
        self.done("pg_ctl", &["-m", "immediate", "-w", "stop"]);
    }

    /// The first process of the server.
    fn postmaster(&self) -> u32 {
        let pids = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        pids.lines().next().unwrap().trim().parse().unwrap()
    }

    /// The others, those that serve `goodword` first.
    fn backends(&self) -> Vec<u32> {
        let children = children(self.postmaster());
        let serves = |pid: &u32| {
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains("goodword")
        };
        let (mut first, rest): (Vec<u32>, Vec<u32>) = children.into_iter().partition(serves);
        first.extend(rest);
        first
    }

    /// Kills the first process; the others see that and go.
    pub fn kill_postmaster(&self) {
        signal("KILL", &[self.postmaster()]);
    }

    /// Kills one that serves: the server ends all others, and recovers by itself.
    pub fn kill_backend(&self) {
        signal("KILL", &self.backends()[..1]);
    }

    /// Has all of it stand still.
    pub fn freeze(&self) {
        signal("STOP", &[vec![self.postmaster()], self.backends()].concat());
    }

    /// Lets all of it go on.
    pub fn thaw(&self) {
        signal("CONT", &[self.backends(), vec![self.postmaster()]].concat());
    }

    /// Whether every page and index of a schema is whole.
    pub fn is_whole(&self) {
        let port = self.port.to_string();
        let said = ["-U", "goodword", "-h", "127.0.0.1", "-p", &port, "-d", "postgres", "--install-missing"];
        let mut command = self.command("pg_amcheck");
        let output = command.args(said).args(["--heapallindexed", "--parent-check"]).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            let mut command = self.command("pg_ctl");
            command.arg("-D").arg(self.data()).args(["-m", "immediate", "-w", "stop"]);
            let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }
}

/// Processes that one has begun.
pub fn children(pid: u32) -> Vec<u32> {
    let text = fs::read_to_string(Path::new(&format!("/proc/{pid}/task/{pid}/children"))).unwrap_or_default();
    text.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

/// Sends a signal to processes; who is gone already does not hear it.
pub fn signal(name: &str, pids: &[u32]) {
    let pids: Vec<String> = pids.iter().map(u32::to_string).collect();
    let mut shell = Command::new("sh");
    // The shell's own: not every machine has a program of that name.
    let _ = shell.arg("-c").arg(format!("kill -{name} {}", pids.join(" "))).stderr(Stdio::null()).status();
}
