//! Promises and word kept, as JSON.

use axum::Json;
use axum::extract::State;
use goodword_app::promises::{self, Deed, New, PromiseId, Shown};
use goodword_app::{App, Error};
use goodword_domain::communities::CommunityId;
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_domain::promises::word_kept::Band;
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Done, Given, Made, Path, Query};
use crate::caller::Caller;

use super::operation::{Operation, act, put, see};

/// What can be done with promises.
pub fn operations() -> Vec<Operation> {
    vec![
        see(
            "/api/promises/today",
            "promises.today",
            "What you promised, what was promised to you, what waits for your answer.",
            today,
        )
        .giving::<TodayJson>(),
        see(
            "/api/promises/before",
            "promises.before",
            "What to know before you promise more: how many are open, and the usual days.",
            before,
        )
        .asking::<BeforeQuery>()
        .giving::<BeforeJson>(),
        see("/api/promises", "promises.page", "All your promises, given and received, newest first.", page)
            .asking::<PageQuery>()
            .giving::<PromisesJson>(),
        act(
            "/api/communities/{community}/members/{member}/promises",
            "promises.make",
            "Gives a promise to a member. Both of you see it, and nobody else.",
            make,
        )
        .taking::<PromiseGiven>()
        .making::<PromiseJson>(),
        see("/api/promises/{promise}", "promises.find", "One of your promises, given or received.", find)
            .giving::<PromiseJson>(),
        act("/api/promises/{promise}/kept", "promises.keep", "You gave it: it is kept.", keep)
            .giving::<PromiseJson>(),
        put(
            "/api/promises/{promise}/day",
            "promises.move",
            "You gave it: still on, by another day.",
            move_to,
        )
        .taking::<DayGiven>()
        .giving::<PromiseJson>(),
        act(
            "/api/promises/{promise}/released",
            "promises.release",
            "You gave it, and give it back.",
            release,
        )
        .taking::<WordsGiven>()
        .giving::<PromiseJson>(),
        act(
            "/api/promises/{promise}/quiet",
            "promises.quiet",
            "You gave it, and want no reminders of it.",
            quiet,
        )
        .giving::<PromiseJson>(),
        act(
            "/api/promises/{promise}/read-back",
            "promises.read_back",
            "You received it: yes, that is what was said.",
            read_back,
        )
        .giving::<PromiseJson>(),
        act(
            "/api/promises/{promise}/confirmed",
            "promises.confirm",
            "You received it: it was kept.",
            confirm,
        )
        .taking::<ThanksGiven>()
        .giving::<PromiseJson>(),
        act("/api/promises/{promise}/missed", "promises.miss", "You received it: it did not happen.", miss)
            .giving::<PromiseJson>(),
        act(
            "/api/promises/{promise}/declined",
            "promises.decline",
            "You received it, and do not want it.",
            decline,
        )
        .giving::<PromiseJson>(),
        see(
            "/api/word-kept",
            "word_kept.mine",
            "What your own word is worth, with the facts behind it. Nobody else sees it.",
            word_kept,
        )
        .giving::<WordJson>(),
        put(
            "/api/communities/{community}/me/word-kept",
            "word_kept.share",
            "Says whether members of a community see how well you keep your word.",
            share,
        )
        .taking::<ShareGiven>(),
        see(
            "/api/communities/{community}/members/{member}/word-kept",
            "word_kept.of",
            "How well a member keeps their word, where they show it.",
            band_of,
        )
        .giving::<BandJson>(),
    ]
}

/// A promise as you see it.
#[derive(Serialize, JsonSchema)]
struct PromiseJson {
    id: PromiseId,
    /// giver or receiver: which of the two you are.
    side: &'static str,
    /// What the other one is called; empty when they are not here any more.
    other: String,
    /// introduction, advice, resource, collaboration, mentoring or referral.
    kind: &'static str,
    what: String,
    given_at: Timestamp,
    /// The day by which, where the giver is.
    due_on: Date,
    /// When that day ends.
    due_at: Timestamp,
    /// How often the day was moved.
    n_moves: u32,
    /// open, asked, kept, confirmed, released, lapsed, missed, disputed or declined.
    stage: &'static str,
    /// When the receiver said that this is what was said.
    read_back_at: Option<Timestamp>,
    /// The giver's words when they gave it back.
    words: Option<String>,
    thanks: Option<String>,
    /// How much it mattered, 1 to 3, where the receiver said.
    size: Option<u8>,
    /// In which community you knew each other then.
    community: Option<CommunityId>,
    meeting: Option<String>,
    /// Whether you are reminded of it, if you gave it.
    reminds: Option<bool>,
}

impl From<Shown> for PromiseJson {
    fn from(shown: Shown) -> PromiseJson {
        PromiseJson {
            id: shown.id,
            side: shown.side.word(),
            other: shown.other,
            kind: shown.kind.word(),
            what: shown.what,
            given_at: shown.given_at,
            due_on: shown.due_on,
            due_at: shown.due_at,
            n_moves: shown.n_moves,
            stage: shown.stage.word(),
            read_back_at: shown.read_back,
            words: shown.words,
            thanks: shown.thanks,
            size: shown.size,
            community: shown.community,
            meeting: shown.meeting,
            reminds: shown.reminds,
        }
    }
}

fn all(shown: Vec<Shown>) -> Vec<PromiseJson> {
    shown.into_iter().map(PromiseJson::from).collect()
}

/// What concerns you now.
#[derive(Serialize, JsonSchema)]
struct TodayJson {
    given: Vec<PromiseJson>,
    received: Vec<PromiseJson>,
    to_answer: Vec<PromiseJson>,
}

/// What to know before you promise more.
#[derive(Serialize, JsonSchema)]
struct BeforeJson {
    open: Vec<PromiseJson>,
    n_this_week: usize,
    sentence: String,
    usual: Vec<UsualJson>,
}

/// The usual day of a kind of help.
#[derive(Serialize, JsonSchema)]
struct UsualJson {
    kind: &'static str,
    due_on: Date,
}

/// In whose time zone days end.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BeforeQuery {
    community: Option<CommunityId>,
}

/// Which part of your promises.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PageQuery {
    /// The id of the last promise of an earlier answer.
    after: Option<PromiseId>,
    /// At most so many, 50 unless said.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
}

/// Some of your promises.
#[derive(Serialize, JsonSchema)]
struct PromisesJson {
    promises: Vec<PromiseJson>,
}

/// A new promise.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PromiseGiven {
    /// introduction, advice, resource, collaboration, mentoring or referral.
    kind: String,
    /// One line of at most 200 characters.
    what: String,
    /// The day by which, where you are; the usual one of its kind without.
    #[serde(default)]
    due_on: Option<Date>,
    /// From which meeting.
    #[serde(default)]
    meeting: Option<String>,
}

/// Another day.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DayGiven {
    on: Date,
}

/// Words, if you like.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WordsGiven {
    /// At most 500 characters.
    #[serde(default)]
    words: String,
}

/// Thanks, if you like, and how much it mattered.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ThanksGiven {
    /// At most 500 characters.
    #[serde(default)]
    thanks: Option<String>,
    /// 1 to 3.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 3))]
    size: u8,
}

fn one() -> u8 {
    1
}

/// Whether it is shown.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ShareGiven {
    shares: bool,
}

/// What your word is worth.
#[derive(Serialize, JsonSchema)]
struct WordJson {
    /// Nothing until there are three promises' worth of facts.
    numbers: Option<NumbersJson>,
    /// What you can show others, once five people said something: mostly, keeps, nearly_always.
    band: Option<&'static str>,
    facts: Vec<FactJson>,
    shared_in: Vec<CommunityId>,
}

/// The mean, and between which bounds it lies in eight of ten cases.
#[derive(Serialize, JsonSchema)]
struct NumbersJson {
    mean: f64,
    low: f64,
    high: f64,
}

/// A promise, and what it says.
#[derive(Serialize, JsonSchema)]
struct FactJson {
    promise: PromiseJson,
    /// How well it was kept, 0 to 1; null if it counts neither way.
    counts: Option<f64>,
}

/// How well a member keeps their word.
#[derive(Serialize, JsonSchema)]
struct BandJson {
    /// mostly, keeps or nearly_always; null where it is not shown.
    band: Option<&'static str>,
}

async fn today(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<TodayJson>> {
    let today = promises::today(&app, &actor).await?;
    let (given, received, to_answer) = (all(today.given), all(today.received), all(today.to_answer));
    Ok(Json(TodayJson { given, received, to_answer }))
}

async fn before(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(query): Query<BeforeQuery>,
) -> Answer<Json<BeforeJson>> {
    let before = promises::before(&app, &actor, query.community.as_ref()).await?;
    let usual = before.usual.into_iter().map(|(kind, due_on)| UsualJson { kind: kind.word(), due_on });
    Ok(Json(BeforeJson {
        open: all(before.open),
        n_this_week: before.n_this_week,
        sentence: before.sentence,
        usual: usual.collect(),
    }))
}

async fn page(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(query): Query<PageQuery>,
) -> Answer<Json<PromisesJson>> {
    let after = match &query.after {
        Some(id) => Some((promises::find(&app, &actor, id).await?.given_at, id)),
        None => None,
    };
    let shown = promises::page(&app, &actor, after, query.limit.unwrap_or(50)).await?;
    Ok(Json(PromisesJson { promises: all(shown) }))
}

async fn make(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
    Given(given): Given<PromiseGiven>,
) -> Answer<Made<PromiseJson>> {
    let kind = given.kind.parse::<HelpKind>().map_err(|unknown| Error::field("kind", unknown.to_string()))?;
    let PromiseGiven { what, due_on, meeting, .. } = given;
    let new = New { community, member, kind, what, due_on, meeting };
    Ok(Made(promises::make(&app, &actor, new).await?.into()))
}

async fn find(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<PromiseId>,
) -> Answer<Json<PromiseJson>> {
    Ok(Json(promises::find(&app, &actor, &id).await?.into()))
}

/// Says something of a promise.
macro_rules! saying {
    ($($name:ident($($given:ident: $takes:ty)?) $deed:expr;)*) => {$(
        async fn $name(
            State(app): State<App>,
            Caller(actor): Caller,
            Path(id): Path<PromiseId>,
            $(Given($given): Given<$takes>,)?
        ) -> Answer<Json<PromiseJson>> {
            Ok(Json(promises::say(&app, &actor, &id, $deed).await?.into()))
        }
    )*};
}

saying! {
    keep() Deed::Keep;
    move_to(given: DayGiven) Deed::Move { on: given.on };
    release(given: WordsGiven) Deed::Release { words: given.words };
    quiet() Deed::Quiet;
    read_back() Deed::ReadBack;
    confirm(given: ThanksGiven) Deed::Confirm { thanks: given.thanks, size: given.size };
    miss() Deed::Miss;
    decline() Deed::Decline;
}

async fn word_kept(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<WordJson>> {
    let mine = promises::word_kept(&app, &actor).await?;
    let facts = mine.facts.into_iter();
    Ok(Json(WordJson {
        numbers: mine.kept.map(|word| NumbersJson { mean: word.mean, low: word.low, high: word.high }),
        band: mine.band.map(Band::word),
        facts: facts.map(|fact| FactJson { promise: fact.promise.into(), counts: fact.counts }).collect(),
        shared_in: mine.shared_in,
    }))
}

async fn share(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Given(given): Given<ShareGiven>,
) -> Answer<Done> {
    promises::share(&app, &actor, &community, given.shares).await?;
    Ok(Done)
}

async fn band_of(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
) -> Answer<Json<BandJson>> {
    let band = promises::band_of(&app, &actor, &community, &member).await?;
    Ok(Json(BandJson { band: band.map(Band::word) }))
}
