//! Drafting an introduction: whom, and what each is told. Members of a common community, or somebody outside.

use askama::Template;
use goodword_app::Error;
use goodword_app::directory::{self, Found};
use goodword_app::introductions::{self, Guest};
use goodword_app::members::Side;
use goodword_app::promises::{self, PromiseId};
use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use serde::Deserialize;

use crate::answer::{Fault, Query};

use super::filters;
use super::forms::{Form, Wrong};
use super::visit::{Frame, Place, Shown, Visit};

/// People to choose from on a page.
const FOUND: u32 = 12;
/// What stands for somebody who is no member.
const OUTSIDE: &str = "outside";

#[derive(Template)]
#[template(path = "introductions/whom.html")]
struct Whom {
    frame: Frame,
    query: WhomQuery,
    /// What stands behind the question mark, and lacks whom one chooses.
    so_far: String,
    found: Found,
}

#[derive(Template)]
#[template(path = "introductions/new.html")]
struct New {
    frame: Frame,
    /// What members are called; nothing for somebody outside.
    names: [Option<String>; 2],
    typed: IntroductionForm,
    wrong: Wrong,
}

/// What is known already: whom, and what it comes from.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct WhomQuery {
    community: Option<CommunityId>,
    first: String,
    second: String,
    ask: String,
    promise: String,
    words: String,
}

/// An introduction as it is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct IntroductionForm {
    community: String,
    first: String,
    second: String,
    ask: String,
    promise: String,
    name_first: String,
    address_first: String,
    told_first: String,
    name_second: String,
    address_second: String,
    told_second: String,
    /// `ask`, if the one who is asked first is to be asked now.
    then: String,
    once: String,
}

/// Whom to bring together; or, once that is known, what each is told.
pub async fn form(visit: Visit, Query(query): Query<WhomQuery>) -> Shown {
    let mut query = query;
    if !query.promise.is_empty() && query.first.is_empty() {
        query = from_promise(&visit, query).await?;
    }
    let frame = visit.frame(Place::Today).await?;
    let here = query.community.clone().or_else(|| frame.here.as_ref().map(|seat| seat.community.id.clone()));
    let community = here.ok_or(Error::NotFound)?;
    let (frame, _) = visit.frame_in(&community, Place::Today).await?;
    query.community = Some(community.clone());
    if query.first.is_empty() || query.second.is_empty() {
        let found =
            directory::search(&visit.app, &visit.actor, &community, &query.words, None, FOUND).await?;
        let so_far = so_far(&query);
        return Ok(visit.page(&Whom { frame, query, so_far, found }));
    }
    let typed = drafted(&visit, &community, query).await?;
    Ok(visit.page(&new(&visit, frame, typed, Wrong::default()).await?))
}

/// A promise to introduce somebody says where, and whom.
async fn from_promise(visit: &Visit, query: WhomQuery) -> Result<WhomQuery, Error> {
    let id = PromiseId(query.promise.clone());
    let promise = promises::find(&visit.app, &visit.actor, &id).await?;
    let to = promises::to_whom(&visit.app, &visit.actor, &id).await?;
    Ok(WhomQuery {
        community: promise.community,
        first: to.map_or_else(|| OUTSIDE.to_owned(), |member| member.0),
        ..query
    })
}

/// What was chosen so far, for links that add one more.
fn so_far(query: &WhomQuery) -> String {
    let community = query.community.as_ref().map_or("", |community| &community.0);
    let all =
        [("community", community), ("first", &query.first), ("ask", &query.ask), ("promise", &query.promise)];
    let some = all.iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>();
    serde_urlencoded::to_string(some).unwrap_or_default()
}

/// The form with a draft of what each is told: about their asks and offers, and without a name.
async fn drafted(
    visit: &Visit,
    community: &CommunityId,
    query: WhomQuery,
) -> Result<IntroductionForm, Error> {
    let mut told = [String::new(), String::new()];
    if !query.ask.is_empty() {
        for (n, member) in
            [&query.first, &query.second].into_iter().enumerate().filter(|(_, id)| *id != OUTSIDE)
        {
            let card =
                directory::open(&visit.app, &visit.actor, community, &MemberId(member.clone())).await?;
            let ask = card.entries.iter().find(|kept| kept.side == Side::Ask && kept.id == query.ask);
            if let Some(ask) = ask {
                let words = visit.words();
                told[n] = words.say_with("introduction-draft-asker", &[("ask", &ask.entry.text)]);
                told[1 - n] = words.say_with("introduction-draft-helper", &[("ask", &ask.entry.text)]);
            }
        }
    }
    let [told_first, told_second] = told;
    let WhomQuery { first, second, ask, promise, .. } = query;
    let (community, once) = (community.0.clone(), visit.once());
    let rest = IntroductionForm::default();
    Ok(IntroductionForm { community, first, second, ask, promise, told_first, told_second, once, ..rest })
}

async fn new(visit: &Visit, frame: Frame, typed: IntroductionForm, wrong: Wrong) -> Result<New, Fault> {
    let community = CommunityId(typed.community.clone());
    let mut names = [None, None];
    for (name, id) in names.iter_mut().zip([&typed.first, &typed.second]) {
        if *id != OUTSIDE {
            let found = directory::open(&visit.app, &visit.actor, &community, &MemberId(id.clone())).await?;
            *name = Some(found.member.profile.name);
        }
    }
    Ok(New { frame, names, typed, wrong })
}

/// Drafts it; and asks the one who is asked first, if so said.
pub async fn make(visit: Visit, Form(form): Form<IntroductionForm>) -> Shown {
    match made(&visit, &form).await {
        Ok(id) => {
            let notice =
                if form.then == "ask" { "notice-introduction-send" } else { "notice-introduction-drafted" };
            Ok(visit.done(notice, &format!("/introductions/{id}")))
        }
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let (frame, _) = visit.frame_in(&CommunityId(form.community.clone()), Place::Today).await?;
            Ok(visit.again(&new(&visit, frame, form, wrong).await?))
        }
    }
}

async fn made(visit: &Visit, form: &IntroductionForm) -> Result<introductions::IntroductionId, Error> {
    let community = CommunityId(form.community.clone());
    let guest = |id: &str, name: &str, address: &str| match id {
        OUTSIDE => Guest::Outside { name: name.to_owned(), address: Some(address.to_owned()) },
        id => Guest::Member { community: community.clone(), member: MemberId(id.to_owned()) },
    };
    let new = introductions::New {
        guests: [
            guest(&form.first, &form.name_first, &form.address_first),
            guest(&form.second, &form.name_second, &form.address_second),
        ],
        told: [form.told_first.clone(), form.told_second.clone()],
        promise: Some(PromiseId(form.promise.clone())).filter(|id| !id.0.is_empty()),
        ask: Some((community.clone(), form.ask.clone())).filter(|(_, ask)| !ask.is_empty()),
    };
    let made = introductions::make(&visit.app, &visit.sending(&form.once), new).await?;
    if form.then == "ask" && made.seen == introductions::Seen::Drafted {
        introductions::send(&visit.app, &visit.actor, &made.id).await?;
    }
    Ok(made.id)
}
