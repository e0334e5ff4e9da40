//! A disk that is full, and one that does not keep what it was told to keep.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use goodword_store::Place;
use goodword_testkit::Engine;

use crate::clients::{Client, Told, Until, ask, settle, write};
use crate::ground::{prepared, ready};
use crate::kept::{check, check_settled};
use crate::postgres::signal;
use crate::served::{Ground, Server};

/// A server whose folder is a small disk of its own, that is gone with it.
struct Cramped {
    ground: Ground,
    server: Server,
}

impl Cramped {
    fn serve(ground: Ground) -> Cramped {
        let serve = ground.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut command = Command::new("unshare");
        // Without being root one may still mount what nobody else sees.
        command.args(["--user", "--map-root-user", "--mount", "sh", "-c"]);
        let script = "set -e; cp -a \"$1\" \"$1.before\"; mount -t tmpfs -o size=64m none \"$1\"; \
                      cp -a \"$1.before/.\" \"$1/\"; shift; exec \"$@\"";
        command.args([script, "sh"]).arg(&ground.data).arg(serve.get_program()).args(serve.get_args());
        let server = Server::of(command, &ground.database.folder);
        Cramped { ground, server }
    }

    /// The folder as the server sees it.
    fn inside(&self) -> PathBuf {
        let inside = PathBuf::from(format!("/proc/{}/root", self.server.pid()));
        inside.join(self.ground.data.strip_prefix("/").unwrap())
    }

    /// Takes all room that is left.
    fn fill(&self) {
        let mut ballast = File::create(self.inside().join("ballast")).unwrap();
        for size in [1 << 16, 1 << 12, 1] {
            while ballast.write_all(&vec![7; size]).is_ok() {}
        }
    }

    fn free(&self) {
        fs::remove_file(self.inside().join("ballast")).unwrap();
    }

    /// Looks at a copy of what lies there at this very moment, as after a crash.
    async fn looked_at(&self, n: usize) -> Place {
        signal("STOP", &[self.server.pid()]);
        let copy = self.ground.database.folder.join(format!("copy-{n}"));
        fs::create_dir_all(&copy).unwrap();
        for name in ["goodword.db", "goodword.db-wal"] {
            fs::copy(self.inside().join(name), copy.join(name)).unwrap();
        }
        signal("CONT", &[self.server.pid()]);
        Place::Sqlite(copy.join("goodword.db"))
    }
}

/// What somebody who reads, and who signs out, is answered.
fn may_leave(address: &str, client: &Client) {
    let read = ask(address, "GET", "/api/communities", &client.shown(), "", "").unwrap();
    assert_eq!(read.status, 200, "{}", read.body);
    let out = ask(address, "POST", "/api/sign-out", &client.signed_in(), "", "").unwrap();
    assert_eq!(out.status, 204, "{}", out.body);
    let gone = ask(address, "GET", "/api/sessions", &client.signed_in(), "", "").unwrap();
    assert_eq!(gone.status, 401, "{}", gone.body);
}

fn refused(all: &[Told]) -> Vec<&Told> {
    all.iter().filter(|told| !told.acknowledged()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_and_is_left_behind_without_a_restart() {
    let (ground, clients) = prepared(Engine::Sqlite).await;
    let cramped = Cramped::serve(ground);
    let (address, folder) = (cramped.server.address.clone(), cramped.ground.database.folder.clone());
    let (all, on_again) = write(&address, &clients, Until::Told, &folder, || {
        std::thread::sleep(Duration::from_millis(500));
        cramped.fill();
        std::thread::sleep(Duration::from_secs(2));
        clients.iter().for_each(|client| may_leave(&address, client));
        cramped.free();
        let freed = Instant::now();
        std::thread::sleep(Duration::from_secs(3));
        freed
    });
    for told in refused(&all) {
        let answer = told.answer.as_ref().unwrap_or_else(|| panic!("no answer: {told:?}"));
        assert!(answer.status == 507 && answer.again_after.is_some(), "{told:?} {}", cramped.server.log());
        assert!(answer.body.contains("no room left on the disk"), "{}", answer.body);
    }
    assert!(refused(&all).len() > 20, "the disk was full for two seconds");
    assert!(all.iter().any(|told| told.began > on_again && told.acknowledged()), "{}", cramped.server.log());
    let log = cramped.server.log();
    assert!(log.contains("the disk is full") && log.contains("there is room on the disk again"), "{log}");
    check(&cramped.looked_at(1).await, &all).await;
    settle(&address, &clients, &all);
    check_settled(&cramped.looked_at(2).await, &all).await;
}

/// What a disk was asked to keep a second time it may only claim to have kept: so nobody asks it.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_does_not_keep_is_written_to_no_more() {
    let (ground, clients) = prepared(Engine::Sqlite).await;
    let (server, _) = ready(&ground);
    let mut strace = crate::kills::inject(&server, "fdatasync,fsync", "error=EIO:when=5");
    let folder = ground.database.folder.clone();
    let (all, ()) = write(&server.address, &clients, Until::Told, &folder, || {
        let began = Instant::now();
        while ask(&server.address, "GET", "/readyz", "", "", "").unwrap().status != 503 {
            assert!(began.elapsed() < Duration::from_secs(30), "{}", server.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        std::thread::sleep(Duration::from_millis(500));
        let read = ask(&server.address, "GET", "/api/communities", &clients[0].shown(), "", "").unwrap();
        assert_eq!(read.status, 200);
    });
    let first = all.iter().position(|told| !told.acknowledged()).expect("a disk that fails");
    assert!(all[first..].iter().filter(|told| told.acknowledged()).count() < 4, "nothing more is written");
    assert!(refused(&all).iter().all(|told| told.status() == Some(503)), "{}", server.log());
    assert!(server.log().contains("the disk does not keep what is written"), "{}", server.log());
    drop(server);
    let _ = strace.wait();
    let (server, _) = ready(&ground);
    check(&ground.place(), &all).await;
    settle(&server.address, &clients, &all);
    check_settled(&ground.place(), &all).await;
}
