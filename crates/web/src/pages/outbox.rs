//! The outbox, for whoever keeps the installation: what waits, what did not arrive, what was given up.

use askama::Template;
use goodword_app::jobs::{self, Failed};
use goodword_app::mail::outbox::{self, Ended};
use goodword_app::mail::{self, Waiting};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use serde::Deserialize;

use super::filters;
use super::forms::Form;
use super::visit::{Frame, Place, Shown, Visit};

#[derive(Template)]
#[template(path = "organise/outbox.html")]
struct Outbox {
    frame: Frame,
    held: bool,
    has_post: bool,
    waiting: Vec<Waiting>,
    ended: Vec<Ended>,
    given_up: Vec<Failed>,
}

impl Outbox {
    /// What a letter is; what has no word of its own is a letter.
    fn called(&self, what: &str) -> String {
        self.said(&format!("letter-{what}"), "letter-other")
    }

    /// Why a letter did not arrive.
    fn why(&self, word: &str) -> String {
        self.said(&format!("letter-why-{word}"), "letter-why-other")
    }

    fn said(&self, key: &str, other: &str) -> String {
        let words = self.frame.words;
        words.say(if words.has(key) { key } else { other })
    }

    fn day(&self, at: &Timestamp) -> Date {
        at.to_zoned(TimeZone::UTC).date()
    }
}

/// The outbox. Operators see it.
pub async fn outbox(visit: Visit) -> Shown {
    visit.actor.signed_in()?;
    let (app, actor) = (&visit.app, &visit.actor);
    let waiting = mail::waiting_for(app, actor).await?;
    let ended = outbox::not_arrived(app, actor).await?;
    let given_up = jobs::failed(app, actor).await?;
    let (held, has_post) = (outbox::is_held(app).await?, app.house.post.is_some());
    let frame = visit.frame(Place::Organise).await?;
    Ok(visit.page(&Outbox { frame, held, has_post, waiting, ended, given_up }))
}

/// Lets held letters go out.
pub async fn release(visit: Visit) -> Shown {
    visit.actor.signed_in()?;
    mail::release(&visit.app, &visit.actor).await?;
    Ok(visit.done("notice-outbox-released", "/outbox"))
}

/// A job.
#[derive(Deserialize)]
pub struct JobForm {
    #[serde(default)]
    job: String,
}

/// Has a job that was given up tried again.
pub async fn again(visit: Visit, Form(form): Form<JobForm>) -> Shown {
    visit.actor.signed_in()?;
    jobs::again(&visit.app, &visit.actor, &form.job).await?;
    Ok(visit.done("notice-job-again", "/outbox"))
}
