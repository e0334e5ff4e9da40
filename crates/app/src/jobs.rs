//! Jobs: what is done later, once, by whichever instance comes first.
//!
//! A verb [queues](Change::job) a job in its own transaction. A worker leases it and calls the one function that
//! [`Slices::take_on`] names for its kind. That function opens its transaction with [`Task::change`], in which the job is done
//! already: so a job's effect and its being done are one, and a worker that slept past its lease can write neither
//! (see [`goodword_store::jobs`]). A job answers nothing when it is done; else [`Trouble`]: try again later, or give up.
//!
//! Jobs that go on for long do a part, and queue the rest as a new job in the same transaction.

mod schedules;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use goodword_store::Tx;
use goodword_store::jobs::{self, Job, Leased};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::actor::{Actor, Who};
use crate::change::Change;
use crate::communities::operates;

use crate::error::{Error, Result};
use crate::house::App;
use crate::{erase, imports, introductions, invitations, mail, promises, rounds, sign_in};

/// How long a worker has a job to itself.
const LEASE: SignedDuration = SignedDuration::from_secs(120);
/// How long a job may take: less than the lease.
const PATIENCE: Duration = Duration::from_secs(100);
/// How long it is tried to write down what became of a job, when the database is away.
const INSISTS: Duration = Duration::from_secs(60);
/// How many jobs one worker does at a time.
const AT_A_TIME: u32 = 4;
/// How often a job is tried.
const TRIES: u32 = 12;
/// How long a worker who is told to stop goes on with what it began.
const LAST_MOMENTS: Duration = Duration::from_secs(8);

/// Why a job is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It may work later. The word is kept with the job.
    Retry(&'static str),
    /// It never will. The word is kept with the job.
    GiveUp(&'static str),
    /// Somebody else has the job by now: nothing was written.
    NotOurs,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        match error {
            Error::Busy(_) => Trouble::Retry("busy"),
            Error::NoRoom(_) => Trouble::Retry("no_room"),
            Error::TooOften(_) => Trouble::Retry("too_often"),
            Error::Broken(why) => {
                tracing::error!(why, "a job found something broken");
                Trouble::Retry("broken")
            }
            Error::NotFound => Trouble::GiveUp("not_found"),
            Error::SignInFirst | Error::NotAllowed(_) => Trouble::GiveUp("not_allowed"),
            Error::Refused(refused) => Trouble::GiveUp(refused.code),
        }
    }
}

impl From<goodword_store::Error> for Trouble {
    fn from(error: goodword_store::Error) -> Trouble {
        Error::from(error).into()
    }
}

/// What a job's function gives.
pub type Outcome = std::result::Result<(), Trouble>;

/// Does jobs: the house's [`Slices`], or what a test puts in their place.
#[async_trait]
pub trait Hands: Send + Sync {
    /// Does one job.
    async fn take_on(&self, task: &Task) -> Outcome;
}

/// The functions of the house, by kind.
pub struct Slices;

#[async_trait]
impl Hands for Slices {
    async fn take_on(&self, task: &Task) -> Outcome {
        match task.kind() {
            "invitations.letter" => invitations::letter(task).await,
            "invitations.everybody" => invitations::go_on(task).await,
            sign_in::LETTER => sign_in::letter(task).await,
            "tidy" => schedules::tidy(task).await,
            "erase.finish" => erase::finish(task).await,
            "erase.wipe" => erase::wipe(task).await,
            "imports.go_on" => imports::go_on(task).await,
            "rounds.think" => rounds::think(task).await,
            "rounds.watch" => rounds::watch(task).await,
            "rounds.by_calendar" => rounds::by_calendar(task).await,
            "rounds.at_hour" => rounds::at_hour(task).await,
            "rounds.announce" => rounds::announce(task).await,
            "introductions.ask" => introductions::ask_later(task).await,
            "introductions.wait" => introductions::wait(task).await,
            "promises.remind" => promises::remind(task).await,
            "promises.weigh" => promises::weigh(task).await,
            _ => Err(Trouble::GiveUp("unknown_kind")),
        }
    }
}

/// A job in the hands of a worker.
pub struct Task {
    /// The house.
    pub app: App,
    leased: Leased,
    began: AtomicBool,
}

impl Task {
    /// Which function does it.
    pub fn kind(&self) -> &str {
        &self.leased.job.kind
    }

    /// The job's id.
    pub fn id(&self) -> &str {
        &self.leased.job.id
    }

    /// What it was given when it was queued.
    pub fn body<T: DeserializeOwned>(&self) -> std::result::Result<T, Trouble> {
        serde_json::from_str(&self.leased.job.body).map_err(|_| Trouble::GiveUp("body_not_understood"))
    }

    /// Opens the job's one transaction, in which the job is done; [`Trouble::NotOurs`] if it is somebody else's by now.
    /// The actor is Goodword itself. Dropped, the transaction never was, and the job is not done.
    pub async fn change(&self, turn: impl AsRef<str>) -> std::result::Result<Change, Trouble> {
        let mut change = self.app.change(&Actor::GOODWORD, turn).await?;
        match jobs::complete(&mut change.tx, self.id(), self.leased.fence).await? {
            true => {
                self.began.store(true, Ordering::Relaxed);
                Ok(change)
            }
            false => Err(Trouble::NotOurs),
        }
    }
}

impl Change {
    /// Queues a job, to be done not before `due`, whatever becomes of this process. While a job with the same `once_key`
    /// waits, no second one is added.
    pub async fn job(
        &mut self,
        kind: &'static str,
        body: impl Serialize,
        due: Timestamp,
        once_key: Option<&str>,
    ) -> Result<()> {
        let job = Job {
            id: self.id(),
            kind: kind.to_owned(),
            body: serde_json::to_string(&body)?,
            due,
            once_key: once_key.map(str::to_owned),
        };
        jobs::add(&mut self.tx, &job).await?;
        self.queued();
        Ok(())
    }
}

/// Does all that is due, jobs and letters, once. The number of jobs and letters taken on.
pub async fn work(app: &App) -> Result<usize> {
    schedules::end_what_is_over(app).await?;
    schedules::queue_due(app).await?;
    let hands: Arc<dyn Hands> = Arc::new(Slices);
    let mut n = 0;
    loop {
        let now = work_by(app, &hands).await? + mail::sending::send_due(app).await?;
        n += now;
        if now == 0 {
            return Ok(n);
        }
    }
}

/// Takes on a few due jobs and does them. Their number.
pub async fn work_by(app: &App, hands: &Arc<dyn Hands>) -> Result<usize> {
    let tasks = lease(app, AT_A_TIME).await?;
    let n = tasks.len();
    let mut all: JoinSet<()> = tasks.into_iter().map(|task| perform(task, hands.clone())).collect();
    while all.join_next().await.is_some() {}
    Ok(n)
}

/// Takes on up to `most` due jobs.
pub async fn lease(app: &App, most: u32) -> Result<Vec<Task>> {
    let now = app.now();
    if !jobs::any_due(&mut app.look().await?, now).await? {
        return Ok(Vec::new());
    }
    let mut tx = app.db.write(&app.chance.id()).await?;
    let leased = jobs::lease(&mut tx, now, now + LEASE, most).await?;
    tx.commit().await?;
    let task = |leased| Task { app: app.clone(), leased, began: AtomicBool::new(false) };
    Ok(leased.into_iter().map(task).collect())
}

/// Does one job, and writes down what became of it.
pub async fn perform(task: Task, hands: Arc<dyn Hands>) {
    let task = Arc::new(task);
    let outcome = match task.leased.attempts {
        n if n > TRIES => Err(Trouble::GiveUp("worker_vanished")),
        _ => taken_on(&task, hands).await,
    };
    let until = tokio::time::Instant::now() + INSISTS;
    while let Err(error) = write_down(&task, outcome).await {
        tracing::warn!(job = task.id(), %error, "what became of a job is not written down yet");
        if tokio::time::Instant::now() > until {
            // Nothing is lost by it: the lease ends, and the job is tried again.
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Calls the job's function, for as long as the lease allows; a panic in it is trouble like any other.
async fn taken_on(task: &Arc<Task>, hands: Arc<dyn Hands>) -> Outcome {
    let mut one = JoinSet::new();
    let task = task.clone();
    one.spawn(async move { hands.take_on(&task).await });
    match tokio::time::timeout(PATIENCE, one.join_next()).await {
        Ok(Some(Ok(outcome))) => outcome,
        Ok(_) => Err(Trouble::Retry("panicked")),
        Err(_) => Err(Trouble::Retry("took_too_long")),
    }
}

async fn write_down(task: &Task, outcome: Outcome) -> Result<()> {
    let (id, fence, now) = (task.id(), task.leased.fence, task.app.now());
    let done = task.began.load(Ordering::Relaxed);
    if matches!(outcome, Err(Trouble::NotOurs)) || (outcome.is_ok() && done) {
        return Ok(());
    }
    let mut tx = task.app.db.write(id).await?;
    match outcome {
        Ok(()) | Err(Trouble::NotOurs) => jobs::complete(&mut tx, id, fence).await?,
        Err(Trouble::Retry(why)) if task.leased.attempts < TRIES => {
            jobs::put_back(&mut tx, id, fence, now + pause_after(task.leased.attempts), why).await?
        }
        Err(Trouble::Retry(why) | Trouble::GiveUp(why)) => {
            tracing::error!(job = id, kind = task.kind(), why, "a job was given up");
            match task.kind() {
                // Its link would be over; what somebody typed does not stay behind.
                sign_in::LETTER => jobs::complete(&mut tx, id, fence).await?,
                _ => jobs::give_up(&mut tx, id, fence, now, why).await?,
            }
        }
    };
    Ok(tx.commit().await?)
}

/// How long to wait after the nth try: 5 s, 15 s, 45 s, …, at most an hour.
pub(crate) fn pause_after(attempts: u32) -> SignedDuration {
    let seconds = 5_i64.saturating_mul(3_i64.saturating_pow(attempts.saturating_sub(1)));
    SignedDuration::from_secs(seconds.min(3600))
}

/// Works until told to stop, and then finishes what it began. Jobs and letters do not wait for each other.
pub async fn run(app: App, stop: impl Future<Output = ()>) {
    let (tell, told) = watch::channel(false);
    let stopped = async {
        stop.await;
        let _ = tell.send(true);
    };
    let (jobs, letters) = (keep_at(&app, told.clone(), Share::Jobs), keep_at(&app, told, Share::Letters));
    let all_done = async { tokio::join!(stopped, jobs, letters) };
    let name = app.chance.id();
    tokio::select! {
        _ = all_done => {}
        never = app.db.hear_others(&name, || app.wake.notify_waiters()) => match never {},
    }
}

/// What there is to do.
#[derive(Clone, Copy)]
enum Share {
    Jobs,
    Letters,
}

impl Share {
    /// Does a few that are due. Their number.
    async fn a_little(self, app: &App) -> Result<usize> {
        match self {
            Share::Jobs => {
                schedules::end_what_is_over(app).await?;
                schedules::queue_due(app).await?;
                let hands: Arc<dyn Hands> = Arc::new(Slices);
                work_by(app, &hands).await
            }
            Share::Letters => mail::sending::send_due(app).await,
        }
    }
}

/// Does a little again and again; waits when there was nothing to do, until woken or for about a second.
async fn keep_at(app: &App, mut told: watch::Receiver<bool>, share: Share) {
    while !*told.borrow_and_update() {
        // From here on a call is heard, also one that comes while there is something to do.
        let mut woken = pin!(app.wake.clone().notified_owned());
        woken.as_mut().enable();
        let did = {
            let mut part = pin!(share.a_little(app));
            tokio::select! {
                biased;
                did = &mut part => Some(did),
                _ = told.changed() => tokio::time::timeout(LAST_MOMENTS, part).await.ok(),
            }
        };
        let pause = match did {
            Some(Ok(0)) => a_second(app),
            Some(Ok(_)) => continue,
            Some(Err(error)) => {
                tracing::warn!(%error, "work cannot go on for now");
                Duration::from_secs(3) + a_second(app)
            }
            None => return,
        };
        tokio::select! {
            _ = told.changed() => {}
            () = woken => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// About a second, never the same: several instances do not come all at once.
fn a_second(app: &App) -> Duration {
    let mut byte = [0];
    app.chance.fill(&mut byte);
    Duration::from_millis(750 + 2 * u64::from(byte[0]))
}

/// A job that nobody tries any more, for whoever operates the installation.
pub use goodword_store::jobs::Failed;

/// Jobs that were given up, oldest first. Operators see them.
pub async fn failed(app: &App, actor: &Actor) -> Result<Vec<Failed>> {
    let mut tx = app.look().await?;
    may_operate(&mut tx, actor).await?;
    Ok(jobs::failed(&mut tx, 200).await?)
}

/// How many jobs wait, and how many were given up. For metrics.
pub async fn counts(app: &App) -> Result<(i64, i64)> {
    Ok(jobs::counts(&mut app.look().await?).await?)
}

/// Has a job that was given up tried again. Operators do.
pub async fn again(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let mut change = app.change(actor, id).await?;
    may_operate(&mut change.tx, actor).await?;
    let now = change.now;
    if !jobs::revive(&mut change.tx, id, now).await? {
        return Err(Error::NotFound);
    }
    change.happened("job.revived", None, id, ()).await?;
    change.queued();
    change.commit().await
}

/// Refuses whoever does not operate the installation.
pub(crate) async fn may_operate(tx: &mut Tx, actor: &Actor) -> Result<()> {
    match actor.who {
        Who::Stranger => Err(Error::SignInFirst),
        _ if operates(tx, actor).await? => Ok(()),
        _ => Err(Error::NotAllowed("Only an operator of this installation can do this.")),
    }
}
