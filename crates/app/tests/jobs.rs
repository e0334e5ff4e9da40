//! Jobs are done once, whoever dies, sleeps or comes again; what fails is tried again, then kept to be looked at.

use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use goodword_app::jobs::{self, Hands, Outcome, Task, Trouble};
use goodword_app::outside::{MachineChance, MachineClock};
use goodword_app::{Actor, App, Clock, House};
use goodword_store::{Db, Place, events, jobs as kept, once};
use goodword_testkit::{Engine, RepeatingChance, TestHouse, on_both};
use jiff::Timestamp;
use tokio::sync::Notify;

/// Writes down one event for each job: its effect.
struct Effects;

#[async_trait]
impl Hands for Effects {
    async fn take_on(&self, task: &Task) -> Outcome {
        let n: u32 = task.body()?;
        let mut change = task.change(format!("effect:{}", n % 7)).await?;
        change.happened("test.effect", None, &n.to_string(), ()).await?;
        Ok(change.commit().await?)
    }
}

async fn queue(app: &App, numbers: std::ops::Range<u32>) {
    let mut change = app.change(&Actor::OPERATOR, "test").await.expect("a change");
    for n in numbers {
        let now = change.now;
        change.job("test.effect", n, now, None).await.expect("a job");
    }
    change.commit().await.expect("a commit");
}

/// How often each effect is there.
async fn effects(app: &App) -> BTreeMap<u32, u32> {
    let mut found = BTreeMap::new();
    for event in events::all_by(&mut app.look().await.expect("a look"), "goodword").await.expect("events") {
        if event.what == "test.effect" {
            *found.entry(event.subject.unwrap_or_default().parse().expect("a number")).or_insert(0) += 1;
        }
    }
    found
}

fn each_once(n: u32) -> BTreeMap<u32, u32> {
    (0..n).map(|n| (n, 1)).collect()
}

async fn until_done(app: &App, hands: &Arc<dyn Hands>) {
    while jobs::work_by(app, hands).await.expect("work") > 0 {}
}

/// Another instance on the same data; on SQLite, another worker of the one process.
async fn instance(house: &TestHouse, seed: u64) -> App {
    let chance = Arc::new(RepeatingChance::new(seed));
    match house.engine {
        Engine::Sqlite => App { chance, ..house.app.clone() },
        Engine::Postgres => App { db: house.database.open().await, chance, ..house.app.clone() },
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_jobs_over_three_workers_and_a_sleeper_are_each_done_once() {
    on_both(async |house| {
        queue(&house.app, 0..1000).await;
        let hands: Arc<dyn Hands> = Arc::new(Effects);
        let slept = jobs::lease(&house.app, 8).await.expect("a lease");
        assert_eq!(slept.len(), 8);
        house.clock.forward(3600);
        let mut workers = Vec::new();
        for seed in 10..13 {
            let (app, hands) = (instance(&house, seed).await, hands.clone());
            workers.push(tokio::spawn(async move { until_done(&app, &hands).await }));
        }
        for worker in workers {
            worker.await.expect("a worker that works");
        }
        assert_eq!(effects(&house.app).await, each_once(1000));
        // The sleeper wakes: its lease is long over.
        for task in slept {
            jobs::perform(task, hands.clone()).await;
        }
        assert_eq!(effects(&house.app).await, each_once(1000));
        let counts = kept::counts(&mut house.app.look().await.expect("a look")).await.expect("counts");
        assert_eq!(counts, (0, 0));
    })
    .await;
}

/// A clock that is set back two days keeps nobody from what a worker left behind that died before that.
#[tokio::test]
async fn a_lease_of_a_clock_that_ran_ahead_holds_nobody_up() {
    on_both(async |house| {
        queue(&house.app, 0..1).await;
        house.clock.forward_days(2);
        let died = jobs::lease(&house.app, 1).await.expect("a lease");
        house.clock.forward_days(-2);
        let hands: Arc<dyn Hands> = Arc::new(Effects);
        until_done(&house.app, &hands).await;
        assert_eq!(effects(&house.app).await, each_once(1));
        for task in died {
            jobs::perform(task, hands.clone()).await;
        }
        assert_eq!(effects(&house.app).await, each_once(1));
    })
    .await;
}

#[tokio::test]
async fn a_sleeper_cannot_put_back_or_give_up_what_another_has() {
    on_both(async |house| {
        queue(&house.app, 0..1).await;
        let slept = jobs::lease(&house.app, 1).await.expect("a lease");
        house.clock.forward(3600);
        let has_it = jobs::lease(&house.app, 1).await.expect("a lease");
        let fails: Arc<dyn Hands> = Arc::new(Fails(Trouble::GiveUp("never")));
        for task in slept {
            jobs::perform(task, fails.clone()).await;
        }
        assert!(jobs::failed(&house.app, &Actor::OPERATOR).await.expect("a list").is_empty());
        for task in has_it {
            jobs::perform(task, Arc::new(Effects)).await;
        }
        assert_eq!(effects(&house.app).await, each_once(1));
    })
    .await;
}

/// Writes its effect, and then fails.
struct Fails(Trouble);

#[async_trait]
impl Hands for Fails {
    async fn take_on(&self, task: &Task) -> Outcome {
        let mut change = task.change("fails").await?;
        change.happened("test.effect", None, "7", ()).await?;
        Err(self.0)
    }
}

struct Panics;

#[async_trait]
impl Hands for Panics {
    async fn take_on(&self, _: &Task) -> Outcome {
        panic!("a job that panics, on purpose");
    }
}

#[tokio::test]
async fn what_fails_is_tried_again_then_kept_and_leaves_no_half_of_itself() {
    on_both(async |house| {
        let cases: [(Arc<dyn Hands>, &str, u32); 3] = [
            (Arc::new(Fails(Trouble::Retry("not_yet"))), "not_yet", 12),
            (Arc::new(Fails(Trouble::GiveUp("never"))), "never", 1),
            (Arc::new(Panics), "panicked", 12),
        ];
        for (n, (hands, why, tries)) in (0..).zip(cases) {
            queue(&house.app, n..n + 1).await;
            let mut tried = 0;
            while jobs::failed(&house.app, &Actor::OPERATOR).await.expect("a list").is_empty() {
                tried += jobs::work_by(&house.app, &hands).await.expect("work");
                assert_eq!(jobs::work_by(&house.app, &hands).await.expect("work"), 0, "it waits a while");
                house.clock.forward(3600);
            }
            assert_eq!(tried, usize::try_from(tries).expect("a few"), "{why}");
            let failed = jobs::failed(&house.app, &Actor::OPERATOR).await.expect("a list");
            assert_eq!((failed.len(), failed[0].why.as_str()), (1, why));
            assert_eq!(effects(&house.app).await, each_once(n), "half of a job was written");
            jobs::again(&house.app, &Actor::OPERATOR, &failed[0].job.id).await.expect("revived");
            until_done(&house.app, &(Arc::new(Effects) as Arc<dyn Hands>)).await;
            assert_eq!(effects(&house.app).await, each_once(n + 1));
        }
    })
    .await;
}

#[tokio::test]
async fn a_job_with_a_key_waits_once_and_only_operators_see_what_failed() {
    on_both(async |house| {
        for _ in 0..3 {
            let mut change = house.app.change(&Actor::OPERATOR, "test").await.expect("a change");
            let now = change.now;
            change.job("test.effect", 1, now, Some("only one")).await.expect("a job");
            change.commit().await.expect("a commit");
        }
        assert_eq!(jobs::lease(&house.app, 9).await.expect("a lease").len(), 1);
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        for actor in [&ada, &Actor::STRANGER, &Actor::GOODWORD] {
            assert!(jobs::failed(&house.app, actor).await.is_err());
            assert!(jobs::again(&house.app, actor, "x").await.is_err());
        }
    })
    .await;
}

#[tokio::test]
async fn each_day_is_tidied_once_whatever_clocks_and_instances_do() {
    const EACH_DAY: usize = 2; // tidying, and weighing how words are kept
    on_both(async |house| {
        let other = instance(&house, 77).await;
        let made = once::Made { what: "x".into(), fingerprint: "x".into(), made: "x".into() };
        let mut tx = house.app.db.write("test").await.expect("a transaction");
        once::remember(&mut tx, "somebody", "key", &made, house.clock.now()).await.expect("remembered");
        tx.commit().await.expect("a commit");
        let days = [(0, EACH_DAY), (0, 0), (8, EACH_DAY), (-8, 0), (8, 0), (1, EACH_DAY)];
        for (days, done) in days {
            house.clock.forward_days(days);
            let (one, two) = tokio::join!(jobs::work(&house.app), jobs::work(&other));
            assert_eq!(one.expect("work") + two.expect("work"), done);
        }
        let mut tx = house.app.look().await.expect("a look");
        assert_eq!(once::find(&mut tx, "somebody", "key").await.expect("an answer"), None);
    })
    .await;
}

#[tokio::test]
async fn the_loop_does_what_comes_and_stops_when_told() {
    on_both(async |house| {
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let app = house.app.clone();
        let running = tokio::spawn(async move {
            jobs::run(app, async move {
                let _ = stopped.await;
            })
            .await;
        });
        let mut change = house.app.change(&Actor::OPERATOR, "test").await.expect("a change");
        let now = change.now;
        change.job("unheard_of", (), now, None).await.expect("a job");
        change.commit().await.expect("a commit");
        while jobs::failed(&house.app, &Actor::OPERATOR).await.expect("a list").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        stop.send(()).expect("it listens");
        tokio::time::timeout(Duration::from_secs(10), running).await.expect("it stops").expect("in peace");
    })
    .await;
}

/// A clock that runs a hundred times as fast: so leases end while a test waits.
struct FastClock(Timestamp);

impl Clock for FastClock {
    fn now(&self) -> Timestamp {
        let since = MachineClock.now().duration_since(self.0);
        self.0 + since * 100
    }
}

/// The first instant of the fast clocks: the same in all processes.
const BEGINNING: i64 = 1_780_315_200_000_000;

async fn fast_instance(place: &Place) -> App {
    App {
        db: Db::open(place, async |_| Ok(())).await.expect("the database opens"),
        clock: Arc::new(FastClock(Timestamp::from_microsecond(BEGINNING).expect("an instant"))),
        chance: Arc::new(MachineChance),
        house: Arc::new(House { url: "http://localhost:8080".to_owned(), ..House::default() }),
        wake: Arc::new(Notify::new()),
        readings: Arc::default(),
    }
}

/// Not a test by itself: a worker in a process of its own, for the test below to kill and to stop.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a part of the test below"]
async fn worker_in_a_process() {
    let Ok(place) = std::env::var("GOODWORD_TEST_WORKS_AT") else { return };
    let place = match place.starts_with("postgres") {
        true => Place::Postgres(place),
        false => Place::Sqlite(place.into()),
    };
    let app = fast_instance(&place).await;
    let hands: Arc<dyn Hands> = Arc::new(Effects);
    loop {
        // While others hold the database it may be busy: then again.
        if jobs::work_by(&app, &hands).await.unwrap_or(0) == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

struct Worker(Child);

impl Worker {
    fn start(place: &Place) -> Worker {
        let place = match place {
            Place::Sqlite(file) => file.display().to_string(),
            Place::Postgres(url) => url.clone(),
        };
        let mut command = Command::new(std::env::current_exe().expect("this test's program"));
        command.args(["--ignored", "--exact", "worker_in_a_process"]).env("GOODWORD_TEST_WORKS_AT", place);
        Worker(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a process"))
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.0.id().to_string()]).status();
        assert!(sent.expect("kill").success());
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Ten thousand jobs; processes are killed every three seconds, one is stopped past its lease and goes on. SQLite has one
/// process at a time, PostgreSQL four.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes; figures in docs/benchmarks.md"]
#[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
async fn ten_thousand_jobs_while_workers_are_killed_and_stopped() {
    const N: u32 = 10_000;
    on_both(async |house| {
        let place = house.database.place.clone();
        let app = fast_instance(&place).await;
        queue(&app, 0..N).await;
        let n_workers = if house.engine == Engine::Sqlite { 1 } else { 4 };
        let began = MachineClock.now();
        let mut workers: Vec<Worker> = (0..n_workers).map(|_| Worker::start(&place)).collect();
        let (mut n_killed, mut n_stopped) = (0, 0);
        loop {
            tokio::time::sleep(Duration::from_secs(3)).await;
            let left = kept::counts(&mut app.look().await.expect("a look")).await.expect("counts");
            assert_eq!(left.1, 0, "a job was given up");
            if left.0 == 0 {
                break;
            }
            // Dropped, it is killed.
            workers.remove(0);
            n_killed += 1;
            workers.push(Worker::start(&place));
            if n_workers > 1 {
                // A lease of two minutes is 1.2 seconds of the fast clock.
                workers[0].signal("-STOP");
                tokio::time::sleep(Duration::from_secs(2)).await;
                workers[0].signal("-CONT");
                n_stopped += 1;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
        let seconds = MachineClock.now().duration_since(began).as_secs();
        drop(workers);
        assert_eq!(effects(&app).await, each_once(N));
        println!("{:?}: {N} jobs in {seconds} s, {n_killed} killed, {n_stopped} stopped", house.engine);
    })
    .await;
}
