//! The people of a community: finding somebody, and looking at their card.

use std::collections::BTreeMap;

use askama::Template;
use goodword_app::directory::{self, Found, Sought, Total};
use goodword_app::echoes::{self, Echo};
use goodword_app::members::{Card, Kept, Side};
use goodword_domain::communities::CommunityId;
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use serde::{Deserialize, Serialize};

use crate::answer::{Path, Query};

use super::filters;
use super::visit::{Frame, Place, Shown, Visit};

/// Cards on a page.
const CARDS: u32 = 24;
/// How many are found by what they mean.
const MEANT: usize = 4;

#[derive(Template)]
#[template(path = "members/directory.html")]
struct Directory {
    frame: Frame,
    query: SearchQuery,
    found: Found,
    /// Who was found by what they mean, and not by the words.
    meant: Vec<Echo>,
    n: u32,
    more: &'static str,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "members/member.html")]
struct Member {
    frame: Frame,
    card: Card,
    asks: Vec<Kept>,
    offers: Vec<Kept>,
    /// By the id of what they say, one's own words that it meets.
    marks: BTreeMap<String, String>,
    is_me: bool,
}

/// What to look for. Anything that is no choice chooses nothing.
#[derive(Clone, Deserialize, Serialize, Default)]
#[serde(default)]
pub struct SearchQuery {
    words: String,
    side: String,
    kind: String,
    place: String,
    after: String,
}

impl SearchQuery {
    fn side(&self) -> Option<Side> {
        [Side::Ask, Side::Offer].into_iter().find(|side| side.word() == self.side)
    }

    fn kind(&self) -> Option<HelpKind> {
        self.kind.parse().ok()
    }

    /// The kinds, with whether they are chosen.
    fn kinds(&self) -> impl Iterator<Item = (&'static str, bool)> {
        HelpKind::ALL.into_iter().map(|kind| (kind.word(), self.kind() == Some(kind)))
    }

    /// Whether there is anything but words to look for.
    fn chooses(&self) -> bool {
        self.side().is_some() || self.kind().is_some() || !self.place.trim().is_empty()
    }

    /// What stands behind the question mark for the next page.
    fn next_page(&self, after: &str) -> String {
        let next = SearchQuery { after: after.to_owned(), ..self.clone() };
        serde_urlencoded::to_string(next).unwrap_or_default()
    }
}

/// Members in whose profile, asks or offers all these words stand, and those who mean the same in others: each with the line
/// that says why.
pub async fn directory(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Query(query): Query<SearchQuery>,
) -> Shown {
    let (frame, _) = visit.frame_in(&community, Place::People).await?;
    let words = format!("{} {}", query.words, query.place);
    let sought = Sought { words: words.trim(), side: query.side(), kind: query.kind() };
    let after = Some(query.after.as_str()).filter(|after| !after.is_empty());
    let found = directory::search_for(&visit.app, &visit.actor, &community, sought, after, CARDS).await?;
    let next = found.next.as_deref().map(|next| query.next_page(next));
    let (n, more) = match found.total {
        Total::Exactly(n) => (n, "no"),
        Total::MoreThan(n) => (n, "yes"),
    };
    let meant = match after {
        None => meant(&visit, &community, &query, &found).await?,
        Some(_) => Vec::new(),
    };
    Ok(visit.page(&Directory { frame, query, found, meant, n, more, next }))
}

/// Who offers what was looked for, or asks for it, in other words.
async fn meant(
    visit: &Visit,
    community: &CommunityId,
    query: &SearchQuery,
    found: &Found,
) -> Result<Vec<Echo>, goodword_app::Error> {
    if query.words.trim().is_empty() || query.kind().is_some() || !query.place.trim().is_empty() {
        return Ok(Vec::new());
    }
    // Whoever looks for asks speaks as one who offers.
    let speaks = if query.side() == Some(Side::Ask) { Side::Offer } else { Side::Ask };
    let by_words = |echo: &Echo| found.cards.iter().any(|card| card.id == echo.member.id);
    let looked = (speaks, query.words.as_str());
    let all = echoes::find(&visit.app, &visit.actor, community, looked, MEANT + CARDS as usize).await?;
    Ok(all.few.into_iter().filter(|echo| !by_words(echo)).take(MEANT).collect())
}

/// A member's card. Whoever looks at new people all day is asked to come back tomorrow.
pub async fn member(visit: Visit, Path((community, id)): Path<(CommunityId, MemberId)>) -> Shown {
    let (frame, seat) = visit.frame_in(&community, Place::People).await?;
    let mut card = directory::open(&visit.app, &visit.actor, &community, &id).await?;
    let is_me = seat.member.id == id;
    let marks = match is_me {
        true => BTreeMap::new(),
        false => echoes::on_card(&visit.app, &visit.actor, &card).await?,
    };
    let entries = std::mem::take(&mut card.entries);
    let (asks, offers) = entries.into_iter().partition(|kept| kept.side == Side::Ask);
    Ok(visit.page(&Member { frame, card, asks, offers, marks, is_me }))
}
