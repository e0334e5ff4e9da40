//! Echoes: open offers of others that answer an ask, and open asks of others that an offer answers, each with its why.
//!
//! Who may see is asked before anything is compared: only what the actor could read on cards anyway is read here. Of a large
//! community the newest [`NEWEST`] open asks, or offers, are. What an actor wishes about others keeps those out; what others
//! wish about the actor never shows: it would be told by who is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use goodword_domain::coach::{self, Coached};
use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::members::MemberId;
use goodword_domain::scoring::Dials;
use goodword_language::{Direction, Language, Reading};
use goodword_store::{Tx, entries, members, wishes};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::actor::Actor;
use crate::communities::seat_as;
use crate::directory::{self, Total};
use crate::entries::{Kept, Side};
use crate::error::{Error, Result};
use crate::house::App;
use crate::members::Card;
use crate::readings::language;

/// How many open asks, or offers, of a community are compared.
pub const NEWEST: u32 = 1_000;
/// Where counting ends.
const COUNTED: usize = 20;

/// Of how many words others are looked for, and how many others of each.
const MOST_ALIKE: usize = 8;
const N_ALIKE: u32 = 3;

/// Somebody's open ask or offer that meets one of one's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Echo {
    /// Whose.
    pub member: Membership,
    /// What they said.
    pub theirs: Kept,
    /// One's own words that it meets.
    pub mine: String,
    /// How near the two are; from 0.5 on a careful human would call it useful.
    pub strength: f64,
}

/// The nearest of them, one of each member, and how many members there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Echoes {
    /// The nearest first.
    pub few: Vec<Echo>,
    /// How many members in all.
    pub total: Total,
}

impl Default for Echoes {
    fn default() -> Echoes {
        Echoes { few: Vec::new(), total: Total::Exactly(0) }
    }
}

/// Who could answer an ask that reads so, or needs an offer that does; at most `few` are named.
pub async fn find(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    (side, text): (Side, &str),
    few: usize,
) -> Result<Echoes> {
    let text: String = text.chars().take(300).collect();
    let all = of(app, actor, community, (side, &[text]), few).await?;
    Ok(all.into_iter().next().unwrap_or_default())
}

/// The same for each of these sentences, in their order.
pub async fn of(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    (side, texts): (Side, &[String]),
    few: usize,
) -> Result<Vec<Echoes>> {
    let mut around = Around::look(app, actor, community, other(side)).await?;
    let near = around.near(app, side, texts.to_vec()).await?;
    let mut all = Vec::with_capacity(texts.len());
    for (text, near) in texts.iter().zip(near) {
        let near = near.into_iter().map(|(at, strength)| (at, text.as_str(), strength));
        all.push(around.echoes(near.collect(), few).await?);
    }
    Ok(all)
}

/// Asks of others that an offer of the actor's answers, the nearest first, one of each member.
pub async fn to_help(app: &App, actor: &Actor, community: &CommunityId, few: usize) -> Result<Echoes> {
    let mut around = Around::look(app, actor, community, Side::Ask).await?;
    let mine = entries::open_of(&mut around.tx, community, &around.seat.id).await?;
    let offers: Vec<String> =
        mine.into_iter().filter(|kept| kept.side == Side::Offer).map(|kept| kept.entry.text).collect();
    let near = around.near(app, Side::Offer, offers.clone()).await?;
    let with_mine = |(text, near): (&'_ String, Vec<(usize, f64)>)| -> Vec<(usize, String, f64)> {
        near.into_iter().map(|(at, strength)| (at, text.clone(), strength)).collect()
    };
    let all: Vec<(usize, String, f64)> = offers.iter().zip(near).flat_map(with_mine).collect();
    around.echoes(all.iter().map(|(at, text, strength)| (*at, text.as_str(), *strength)).collect(), few).await
}

/// Which asks and offers of a card meet one of the actor's own: by the id of theirs, the actor's own words.
pub async fn on_card(app: &App, actor: &Actor, card: &Card) -> Result<BTreeMap<String, String>> {
    let mut tx = app.look().await?;
    let seat = seat_as(&mut tx, actor, &card.member.community, Role::Member).await?;
    let mine = entries::open_of(&mut tx, &seat.community, &seat.id).await?;
    drop(tx);
    let theirs = card.entries.clone();
    let readings = app.readings.clone();
    let now = app.now();
    let compared = move || {
        let read = |kept: &Kept| readings.of(&kept.entry.text, direction(kept.side), now);
        let (mine_read, theirs_read): (Vec<_>, Vec<_>) =
            (mine.iter().map(read).collect(), theirs.iter().map(read).collect());
        let mut marks = BTreeMap::new();
        for (kept, reading) in theirs.iter().zip(&theirs_read) {
            let others = mine.iter().zip(&mine_read).filter(|(own, _)| own.side != kept.side);
            let strengths = others.map(|(own, read)| (strength(kept.side, reading, read), &own.entry.text));
            let best =
                strengths.filter(|(strength, _)| is_useful(*strength)).max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, text)) = best {
                marks.insert(kept.id.clone(), text.clone());
            }
        }
        marks
    };
    tokio::task::spawn_blocking(compared).await.map_err(|error| Error::Broken(format!("comparing: {error}")))
}

/// Others who speak of what one serves or values.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// What one serves or values, in one's own words.
    pub word: String,
    /// A few of the others.
    pub few: Vec<directory::Card>,
}

/// For each of what the actor serves and values, a few others who speak of it too; nothing where nobody does.
pub async fn alike(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Alike>> {
    let me = crate::members::mine(app, actor, community).await?.member;
    let mut all = Vec::new();
    for word in me.profile.serves.iter().chain(&me.profile.values).take(MOST_ALIKE) {
        let found = directory::search(app, actor, community, word, None, N_ALIKE + 1).await?;
        let others = found.cards.into_iter().filter(|card| card.id != me.id);
        let few: Vec<directory::Card> = others.take(N_ALIKE as usize).collect();
        if !few.is_empty() {
            all.push(Alike { word: word.clone(), few });
        }
    }
    Ok(all)
}

/// What the coach makes of a sentence, and what it was read as.
pub fn coached(text: &str, side: Side) -> Coached {
    coach::coach(language(), text, direction(side))
}

/// The words in which a page may name what a sentence was read as.
pub fn lexicon() -> &'static Language {
    language()
}

/// What others in a community say, seen by one who looks.
struct Around {
    tx: Tx,
    actor: goodword_domain::people::PersonId,
    seat: Membership,
    today: Date,
    said: Vec<Kept>,
    apart: BTreeSet<MemberId>,
}

impl Around {
    async fn look(app: &App, actor: &Actor, community: &CommunityId, side: Side) -> Result<Around> {
        let mut tx = app.look().await?;
        let seat = seat_as(&mut tx, actor, community, Role::Member).await?;
        let said = entries::newest_for(&mut tx, actor.person()?, community, side, NEWEST).await?;
        let apart = wishes::of(&mut tx, community, &seat.id).await?;
        let apart = apart.into_iter().map(|wish| wish.other).collect();
        let today = app.now().to_zoned(TimeZone::UTC).date();
        Ok(Around { tx, actor: actor.person()?.clone(), seat, today, said, apart })
    }

    /// For each sentence of this side what of others' is useful to it, by place in what they said.
    async fn near(&self, app: &App, side: Side, texts: Vec<String>) -> Result<Vec<Vec<(usize, f64)>>> {
        let (readings, now) = (app.readings.clone(), app.now());
        let theirs: Vec<String> = self.said.iter().map(|kept| kept.entry.text.clone()).collect();
        let compared = move || {
            let theirs: Vec<Arc<Reading>> =
                theirs.iter().map(|text| readings.of(text, direction(other(side)), now)).collect();
            let near = |text: &String| {
                let mine = language().read(text, direction(side));
                let all = theirs.iter().enumerate().map(|(at, theirs)| (at, strength(side, &mine, theirs)));
                all.filter(|(_, strength)| is_useful(*strength)).collect()
            };
            texts.iter().map(near).collect()
        };
        tokio::task::spawn_blocking(compared)
            .await
            .map_err(|error| Error::Broken(format!("comparing: {error}")))
    }

    /// One of each member, the nearest first, of those who may be named.
    async fn echoes(&mut self, mut near: Vec<(usize, &str, f64)>, few: usize) -> Result<Echoes> {
        near.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        let (mut named, mut n, mut known) = (Vec::new(), 0, BTreeSet::new());
        for (at, mine, strength) in near {
            let theirs = &self.said[at];
            if self.apart.contains(&theirs.member) || !known.insert(theirs.member.clone()) {
                continue;
            }
            let found =
                members::find_for(&mut self.tx, &self.actor, &self.seat.community, &theirs.member).await?;
            let Some(member) = found.filter(|member| !is_away(member, self.today)) else { continue };
            n += 1;
            if named.len() < few {
                named.push(Echo { member, theirs: theirs.clone(), mine: mine.to_owned(), strength });
            }
            if n > COUNTED {
                return Ok(Echoes { few: named, total: Total::MoreThan(COUNTED as u32) });
            }
        }
        Ok(Echoes { few: named, total: Total::Exactly(n as u32) })
    }
}

fn is_away(member: &Membership, today: Date) -> bool {
    member.profile.paused_until.is_some_and(|until| today < until)
}

fn is_useful(strength: f64) -> bool {
    strength >= Dials::default().useful
}

fn other(side: Side) -> Side {
    if side == Side::Ask { Side::Offer } else { Side::Ask }
}

fn direction(side: Side) -> Direction {
    if side == Side::Ask { Direction::Ask } else { Direction::Offer }
}

/// How near two sentences are, of which the first stands on this side.
fn strength(side: Side, one: &Reading, other: &Reading) -> f64 {
    match side {
        Side::Ask => language().strength(one, other),
        Side::Offer => language().strength(other, one),
    }
}
