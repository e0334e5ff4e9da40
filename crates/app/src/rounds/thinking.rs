//! The job that plans a round: it reads, thinks outside any transaction, and writes if what it read still holds.

use std::collections::BTreeMap;

use goodword_domain::communities::CommunityId;
use goodword_domain::matches::{Answer, Match, MatchId, Seat, Stage as MatchStage};
use goodword_domain::members::{Member, MemberId};
use goodword_domain::rounds::stages::{Round, RoundId, Stage};
use goodword_domain::rounds::{Progress, RoundPlan, Snapshot, Table, Why};
use goodword_language::Language;
use goodword_store::matches::{self, Guest, Kept};
use goodword_store::round_members::{self, Seen};
use goodword_store::{Tx, rounds};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::reading::{self, Read};
use super::shown::{Numbers, Reason, left_out_sentence};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::jobs::{Outcome, Task, Trouble};

/// How often a round is thought through anew because something happened meanwhile.
const TRIES: usize = 4;

/// Which attempt a job works on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Which {
    pub community: CommunityId,
    pub round: RoundId,
    pub attempt: String,
}

/// The job.
pub(crate) async fn think(task: &Task) -> Outcome {
    let which: Which = task.body()?;
    for _ in 0..TRIES {
        let Some((round, read)) = begin(&task.app, &which).await? else { return Ok(()) };
        let (plan, snapshot) = planned(&task.app, &which, read.snapshot).await?;
        let mut change = task.change(&which.community.0).await?;
        let now = begin_in(&mut change.tx, &which).await?;
        match now {
            Some((_, now)) if now.gist != read.gist => continue,
            Some(_) => {
                let read = Read { snapshot, ..read };
                write(&mut change, round, &which.attempt, &read, &plan).await?;
            }
            None => {}
        }
        return Ok(change.commit().await?);
    }
    Err(Trouble::Retry("everything_changes"))
}

async fn begin(app: &App, which: &Which) -> Result<Option<(Round, Read)>> {
    begin_in(&mut app.look().await?, which).await
}

/// The round and what it reads, as long as this attempt goes on.
async fn begin_in(tx: &mut Tx, which: &Which) -> Result<Option<(Round, Read)>> {
    let Some(kept) = rounds::find(tx, &which.community, &which.round).await? else { return Ok(None) };
    match &kept.round.stage {
        Stage::Planning { attempt, .. } if *attempt == which.attempt => {}
        _ => return Ok(None),
    }
    let set = matches::locked(tx, &which.community, &which.round).await?.into_iter().collect();
    let read = reading::read(tx, &kept.round, &set).await?;
    Ok(Some((kept.round, read)))
}

/// Thinks, away from the threads that answer others, and tells how far it is.
async fn planned(app: &App, which: &Which, snapshot: Snapshot) -> Result<(RoundPlan, Snapshot)> {
    let (tell, mut told) = unbounded_channel();
    let thought = tokio::task::spawn_blocking(move || {
        let language = Language::standard();
        let plan = snapshot.plan(&language, threads(), &Telling(tell));
        (plan, snapshot)
    });
    while let Some(doing) = told.recv().await {
        let mut tx = app.db.write(&which.community.0).await?;
        rounds::tell(&mut tx, &which.community, &which.round, &which.attempt, &doing).await?;
        tx.commit().await?;
    }
    thought.await.map_err(|error| Error::Broken(format!("planning a round: {error}")))
}

struct Telling(UnboundedSender<String>);

impl Progress for Telling {
    fn step(&self, doing: &str) {
        // Whoever waited may have gone; planning goes on.
        let _ = self.0.send(doing.to_owned());
    }
}

/// Half of the machine: the other half answers people. The outcome does not depend on it.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).div_ceil(2)
}

/// Writes the outcome down.
async fn write(
    change: &mut Change,
    round: Round,
    attempt: &str,
    read: &Read,
    plan: &RoundPlan,
) -> Result<()> {
    let (community, id, now) = (round.community.clone(), round.id.clone(), change.now);
    let round = round.planned(attempt, now)?;
    rounds::save(&mut change.tx, &round).await?;
    let remembered = serde_json::to_string(&read.snapshot.remembered)?;
    rounds::remember(&mut change.tx, &community, &id, &remembered).await?;
    rounds::sum_up(&mut change.tx, &community, &id, &serde_json::to_string(&Numbers::of(plan))?).await?;
    matches::clear(&mut change.tx, &community, &id, false).await?;
    write_members(change, &community, &id, read, plan).await?;
    let members = read.snapshot.planned();
    for (position, table) in plan.tables.iter().enumerate() {
        let kept = kept(change.id(), &id, position, table, &members, change.now)?;
        matches::add(&mut change.tx, &community, &kept).await?;
    }
    let facts = serde_json::json!({ "matches": plan.tables.len(), "left_out": plan.left_out.len() });
    change.happened("round.planned", Some(&community), &id.0, facts).await
}

async fn write_members(
    change: &mut Change,
    community: &CommunityId,
    id: &RoundId,
    read: &Read,
    plan: &RoundPlan,
) -> Result<()> {
    round_members::clear(&mut change.tx, community, id).await?;
    let planned = read.snapshot.planned();
    let out: BTreeMap<&MemberId, &'static str> =
        plan.left_out.iter().map(|left| (&planned[left.seat].id, why_word(left.why))).collect();
    for (position, member) in read.snapshot.members.iter().enumerate() {
        let why = out.get(&member.id).copied();
        let seen = Seen {
            member: member.id.clone(),
            position: u32::try_from(position).ok(),
            state: if why.is_some() { "left_out" } else { "matched" }.to_owned(),
            why: why.map(str::to_owned),
            sentence: why.map(|why| left_out_sentence(why, &member.name)),
            since: change.now,
            content: Some(serde_json::to_string(member)?),
        };
        round_members::put(&mut change.tx, community, id, &seen).await?;
    }
    for (member, why) in &read.away {
        let seen = Seen {
            member: member.clone(),
            position: None,
            state: "away".to_owned(),
            why: Some((*why).to_owned()),
            sentence: None,
            since: change.now,
            content: None,
        };
        round_members::put(&mut change.tx, community, id, &seen).await?;
    }
    Ok(())
}

fn why_word(why: Why) -> &'static str {
    match why {
        Why::Paused(_) => "paused",
        Why::NoMeetings => "no_meetings",
        Why::RestsInTurn => "rests_in_turn",
        Why::Alone => "alone",
        Why::NobodyAllowed => "nobody_allowed",
        Why::NoneFree => "none_free",
    }
}

/// A table of a plan as a match that only organisers know.
pub(super) fn kept(
    id: String,
    round: &RoundId,
    position: usize,
    table: &Table,
    members: &[Member],
    now: jiff::Timestamp,
) -> Result<Kept> {
    let reasons: Vec<Reason> = table.reasons.iter().map(|reason| Reason::of(reason, members)).collect();
    let unasked = |&seat: &usize| Seat { member: members[seat].id.clone(), answer: Answer::Unasked };
    let guest = |&seat: &usize| Guest {
        name: members[seat].name.clone(),
        answered: None,
        reminded: None,
        shown: None,
        receives: held_out(table, |reason| (reason.to == seat).then_some(reason.from)),
        gives: held_out(table, |reason| (reason.from == seat).then_some(reason.to)),
    };
    Ok(Kept {
        of: Match {
            id: MatchId(id),
            round: round.clone(),
            stage: MatchStage::Proposed,
            seats: table.seats.iter().map(unasked).collect(),
        },
        people: table.seats.iter().map(guest).collect(),
        position: u32::try_from(position).unwrap_or(u32::MAX),
        made_by: "planned".to_owned(),
        reasons: serde_json::to_string(&reasons)?,
        mutual: millionths(table.mutual),
        drawn: table.drawn.map(millionths),
        note: table.note.clone(),
        locked: None,
        made: now,
        asked: None,
        answer_by: None,
    })
}

/// The strongest help with each partner, added up, in millionths.
fn held_out(table: &Table, partner: impl Fn(&goodword_domain::reasons::Reason) -> Option<usize>) -> i64 {
    let mut best: BTreeMap<usize, f64> = BTreeMap::new();
    for reason in &table.reasons {
        if let Some(other) = partner(reason) {
            let known = best.entry(other).or_insert(0.0);
            *known = known.max(reason.strength);
        }
    }
    best.values().map(|strength| millionths(*strength)).sum()
}

pub(super) fn millionths(share: f64) -> i64 {
    (share * 1e6).round() as i64
}
