//! Word kept: what somebody's promises are worth, first to themselves.

use std::collections::BTreeMap;

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::promises::word_kept::{self as formula, Band, Fact, WordKept};
use goodword_domain::promises::{Promise, Side, trust};
use goodword_store::promises::{self, Kept};
use goodword_store::{Tx, members};
use jiff::Timestamp;

use super::Shown;
use crate::actor::Actor;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::jobs::{Outcome, Task};

const MILLION: f64 = 1_000_000.0;

/// The actor's own word, with the facts behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct MyWord {
    /// The numbers, once there is enough to show one.
    pub kept: Option<WordKept>,
    /// The band that can be shared, once enough people said something.
    pub band: Option<Band>,
    /// What was given, newest first, and what each says.
    pub facts: Vec<WordFact>,
    /// In which communities the band is shared.
    pub shared_in: Vec<CommunityId>,
}

/// A promise, and what it says about its giver.
#[derive(Clone, Debug, PartialEq)]
pub struct WordFact {
    /// The promise.
    pub promise: Shown,
    /// How well it was kept, 0 to 1; nothing if it counts neither way.
    pub counts: Option<f64>,
}

/// The actor's own word.
pub async fn word_kept(app: &App, actor: &Actor) -> Result<MyWord> {
    let person = actor.person()?;
    let (mut tx, now) = (app.look().await?, app.now());
    let given = promises::given_by(&mut tx, person).await?;
    let facts = facts(&given, now);
    let word = formed(&mut tx, person, &facts, now).await?;
    let mut shared_in = Vec::new();
    for seat in members::seats(&mut tx, person).await? {
        if promises::shares(&mut tx, &seat.community, &seat.id.0).await? {
            shared_in.push(seat.community);
        }
    }
    let shown = given.into_iter().zip(facts).map(|(kept, fact)| WordFact {
        promise: Shown::of(kept, Side::Giver, now),
        counts: fact.map(|fact| fact.kept),
    });
    let mut facts: Vec<WordFact> = shown.collect();
    facts.reverse();
    Ok(MyWord { kept: word.is_shown().then_some(word), band: word.band(), facts, shared_in })
}

/// What each promise says about its giver; what is sealed for them says nothing yet.
fn facts(given: &[Kept], now: Timestamp) -> Vec<Option<Fact>> {
    let seen = given.iter().map(|kept| kept.promise.clone().seen_by(Side::Giver, now));
    formula::facts(&seen.collect::<Vec<Promise>>())
}

async fn formed(tx: &mut Tx, person: &PersonId, facts: &[Option<Fact>], now: Timestamp) -> Result<WordKept> {
    let weights: BTreeMap<String, i64> = promises::weights_for(tx, person).await?.into_iter().collect();
    let trust = |other: &str| weights.get(other).map_or(trust::LEAST, |weight| *weight as f64 / MILLION);
    let facts: Vec<Fact> = facts.iter().flatten().cloned().collect();
    Ok(formula::word_kept(&facts, trust, now))
}

async fn of(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<WordKept> {
    let facts = facts(&promises::given_by(tx, person).await?, now);
    formed(tx, person, &facts, now).await
}

/// How far somebody's word can be relied on, 0 to 1: for matching, and shown to nobody.
#[expect(dead_code, reason = "rounds ask for it once they weigh promises")]
pub(crate) async fn reliability(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<f64> {
    Ok(of(tx, person, now).await?.mean)
}

/// Shares the actor's band with a community, or no more.
pub async fn share(app: &App, actor: &Actor, community: &CommunityId, shares: bool) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let seat = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    let since = shares.then_some(change.now);
    promises::share(&mut change.tx, community, &seat.id.0, since).await?;
    let what = if shares { "word.shared" } else { "word.unshared" };
    // Of no community: its organisers read that log.
    change.happened(what, None, &seat.id.0, ()).await?;
    change.commit().await
}

/// The band of a member who shares it; nothing for one who does not, or of whom too little is known.
pub async fn band_of(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    member: &MemberId,
) -> Result<Option<Band>> {
    let (mut tx, now) = (app.look().await?, app.now());
    let seat =
        members::find_for(&mut tx, actor.person()?, community, member).await?.ok_or(Error::NotFound)?;
    match seat.person {
        Some(person) if promises::shares(&mut tx, community, &member.0).await? => {
            Ok(of(&mut tx, &person, now).await?.band())
        }
        _ => Ok(None),
    }
}

/// The job, once a day: what each one's word about others weighs.
pub(crate) async fn weigh(task: &Task) -> Outcome {
    let mut change = task.change("promises.weigh").await?;
    let confirmed = promises::confirmations(&mut change.tx).await?;
    let anchors = promises::anchors(&mut change.tx).await?;
    let anchors: Vec<&str> = anchors.iter().map(String::as_str).collect();
    // The same pair over and over is no more than three times.
    let pairs = confirmed.iter().map(|(from, to, n)| (from.as_str(), to.as_str(), (*n).min(3) as f64));
    let weights: Vec<(String, i64)> = trust::by_name(pairs, &anchors)
        .into_iter()
        .map(|(person, weight)| (person.to_owned(), rounded(weight * MILLION)))
        .collect();
    promises::weigh(&mut change.tx, &weights).await?;
    Ok(change.commit().await?)
}

fn rounded(number: f64) -> i64 {
    (number + 0.5) as i64
}
