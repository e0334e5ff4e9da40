//! Matching anew whoever is free again, before those who come late; and at the cut-off, whoever is left joins two others.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::communities::CommunityId;
use goodword_domain::matches::{Answer, Match, MatchId, Seat, Stage as MatchStage};
use goodword_domain::members::{Member, MemberId};
use goodword_domain::rounds::stages::{Round, RoundId, Stage};
use goodword_domain::rounds::{Met, Odd, Snapshot, Table, Terms, Weighed, weigh};
use goodword_language::Language;
use goodword_store::matches::{self, Guest, Kept};
use goodword_store::round_members::{self, Seen};
use goodword_store::{Tx, rounds};
use jiff::Timestamp;

use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;

use super::letters::{About, match_letter};
use super::{look_after, reading, thinking, watching};

/// At most so many are matched anew at once.
const MOST: u32 = 2_000;
/// Among so many matches somebody who is left looks for two whom they can join.
const HOSTS: usize = 60;

/// What was thought about those who wait.
pub(super) struct Thought {
    waiting: Vec<Seen>,
    members: Vec<Member>,
    tables: Vec<Table>,
    joins: Vec<Join>,
    last: bool,
}

/// Somebody joins a match.
struct Join {
    member: MemberId,
    host: MatchId,
    weighed: Weighed,
    people: Vec<Member>,
}

/// What decides about those who wait.
struct Situation {
    round: Round,
    waiting: Vec<Seen>,
    snapshot: Snapshot,
    hosts: Vec<(MatchId, Vec<Member>)>,
    last: bool,
}

/// Thinks about those who wait, if it is time to; outside any transaction.
pub(super) async fn think(app: &App, community: &CommunityId, id: &RoundId) -> Result<Option<Thought>> {
    let now = app.now();
    let Some(situation) = situation(&mut app.look().await?, community, id, now).await? else {
        return Ok(None);
    };
    let thought = tokio::task::spawn_blocking(move || thought(situation));
    thought.await.map(Some).map_err(|error| Error::Broken(format!("matching anew: {error}")))
}

async fn situation(
    tx: &mut Tx,
    community: &CommunityId,
    id: &RoundId,
    now: Timestamp,
) -> Result<Option<Situation>> {
    let Some(kept) = rounds::find(tx, community, id).await? else { return Ok(None) };
    let round = kept.round;
    let Stage::Released { cut_off, .. } = round.stage else { return Ok(None) };
    let waiting = round_members::of_state(tx, community, id, "waiting", None, MOST).await?;
    let last = now >= cut_off;
    let ready = waiting.len() > 1 && waiting.iter().any(|seen| seen.since + watching::GATHER <= now);
    if waiting.is_empty() || !(last || ready) {
        return Ok(None);
    }
    let snapshot = snapshot(tx, &round, &waiting).await?;
    let hosts = if last && round.terms.odd == Odd::Trio { hosts(tx, &round).await? } else { Vec::new() };
    Ok(Some(Situation { round, waiting, snapshot, hosts, last }))
}

/// Those who wait, as a round of their own: nobody is drawn by lot, and whoever was matched in this round has met.
async fn snapshot(tx: &mut Tx, round: &Round, waiting: &[Seen]) -> Result<Snapshot> {
    let read = reading::read(tx, round, &BTreeSet::new()).await?;
    let ids: BTreeSet<&MemberId> = waiting.iter().map(|seen| &seen.member).collect();
    let mut snapshot = read.snapshot.of_some(&ids);
    let this = matches::people(tx, &round.community, &round.id).await?;
    let past = &mut snapshot.remembered.past;
    for people in this.chunk_by(|a, b| a.0 == b.0) {
        for (i, (_, a)) in people.iter().enumerate() {
            let met = |(_, b): &(MatchId, MemberId)| Met { a: a.clone(), b: b.clone(), on: round.terms.on };
            past.met.extend(people[i + 1..].iter().map(met));
        }
    }
    // If one must go on waiting it is somebody who came late: the others count as rested.
    let most = past.rested.len();
    for seen in waiting.iter().filter(|seen| seen.why.as_deref() == Some("freed")) {
        past.rested.extend(std::iter::repeat_n((seen.member.clone(), round.terms.on), most + 1));
    }
    let meetings = 1;
    snapshot.terms = Terms { explore_percent: 0, odd: Odd::Rest, size: 2, meetings, ..snapshot.terms };
    Ok(snapshot)
}

/// Matches of two that somebody could join, with their people as they are now.
async fn hosts(tx: &mut Tx, round: &Round) -> Result<Vec<(MatchId, Vec<Member>)>> {
    let read = reading::read(tx, round, &BTreeSet::new()).await?;
    let known: BTreeMap<MemberId, Member> =
        read.snapshot.members.into_iter().map(|member| (member.id.clone(), member)).collect();
    let mut hosts = Vec::new();
    for stage in [MatchStage::On, MatchStage::Asked] {
        let all = matches::of_round(tx, &round.community, &round.id, Some(stage), None, u32::MAX).await?;
        for kept in all {
            let people: Vec<Member> = kept.of.still_in().filter_map(|id| known.get(id).cloned()).collect();
            if people.len() == 2 && kept.of.still_in().count() == 2 {
                hosts.push((kept.of.id, people));
            }
        }
    }
    Ok(hosts)
}

fn thought(situation: Situation) -> Thought {
    let Situation { round, waiting, snapshot, hosts, last } = situation;
    let language = Language::standard();
    let plan = snapshot.plan(&language, 1, &());
    let seated: BTreeSet<usize> = plan.tables.iter().flat_map(|table| table.seats.iter().copied()).collect();
    let mut joins: Vec<Join> = Vec::new();
    for seat in (0..snapshot.members.len()).filter(|seat| last && !seated.contains(seat)) {
        let taken: BTreeSet<&MatchId> = joins.iter().map(|join| &join.host).collect();
        let open: Vec<&(MatchId, Vec<Member>)> =
            hosts.iter().filter(|host| !taken.contains(&host.0)).collect();
        if let Some(join) = best_host(&language, &round, &snapshot, &snapshot.members[seat], &open) {
            joins.push(join);
        }
    }
    Thought { members: snapshot.members.clone(), tables: plan.tables, joins, waiting, last }
}

/// The match of two that somebody joins best, among an even sample.
fn best_host(
    language: &Language,
    round: &Round,
    snapshot: &Snapshot,
    member: &Member,
    hosts: &[&(MatchId, Vec<Member>)],
) -> Option<Join> {
    let step = hosts.len().div_ceil(HOSTS).max(1);
    let sample: Vec<&&(MatchId, Vec<Member>)> = hosts.iter().step_by(step).collect();
    let members: Vec<Member> =
        std::iter::once(member.clone()).chain(sample.iter().flat_map(|host| host.1.clone())).collect();
    let tables: Vec<Vec<usize>> = (0..sample.len()).map(|i| vec![0, 2 * i + 1, 2 * i + 2]).collect();
    // The two have met by now: what counts is whether the third may meet them.
    let mut remembered = snapshot.remembered.clone();
    remembered.past.met.retain(|met| met.a == member.id || met.b == member.id);
    let some = Snapshot { members, remembered, terms: round.terms.clone() };
    let weighed = weigh(language, &some, &tables, 1);
    let best = (0..sample.len()).filter(|&i| weighed[i].allowed).max_by(|&i, &j| {
        weighed[i].table.mutual.total_cmp(&weighed[j].table.mutual).then_with(|| j.cmp(&i))
    })?;
    Some(Join {
        member: member.id.clone(),
        host: sample[best].0.clone(),
        weighed: weighed[best].clone(),
        people: some.members,
    })
}

/// Writes down what was thought, where it still holds. Whether there may be more to do at once.
pub(super) async fn write(change: &mut Change, round: &Round, thought: Option<Thought>) -> Result<bool> {
    let Some(thought) = thought else { return Ok(false) };
    let mut waiting: BTreeSet<MemberId> = still_waiting(change, round, &thought).await?;
    for table in &thought.tables {
        let ids: Vec<&MemberId> = table.seats.iter().map(|&seat| &thought.members[seat].id).collect();
        if ids.iter().all(|id| waiting.contains(*id)) {
            waiting.retain(|id| !ids.contains(&id));
            begin(change, round, table, &thought.members).await?;
        }
    }
    for join in &thought.joins {
        if waiting.contains(&join.member) && joined(change, round, join).await? {
            waiting.remove(&join.member);
        }
    }
    if thought.last {
        give_up(change, round, &waiting).await?;
    }
    Ok(false)
}

/// Who of those that were thought about waits still.
async fn still_waiting(change: &mut Change, round: &Round, thought: &Thought) -> Result<BTreeSet<MemberId>> {
    let (community, id) = (&round.community, &round.id);
    let now = round_members::of_state(&mut change.tx, community, id, "waiting", None, MOST).await?;
    let thought_of: BTreeSet<&MemberId> = thought.waiting.iter().map(|seen| &seen.member).collect();
    Ok(now.into_iter().map(|seen| seen.member).filter(|member| thought_of.contains(member)).collect())
}

/// A new match of people who waited.
async fn begin(change: &mut Change, round: &Round, table: &Table, members: &[Member]) -> Result<()> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    let note = Some("You were both free again.".to_owned());
    let new = thinking::kept(change.id(), id, 0, table, members, now)?;
    let new = Kept { made_by: "rematched".to_owned(), note, ..new };
    matches::add(&mut change.tx, community, &new).await?;
    for seat in &new.of.seats {
        round_members::stand(&mut change.tx, community, id, &seat.member, "matched", None, now).await?;
    }
    change.happened("match.anew", Some(community), &new.of.id.0, ()).await?;
    watching::ask_one(change, round, &new, About::Anew).await
}

/// Somebody who is left joins two others, if these are still two.
async fn joined(change: &mut Change, round: &Round, join: &Join) -> Result<bool> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    let Some(host) = matches::find(&mut change.tx, community, &join.host).await? else { return Ok(false) };
    let open = matches!(host.of.stage, MatchStage::Asked | MatchStage::On);
    if !open || host.of.still_in().count() != 2 || host.of.answer_of(&join.member).is_some() {
        return Ok(false);
    }
    let table = &join.weighed.table;
    let like = thinking::kept(host.of.id.0.clone(), id, 0, table, &join.people, now)?;
    let at = like.of.seats.iter().position(|seat| seat.member == join.member).unwrap_or_default();
    let guest: Guest = like.people[at].clone();
    let seat = Seat { member: join.member.clone(), answer: Answer::Asked };
    matches::join(&mut change.tx, community, &join.host, &seat, &guest).await?;
    let note = Some("A table of three, so that nobody is left out.");
    matches::reason(&mut change.tx, community, &join.host, &like.reasons, like.mutual, note).await?;
    let grown = Match { stage: MatchStage::Asked, ..host.of.clone() };
    matches::save(&mut change.tx, community, &host.of, &grown, now).await?;
    let until = now + jiff::SignedDuration::from_hours(3 * 24);
    matches::answer_by(&mut change.tx, community, &join.host, until).await?;
    round_members::stand(&mut change.tx, community, id, &join.member, "matched", None, now).await?;
    let Some(kept) = matches::find(&mut change.tx, community, &join.host).await? else { return Ok(false) };
    for member in kept.of.still_in().cloned().collect::<Vec<_>>() {
        let about = if member == join.member { About::Anew } else { About::Grew };
        match_letter(change, round, &kept, &member, about).await?;
    }
    change.happened("match.grew", Some(community), &join.host.0, ()).await?;
    Ok(true)
}

/// The cut-off: whoever still waits meets nobody in this round, and is told.
async fn give_up(change: &mut Change, round: &Round, waiting: &BTreeSet<MemberId>) -> Result<()> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    for member in waiting {
        let why = Some("none_free");
        round_members::stand(&mut change.tx, community, id, member, "left_out", why, now).await?;
    }
    if !waiting.is_empty() {
        look_after(change, community, id, now).await?;
    }
    Ok(())
}
