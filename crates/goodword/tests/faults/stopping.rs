//! SIGTERM under load: whoever was let in is answered, whoever comes later finds the door closed.

use std::time::{Duration, Instant};

use goodword_testkit::Engine;

use crate::clients::{Until, settle, write};
use crate::ground::{prepared, ready};
use crate::kept::{check, check_settled};

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_it_answers_whom_it_let_in() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (ground, clients) = prepared(engine).await;
        let (server, _) = ready(&ground);
        let (address, folder) = (server.address.clone(), ground.database.folder.clone());
        let (all, (status, log, took)) = write(&address, &clients, Until::Told, &folder, || {
            std::thread::sleep(Duration::from_millis(700));
            let began = Instant::now();
            let (status, log) = server.stop();
            (status, log, began.elapsed())
        });
        assert!(status.success(), "{log}");
        assert!(took < Duration::from_secs(10), "{took:?}");
        let failed: Vec<_> = all.iter().filter(|told| !told.acknowledged() && !told.refused).collect();
        assert!(failed.is_empty(), "let in, and not answered: {failed:?}");
        let (server, began) = ready(&ground);
        check(&ground.place(), &all).await;
        settle(&server.address, &clients, &all);
        check_settled(&ground.place(), &all).await;
        #[expect(clippy::print_stdout, reason = "figures of a test that is run for them")]
        {
            println!("{engine:?}: {} answered, stopped after {took:?}, ready after {began:?}", all.len());
        }
    }
}
