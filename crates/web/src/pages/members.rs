//! The people of a community: finding somebody, and looking at their card.

use askama::Template;
use goodword_app::directory::{self, Found, Total};
use goodword_app::members::{Card, Kept, Side};
use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use serde::Deserialize;

use crate::answer::{Path, Query};

use super::filters;
use super::visit::{Frame, Place, Shown, Visit};

/// Cards on a page.
const CARDS: u32 = 24;

#[derive(Template)]
#[template(path = "members/directory.html")]
struct Directory {
    frame: Frame,
    words: String,
    found: Found,
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
    is_me: bool,
}

/// What to look for.
#[derive(Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    words: String,
    after: Option<String>,
}

/// Members in whose profile, asks or offers all these words stand, each with the line that says why.
pub async fn directory(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Query(query): Query<SearchQuery>,
) -> Shown {
    let (frame, _) = visit.frame_in(&community, Place::People).await?;
    let SearchQuery { words, after } = query;
    let found =
        directory::search(&visit.app, &visit.actor, &community, &words, after.as_deref(), CARDS).await?;
    let next = found.next.as_deref().map(|next| next_page(&words, next));
    let (n, more) = match found.total {
        Total::Exactly(n) => (n, "no"),
        Total::MoreThan(n) => (n, "yes"),
    };
    Ok(visit.page(&Directory { frame, words, found, n, more, next }))
}

/// What stands behind the question mark for the next page.
fn next_page(words: &str, after: &str) -> String {
    let pairs = [("words", words), ("after", after)];
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

/// A member's card. Whoever looks at new people all day is asked to come back tomorrow.
pub async fn member(visit: Visit, Path((community, id)): Path<(CommunityId, MemberId)>) -> Shown {
    let (frame, seat) = visit.frame_in(&community, Place::People).await?;
    let mut card = directory::open(&visit.app, &visit.actor, &community, &id).await?;
    let entries = std::mem::take(&mut card.entries);
    let (asks, offers) = entries.into_iter().partition(|kept| kept.side == Side::Ask);
    let is_me = seat.member.id == id;
    Ok(visit.page(&Member { frame, card, asks, offers, is_me }))
}
