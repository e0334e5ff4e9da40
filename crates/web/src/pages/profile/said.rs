//! Asks and offers of one's own: saying one with the coach beside it, and what each is worth here.

use askama::Template;
use axum::response::Response;
use goodword_app::Error;
use goodword_app::echoes::{self, Echoes};
use goodword_app::entries::{self, Closed, Kept, Side, Towards};
use goodword_domain::coach::Coached;
use goodword_domain::communities::CommunityId;
use goodword_domain::help::HelpKind;
use goodword_domain::members::Entry;
use goodword_domain::steps::Step;
use serde::Deserialize;

use crate::answer::{Path, Query};
use crate::words::Words;

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Shown, Visit};
use super::{Steps, begin};

/// How many of those who could help are named.
const NAMED: usize = 3;

#[derive(Template)]
#[template(path = "profile/said.html")]
struct Said {
    frame: Frame,
    steps: Steps,
    side: &'static str,
    mine: Vec<One>,
    closed: Vec<Closed>,
    form: EntryForm,
    preview: Option<Preview>,
    /// The one that is said in other words.
    reworded: Option<Kept>,
    wrong: Wrong,
}

/// One of one's own, and what it is worth.
struct One {
    kept: Kept,
    worth: Preview,
}

/// What a sentence was read as, what the coach asks back, and who answers.
struct Preview {
    read_as: Vec<String>,
    /// Names of sentences.
    hints: Vec<String>,
    echoes: Echoes,
}

impl Preview {
    fn of(words: Words, side: Side, coached: &Coached, echoes: Echoes) -> Preview {
        let hint = |hint: &goodword_domain::coach::Hint| format!("coach-{}-{}", side.word(), hint.word());
        Preview { read_as: read_as(words, coached), hints: coached.hints.iter().map(hint).collect(), echoes }
    }

    /// How many answer, for the plural.
    fn n(&self) -> u32 {
        match self.echoes.total {
            goodword_app::directory::Total::Exactly(n) | goodword_app::directory::Total::MoreThan(n) => n,
        }
    }
}

/// What a sentence was read as, in the reader's language where the lexicon has it.
fn read_as(words: Words, coached: &Coached) -> Vec<String> {
    let concept = |id: &_| {
        let concept = echoes::lexicon().concept(*id);
        let own =
            concept.de.words.first().or(concept.de.offer.first()).filter(|_| words.language().tag == "de");
        own.unwrap_or(&concept.name).clone()
    };
    let audience = |id: &String| {
        let key = format!("audience-{id}");
        if words.has(&key) { words.say(&key) } else { id.replace('-', " ") }
    };
    coached.concepts.iter().map(concept).chain(coached.audiences.iter().map(audience)).collect()
}

/// A sentence as it is typed.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct EntryForm {
    text: String,
    kind: String,
    once: String,
}

impl EntryForm {
    fn entry(&self) -> Result<Entry, Error> {
        let kind = (!self.kind.is_empty()).then(|| self.kind.parse::<HelpKind>()).transpose();
        let kind = kind.map_err(|unknown| Error::field("kind", unknown.to_string()))?;
        Ok(Entry { kind, text: self.text.clone() })
    }

    /// The six kinds, for the choice.
    fn kinds(&self) -> impl Iterator<Item = (&'static str, bool)> {
        HelpKind::ALL.into_iter().map(|kind| (kind.word(), kind.word() == self.kind))
    }
}

/// What one is looking at.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct LookQuery {
    text: String,
    kind: String,
    reword: String,
}

fn step(side: Side) -> Step {
    if side == Side::Ask { Step::Asks } else { Step::Offers }
}

/// The page where the entries of a side are.
fn path(community: &CommunityId, side: Side) -> String {
    format!("/communities/{community}/me/{}", step(side).word())
}

async fn page(
    visit: &Visit,
    community: &CommunityId,
    side: Side,
    look: LookQuery,
    wrong: Wrong,
) -> Result<Said, Error> {
    let (frame, card, steps) = begin(visit, community, Some(step(side))).await?;
    let mine: Vec<Kept> = card.entries.into_iter().filter(|kept| kept.side == side).collect();
    let reworded = mine.iter().find(|kept| kept.id == look.reword).cloned();
    let LookQuery { mut text, mut kind, .. } = look;
    if let Some(kept) = reworded.as_ref().filter(|_| text.is_empty()) {
        text.clone_from(&kept.entry.text);
        kind = kept.entry.kind.map(|kind| kind.word().to_owned()).unwrap_or_default();
    }
    // The sentence that is being typed is looked at with the others, in one look around.
    let typed = (!text.trim().is_empty()).then(|| text.clone());
    let texts: Vec<String> = mine.iter().map(|kept| kept.entry.text.clone()).chain(typed.clone()).collect();
    let found = echoes::of(&visit.app, &visit.actor, community, (side, &texts), NAMED).await?;
    let worth = |(text, echoes): (&String, Echoes)| {
        Preview::of(visit.words(), side, &echoes::coached(text, side), echoes)
    };
    let mut worths: Vec<Preview> = texts.iter().zip(found).map(worth).collect();
    let preview = typed.and_then(|_| worths.pop());
    let mine = mine.into_iter().zip(worths).map(|(kept, worth)| One { kept, worth }).collect();
    let closed = entries::closed(&visit.app, &visit.actor, community).await?;
    let closed = closed.into_iter().filter(|closed| closed.kept.side == side).collect();
    let form = EntryForm { text, kind, once: visit.once() };
    Ok(Said { frame, steps, side: side.word(), mine, closed, form, preview, reworded, wrong })
}

/// What one needs: open asks with who could help, and a form for another.
pub async fn asks(visit: Visit, Path(community): Path<CommunityId>, Query(look): Query<LookQuery>) -> Shown {
    Ok(visit.page(&page(&visit, &community, Side::Ask, look, Wrong::default()).await?))
}

/// What one can give: open offers with who needs it, and a form for another.
pub async fn offers(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Query(look): Query<LookQuery>,
) -> Shown {
    Ok(visit.page(&page(&visit, &community, Side::Offer, look, Wrong::default()).await?))
}

/// Adds an ask.
pub async fn say_ask(visit: Visit, Path(community): Path<CommunityId>, Form(form): Form<EntryForm>) -> Shown {
    say(visit, community, Side::Ask, form).await
}

/// Adds an offer.
pub async fn say_offer(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Form(form): Form<EntryForm>,
) -> Shown {
    say(visit, community, Side::Offer, form).await
}

async fn say(visit: Visit, community: CommunityId, side: Side, form: EntryForm) -> Shown {
    let said = match form.entry() {
        Ok(entry) => entries::say(&visit.app, &visit.sending(&form.once), &community, side, entry).await,
        Err(error) => Err(error),
    };
    match said {
        Ok(_) => Ok(visit.done("notice-said", &path(&community, side))),
        Err(error) => again(&visit, &community, side, form, error, String::new()).await,
    }
}

async fn again(
    visit: &Visit,
    community: &CommunityId,
    side: Side,
    form: EntryForm,
    error: Error,
    reword: String,
) -> Shown {
    let wrong = Wrong::of(error)?;
    let look = LookQuery { text: form.text, kind: form.kind, reword };
    Ok(visit.again(&page(visit, community, side, look, wrong).await?))
}

/// Says an open one in other words.
pub async fn reword(
    visit: Visit,
    Path((community, id)): Path<(CommunityId, String)>,
    Form(form): Form<EntryForm>,
) -> Shown {
    let side = side_of(&visit, &community, &id).await?;
    let said = match form.entry() {
        Ok(entry) => entries::reword(&visit.app, &visit.actor, &community, &id, entry).await,
        Err(error) => Err(error),
    };
    match said {
        Ok(_) => Ok(visit.done("notice-reworded", &path(&community, side))),
        Err(error) => again(&visit, &community, side, form, error, id).await,
    }
}

/// On which side an open entry of one's own is.
async fn side_of(visit: &Visit, community: &CommunityId, id: &str) -> Result<Side, Error> {
    let card = goodword_app::members::mine(&visit.app, &visit.actor, community).await?;
    let kept = card.entries.into_iter().find(|kept| kept.id == id);
    kept.map(|kept| kept.side).ok_or(Error::NotFound)
}

/// Thanks for whoever helped.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ThanksForm {
    thanks: String,
}

/// Closes an open one, with thanks.
pub async fn close(
    visit: Visit,
    Path((community, id)): Path<(CommunityId, String)>,
    Form(form): Form<ThanksForm>,
) -> Shown {
    let side = side_of(&visit, &community, &id).await?;
    let thanks = Some(form.thanks.as_str()).filter(|thanks| !thanks.trim().is_empty());
    entries::close(&visit.app, &visit.actor, &community, &id, thanks).await?;
    Ok(visit.done("notice-closed", &path(&community, side)))
}

/// Opens a closed one again.
pub async fn reopen(visit: Visit, Path((community, id)): Path<(CommunityId, String)>) -> Shown {
    let kept = entries::reopen(&visit.app, &visit.actor, &community, &id).await?;
    Ok(visit.done("notice-reopened", &path(&community, kept.side)))
}

/// Which way an entry goes.
#[derive(Deserialize)]
pub struct ShiftForm {
    towards: Towards,
}

/// Moves an open one by a place.
pub async fn shift(
    visit: Visit,
    Path((community, id)): Path<(CommunityId, String)>,
    Form(form): Form<ShiftForm>,
) -> Result<Response, crate::answer::Fault> {
    let side = side_of(&visit, &community, &id).await?;
    entries::shift(&visit.app, &visit.actor, &community, &id, form.towards).await?;
    Ok(visit.on_to(&path(&community, side)))
}
