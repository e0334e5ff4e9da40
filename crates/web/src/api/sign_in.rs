//! Coming in for the first time and again, as JSON: setting up, signing in by a mailed link or its code, invitations.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use goodword_app::communities::Terms;
use goodword_app::invitations::{self, Accepted, Guest, Invited};
use goodword_app::outside::Secret;
use goodword_app::sign_in::{self, Proof};
use goodword_app::{App, Error, set_up};
use goodword_domain::communities::{CommunityId, Membership};
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, Person};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Done, Given, Made, Path};
use crate::caller::{self, Caller, Network};

use super::members::MemberJson;
use super::operation::{Operation, act, end, see};

/// What can be done to come in, and to ask others in.
pub fn operations() -> Vec<Operation> {
    vec![
        act(
            "/api/set-up",
            "set_up.finish",
            "Makes the first person and the first community, with the link that was printed.",
            set_up,
        )
        .for_anybody()
        .taking::<SetUpGiven>()
        .giving::<SignedIn>(),
        act(
            "/api/sign-in",
            "sign_in.ask",
            "Has a link to sign in sent, if the address is known here. The answer is the same if it is not.",
            ask,
        )
        .for_anybody()
        .taking::<AddressGiven>()
        .giving::<Asked>(),
        act(
            "/api/sign-in/finished",
            "sign_in.finish",
            "Signs in with the mailed link's secret, or with its code.",
            finish,
        )
        .for_anybody()
        .taking::<ProofGiven>()
        .giving::<SignedIn>(),
        act("/api/sign-out", "sessions.sign_out", "Ends this session.", sign_out).for_sessions(),
        act(
            "/api/communities/{community}/invitations",
            "invitations.invite",
            "Asks somebody in by mail. Organisers do.",
            invite,
        )
        .taking::<Guest>()
        .making::<InvitedJson>(),
        see(
            "/api/communities/{community}/invitations",
            "invitations.page",
            "Who is asked in and has not come. Organisers see it.",
            page,
        )
        .giving::<Vec<InvitedJson>>(),
        act(
            "/api/communities/{community}/members/{guest}/invited",
            "invitations.invite_member",
            "Asks in somebody from the list. Organisers do.",
            invite_member,
        )
        .giving::<InvitedJson>(),
        end(
            "/api/communities/{community}/invitations/{guest}",
            "invitations.take_back",
            "Takes an invitation back. Organisers do.",
            take_back,
        ),
        act(
            "/api/invitations/accepted",
            "invitations.accept",
            "Accepts an invitation by its link's secret.",
            accept,
        )
        .for_anybody()
        .taking::<AcceptGiven>()
        .giving::<AcceptedJson>(),
        see("/api/invitations", "invitations.mine", "Invitations that wait for you.", mine)
            .for_sessions()
            .giving::<Vec<WaitingJson>>(),
        act(
            "/api/communities/{community}/joined",
            "invitations.join",
            "Accepts an invitation that waits for you.",
            join,
        )
        .for_sessions()
        .giving::<MemberJson>(),
    ]
}

/// Who is signed in. The session comes as a cookie.
#[derive(Serialize, JsonSchema)]
struct SignedIn {
    address: String,
    name: String,
}

impl From<&Person> for SignedIn {
    fn from(person: &Person) -> SignedIn {
        SignedIn { address: person.address.to_string(), name: person.name.clone() }
    }
}

/// Where to write.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AddressGiven {
    address: String,
}

/// What the one who asked shows again.
#[derive(Serialize, JsonSchema)]
struct Asked {
    /// Show it again as `here` when signing in. It says nothing about whether the address is known.
    here: String,
}

/// What is shown to sign in: `link` with or without `here`, or `code` with `here`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProofGiven {
    /// The last part of the mailed link.
    #[serde(default)]
    link: Option<String>,
    /// The code that the link shows in another browser.
    #[serde(default)]
    code: Option<String>,
    /// What asking for the link gave.
    #[serde(default)]
    here: Option<String>,
}

/// How the house begins.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SetUpGiven {
    /// The last part of the printed link.
    secret: String,
    /// Your e-mail address.
    address: String,
    /// Your name.
    name: String,
    /// The first community.
    community: Terms,
}

/// Taking a seat.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AcceptGiven {
    /// The last part of the mailed link.
    secret: String,
    /// What you are called, if it is not what the invitation says.
    #[serde(default)]
    name: String,
}

/// What became of accepting.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "outcome")]
enum AcceptedJson {
    /// You are in. If you are new, the session comes as a cookie.
    Joined {
        /// Your seat.
        member: Box<MemberJson>,
    },
    /// Somebody signs in with this address already: a link was sent there. Sign in, and accept again.
    SignInSent {
        /// Show it again as `here` when signing in.
        here: String,
    },
}

/// Somebody who is asked in.
#[derive(Serialize, JsonSchema)]
struct InvitedJson {
    member: MemberId,
    name: String,
    address: String,
    since: Timestamp,
}

impl From<Invited> for InvitedJson {
    fn from(invited: Invited) -> InvitedJson {
        let Membership { id, invited_address, standing, profile, .. } = invited.member;
        let address = invited_address.map(|address| address.to_string()).unwrap_or_default();
        InvitedJson { member: id, name: profile.name, address, since: standing.since() }
    }
}

/// An invitation that waits.
#[derive(Serialize, JsonSchema)]
struct WaitingJson {
    community: CommunityId,
    name: String,
    inviter: String,
}

fn address(text: &str) -> Result<MailAddress, Error> {
    text.parse().map_err(|error| Error::field("address", format!("{error}")))
}

fn with_session(app: &App, secret: &Secret, body: impl Serialize) -> Response {
    ([(header::SET_COOKIE, caller::session_cookie(app, Some(secret)))], Json(body)).into_response()
}

async fn set_up(
    State(app): State<App>,
    headers: HeaderMap,
    Given(given): Given<SetUpGiven>,
) -> Answer<Response> {
    let SetUpGiven { secret, address: at, name, community } = given;
    let (secret, at) = (Secret::shown(&secret), address(&at)?);
    let done = set_up::finish(&app, &secret, &at, &name, community, &caller::device(&headers)).await?;
    Ok(with_session(&app, &done.secret, SignedIn::from(&done.person)))
}

async fn ask(
    State(app): State<App>,
    network: Network,
    Given(given): Given<AddressGiven>,
) -> Answer<Json<Asked>> {
    let here = sign_in::ask(&app, &address(&given.address)?, &network.0).await?;
    Ok(Json(Asked { here: here.reveal().to_owned() }))
}

async fn finish(
    State(app): State<App>,
    headers: HeaderMap,
    Given(given): Given<ProofGiven>,
) -> Answer<Response> {
    let (link, here) = (given.link.as_deref().map(Secret::shown), given.here.as_deref().map(Secret::shown));
    let proof = match (&link, &given.code, &here) {
        (Some(link), None, here) => Proof::Link { link, here: here.as_ref() },
        (None, Some(code), Some(here)) => Proof::Code { here, code },
        _ => return Err(Error::field("link", "Show the link's secret, or the code with `here`.").into()),
    };
    let (person, _, secret) = sign_in::finish(&app, proof, &caller::device(&headers)).await?;
    Ok(with_session(&app, &secret, SignedIn::from(&person)))
}

async fn sign_out(State(app): State<App>, Caller(actor): Caller) -> Answer<Response> {
    goodword_app::sessions::sign_out(&app, &actor).await?;
    Ok(([(header::SET_COOKIE, caller::session_cookie(&app, None))], StatusCode::NO_CONTENT).into_response())
}

async fn invite(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Given(guest): Given<Guest>,
) -> Answer<Made<InvitedJson>> {
    Ok(Made(invitations::invite(&app, &actor, &community, guest).await?.into()))
}

async fn page(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<Vec<InvitedJson>>> {
    let all = invitations::page(&app, &actor, &community, None, 500).await?;
    Ok(Json(all.into_iter().map(InvitedJson::from).collect()))
}

type Seat = Path<(CommunityId, MemberId)>;

async fn invite_member(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Seat,
) -> Answer<Json<InvitedJson>> {
    Ok(Json(invitations::invite_member(&app, &actor, &community, &id).await?.into()))
}

async fn take_back(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Seat,
) -> Answer<Done> {
    invitations::take_back(&app, &actor, &community, &id).await?;
    Ok(Done)
}

async fn accept(
    State(app): State<App>,
    Caller(actor): Caller,
    headers: HeaderMap,
    network: Network,
    Given(given): Given<AcceptGiven>,
) -> Answer<Response> {
    let secret = Secret::shown(&given.secret);
    if actor.person().is_ok() {
        let member = invitations::accept_as(&app, &actor, &secret).await?;
        return Ok(Json(AcceptedJson::Joined { member: Box::new(member.into()) }).into_response());
    }
    let device = caller::device(&headers);
    Ok(match invitations::accept(&app, &secret, &given.name, &device, &network.0).await? {
        Accepted::Joined { member, secret, .. } => {
            let member = Box::new(MemberJson::from(*member));
            with_session(&app, &secret, AcceptedJson::Joined { member })
        }
        Accepted::SignInSent { here } => {
            Json(AcceptedJson::SignInSent { here: here.reveal().to_owned() }).into_response()
        }
    })
}

async fn mine(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<Vec<WaitingJson>>> {
    let all = invitations::mine(&app, &actor).await?;
    let waiting = all.into_iter().map(|one| WaitingJson {
        community: one.community,
        name: one.name,
        inviter: one.inviter,
    });
    Ok(Json(waiting.collect()))
}

async fn join(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<MemberJson>> {
    Ok(Json(invitations::join(&app, &actor, &community).await?.into()))
}
