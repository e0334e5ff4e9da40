//! Giving a promise: to whom, what, by when. From a meeting it takes three taps: what the other one asks stands there already.

use askama::Template;
use goodword_app::directory::{self, Found};
use goodword_app::members::{Kept, Side};
use goodword_app::promises::{self, Before};
use goodword_app::{Error, members};
use goodword_domain::communities::CommunityId;
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use serde::Deserialize;

use crate::answer::{Fault, Query};

use super::filters;
use super::forms::{Form, Wrong};
use super::promises::day;
use super::visit::{Frame, Place, Shown, Visit};

/// People to choose from on a page.
const FOUND: u32 = 12;

#[derive(Template)]
#[template(path = "promises/whom.html")]
struct Whom {
    frame: Frame,
    words: String,
    found: Found,
}

#[derive(Template)]
#[template(path = "promises/new.html")]
struct New {
    frame: Frame,
    to: members::Card,
    asks: Vec<Kept>,
    before: Before,
    typed: PromiseForm,
    wrong: Wrong,
}

/// To whom, if that is known.
#[derive(Deserialize)]
pub struct ToQuery {
    community: Option<CommunityId>,
    to: Option<MemberId>,
    #[serde(default)]
    meeting: String,
    #[serde(default)]
    words: String,
}

/// A promise as it is typed.
#[derive(Clone, Deserialize)]
pub struct PromiseForm {
    community: CommunityId,
    to: MemberId,
    #[serde(default)]
    meeting: String,
    /// The ask that it answers; empty for something else.
    #[serde(default)]
    ask: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    on: String,
    once: String,
}

/// To whom; or, once that is known, what and by when.
pub async fn form(visit: Visit, Query(query): Query<ToQuery>) -> Shown {
    let frame = visit.frame(Place::Today).await?;
    let Some(to) = query.to else { return whom(&visit, frame, query).await };
    let community = match query.community {
        Some(community) => community,
        None => community_of(&visit, &frame, &to).await?,
    };
    let typed = PromiseForm {
        community,
        to,
        meeting: query.meeting,
        ask: String::new(),
        kind: String::new(),
        what: String::new(),
        on: String::new(),
        once: visit.once(),
    };
    Ok(visit.page(&new(&visit, frame, typed, Wrong::default()).await?))
}

async fn whom(visit: &Visit, frame: Frame, query: ToQuery) -> Shown {
    let here = query.community.or_else(|| frame.here.as_ref().map(|seat| seat.community.id.clone()));
    let community = here.ok_or(Error::NotFound)?;
    let (frame, _) = visit.frame_in(&community, Place::Today).await?;
    let found = directory::search(&visit.app, &visit.actor, &community, &query.words, None, FOUND).await?;
    Ok(visit.page(&Whom { frame, words: query.words, found }))
}

/// In which of one's communities a member is.
async fn community_of(visit: &Visit, frame: &Frame, to: &MemberId) -> Result<CommunityId, Error> {
    for seat in &frame.seats {
        match directory::open(&visit.app, &visit.actor, &seat.community.id, to).await {
            Ok(_) => return Ok(seat.community.id.clone()),
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Err(Error::NotFound)
}

async fn new(visit: &Visit, frame: Frame, typed: PromiseForm, wrong: Wrong) -> Result<New, Fault> {
    let mut to = directory::open(&visit.app, &visit.actor, &typed.community, &typed.to).await?;
    let before = promises::before(&visit.app, &visit.actor, Some(&typed.community)).await?;
    let (asks, _) = std::mem::take(&mut to.entries).into_iter().partition(|kept| kept.side == Side::Ask);
    Ok(New { frame, to, asks, before, typed, wrong })
}

/// Gives it. Without words of one's own it is the ask that was chosen, and of its kind.
pub async fn give(visit: Visit, Form(form): Form<PromiseForm>) -> Shown {
    match given(&visit, &form).await {
        Ok(promise) => Ok(visit.done("notice-promise-given", &format!("/promises/{}", promise.id))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let frame = visit.frame(Place::Today).await?;
            Ok(visit.again(&new(&visit, frame, form, wrong).await?))
        }
    }
}

async fn given(visit: &Visit, form: &PromiseForm) -> Result<promises::Shown, Error> {
    let due_on = day(&form.on)?;
    let card = directory::open(&visit.app, &visit.actor, &form.community, &form.to).await?;
    let ask = card.entries.into_iter().find(|kept| kept.side == Side::Ask && kept.id == form.ask);
    let ask = ask.map(|kept| kept.entry);
    let what = if form.what.trim().is_empty() {
        ask.as_ref().map(|ask| ask.text.clone()).unwrap_or_default()
    } else {
        form.what.clone()
    };
    let asked = ask.and_then(|ask| ask.kind).unwrap_or(HelpKind::Introduction);
    let promise = promises::New {
        community: form.community.clone(),
        member: form.to.clone(),
        kind: form.kind.parse().unwrap_or(asked),
        what,
        due_on,
        meeting: Some(form.meeting.clone()).filter(|meeting| !meeting.is_empty()),
    };
    promises::make(&visit.app, &visit.sending(&form.once), promise).await
}
