//! `kill -9`, of Goodword in the middle of any system call and of PostgreSQL at any moment, while four clients write.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use goodword_testkit::Engine;

use crate::clients::{Client, Until, settle, write};
use crate::ground::{prepared, prepared_on, ready};
use crate::kept::{check, check_settled, tally};
use crate::postgres::{Postgres, children, signal};
use crate::served::{Ground, Server};

/// What a server does to keep, and what it does to answer.
const KEEPS: &str = "pwrite64,fdatasync,fsync,ftruncate";
const ANSWERS: &str = "sendto,writev,recvfrom";

/// How soon it must work again. It takes a fraction of that; a busy machine is not what is tested here.
const SOON: Duration = Duration::from_secs(10);
/// How many calls each client makes while something is about to happen.
const CALLS: usize = 12;

/// Follows a server from now on, and kills it when one of its threads makes the nth of these system calls.
fn lie_in_wait(server: &Server, calls: &str, nth: u32) -> Child {
    inject(server, calls, &format!("signal=KILL:when={nth}"))
}

/// Follows a server from now on, and does something to its system calls.
pub fn inject(server: &Server, calls: &str, what: &str) -> Child {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-p", &server.pid().to_string()]);
    strace.args(["-e", &format!("trace={calls}"), "-e", &format!("inject={calls}:{what}")]);
    let mut strace = strace.spawn().expect("strace is there: apt-get install strace");
    let began = Instant::now();
    while !is_followed(server.pid()) {
        if strace.try_wait().unwrap().is_some() {
            assert!(is_dead(server.pid()), "strace may not follow processes here");
            // What it waited for came before we looked.
            return strace;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "strace does not begin");
        std::thread::sleep(Duration::from_millis(5));
    }
    strace
}

/// Whether a process has ended, and waits for its parent to hear of it.
fn is_dead(pid: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    status.is_empty() || status.contains("State:\tZ")
}

/// Whether each thread of a process is followed by somebody.
fn is_followed(pid: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let status =
        |thread: std::io::Result<std::fs::DirEntry>| std::fs::read_to_string(thread?.path().join("status"));
    threads.map(status).all(|status| status.is_ok_and(|status| !status.contains("TracerPid:\t0")))
}

/// Serves again, and sees that all is as it must be.
async fn afterwards(ground: &Ground, clients: &[Client], all: &[crate::clients::Told], what: &str) {
    let (server, took) = ready(ground);
    assert!(took < SOON, "ready after {took:?}");
    check(&ground.place(), all).await;
    let (acknowledged, otherwise, unheard, there) = tally(&ground.place(), all).await;
    settle(&server.address, clients, all);
    check_settled(&ground.place(), all).await;
    #[expect(clippy::print_stdout, reason = "figures of a test that is run for them")]
    {
        println!(
            "{what}: {acknowledged} acknowledged, {otherwise} refused, {unheard} unheard ({there} of them there), ready in {took:?}"
        );
    }
    let (status, log) = server.stop();
    assert!(status.success(), "{log}");
}

/// Kills Goodword at one system call, under load.
async fn killed_at(engine: Engine, calls: &str, nth: u32) {
    let (ground, clients) = prepared(engine).await;
    let server = ground.serve();
    let mut strace = lie_in_wait(&server, calls, nth);
    let folder = ground.database.folder.clone();
    let (all, ()) = write(&server.address, &clients, Until::Calls(CALLS), &folder, || ());
    // Too few of these calls were made: then it ends here.
    drop(server);
    let _ = strace.wait();
    afterwards(&ground, &clients, &all, &format!("{engine:?} {calls} {nth}")).await;
}

/// Kills Goodword at one system call of its very first start.
async fn killed_in_its_first_start(engine: Engine, nth: u32) {
    let ground = Ground::new(engine).await;
    let serve = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut strace = Command::new("strace");
    let calls = format!("{KEEPS},sendto");
    strace.args(["-f", "--seccomp-bpf", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
    strace.args(["-e", &format!("inject={calls}:signal=KILL:when={nth}")]);
    strace.arg(serve.get_program()).args(serve.get_args()).stdin(Stdio::null());
    serve.get_envs().for_each(|(name, value)| match value {
        Some(value) => drop(strace.env(name, value)),
        None => drop(strace.env_remove(name)),
    });
    let mut strace = strace.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("strace is there");
    for _ in 0..100 {
        if strace.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    signal("KILL", &children(strace.id()));
    let _ = strace.wait();
    let (server, took) = ready(&ground);
    assert!(took < SOON, "ready after {took:?}");
    let (status, log) = server.stop();
    assert!(status.success(), "{log}");
}

/// A few points, spread over what a server does to keep and to answer.
async fn a_short_sweep(engine: Engine, keeps: &[u32], answers: &[u32], starts: &[u32]) {
    for nth in keeps {
        killed_at(engine, KEEPS, *nth).await;
    }
    for nth in answers {
        killed_at(engine, ANSWERS, *nth).await;
    }
    for nth in starts {
        killed_in_its_first_start(engine, *nth).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn goodword_killed_on_a_file_loses_nothing() {
    a_short_sweep(Engine::Sqlite, &[1, 13, 89, 233, 610, 987, 1597], &[2, 11], &[3, 21, 60]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goodword_killed_before_a_server_loses_nothing() {
    a_short_sweep(Engine::Postgres, &[], &[1, 13, 55, 144, 233, 377, 610, 987], &[5, 20, 60, 120]).await;
}

/// The server that is killed, or one of its processes, under a Goodword that goes on.
async fn postgres_killed(postgres: &Postgres, after: Duration, all_of_it: bool) {
    let (ground, clients) = prepared_on(&postgres.url()).await;
    let server = ground.serve();
    let folder = ground.database.folder.clone();
    let (all, ()) = write(&server.address, &clients, Until::Told, &folder, || {
        std::thread::sleep(after);
        match all_of_it {
            true => {
                postgres.kill_postmaster();
                postgres.go_on();
            }
            false => postgres.kill_backend(),
        }
        crate::ground::until_ready(&server.address, Duration::from_secs(10));
        std::thread::sleep(Duration::from_millis(300));
    });
    assert!(all.iter().all(|told| told.status() != Some(500)), "{}", server.log());
    drop(server);
    let what = if all_of_it { "postmaster" } else { "backend" };
    afterwards(&ground, &clients, &all, &format!("{what} after {after:?}")).await;
    postgres.is_whole();
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_killed_under_goodword_loses_nothing() {
    let postgres = Postgres::start();
    for (after, all_of_it) in [(180, false), (433, true), (612, false)] {
        postgres_killed(&postgres, Duration::from_millis(after), all_of_it).await;
    }
}

/// Every point of the scenario: `scripts/with-postgres cargo nextest run -p goodword --test faults --run-ignored only
/// -E 'test(long_sweep)' --no-capture`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes"]
async fn the_long_sweep() {
    for nth in (1..=150).chain((160..=3000).step_by(20)) {
        killed_at(Engine::Sqlite, KEEPS, nth).await;
    }
    for nth in 1..=30 {
        killed_at(Engine::Sqlite, ANSWERS, nth).await;
        killed_in_its_first_start(Engine::Sqlite, nth * 4).await;
        killed_in_its_first_start(Engine::Postgres, nth * 4).await;
    }
    for nth in (1..=100).chain((110..=1500).step_by(10)) {
        killed_at(Engine::Postgres, ANSWERS, nth).await;
    }
    let postgres = Postgres::start();
    for n in 0..50 {
        postgres_killed(&postgres, Duration::from_millis(5 + n * 37), n % 2 == 0).await;
    }
}
