//! What somebody does with a match of theirs: answers it, says when and where, tells whether they met.

use goodword_app::Error;
use goodword_app::answers::{self, Given};
use goodword_app::matches::{self, Next, Say, When};
use goodword_app::meetings;
use goodword_domain::answers::Met;

use crate::pages::forms::{Form, Wrong};
use crate::pages::times;
use crate::pages::visit::{Shown, Visit};

use super::typed::Typed;
use super::which::Which;
use super::{met_of, page};

/// On to the page of the match, or the same page once more with what is wrong.
async fn after(
    visit: &Visit,
    which: &Which,
    done: Result<&'static str, Error>,
    first: &'static str,
    typed: Typed,
) -> Shown {
    let error = match done {
        Ok(notice) => return Ok(visit.done(notice, &which.path())),
        Err(error @ Error::Refused(_)) => error,
        Err(error) => return which.told(visit, error),
    };
    match page(visit, which, first, typed, Wrong::of(error)?).await {
        Ok(page) => Ok(visit.again(&page)),
        Err(error) => which.told(visit, error),
    }
}

/// Says yes, with the times at which one can or others; not this time; or pauses.
pub async fn answer(visit: Visit, which: Which, Form(typed): Form<Typed>) -> Shown {
    let (first, done) = match typed.get("say") {
        "another_time" => ("another_time", at_other_times(&visit, &which, &typed).await),
        // The page that has this button shows the reasons and the kinds of help.
        "not_this_time" => ("not_this_time", say(&visit, &which, Say::NotThisTime { seen: true }).await),
        "pause" => ("pause", pause(&visit, &which, &typed).await),
        _ => ("", accept(&visit, &which, When::Can(typed.can())).await),
    };
    after(&visit, &which, done, first, typed).await
}

async fn accept(visit: &Visit, which: &Which, when: When) -> Result<&'static str, Error> {
    let answered = matches::accept_at(&visit.app, &which.by(visit), when).await?;
    Ok(match answered.now.next {
        Next::Meet => "notice-time-agreed",
        _ => "notice-accepted",
    })
}

async fn at_other_times(visit: &Visit, which: &Which, typed: &Typed) -> Result<&'static str, Error> {
    let plan = meetings::find(&visit.app, &which.by(visit)).await?;
    let given = typed.given(&plan.suggested, &times::zone(&plan.zone))?;
    accept(visit, which, When::At(given)).await
}

async fn say(visit: &Visit, which: &Which, say: Say) -> Result<&'static str, Error> {
    let notice = if matches!(say, Say::Pause { .. }) { "notice-paused" } else { "notice-declined" };
    matches::answer(&visit.app, &which.by(visit), say).await.map(|_| notice)
}

async fn pause(visit: &Visit, which: &Which, typed: &Typed) -> Result<&'static str, Error> {
    say(visit, which, Say::Pause { until: typed.until()? }).await
}

/// Says at which of the times one can, or gives others.
pub async fn when(visit: Visit, which: Which, Form(typed): Form<Typed>) -> Shown {
    let done = match typed.get("say") {
        "another_time" => other_times(&visit, &which, &typed).await,
        _ => tick(&visit, &which, &typed).await,
    };
    after(&visit, &which, done, "times", typed).await
}

async fn tick(visit: &Visit, which: &Which, typed: &Typed) -> Result<&'static str, Error> {
    let plan = meetings::tick(&visit.app, &which.by(visit), typed.can()).await?;
    Ok(if plan.at.is_some() { "notice-time-agreed" } else { "notice-times-noted" })
}

async fn other_times(visit: &Visit, which: &Which, typed: &Typed) -> Result<&'static str, Error> {
    let by = which.by(visit);
    let plan = meetings::find(&visit.app, &by).await?;
    let given = typed.given(&plan.suggested, &times::zone(&plan.zone))?;
    meetings::offer(&visit.app, &by, given).await.map(|_| "notice-times-given")
}

/// Says where.
pub async fn place(visit: Visit, which: Which, Form(typed): Form<Typed>) -> Shown {
    let done = meetings::place(&visit.app, &which.by(&visit), typed.get("place")).await;
    after(&visit, &which, done.map(|_| "notice-place-noted"), "times", typed).await
}

/// Waits for somebody else in the same round.
pub async fn wait(visit: Visit, which: Which) -> Shown {
    let done = matches::wait_again(&visit.app, &which.by(&visit)).await.map(|_| "notice-waits");
    after(&visit, &which, done, "", Typed::default()).await
}

/// Tells whether they met, and what came of it.
pub async fn tell(visit: Visit, which: Which, Form(typed): Form<Typed>) -> Shown {
    let met = met_of(typed.get("met"));
    let said = |name: &str| typed.get(name).replace("\r\n", "\n");
    let given = Given {
        met,
        useful: match typed.get("useful") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        helps: if met == Met::Yes { typed.helps() } else { Vec::new() },
        thanks: said("thanks"),
        note: said("note"),
    };
    let done = answers::give(&visit.app, &which.by(&visit), given).await;
    let notice = if met == Met::NotYet { "notice-asked-again" } else { "notice-told" };
    let first = if met == Met::Yes { "met" } else { "" };
    after(&visit, &which, done.map(|_| notice), first, typed).await
}
