//! People whom one would rather not meet. Nobody else ever sees this.

use askama::Template;
use goodword_app::directory::{self, Card};
use goodword_app::wishes::{self, Wish};
use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use serde::Deserialize;

use crate::answer::{Path, Query};

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Place, Shown, Visit};

/// How many are found at once.
const FOUND: u32 = 8;

#[derive(Template)]
#[template(path = "own/apart.html")]
struct Apart {
    frame: Frame,
    mine: Vec<Wish>,
    words: String,
    found: Vec<Card>,
    wrong: Wrong,
}

/// A name to look for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct NameQuery {
    words: String,
}

/// Whom somebody means.
#[derive(Deserialize)]
pub struct WhoForm {
    member: MemberId,
}

/// Whom one would rather not meet, and a search for others.
pub async fn apart(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Query(query): Query<NameQuery>,
) -> Shown {
    Ok(visit.page(&page(&visit, &community, query.words, Wrong::default()).await?))
}

async fn page(
    visit: &Visit,
    community: &CommunityId,
    words: String,
    wrong: Wrong,
) -> Result<Apart, goodword_app::Error> {
    let (frame, seat) = visit.frame_in(community, Place::Me).await?;
    let mine = wishes::mine(&visit.app, &visit.actor, community).await?;
    let mut found = Vec::new();
    if !words.trim().is_empty() {
        let all = directory::search(&visit.app, &visit.actor, community, &words, None, FOUND).await?;
        let known = |card: &Card| mine.iter().any(|wish| wish.member == card.id) || card.id == seat.member.id;
        found = all.cards.into_iter().filter(|card| !known(card)).collect();
    }
    Ok(Apart { frame, mine, words, found, wrong })
}

/// Wishes not to meet somebody.
pub async fn add_apart(visit: Visit, Path(community): Path<CommunityId>, Form(form): Form<WhoForm>) -> Shown {
    match wishes::add(&visit.app, &visit.actor, &community, &form.member).await {
        Ok(()) => Ok(visit.done("notice-apart", &format!("/communities/{community}/me/apart"))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&page(&visit, &community, String::new(), wrong).await?))
        }
    }
}

/// Takes such a wish back.
pub async fn remove_apart(visit: Visit, Path((community, member)): Path<(CommunityId, MemberId)>) -> Shown {
    wishes::remove(&visit.app, &visit.actor, &community, &member).await?;
    Ok(visit.done("notice-no-longer-apart", &format!("/communities/{community}/me/apart")))
}
