//! Introductions, as JSON.

use axum::Json;
use axum::extract::State;
use goodword_app::introductions::{
    self, Answer as Answered, Guest, IntroductionId, New, Outcome, Shown, Suggested, Told,
};
use goodword_app::promises::PromiseId;
use goodword_app::{App, Error};
use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Given, Made, Path, Query};
use crate::caller::Caller;

use super::operation::{Operation, act, put, see};

/// What can be done with introductions.
pub fn operations() -> Vec<Operation> {
    vec![
        see("/api/introductions", "introductions.page", "All your introductions, newest first.", page)
            .asking::<PageQuery>()
            .giving::<IntroductionsJson>(),
        act(
            "/api/introductions",
            "introductions.make",
            "Drafts an introduction of two people. Nobody is asked yet.",
            make,
        )
        .taking::<IntroductionGiven>()
        .making::<IntroductionJson>(),
        see("/api/introductions/{introduction}", "introductions.find", "One of your introductions.", find)
            .giving::<IntroductionJson>(),
        put(
            "/api/introductions/{introduction}/words",
            "introductions.reword",
            "You made it: says in other words what each is told. Everybody is asked anew.",
            reword,
        )
        .taking::<WordsGiven>()
        .giving::<IntroductionJson>(),
        act(
            "/api/introductions/{introduction}/sent",
            "introductions.send",
            "You made it: has the first one asked.",
            send,
        )
        .giving::<IntroductionJson>(),
        act(
            "/api/introductions/{introduction}/taken-back",
            "introductions.take_back",
            "You made it, and take it back.",
            take_back,
        )
        .giving::<IntroductionJson>(),
        act(
            "/api/introductions/{introduction}/link",
            "introductions.forward",
            "You made it: the link for whoever is asked now and has no address, to hand on.",
            forward,
        )
        .giving::<LinkJson>(),
        act(
            "/api/introductions/{introduction}/answer",
            "introductions.answer",
            "You are asked: yes, no, or not now.",
            answer,
        )
        .taking::<AnswerGiven>()
        .giving::<IntroductionJson>(),
        act(
            "/api/introductions/{introduction}/outcome",
            "introductions.tell",
            "You were brought together: says whether it helped.",
            tell,
        )
        .taking::<OutcomeGiven>()
        .giving::<IntroductionJson>(),
        see(
            "/api/communities/{community}/suggestions",
            "introductions.suggestions",
            "You may know someone: three pairs a week of whom one could help the other. Only you see them.",
            suggestions,
        )
        .giving::<SuggestionsJson>(),
        see(
            "/api/communities/{community}/members/{member}/suggestions",
            "introductions.for_whom",
            "Whom you could offer to introduce to a member whom you are about to meet.",
            for_whom,
        )
        .giving::<SuggestionsJson>(),
        see(
            "/api/introductions/{introduction}/thanks",
            "introductions.thanks",
            "You made it: what came of it, and whose introductions made it possible.",
            thanks,
        )
        .giving::<ThanksJson>(),
    ]
}

/// An introduction as you see it.
#[derive(Serialize, JsonSchema)]
struct IntroductionJson {
    id: IntroductionId,
    /// first or second, if you are brought together with somebody; null if you made it.
    side: Option<&'static str>,
    /// What the introducer is called.
    introducer: String,
    made_at: Timestamp,
    /// drafted, asked, asked_second, joined, not_now or taken_back.
    stage: &'static str,
    /// Whether it waits for your answer.
    asks_me: bool,
    /// The introducer's words to you.
    told: Option<String>,
    /// The other one, once both said yes.
    other: Option<ReachJson>,
    /// Both, if you made it.
    sides: Vec<SideJson>,
    promise: Option<String>,
    ask: Option<String>,
}

/// How somebody can be reached.
#[derive(Serialize, JsonSchema)]
struct ReachJson {
    name: String,
    address: Option<String>,
    reach: String,
}

/// Somebody whom you bring together with another.
#[derive(Serialize, JsonSchema)]
struct SideJson {
    /// first or second.
    side: &'static str,
    name: String,
    told: String,
    /// You hand them the link yourself.
    by_hand: bool,
    outcome: OutcomeJson,
}

/// What came of it.
#[derive(Serialize, JsonSchema)]
struct OutcomeJson {
    /// nothing, helped or not.
    what: &'static str,
    thanks: Option<String>,
    /// 1 to 3, where it helped.
    worth: Option<u8>,
}

impl From<Outcome> for OutcomeJson {
    fn from(outcome: Outcome) -> OutcomeJson {
        match outcome {
            Outcome::Nothing => OutcomeJson { what: "nothing", thanks: None, worth: None },
            Outcome::Helped { thanks, worth, .. } => {
                OutcomeJson { what: "helped", thanks, worth: Some(worth) }
            }
            Outcome::Not { .. } => OutcomeJson { what: "not", thanks: None, worth: None },
        }
    }
}

impl From<Shown> for IntroductionJson {
    fn from(shown: Shown) -> IntroductionJson {
        let sides = shown.sides.into_iter().map(|side| SideJson {
            side: side.which.word(),
            name: side.name,
            told: side.told,
            by_hand: side.by_hand,
            outcome: side.outcome.into(),
        });
        IntroductionJson {
            id: shown.id,
            side: shown.side.map(introductions::Which::word),
            introducer: shown.introducer,
            made_at: shown.made_at,
            stage: shown.seen.word(),
            asks_me: shown.asks_me,
            told: shown.told,
            other: shown.other.map(|other| ReachJson {
                name: other.name,
                address: other.address,
                reach: other.reach,
            }),
            sides: sides.collect(),
            promise: shown.promise,
            ask: shown.ask.map(|ask| ask.1),
        }
    }
}

/// Which part of your introductions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PageQuery {
    /// The id of the last introduction of an earlier answer.
    after: Option<IntroductionId>,
    /// At most so many, 50 unless said.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
}

/// Some of your introductions.
#[derive(Serialize, JsonSchema)]
struct IntroductionsJson {
    introductions: Vec<IntroductionJson>,
}

/// Somebody to bring together with another: a member, or somebody outside with a name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GuestGiven {
    /// Of a member: in which community.
    #[serde(default)]
    community: Option<CommunityId>,
    /// Of a member: who.
    #[serde(default)]
    member: Option<MemberId>,
    /// Of somebody outside: what you call them.
    #[serde(default)]
    name: Option<String>,
    /// Of somebody outside: where mail reaches them, if you know it.
    #[serde(default)]
    address: Option<String>,
    /// What they are told about the other one, at most 1,000 characters.
    told: String,
}

impl GuestGiven {
    fn guest(self) -> Result<(Guest, String), Error> {
        let guest = match (self.community, self.member, self.name) {
            (Some(community), Some(member), None) => Guest::Member { community, member },
            (None, None, Some(name)) => Guest::Outside { name, address: self.address },
            _ => {
                let sentence = "Give community and member of a member, or the name of somebody outside.";
                return Err(Error::field("guests", sentence));
            }
        };
        Ok((guest, self.told))
    }
}

/// A new introduction.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct IntroductionGiven {
    /// Asked first, unless the promise or the ask tells that it is theirs.
    first: GuestGiven,
    second: GuestGiven,
    /// Your promise that it keeps.
    #[serde(default)]
    promise: Option<PromiseId>,
    /// The ask of one of the two that it answers.
    #[serde(default)]
    ask: Option<AskGiven>,
}

/// An ask.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AskGiven {
    community: CommunityId,
    entry: String,
}

/// Other words.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WordsGiven {
    /// What the one is told who is asked first.
    first: String,
    second: String,
}

/// A link to hand on.
#[derive(Serialize, JsonSchema)]
struct LinkJson {
    url: String,
}

/// An answer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AnswerGiven {
    answer: AnswerWord,
    /// With a yes, what the other one shall have beside your address: one line.
    #[serde(default)]
    reach: String,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum AnswerWord {
    Yes,
    No,
    NotNow,
}

/// What came of it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OutcomeGiven {
    helped: bool,
    /// At most 500 characters.
    #[serde(default)]
    thanks: Option<String>,
    /// How much it helped, 1 to 3.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 3))]
    worth: u8,
}

fn one() -> u8 {
    1
}

/// What came of it, and whose introductions made it possible.
#[derive(Serialize, JsonSchema)]
struct ThanksJson {
    first: OutcomeJson,
    second: OutcomeJson,
    trail: Vec<UpstreamJson>,
}

/// Somebody who made it possible.
#[derive(Serialize, JsonSchema)]
struct UpstreamJson {
    name: String,
    /// 0 to 1; together 1.
    part: f64,
}

/// Pairs whom you could bring together.
#[derive(Serialize, JsonSchema)]
struct SuggestionsJson {
    suggestions: Vec<SuggestionJson>,
}

impl From<Vec<Suggested>> for SuggestionsJson {
    fn from(all: Vec<Suggested>) -> SuggestionsJson {
        let suggestions = all.into_iter().map(|one| SuggestionJson {
            asker: one.asker.0,
            asker_name: one.asker.1,
            ask: one.ask.0,
            ask_text: one.ask.1,
            helper: one.helper.0,
            helper_name: one.helper.1,
            offer_text: one.offer,
            why: one.why,
        });
        SuggestionsJson { suggestions: suggestions.collect() }
    }
}

/// Two members whom you could bring together, and why.
#[derive(Serialize, JsonSchema)]
struct SuggestionJson {
    asker: MemberId,
    asker_name: String,
    /// The id of the ask.
    ask: String,
    ask_text: String,
    helper: MemberId,
    helper_name: String,
    offer_text: String,
    why: String,
}

async fn suggestions(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<SuggestionsJson>> {
    Ok(Json(introductions::suggestions(&app, &actor, &community).await?.into()))
}

async fn for_whom(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
) -> Answer<Json<SuggestionsJson>> {
    Ok(Json(introductions::for_whom(&app, &actor, &community, &member).await?.into()))
}

async fn page(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<Json<IntroductionsJson>> {
    let after = match &query.after {
        Some(id) => Some((introductions::find(&app, &actor, id).await?.made_at, id)),
        None => None,
    };
    let all = introductions::page(&app, &actor, after, query.limit.unwrap_or(50)).await?;
    Ok(Json(IntroductionsJson { introductions: all.into_iter().map(IntroductionJson::from).collect() }))
}

async fn make(
    State(app): State<App>,
    Caller(actor): Caller,
    Given(given): Given<IntroductionGiven>,
) -> Answer<Made<IntroductionJson>> {
    let ((first, told_first), (second, told_second)) = (given.first.guest()?, given.second.guest()?);
    let new = New {
        guests: [first, second],
        told: [told_first, told_second],
        promise: given.promise,
        ask: given.ask.map(|ask| (ask.community, ask.entry)),
    };
    Ok(Made(introductions::make(&app, &actor, new).await?.into()))
}

async fn find(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
) -> Answer<Json<IntroductionJson>> {
    Ok(Json(introductions::find(&app, &actor, &id).await?.into()))
}

async fn reword(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
    Given(given): Given<WordsGiven>,
) -> Answer<Json<IntroductionJson>> {
    Ok(Json(introductions::reword(&app, &actor, &id, [given.first, given.second]).await?.into()))
}

async fn send(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
) -> Answer<Json<IntroductionJson>> {
    Ok(Json(introductions::send(&app, &actor, &id).await?.into()))
}

async fn take_back(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
) -> Answer<Json<IntroductionJson>> {
    Ok(Json(introductions::take_back(&app, &actor, &id).await?.into()))
}

async fn forward(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
) -> Answer<Json<LinkJson>> {
    let secret = introductions::forward(&app, &actor, &id).await?;
    Ok(Json(LinkJson { url: format!("{}/introductions/answer/{}", app.house.url, secret.reveal()) }))
}

async fn answer(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
    Given(given): Given<AnswerGiven>,
) -> Answer<Json<IntroductionJson>> {
    let answer = match given.answer {
        AnswerWord::Yes => Answered::Yes { reach: given.reach },
        AnswerWord::No => Answered::No,
        AnswerWord::NotNow => Answered::NotNow,
    };
    Ok(Json(introductions::answer(&app, &actor, &id, answer).await?.into()))
}

async fn tell(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
    Given(given): Given<OutcomeGiven>,
) -> Answer<Json<IntroductionJson>> {
    let told = match given.helped {
        true => Told::Helped { thanks: given.thanks, worth: given.worth },
        false => Told::Not,
    };
    Ok(Json(introductions::tell(&app, &actor, &id, told).await?.into()))
}

async fn thanks(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<IntroductionId>,
) -> Answer<Json<ThanksJson>> {
    let introductions::Thanks { outcomes: [first, second], trail } =
        introductions::thanks(&app, &actor, &id).await?;
    let trail = trail.into_iter().map(|up| UpstreamJson { name: up.name, part: up.part });
    Ok(Json(ThanksJson { first: first.into(), second: second.into(), trail: trail.collect() }))
}
