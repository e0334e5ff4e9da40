//! Promises: mine, one of them, and what its two people say of it; the same by the link in a letter.

use askama::Template;
use goodword_app::outside::Secret;
use goodword_app::promises::{self, Deed, PromiseId, Side, Stage, Today};
use goodword_app::{Error, promises::Shown as Promise};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::{Path, Query};

use super::filters;
use super::forms::{Form, Wrong};
use super::sign_in::over;
use super::visit::{Frame, Place, Shown, Visit};

/// Settled promises on a page.
const SETTLED: u32 = 50;

#[derive(Template)]
#[template(path = "promises/all.html")]
struct Promises {
    frame: Frame,
    today: Today,
    settled: Vec<Promise>,
    earlier: Option<String>,
}

#[derive(Template)]
#[template(path = "promises/promise.html")]
struct One {
    frame: Frame,
    promise: Promise,
    can: Can,
    by_letter: bool,
    typed: DeedForm,
    wrong: Wrong,
}

/// What the one who looks can say of a promise.
struct Can {
    become_something: bool,
    end_reminders: bool,
    read_back: bool,
    confirm: bool,
    miss: bool,
}

impl Can {
    fn of(promise: &Promise, now: Timestamp) -> Can {
        let (giver, stage) = (promise.side == Side::Giver, promise.stage);
        let awaited = stage.is_open() || stage == Stage::Missed;
        let said = matches!(stage, Stage::Kept | Stage::Missed | Stage::Disputed);
        Can {
            become_something: giver && awaited,
            end_reminders: giver && stage.is_open() && promise.reminds == Some(true),
            read_back: !giver && stage == Stage::Open && promise.read_back.is_none(),
            confirm: !giver && (stage == Stage::Open || said),
            miss: !giver && (stage == Stage::Kept || stage == Stage::Open && promise.due_at <= now),
        }
    }

    fn anything(&self) -> bool {
        self.become_something || self.read_back || self.confirm
    }
}

/// What one of the two says.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeedForm {
    deed: String,
    on: String,
    words: String,
    thanks: String,
    size: Option<u8>,
}

impl DeedForm {
    fn deed(&self) -> Result<Deed, Error> {
        Ok(match self.deed.as_str() {
            "keep" => Deed::Keep,
            "move" => Deed::Move { on: day(&self.on)?.ok_or_else(no_day)? },
            "release" => Deed::Release { words: self.words.clone() },
            "quiet" => Deed::Quiet,
            "read_back" => Deed::ReadBack,
            "confirm" => Deed::Confirm { thanks: Some(self.thanks.clone()), size: self.size.unwrap_or(1) },
            "miss" => Deed::Miss,
            "decline" => Deed::Decline,
            _ => return Err(Error::field("deed", "Please choose one of the answers.")),
        })
    }
}

/// A day as a form sends it; nothing, if none was chosen.
pub fn day(text: &str) -> Result<Option<Date>, Error> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| no_day()),
    }
}

fn no_day() -> Error {
    Error::field("on", "Please choose a day.")
}

/// From where on to show what is settled.
#[derive(Deserialize)]
pub struct EarlierQuery {
    given_at: Option<Timestamp>,
    id: Option<PromiseId>,
}

/// All of mine: what waits for an answer, what I promised, what was promised to me, and what is settled.
pub async fn all(visit: Visit, Query(query): Query<EarlierQuery>) -> Shown {
    let frame = visit.frame(Place::Today).await?;
    let today = promises::today(&visit.app, &visit.actor).await?;
    let before = query.given_at.zip(query.id.as_ref());
    let mut page = promises::page(&visit.app, &visit.actor, before, SETTLED).await?;
    let earlier = page.last().filter(|_| page.len() == SETTLED as usize).map(|last| {
        let pairs = [("given_at", last.given_at.to_string()), ("id", last.id.0.clone())];
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    });
    let shown = |promise: &Promise| {
        let lists = [&today.given, &today.received, &today.to_answer];
        lists.into_iter().flatten().any(|other| other.id == promise.id)
    };
    page.retain(|promise| !shown(promise));
    Ok(visit.page(&Promises { frame, today, settled: page, earlier }))
}

/// One of mine.
pub async fn promise(visit: Visit, Path(id): Path<PromiseId>) -> Shown {
    one(&visit, &id, DeedForm::default(), Wrong::default()).await
}

async fn one(visit: &Visit, id: &PromiseId, typed: DeedForm, wrong: Wrong) -> Shown {
    let frame = visit.frame(Place::Today).await?;
    let promise = promises::find(&visit.app, &visit.actor, id).await?;
    Ok(shown(
        visit,
        One { frame, can: Can::of(&promise, visit.app.now()), promise, by_letter: false, typed, wrong },
    ))
}

fn shown(visit: &Visit, one: One) -> axum::response::Response {
    if one.wrong.is() { visit.again(&one) } else { visit.page(&one) }
}

/// Says what becomes of one of mine, or what became of one that was given to me.
pub async fn say(visit: Visit, Path(id): Path<PromiseId>, Form(form): Form<DeedForm>) -> Shown {
    let said = match form.deed() {
        Ok(deed) => promises::say(&visit.app, &visit.actor, &id, deed).await,
        Err(error) => Err(error),
    };
    match said {
        Ok(_) if form.deed == "decline" => Ok(visit.done("notice-promise-decline", "/promises")),
        Ok(_) => Ok(visit.done(&format!("notice-promise-{}", form.deed), &format!("/promises/{id}"))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            one(&visit, &id, form, wrong).await
        }
    }
}

/// The promise that a letter is about, to whom it went, with the buttons. Changes nothing.
pub async fn link(visit: Visit, Path(secret): Path<String>) -> Shown {
    by_letter(&visit, &secret, DeedForm::default(), Wrong::default()).await
}

async fn by_letter(visit: &Visit, secret: &str, typed: DeedForm, wrong: Wrong) -> Shown {
    match promises::peek(&visit.app, &Secret::shown(secret)).await? {
        None => Ok(over(visit, "promise-link-over", "promise-link-anew", "/promises")),
        Some(promises::Linked { promise }) => {
            let can = Can::of(&promise, visit.app.now());
            Ok(shown(visit, One { frame: visit.bare(), can, promise, by_letter: true, typed, wrong }))
        }
    }
}

/// Says it by the link, without signing in.
pub async fn say_by_link(visit: Visit, Path(secret): Path<String>, Form(form): Form<DeedForm>) -> Shown {
    let said = match form.deed() {
        Ok(deed) => promises::say_by_link(&visit.app, &Secret::shown(&secret), deed).await,
        Err(error) => Err(error),
    };
    match said {
        Ok(_) => {
            let here = format!("/promises/answer/{secret}");
            Ok(visit.done(&format!("notice-promise-{}", form.deed), &here))
        }
        Err(Error::NotFound) => by_letter(&visit, &secret, form, Wrong::default()).await,
        Err(error) => {
            let wrong = Wrong::of(error)?;
            by_letter(&visit, &secret, form, wrong).await
        }
    }
}
