//! The directory: finding members by words, and opening their profiles.
//!
//! Who may see is asked before anything is matched, counted or sorted. Cards hold nothing by which somebody can be
//! reached. How many new people a member may open in a day is bounded: a directory is for finding somebody, not for carrying
//! everybody off.

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::words::folded;
use goodword_store::directory::{self, Listed, Search};
use goodword_store::{Tx, entries};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::actor::Actor;
use crate::communities::seat_as;
use crate::entries::Side;
use crate::error::{Error, Result};
use crate::house::App;
use crate::members;

/// How many cards a search ends at for members; organisers go on.
pub const MOST_CARDS: u32 = 200;
/// Where counting ends.
const COUNTED: u32 = 20;
/// New people a day in somebody's first week here, and later.
const NEW_A_DAY: (u32, u32) = (10, 30);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How long somebody is a newcomer to those who were there before.
const WEEKS_NEW: SignedDuration = SignedDuration::from_hours(24 * 28);
/// How many words are looked for, and how many letters of each.
const MOST_WORDS: usize = 8;
const MOST_LETTERS: usize = 40;

/// What the directory shows of a member: enough to know whether to open the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Card {
    /// Who.
    pub id: MemberId,
    /// As they want to be called.
    pub name: String,
    /// What they do.
    pub profession: String,
    /// In which industry.
    pub industry: String,
    /// Where they can meet.
    pub place: String,
    /// What they may do here.
    pub role: Role,
    /// Whether they are new here.
    pub newcomer: bool,
    /// The ask or offer of theirs in which most of the words stand that were looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// Why somebody was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Why {
    /// ask or offer.
    pub side: &'static str,
    /// introduction, advice, resource, collaboration, mentoring or referral, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Its words.
    pub text: String,
}

/// How many were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// So many.
    Exactly(u32),
    /// More than so many: shown as "20+".
    MoreThan(u32),
}

impl std::fmt::Display for Total {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Total::Exactly(n) => write!(f, "{n}"),
            Total::MoreThan(n) => write!(f, "{n}+"),
        }
    }
}

/// A page of the directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Found {
    /// In the order of names.
    pub cards: Vec<Card>,
    /// How many there are on all pages together.
    pub total: Total,
    /// What to ask the next page with; none on the last page.
    pub next: Option<String>,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sought<'a> {
    /// Words, or how words begin, that stand in a profile, in asks or offers. None finds everybody.
    pub words: &'a str,
    /// Only who has an open ask, or offer.
    pub side: Option<Side>,
    /// Only who has an open ask or offer of this kind.
    pub kind: Option<HelpKind>,
}

/// Active members in whose profile, asks or offers all these words, or words that begin so, stand. No words: all members.
pub async fn search(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    words: &str,
    after: Option<&str>,
    limit: u32,
) -> Result<Found> {
    search_for(app, actor, community, Sought { words, ..Sought::default() }, after, limit).await
}

/// The same among those who ask or offer something of a kind.
pub async fn search_for(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    what: Sought<'_>,
    after: Option<&str>,
    limit: u32,
) -> Result<Found> {
    let mut tx = app.look().await?;
    let seat = seat_as(&mut tx, actor, community, Role::Member).await?;
    let sought = sought(what.words);
    if sought.is_empty() && !what.words.trim().is_empty() {
        return Ok(Found { cards: Vec::new(), total: Total::Exactly(0), next: None });
    }
    let (side, kind) = (what.side, what.kind);
    let search = Search { viewer: actor.person()?, community, words: &sought, side, kind };
    let total = match search.count(&mut tx, COUNTED + 1).await? {
        n if n > COUNTED => Total::MoreThan(COUNTED),
        n => Total::Exactly(n),
    };
    let after = after.and_then(|cursor| cursor.split_once(' ')).map(|(id, name_key)| (name_key, id));
    let left = match (seat.role, after) {
        (Role::Organiser | Role::Owner, _) => u32::MAX,
        (Role::Member, None) => MOST_CARDS,
        (Role::Member, Some(_)) => MOST_CARDS - search.count_to(&mut tx, after, MOST_CARDS).await?,
    };
    let limit = limit.clamp(1, 100).min(left);
    // One more than is shown tells whether there is a next page.
    let mut listed = search.page(&mut tx, after.unwrap_or_default(), limit + 1).await?;
    let more = listed.len() > limit as usize && limit < left;
    listed.truncate(limit as usize);
    let next = listed.last().filter(|_| more).map(|last| format!("{} {}", last.id, last.name_key));
    let mut cards = Vec::with_capacity(listed.len());
    for listed in listed {
        let why = why(&mut tx, community, &listed.id, &sought, what).await?;
        cards.push(Card { why, ..Card::from(listed) });
    }
    Ok(Found { cards, total, next })
}

/// The open ask or offer of what is looked for in which most of the words stand; none if none of them does, or if
/// everybody is looked for.
async fn why(
    tx: &mut Tx,
    community: &CommunityId,
    id: &MemberId,
    sought: &[String],
    what: Sought<'_>,
) -> Result<Option<Why>> {
    let chosen = what.side.is_some() || what.kind.is_some();
    if sought.is_empty() && !chosen {
        return Ok(None);
    }
    let fits = |kept: &entries::Kept| {
        what.side.is_none_or(|side| side == kept.side)
            && (what.kind.is_none() || what.kind == kept.entry.kind)
    };
    let stand_in = |kept: &entries::Kept| {
        let said = folded(&kept.entry.text);
        sought.iter().filter(|word| said.split(' ').any(|said| said.starts_with(word.as_str()))).count()
    };
    let open = entries::open_of(tx, community, id).await?.into_iter().filter(fits);
    let open = open.map(|kept| (stand_in(&kept), kept));
    let most =
        open.filter(|(n, _)| chosen || *n > 0).reduce(|most, next| if next.0 > most.0 { next } else { most });
    Ok(most.map(|(_, kept)| Why {
        side: kept.side.word(),
        kind: kept.entry.kind.map(HelpKind::word),
        text: kept.entry.text,
    }))
}

/// Who came in the last weeks and after the actor, the latest first; one's first days are no news to oneself.
pub async fn newcomers(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    limit: u32,
) -> Result<Vec<Membership>> {
    let mut tx = app.look().await?;
    let seat = seat_as(&mut tx, actor, community, Role::Member).await?;
    let since = seat.standing.since().max(app.now() - WEEKS_NEW);
    Ok(goodword_store::members::newest_for(&mut tx, actor.person()?, community, since, limit.min(20)).await?)
}

impl From<Listed> for Card {
    fn from(listed: Listed) -> Card {
        let Listed { id, role, profile, .. } = listed;
        let goodword_domain::profiles::Profile { name, profession, industry, place, newcomer, .. } = profile;
        Card { id, name, profession, industry, place, role, newcomer, why: None }
    }
}

/// The words to look for, as they lie in the index.
pub(crate) fn sought(words: &str) -> Vec<String> {
    let short: String = words.chars().take(1000).collect();
    let mut sought: Vec<String> = Vec::new();
    for word in folded(&short).split(' ').filter(|word| !word.is_empty()) {
        let word: String = word.chars().take(MOST_LETTERS).collect();
        if sought.len() < MOST_WORDS && !sought.contains(&word) {
            sought.push(word);
        }
    }
    sought
}

/// A member's profile, asks and offers. Whoever was not opened before counts as a new person of the day; one's own
/// profile and, for organisers, those of their own community are free.
pub async fn open(app: &App, actor: &Actor, community: &CommunityId, id: &MemberId) -> Result<members::Card> {
    let person = actor.person()?;
    let me = seat_as(&mut app.look().await?, actor, community, Role::Member).await?;
    let card = members::find(app, actor, community, id).await?;
    if me.id != *id && me.role < Role::Organiser {
        spend(app, person, community, id).await?;
    }
    Ok(card)
}

/// Counts a profile among those opened today, or refuses it. One count for all of a person's sessions, tokens and
/// communities.
async fn spend(app: &App, person: &PersonId, community: &CommunityId, id: &MemberId) -> Result<()> {
    if directory::has_opened(&mut app.look().await?, person, community, id).await? {
        return Ok(());
    }
    let now = app.now();
    let mut tx = app.db.write(&person.0).await?;
    let is_new = now.duration_since(directory::known_since(&mut tx, person).await?) < WEEK;
    let most = if is_new { NEW_A_DAY.0 } else { NEW_A_DAY.1 };
    let opened = directory::opened_since(&mut tx, person, now - DAY, most).await?;
    if opened.len() >= most as usize {
        return Err(Error::TooOften(seconds_until_free(&opened, now)));
    }
    directory::open(&mut tx, person, community, id, now).await?;
    Ok(tx.commit().await?)
}

/// When the earliest of the counted ones is a day old.
fn seconds_until_free(opened: &[Timestamp], now: Timestamp) -> u32 {
    let free_at = opened.last().map_or(now, |at| *at + DAY);
    u32::try_from(free_at.duration_since(now).as_secs() + 1).unwrap_or(1)
}
