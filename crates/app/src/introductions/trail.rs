//! The trail of thanks: what came of an introduction, and whose introductions made it possible.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::introductions::chains::{Link, parts};
use goodword_domain::introductions::{IntroductionId, Outcome, Stage, Which, Who};
use goodword_store::Tx;
use goodword_store::introductions::{self, Kept};
use jiff::Timestamp;

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::house::App;

/// How far up a chain is followed.
const DEPTH: usize = 4;

/// What came of an introduction, for whoever made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Thanks {
    /// What each side says came of it.
    pub outcomes: [Outcome; 2],
    /// Whose introductions made it possible, earliest first; the introducer's own part is in it, too.
    pub trail: Vec<Upstream>,
}

/// Somebody who made it possible.
#[derive(Clone, Debug, PartialEq)]
pub struct Upstream {
    /// What they were called.
    pub name: String,
    /// Their part in what it was worth, 0 to 1; together 1. Recognition, and nothing else.
    pub part: f64,
}

/// What came of one of the actor's own introductions.
pub async fn thanks(app: &App, actor: &Actor, id: &IntroductionId) -> Result<Thanks> {
    let person = actor.person()?;
    let (mut tx, now) = (app.look().await?, app.now());
    let kept = introductions::find_for(&mut tx, person, id).await?;
    let kept = kept.filter(|kept| kept.introduction.introducer == *person).ok_or(Error::NotFound)?;
    let outcomes = kept.introduction.sides.each_ref().map(|party| party.outcome.clone());
    let mut all = above(&mut tx, id).await?;
    // Of others one learns only whose introduction brought oneself here: those of which one was a side.
    all.retain(|earlier| names(earlier).contains(&person.0));
    all.push(kept);
    Ok(Thanks { outcomes, trail: trail(&all, now) })
}

/// Introductions that made this one possible, and those that made them possible, at most four steps up.
pub(super) async fn above(tx: &mut Tx, id: &IntroductionId) -> Result<Vec<Kept>> {
    let (mut all, mut seen, mut step) = (Vec::new(), BTreeSet::from([id.0.clone()]), vec![id.clone()]);
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for id in step {
            for earlier in introductions::earlier(tx, &id).await? {
                if seen.insert(earlier.introduction.id.0.clone()) {
                    next.push(earlier.introduction.id.clone());
                    all.push(earlier);
                }
            }
        }
        step = next;
    }
    all.sort_by_key(|kept| (kept.introduction.made_at, kept.introduction.id.clone()));
    Ok(all)
}

/// Who is brought together by an introduction, by names that are the same everywhere.
fn names(kept: &Kept) -> [String; 2] {
    let name = |which: Which| match &kept.introduction.side(which).who {
        Who::Person(person) => person.0.clone(),
        Who::Outside(_) => format!("{} {}", kept.introduction.id, which.word()),
    };
    [name(Which::First), name(Which::Second)]
}

/// The parts of those who made the last of these possible. Its introducer is tied to whom they knew by themselves.
fn trail(all: &[Kept], now: Timestamp) -> Vec<Upstream> {
    let Some(last) = all.last() else { return Vec::new() };
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |name: String| {
        let next = numbers.len();
        *numbers.entry(name).or_insert(next)
    };
    let mut links = Vec::new();
    for kept in all {
        let maker = number(kept.introduction.introducer.0.clone());
        let [a, b] = names(kept);
        let joined =
            if let Stage::Joined { at } = kept.introduction.stage { at } else { kept.introduction.made_at };
        let lag_days = (now.as_second() - joined.as_second()).max(0) as f64 / 86_400.0;
        links.push(Link { maker, between: (number(a), number(b)), lag_days });
    }
    let Some(own) = links.pop() else { return Vec::new() };
    // The last link leads through its maker: they knew each of the two, by an earlier introduction or by themselves.
    let (a, b) = own.between;
    let knew = |person: usize| {
        links.iter().any(|link| link.between == (own.maker, person) || link.between == (person, own.maker))
    };
    let ties: Vec<(usize, usize)> =
        [a, b].into_iter().filter(|person| !knew(*person)).map(|person| (own.maker, person)).collect();
    // What the introducer adds is that the way through them is open at all.
    let mut parts = parts(1.0, &links, &ties, (a, b));
    let n = parts.values().filter(|part| **part > 0.0).count() as f64 + 1.0;
    parts.values_mut().for_each(|part| *part *= (n - 1.0) / n);
    *parts.entry(own.maker).or_insert(0.0) += 1.0 - parts.values().sum::<f64>();
    let name_of = |maker: usize| {
        let made = all.iter().find(|kept| numbers.get(&kept.introduction.introducer.0) == Some(&maker));
        made.map_or_else(|| last.introducer_name.clone(), |kept| kept.introducer_name.clone())
    };
    let shown = parts.into_iter().filter(|(_, part)| *part > 0.0);
    shown.map(|(maker, part)| Upstream { name: name_of(maker), part }).collect()
}
