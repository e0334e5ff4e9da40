//! What a round reads: members as they are now, earlier rounds, wishes.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::communities::Membership;
use goodword_domain::members::{Entry, Member, MemberId};
use goodword_domain::rounds::stages::Round;
use goodword_domain::rounds::{Helped, Joining, Met, Past, Remembered, Snapshot};
use goodword_store::matches::{self, Before};
use goodword_store::round_members::{self, Said, Seen};
use goodword_store::{Tx, rounds};
use jiff::civil::Date;
use sha2::Digest;

use crate::error::Result;

/// What a round read.
pub(super) struct Read {
    /// Whom and what it plans with.
    pub snapshot: Snapshot,
    /// Who does not take part, and why: closed words.
    pub away: Vec<(MemberId, &'static str)>,
    /// The same for as long as nothing happened that the plan must not miss.
    pub gist: String,
}

/// A member who wants to meet every so many weeks is in again these days before they are over: rounds are not always
/// on the same weekday.
const TOLERANCE_DAYS: i32 = 3;

/// Reads all that decides a round. `set` are the members of matches that the organiser set by hand.
pub(super) async fn read(tx: &mut Tx, round: &Round, set: &BTreeSet<MemberId>) -> Result<Read> {
    let community = &round.community;
    let before = matches::before(tx, community, &round.id).await?;
    let past = past(&before, round_members::left_over(tx, community).await?);
    let mut apart = round_members::apart(tx, community).await?;
    apart.extend(round.terms.apart.iter().cloned());
    let said = by_member(round_members::said(tx, community).await?);
    let coming = Coming {
        joining: round.terms.joining,
        on: round.terms.on,
        choices: rounds::choices(tx, community, &round.id).await?.into_iter().collect(),
        last: days(round_members::last_matched(tx, community).await?).into_iter().collect(),
    };
    let met: BTreeSet<&str> = before.iter().map(|before| before.member_id.as_str()).collect();
    let (mut members, mut away) = (Vec::new(), Vec::new());
    for seat in round_members::active(tx, community).await? {
        match coming.stays_away(&seat).filter(|_| !set.contains(&seat.id)) {
            Some(why) => away.push((seat.id, why)),
            None => {
                let newcomer = !met.is_empty() && !met.contains(seat.id.0.as_str());
                let member = member(&seat, said.get(seat.id.0.as_str()));
                members.push(Member { newcomer: member.newcomer || newcomer, ..member });
            }
        }
    }
    let set = set.iter().cloned().collect();
    let snapshot =
        Snapshot { members, remembered: Remembered { past, apart, set }, terms: round.terms.clone() };
    Ok(Read { gist: gist(&snapshot, &away, before.len()), snapshot, away })
}

/// A member as a round knows them.
fn member(seat: &Membership, said: Option<&Vec<Said>>) -> Member {
    let entries = |side: &str| -> Vec<Entry> {
        let own = said.into_iter().flatten().filter(|said| said.side == side);
        own.map(|said| Entry {
            kind: said.kind.as_ref().and_then(|kind| kind.parse().ok()),
            text: said.text.clone(),
        })
        .collect()
    };
    seat.profile.member(seat.id.clone(), entries("ask"), entries("offer"))
}

/// Asks and offers by whose they are.
fn by_member(said: Vec<Said>) -> BTreeMap<String, Vec<Said>> {
    let mut all: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for said in said {
        all.entry(said.member_id.clone()).or_default().push(said);
    }
    all
}

/// Who comes to a round, as far as members said so.
struct Coming {
    joining: Joining,
    on: Date,
    choices: BTreeMap<MemberId, bool>,
    last: BTreeMap<MemberId, Date>,
}

impl Coming {
    /// Why somebody does not take part, if so. What they said for this round goes before their usual rhythm.
    fn stays_away(&self, seat: &Membership) -> Option<&'static str> {
        match (self.choices.get(&seat.id), self.joining) {
            (Some(true), _) => None,
            (Some(false), _) => Some("skipped"),
            (None, Joining::WhoSaysSo) => Some("not_joined"),
            (None, Joining::Everybody) => self.met_lately(seat).then_some("not_yet"),
        }
    }

    fn met_lately(&self, seat: &Membership) -> bool {
        let (Some(weeks), Some(last)) = (seat.profile.every_weeks, self.last.get(&seat.id)) else {
            return false;
        };
        let days = (self.on - *last).get_days();
        days < i32::try_from(weeks).unwrap_or(52) * 7 - TOLERANCE_DAYS
    }
}

fn days(all: Vec<(MemberId, String)>) -> Vec<(MemberId, Date)> {
    all.into_iter().filter_map(|(member, day)| Some((member, day.parse().ok()?))).collect()
}

/// What earlier matches tell. A match that was called off counts as met, so that nobody is asked again to what was declined;
/// as help it does not count.
fn past(before: &[Before], left_over: Vec<(MemberId, String)>) -> Past {
    let mut past = Past { rested: days(left_over), ..Past::default() };
    for people in before.chunk_by(|a, b| a.match_id == b.match_id) {
        let Some(on) = people.first().and_then(|one| one.on_day.parse::<Date>().ok()) else { continue };
        let others = people.len().saturating_sub(1).max(1) as f64;
        for (i, one) in people.iter().enumerate() {
            let id = |before: &Before| MemberId(before.member_id.clone());
            past.met.extend(people[i + 1..].iter().map(|other| Met { a: id(one), b: id(other), on }));
            let helped = people.iter().enumerate().filter(|(j, _)| *j != i && one.stage != "off");
            past.helped.extend(helped.map(|(_, other)| Helped {
                from: id(other),
                to: id(one),
                strength: one.receives as f64 / 1e6 / others,
                on,
            }));
        }
    }
    past.helped.retain(|helped| helped.strength > 0.0);
    past
}

/// What must still be so when the outcome is written: who is in, who has paused, who is kept apart, who met.
fn gist(snapshot: &Snapshot, away: &[(MemberId, &'static str)], n_before: usize) -> String {
    let mut all = sha2::Sha256::new();
    for member in &snapshot.members {
        all.update(format!("{} {:?} {:?}\n", member.id, member.paused_until, member.capacity));
    }
    for (a, b) in &snapshot.remembered.apart {
        all.update(format!("{a} not {b}\n"));
    }
    for (member, why) in away {
        all.update(format!("{member} {why}\n"));
    }
    all.update(format!("{n_before}"));
    data_encoding::HEXLOWER.encode(&all.finalize())
}

/// The snapshot that a round was planned with, as it is kept; members who are gone since are missing in it.
pub(super) async fn kept(tx: &mut Tx, round: &Round) -> Result<(Snapshot, Vec<Seen>)> {
    let remembered = rounds::remembered(tx, &round.community, &round.id).await?;
    let seen = round_members::read(tx, &round.community, &round.id).await?;
    let members: Vec<Member> = seen
        .iter()
        .filter_map(|seen| seen.content.as_ref())
        .map(|content| serde_json::from_str(content))
        .collect::<std::result::Result<_, serde_json::Error>>()?;
    let remembered = remembered.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or_default();
    Ok((Snapshot { members, remembered, terms: round.terms.clone() }, seen))
}
