//! Members of a community, their profiles, asks and offers, as JSON.

use axum::Json;
use axum::extract::State;
use goodword_app::directory::{self, Found, Sought};
use goodword_app::entries;
use goodword_app::members::{self, Card, Kept, Side};
use goodword_app::{App, Error};
use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::profiles::Profile;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Done, Given, Made, Path, Query, limit};
use crate::caller::Caller;

use super::operation::{Operation, act, put, see};

/// What can be done with members.
pub fn operations() -> Vec<Operation> {
    vec![
        see("/api/communities/{community}/me", "members.mine", "Your own card in a community.", mine)
            .giving::<CardJson>(),
        put(
            "/api/communities/{community}/me",
            "members.describe",
            "Says anew what others there see of you.",
            describe,
        )
        .taking::<Profile>()
        .giving::<CardJson>(),
        act("/api/communities/{community}/asks", "asks.say", "Adds an ask of yours.", say_ask)
            .taking::<EntryGiven>()
            .making::<EntryJson>(),
        act("/api/communities/{community}/offers", "offers.say", "Adds an offer of yours.", say_offer)
            .taking::<EntryGiven>()
            .making::<EntryJson>(),
        act(
            "/api/communities/{community}/entries/{entry}/closed",
            "entries.close",
            "Closes an ask or an offer of yours, with thanks if you like.",
            close,
        )
        .taking::<Thanks>(),
        put(
            "/api/communities/{community}/entries/{entry}",
            "entries.reword",
            "Says an open ask or offer of yours in other words.",
            reword,
        )
        .taking::<EntryGiven>()
        .giving::<EntryJson>(),
        act(
            "/api/communities/{community}/entries/{entry}/shifted",
            "entries.shift",
            "Moves an open ask or offer of yours by one place.",
            shift,
        )
        .taking::<ShiftGiven>(),
        act(
            "/api/communities/{community}/entries/{entry}/reopened",
            "entries.reopen",
            "Opens a closed ask or offer of yours again.",
            reopen,
        )
        .giving::<EntryJson>(),
        see(
            "/api/communities/{community}/members",
            "directory.search",
            "Members in whose profile, asks or offers all these words stand.",
            search,
        )
        .asking::<SearchQuery>()
        .giving::<Found>(),
        see(
            "/api/communities/{community}/members/{member}",
            "directory.open",
            "A member's card. Opening new people is counted by the day.",
            find,
        )
        .giving::<CardJson>(),
        put(
            "/api/communities/{community}/members/{member}/role",
            "members.appoint",
            "Gives a member another role. Owners do.",
            appoint,
        )
        .taking::<RoleGiven>()
        .giving::<MemberJson>(),
        act(
            "/api/communities/{community}/members/{member}/suspended",
            "members.suspend",
            "Keeps a member out, who loses nothing by it. Organisers do.",
            suspend,
        )
        .giving::<MemberJson>(),
        act(
            "/api/communities/{community}/members/{member}/restored",
            "members.restore",
            "Lets a suspended member in again. Organisers do.",
            restore,
        )
        .giving::<MemberJson>(),
    ]
}

/// A member as others in the community see them.
#[derive(Serialize, JsonSchema)]
pub struct MemberJson {
    id: MemberId,
    role: Role,
    standing: &'static str,
    since: Timestamp,
    profile: Profile,
}

impl From<Membership> for MemberJson {
    fn from(member: Membership) -> MemberJson {
        MemberJson {
            id: member.id,
            role: member.role,
            standing: member.standing.word(),
            since: member.standing.since(),
            profile: member.profile,
        }
    }
}

/// A member with open asks and offers.
#[derive(Serialize, JsonSchema)]
pub struct CardJson {
    #[serde(flatten)]
    member: MemberJson,
    asks: Vec<EntryJson>,
    offers: Vec<EntryJson>,
}

impl From<Card> for CardJson {
    fn from(card: Card) -> CardJson {
        let (asks, offers): (Vec<Kept>, Vec<Kept>) =
            card.entries.into_iter().partition(|kept| kept.side == Side::Ask);
        CardJson {
            member: card.member.into(),
            asks: asks.into_iter().map(EntryJson::from).collect(),
            offers: offers.into_iter().map(EntryJson::from).collect(),
        }
    }
}

/// An ask or an offer.
#[derive(Serialize, JsonSchema)]
pub struct EntryJson {
    id: String,
    /// introduction, advice, resource, collaboration, mentoring or referral, where said.
    kind: Option<&'static str>,
    text: String,
    since: Timestamp,
}

impl From<Kept> for EntryJson {
    fn from(kept: Kept) -> EntryJson {
        let kind = kept.entry.kind.map(HelpKind::word);
        EntryJson { id: kept.id, kind, text: kept.entry.text, since: kept.since }
    }
}

/// A new ask or offer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EntryGiven {
    /// One short sentence, at most 300 characters.
    text: String,
    /// introduction, advice, resource, collaboration, mentoring or referral.
    #[serde(default)]
    kind: Option<String>,
}

impl EntryGiven {
    fn entry(self) -> Result<Entry, Error> {
        let kind = self.kind.map(|kind| kind.parse::<HelpKind>()).transpose();
        let kind = kind.map_err(|unknown| Error::field("kind", unknown.to_string()))?;
        Ok(Entry { kind, text: self.text })
    }
}

/// Which way an entry goes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ShiftGiven {
    towards: entries::Towards,
}

/// A word of thanks.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Thanks {
    /// At most 500 characters.
    #[serde(default)]
    thanks: Option<String>,
}

/// Another role.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RoleGiven {
    role: Role,
}

async fn mine(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<CardJson>> {
    Ok(Json(members::mine(&app, &actor, &community).await?.into()))
}

async fn describe(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Given(profile): Given<Profile>,
) -> Answer<Json<CardJson>> {
    Ok(Json(members::describe(&app, &actor, &community, profile).await?.into()))
}

async fn say_ask(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Given(given): Given<EntryGiven>,
) -> Answer<Made<EntryJson>> {
    Ok(Made(members::say(&app, &actor, &community, Side::Ask, given.entry()?).await?.into()))
}

async fn say_offer(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Given(given): Given<EntryGiven>,
) -> Answer<Made<EntryJson>> {
    Ok(Made(members::say(&app, &actor, &community, Side::Offer, given.entry()?).await?.into()))
}

async fn close(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, entry)): Path<(CommunityId, String)>,
    Given(given): Given<Thanks>,
) -> Answer<Done> {
    members::close(&app, &actor, &community, &entry, given.thanks.as_deref()).await?;
    Ok(Done)
}

async fn reword(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, entry)): Path<(CommunityId, String)>,
    Given(given): Given<EntryGiven>,
) -> Answer<Json<EntryJson>> {
    Ok(Json(entries::reword(&app, &actor, &community, &entry, given.entry()?).await?.into()))
}

async fn shift(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, entry)): Path<(CommunityId, String)>,
    Given(given): Given<ShiftGiven>,
) -> Answer<Done> {
    entries::shift(&app, &actor, &community, &entry, given.towards).await?;
    Ok(Done)
}

async fn reopen(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, entry)): Path<(CommunityId, String)>,
) -> Answer<Json<EntryJson>> {
    Ok(Json(entries::reopen(&app, &actor, &community, &entry).await?.into()))
}

/// What to look for.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SearchQuery {
    /// Words, or how words begin; all members without.
    #[serde(default)]
    words: String,
    /// ask or offer: only who has such a thing open.
    side: Option<entries::Side>,
    /// introduction, advice, resource, collaboration, mentoring or referral: only who asks or offers that.
    kind: Option<HelpKind>,
    /// `next` of an earlier answer.
    after: Option<String>,
    /// At most so many, 50 unless said.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
}

async fn search(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Query(query): Query<SearchQuery>,
) -> Answer<Json<Found>> {
    let limit = limit(query.limit, 50, 100)?;
    let after = query.after.as_deref();
    let sought = Sought { words: &query.words, side: query.side, kind: query.kind };
    Ok(Json(directory::search_for(&app, &actor, &community, sought, after, limit).await?))
}

async fn find(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
) -> Answer<Json<CardJson>> {
    Ok(Json(directory::open(&app, &actor, &community, &member).await?.into()))
}

async fn appoint(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
    Given(given): Given<RoleGiven>,
) -> Answer<Json<MemberJson>> {
    Ok(Json(members::appoint(&app, &actor, &community, &member, given.role).await?.into()))
}

async fn suspend(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
) -> Answer<Json<MemberJson>> {
    Ok(Json(members::suspend(&app, &actor, &community, &member).await?.into()))
}

async fn restore(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
) -> Answer<Json<MemberJson>> {
    Ok(Json(members::restore(&app, &actor, &community, &member).await?.into()))
}
