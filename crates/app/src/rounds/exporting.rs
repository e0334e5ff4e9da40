//! A round's matches as files for organisers: a spreadsheet, or a calendar. No address of anybody is in them.

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::rounds::stages::RoundId;
use goodword_formats::match_report::{
    self, Help, LeftOut, Match, MatchReport, People, Person, RoundInfo, Summary,
};
use goodword_store::{Tx, matches, members, round_members, rounds};

use super::shown::{self, ShownMatch};
use crate::actor::Actor;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;

/// So many are read at a time.
const PART: u32 = 1_000;

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// CSV, as spreadsheets open it.
    Spreadsheet,
    /// iCalendar.
    Calendar,
}

/// A round's matches as a file. Organisers get it.
pub async fn export(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    what: Export,
) -> Result<Vec<u8>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let round =
        rounds::find_for(&mut tx, actor.person()?, community, id).await?.ok_or(Error::NotFound)?.round;
    let (matches, mut people) = all_matches(&mut tx, community, id).await?;
    let left_out = left_out(&mut tx, community, id, &mut people).await?;
    let info =
        RoundInfo { seed: round.terms.seed.into(), size: round.terms.size, on: round.terms.on, model: None };
    let report = MatchReport { round: info, matches, left_out, summary: Summary::default() };
    Ok(match what {
        Export::Spreadsheet => match_report::csv(&report, &people),
        Export::Calendar => match_report::ics(&report, &people),
    })
}

async fn all_matches(tx: &mut Tx, community: &CommunityId, id: &RoundId) -> Result<(Vec<Match>, People)> {
    let (mut all, mut people) = (Vec::new(), People::new());
    let mut after = None;
    loop {
        let cut = after.as_ref().map(|(position, of)| (*position, of));
        let some = matches::of_round(tx, community, id, None, cut, PART).await?;
        after = some.last().map(|last| (last.position, last.of.id.clone()));
        let done = some.len() < PART as usize;
        for kept in some {
            let shown = ShownMatch::of(kept)?;
            for one in &shown.people {
                people.insert(one.member.0.clone(), named(&one.name));
            }
            if shown.stage != "off" {
                all.push(written(shown));
            }
        }
        if done {
            return Ok((all, people));
        }
    }
}

fn named(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

fn written(shown: ShownMatch) -> Match {
    let help = |reason: super::Reason| Help {
        from: reason.from.0,
        to: reason.to.0,
        kind: reason.kind.word().to_owned(),
        ask: reason.ask,
        offer: reason.offer,
        strength: reason.strength,
        sentence: reason.sentence,
    };
    Match {
        members: shown.people.into_iter().map(|one| one.member.0).collect(),
        help: shown.reasons.into_iter().map(help).collect(),
        mutual: shown.mutual,
        explore: shown.drawn.is_some(),
        propensity: shown.drawn,
        note: shown.note,
    }
}

async fn left_out(
    tx: &mut Tx,
    community: &CommunityId,
    id: &RoundId,
    people: &mut People,
) -> Result<Vec<LeftOut>> {
    let mut all = Vec::new();
    for state in ["left_out", "waiting", "away"] {
        for seen in round_members::of_state(tx, community, id, state, None, PART).await? {
            let seat = members::find(tx, community, &seen.member).await?;
            let name = seat.map(|seat| seat.profile.name).unwrap_or_default();
            let why = shown::left_out_sentence(&seen.why.unwrap_or_default(), &name);
            people.insert(seen.member.0.clone(), named(&name));
            all.push(LeftOut { member: seen.member.0, why, away: state == "away" });
        }
    }
    Ok(all)
}
