//! The page of one round, whatever its stage; and the page that says what a release sends to whom.

use std::collections::BTreeMap;

use askama::Template;
use goodword_app::Error;
use goodword_app::answers::{self, Figures};
use goodword_app::rounds::{self, Cost, InMatch, Numbers, Said, Shown as Round, ShownMatch, Without};
use goodword_domain::answers::Count;
use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::RoundId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::Query;
use crate::pages::filters;
use crate::pages::forms::Wrong;
use crate::pages::one_to_ones::names;
use crate::pages::times;
use crate::pages::visit::{Frame, Shown, Visit};
use crate::words::Words;

use super::picture::{self, Picture};
use super::terms::TermsForm;
use super::{Which, at, day};

/// Matches and members on a page.
const MANY: u32 = 200;

/// What was tried on a round, to be shown on top of it.
pub enum Tried {
    /// Nothing.
    Nothing,
    /// An edit: what it costs, and the fields that make it.
    Edit {
        /// The cost.
        cost: Cost,
        /// Its fields once more.
        fields: Vec<(String, String)>,
        /// Whether it plans the round anew.
        plans: bool,
    },
    /// Other rules, and what they would give.
    Rules(Box<(TermsForm, Numbers)>),
    /// The round planned once more, and whether the outcome is the same.
    Replay(Numbers, bool),
}

#[derive(Template)]
#[template(path = "rounds/round.html")]
pub struct One {
    pub frame: Frame,
    pub path: String,
    pub round: Round,
    pub on: Date,
    pub zone: String,
    pub matches: Vec<Card>,
    pub next: Option<String>,
    pub without: Vec<(&'static str, Vec<Without>)>,
    pub figures: Option<Figures>,
    pub form: TermsForm,
    pub tried: Tried,
    pub wrong: Wrong,
    called: BTreeMap<MemberId, String>,
}

/// A match with its picture.
pub struct Card {
    /// The match.
    pub of: ShownMatch,
    /// Who helps whom.
    pub picture: Picture,
}

impl One {
    fn wrong(&self) -> &Wrong {
        &self.wrong
    }

    /// Whether planning goes on by itself.
    fn goes_on(&self) -> bool {
        self.round.stage == "planning"
    }

    /// Whether matches can be edited.
    fn is_previewed(&self) -> bool {
        self.round.stage == "previewed"
    }

    /// Whether members know their matches, or did.
    fn is_told(&self) -> bool {
        self.round.released.is_some()
    }

    /// What planning does, as the end of a sentence's name.
    fn doing(&self) -> &'static str {
        match self.round.doing.as_deref() {
            Some("reading asks and offers") => "reading",
            Some("writing the reasons") => "writing",
            Some("finding the best round" | "setting the tables") => "finding",
            Some(_) => "weighing",
            None => "waiting",
        }
    }

    /// How many there are of a word.
    fn n(&self, counts: &BTreeMap<String, i64>, word: &str) -> u32 {
        counts.get(word).and_then(|n| u32::try_from(*n).ok()).unwrap_or(0)
    }

    /// Matches that are asked, or were.
    fn n_asked(&self) -> u32 {
        ["asked", "on", "off"].iter().map(|stage| self.n(&self.round.matches, stage)).sum()
    }

    /// The last day before an instant, where the community is.
    fn until(&self, at: &Timestamp) -> Date {
        times::last_day(*at, &times::zone(&self.zone))
    }

    /// Names of members, as one says them.
    fn names(&self, members: &[MemberId]) -> String {
        names(self.frame.words, members.iter().map(|id| self.called.get(id).map_or("", String::as_str)))
    }

    /// Who is in a match.
    fn people(&self, of: &ShownMatch) -> String {
        names(self.frame.words, of.people.iter().map(|one| one.name.as_str()))
    }

    /// The fields of terms that were tried.
    fn fields(&self, form: &TermsForm) -> Vec<(&'static str, String)> {
        form.fields()
    }

    /// A number about people, as it may be told.
    fn told(&self, count: &Count) -> String {
        told(self.frame.words, count)
    }

    /// A number with one digit after the point, as people there write it.
    fn tenth(&self, n: &f64) -> String {
        tenth(self.frame.words, *n)
    }

    /// The same with two.
    fn hundredth(&self, n: &f64) -> String {
        written(self.frame.words, format!("{n:.2}"))
    }

    /// What somebody said, as the end of a sentence's name.
    fn said(&self, person: &InMatch) -> &'static str {
        match person.said {
            Said::Yes => "yes",
            Said::Waiting => "waiting",
            Said::NotThisTime => "not_this_time",
        }
    }

    /// Who could help whom in a picture, for those who hear it.
    fn label(&self, picture: &Picture) -> String {
        let words = self.frame.words;
        let one = |arrow: &picture::Arrow| {
            let key = if arrow.sure { "picture-can" } else { "picture-may" };
            words.say_with(key, &[("from", &arrow.from), ("to", &arrow.to)])
        };
        match picture.arrows.is_empty() {
            true => words.say("picture-nothing"),
            false => picture.arrows.iter().map(one).collect::<Vec<_>>().join(" "),
        }
    }
}

fn told(words: Words, count: &Count) -> String {
    match count {
        Count::Few => words.say("fewer-than-five"),
        Count::Exactly(n) => words.number(u64::from(*n)),
    }
}

fn tenth(words: Words, n: f64) -> String {
    written(words, format!("{n:.1}"))
}

/// A decimal number as people there write it.
fn written(words: Words, number: String) -> String {
    number.replace('.', &words.say("decimal-point"))
}

/// Where on the page.
#[derive(Deserialize, Default)]
pub struct PageQuery {
    #[serde(default)]
    after: String,
}

/// A round.
pub async fn find(
    visit: Visit,
    crate::answer::Path((community, id)): Which,
    Query(query): Query<PageQuery>,
) -> Shown {
    let page = page(&visit, &community, &id, &query.after, Tried::Nothing, Wrong::default()).await?;
    Ok(visit.page(&page))
}

/// The page of a round, with what was tried.
pub async fn page(
    visit: &Visit,
    community: &CommunityId,
    id: &RoundId,
    after: &str,
    tried: Tried,
    wrong: Wrong,
) -> Result<One, Error> {
    let (frame, seat) = visit.frame_organising(community).await?;
    let (app, actor) = (&visit.app, &visit.actor);
    let round = rounds::find(app, actor, community, id).await?;
    let cut = after.split_once('.').and_then(|(n, of)| Some((n.parse().ok()?, of.to_owned().into())));
    let cut: Option<(u32, goodword_domain::matches::MatchId)> = cut;
    let cut = cut.as_ref().map(|(n, of)| (*n, of));
    let some = rounds::of_round(app, actor, community, id, cut, MANY).await?;
    let next = some.last().filter(|_| some.len() == MANY as usize);
    let next = next.map(|last| format!("{}.{}", last.position, last.id));
    let mut without = Vec::new();
    for state in ["left_out", "waiting", "away"] {
        without.push((state, rounds::without(app, actor, community, id, state, None, MANY).await?));
    }
    without.retain(|(_, members)| !members.is_empty());
    let figures = match round.released {
        Some(_) => Some(answers::figures(app, actor, community, id).await?),
        None => None,
    };
    let called = called(&some, &without);
    Ok(One {
        path: at(community, id),
        on: day(&round),
        zone: seat.community.time_zone,
        matches: some.into_iter().map(|of| Card { picture: picture::of(&of), of }).collect(),
        form: TermsForm::of(&round.terms),
        frame,
        round,
        next,
        without,
        figures,
        tried,
        wrong,
        called,
    })
}

fn called(matches: &[ShownMatch], without: &[(&str, Vec<Without>)]) -> BTreeMap<MemberId, String> {
    let people = matches.iter().flat_map(|of| &of.people).map(|one| (one.member.clone(), one.name.clone()));
    let others = without.iter().flat_map(|(_, all)| all).map(|one| (one.member.clone(), one.name.clone()));
    people.chain(others).collect()
}

#[derive(Template)]
#[template(path = "rounds/release.html")]
struct Releasing {
    frame: Frame,
    path: String,
    on: Date,
    n_people: u32,
    n_letters: u32,
    answer_by: Date,
    cut_off: Date,
    meet_by: Date,
    matches: Vec<ShownMatch>,
    n_more: u32,
    left_out: Vec<Without>,
    away: u32,
}

impl Releasing {
    /// Whom somebody in a match meets.
    fn others(&self, of: &ShownMatch, member: &MemberId) -> String {
        let others = of.people.iter().filter(|one| one.member != *member);
        names(self.frame.words, others.map(|one| one.name.as_str()))
    }
}

/// What a release sends, and to whom, before it does.
pub async fn releasing(visit: Visit, crate::answer::Path((community, id)): Which) -> Shown {
    let (frame, seat) = visit.frame_organising(&community).await?;
    let (app, actor) = (&visit.app, &visit.actor);
    let round = rounds::find(app, actor, &community, &id).await?;
    if round.stage != "previewed" {
        return Ok(visit.on_to(&at(&community, &id)));
    }
    let matches = rounds::of_round(app, actor, &community, &id, None, MANY).await?;
    let without = rounds::without(app, actor, &community, &id, "left_out", None, MANY).await?;
    let (left_out, quiet): (Vec<Without>, Vec<Without>) = without.into_iter().partition(Without::is_told);
    let zone = times::zone(&seat.community.time_zone);
    let (answer, rematch, meet) = round.terms.ends(app.now(), &zone);
    let n = |word: &str| u32::try_from(round.members.get(word).copied().unwrap_or(0)).unwrap_or(0);
    let n_matches = u32::try_from(round.matches.values().sum::<i64>()).unwrap_or(0);
    Ok(visit.page(&Releasing {
        frame,
        path: at(&community, &id),
        on: day(&round),
        n_people: n("matched"),
        n_letters: n("matched") + u32::try_from(left_out.len()).unwrap_or(0),
        answer_by: times::last_day(answer, &zone),
        cut_off: times::last_day(rematch, &zone),
        meet_by: times::last_day(meet, &zone),
        n_more: n_matches.saturating_sub(u32::try_from(matches.len()).unwrap_or(0)),
        matches,
        left_out,
        away: n("away") + u32::try_from(quiet.len()).unwrap_or(0),
    }))
}
