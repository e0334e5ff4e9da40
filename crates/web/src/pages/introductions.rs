//! Introductions: mine, one of them, and what its three people do; the same by the link in a letter, or one that was handed on.

use askama::Template;
use axum::response::Response;
use goodword_app::Error;
use goodword_app::introductions::{
    self, Answer, IntroductionId, Outcome, Seen, Shown as Introduction, SideShown, Suggested, Told, Upstream,
};
use goodword_app::outside::Secret;
use jiff::Timestamp;
use serde::Deserialize;

use crate::answer::{Path, Query};

use super::filters;
use super::forms::{Form, Wrong};
use super::sign_in::over;
use super::visit::{Frame, Place, Shown, Visit};

/// Introductions on a page.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "introductions/all.html")]
struct Introductions {
    frame: Frame,
    waiting: Vec<Introduction>,
    others: Vec<Introduction>,
    earlier: Option<String>,
    suggested: Vec<Suggested>,
}

#[derive(Template)]
#[template(path = "introductions/introduction.html")]
struct One {
    frame: Frame,
    introduction: Introduction,
    /// For its introducer, once both are joined: what came of it, and who made it possible.
    came: Vec<Came>,
    trail: Option<Vec<Upstream>>,
    /// For its introducer: whether they can still change or end it; whether they must hand on a link; and that link.
    under_way: bool,
    by_hand: bool,
    link: Option<String>,
    by_letter: bool,
    asks_address: bool,
    typed: DeedForm,
    wrong: Wrong,
}

/// What came of it, as one side tells it.
struct Came {
    name: String,
    word: &'static str,
    thanks: Option<String>,
}

impl Came {
    fn of(side: &SideShown) -> Came {
        let (word, thanks) = match &side.outcome {
            Outcome::Helped { thanks, .. } => ("helped", thanks.clone()),
            Outcome::Not { .. } => ("not", None),
            Outcome::Nothing => ("open", None),
        };
        Came { name: side.name.clone(), word, thanks }
    }
}

impl One {
    fn of(frame: Frame, introduction: Introduction) -> One {
        let asked = match introduction.seen {
            Seen::Asked => introduction.sides.first(),
            Seen::AskedSecond => introduction.sides.get(1),
            _ => None,
        };
        One {
            frame,
            came: introduction.sides.iter().map(Came::of).collect(),
            trail: None,
            under_way: matches!(introduction.seen, Seen::Drafted | Seen::Asked | Seen::AskedSecond),
            by_hand: asked.is_some_and(|side| side.by_hand),
            link: None,
            by_letter: false,
            asks_address: false,
            typed: DeedForm::default(),
            wrong: Wrong::default(),
            introduction,
        }
    }

    fn shown(self, visit: &Visit) -> Response {
        if self.wrong.is() { visit.again(&self) } else { visit.page(&self) }
    }
}

/// What one of the three does.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeedForm {
    deed: String,
    told_first: String,
    told_second: String,
    reach: String,
    address: String,
    thanks: String,
    worth: Option<u8>,
}

impl DeedForm {
    fn answer(&self) -> Option<Answer> {
        Some(match self.deed.as_str() {
            "yes" => Answer::Yes { reach: self.reach.clone() },
            "no" => Answer::No,
            "not_now" => Answer::NotNow,
            _ => return None,
        })
    }

    fn told(&self) -> Option<Told> {
        let thanks = Some(self.thanks.clone());
        match self.deed.as_str() {
            "helped" => Some(Told::Helped { thanks, worth: self.worth.unwrap_or(1) }),
            "not" => Some(Told::Not),
            _ => None,
        }
    }
}

fn no_deed() -> Error {
    Error::field("deed", "Please choose one of the answers.")
}

/// From where on to show them.
#[derive(Deserialize)]
pub struct EarlierQuery {
    made_at: Option<Timestamp>,
    id: Option<IntroductionId>,
}

/// What waits for my answer, all others, and whom I may know for an ask.
pub async fn all(visit: Visit, Query(query): Query<EarlierQuery>) -> Shown {
    let frame = visit.frame(Place::Today).await?;
    let before = query.made_at.zip(query.id.as_ref());
    let page = introductions::page(&visit.app, &visit.actor, before, SHOWN).await?;
    let earlier = page.last().filter(|_| page.len() == SHOWN as usize).map(|last| {
        let pairs = [("made_at", last.made_at.to_string()), ("id", last.id.0.clone())];
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    });
    let suggested = match &frame.here {
        Some(seat) => introductions::suggestions(&visit.app, &visit.actor, &seat.community.id).await?,
        None => Vec::new(),
    };
    let (waiting, others) = page.into_iter().partition(|introduction| introduction.asks_me);
    Ok(visit.page(&Introductions { frame, waiting, others, earlier, suggested }))
}

/// Where one stands, as the one of the three may know it who looks.
pub async fn introduction(visit: Visit, Path(id): Path<IntroductionId>) -> Shown {
    Ok(one(&visit, &id).await?.shown(&visit))
}

async fn one(visit: &Visit, id: &IntroductionId) -> Result<One, Error> {
    let frame = visit.frame(Place::Today).await?;
    let introduction = introductions::find(&visit.app, &visit.actor, id).await?;
    let mine = introduction.side.is_none() && introduction.seen == Seen::Joined;
    let trail = match mine {
        true => Some(introductions::thanks(&visit.app, &visit.actor, id).await?.trail),
        false => None,
    };
    Ok(One { trail, ..One::of(frame, introduction) })
}

/// Asks, says it in other words, takes it back, makes the link to hand on; answers, or says what came of it.
pub async fn say(visit: Visit, Path(id): Path<IntroductionId>, Form(form): Form<DeedForm>) -> Shown {
    if form.deed == "link" {
        return link_to_hand_on(&visit, &id).await;
    }
    match said(&visit, &id, &form).await {
        Ok(_) => {
            Ok(visit.done(&format!("notice-introduction-{}", form.deed), &format!("/introductions/{id}")))
        }
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(One { typed: form, wrong, ..one(&visit, &id).await? }.shown(&visit))
        }
    }
}

async fn said(visit: &Visit, id: &IntroductionId, form: &DeedForm) -> Result<Introduction, Error> {
    let (app, actor) = (&visit.app, &visit.actor);
    if let Some(answer) = form.answer() {
        return introductions::answer(app, actor, id, answer).await;
    }
    if let Some(told) = form.told() {
        return introductions::tell(app, actor, id, told).await;
    }
    match form.deed.as_str() {
        "send" => introductions::send(app, actor, id).await,
        "take_back" => introductions::take_back(app, actor, id).await,
        "reword" => {
            let told = [form.told_first.clone(), form.told_second.clone()];
            introductions::reword(app, actor, id, told).await
        }
        _ => Err(no_deed()),
    }
}

/// Shows the link once: only its hash is kept. Another one can be made at any time.
async fn link_to_hand_on(visit: &Visit, id: &IntroductionId) -> Shown {
    let made = introductions::forward(&visit.app, &visit.actor, id).await;
    let page = one(visit, id).await?;
    Ok(match made {
        Ok(secret) => {
            let link = format!("{}/introductions/answer/{}", visit.app.house.url, secret.reveal());
            One { link: Some(link), ..page }.shown(visit)
        }
        Err(error) => One { wrong: Wrong::of(error)?, ..page }.shown(visit),
    })
}

/// The question that a link is about, with the buttons; later, where it stands. Changes nothing.
pub async fn link(visit: Visit, Path(secret): Path<String>) -> Shown {
    by_letter(&visit, &secret, DeedForm::default(), Wrong::default()).await
}

async fn by_letter(visit: &Visit, secret: &str, typed: DeedForm, wrong: Wrong) -> Shown {
    let Some(linked) = introductions::peek(&visit.app, &Secret::shown(secret)).await? else {
        return Ok(over(visit, "introduction-link-over", "introduction-link-anew", "/introductions"));
    };
    let introductions::Linked { introduction, asks_address } = linked;
    let page = One::of(visit.bare(), introduction);
    Ok(One { by_letter: true, asks_address, typed, wrong, ..page }.shown(visit))
}

/// Answers by the link, or says what came of it, without signing in.
pub async fn say_by_link(visit: Visit, Path(secret): Path<String>, Form(form): Form<DeedForm>) -> Shown {
    let (app, shown) = (&visit.app, Secret::shown(&secret));
    let said = match (form.answer(), form.told()) {
        (Some(answer), _) => introductions::answer_by_link(app, &shown, answer, Some(&form.address)).await,
        (_, Some(told)) => introductions::tell_by_link(app, &shown, told).await,
        _ => Err(no_deed()),
    };
    match said {
        Ok(_) => {
            let here = format!("/introductions/answer/{secret}");
            Ok(visit.done(&format!("notice-introduction-{}", form.deed), &here))
        }
        Err(Error::NotFound) => by_letter(&visit, &secret, form, Wrong::default()).await,
        Err(error) => {
            let wrong = Wrong::of(error)?;
            by_letter(&visit, &secret, form, wrong).await
        }
    }
}
