//! The guide to a meeting, on one screen: who they are, what they ask and offer, what opens a conversation, what was spoken of last
//! time, and the question to close with.

use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_domain::profiles::Profile;
use goodword_store::entries::{self, Side};
use goodword_store::{Tx, answers, members};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Result;
use crate::house::App;
use crate::matches::{By, Found, Mine, found, shown};

/// What one needs to know before a meeting.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Guide {
    /// The match, with its reasons.
    pub of: Mine,
    /// The others, one by one.
    pub others: Vec<Other>,
    /// Whether whoever reads it is new here, and may like to hear how it goes.
    pub newcomer: bool,
    /// The question to close with.
    pub closing: String,
}

/// One of the others.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Other {
    /// Who.
    pub member: MemberId,
    /// What they show of themselves; none if they are not here any more.
    pub profile: Option<Profile>,
    /// What they ask, in their words, with the kind of help where they said it.
    pub asks: Vec<(Option<HelpKind>, String)>,
    /// What they offer.
    pub offers: Vec<(Option<HelpKind>, String)>,
    /// Questions that open a conversation, from what they say about themselves.
    pub questions: Vec<Question>,
    /// When you two last met, and the note that you made then.
    pub last_time: Option<LastTime>,
}

/// A question that opens a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Question {
    /// What it is about, a closed word.
    pub about: &'static str,
    /// The question.
    pub sentence: &'static str,
}

/// An earlier meeting.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LastTime {
    /// When you said that you met.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Your own note.
    pub note: String,
}

/// The guide to a meeting of one's own.
pub async fn find(app: &App, by: &By<'_>) -> Result<Guide> {
    let mut tx = app.look().await?;
    let found = found(&mut tx, by, app.now()).await?;
    let mut others = Vec::new();
    let still: Vec<MemberId> = found.kept.of.still_in().filter(|id| **id != found.me.id).cloned().collect();
    for member in still {
        others.push(other(&mut tx, &found, member).await?);
    }
    let (community, me) = (found.me.community.clone(), found.me.id.clone());
    Ok(Guide {
        of: shown(&mut tx, &community, &me, found.kept, app.now()).await?,
        newcomer: found.me.profile.newcomer,
        others,
        closing: "Who can I put you in touch with that I might know?".to_owned(),
    })
}

async fn other(tx: &mut Tx, found: &Found, member: MemberId) -> Result<Other> {
    let community = &found.me.community;
    let seat = members::find(tx, community, &member).await?;
    let profile = seat.filter(|seat| seat.standing.word() == "active").map(|seat| seat.profile);
    let said = match profile {
        Some(_) => entries::open_of(tx, community, &member).await?,
        None => Vec::new(),
    };
    let of = |side: Side| {
        let own = said.iter().filter(move |kept| kept.side == side);
        own.map(|kept| (kept.entry.kind, kept.entry.text.clone())).collect()
    };
    let last = answers::last_note(tx, community, &found.me.id, &member, &found.kept.of.id).await?;
    Ok(Other {
        asks: of(Side::Ask),
        offers: of(Side::Offer),
        questions: profile.as_ref().map(questions).unwrap_or_default(),
        last_time: last.map(|(at, note)| LastTime { at, note }),
        profile,
        member,
    })
}

/// Questions from what somebody says about themselves, and some that always open.
fn questions(profile: &Profile) -> Vec<Question> {
    let serves = if profile.serves.is_empty() { "" } else { "somebody" };
    [
        (&*profile.news, "news", "You wrote what is new with you: how is it going?"),
        (
            &profile.challenges,
            "challenges",
            "What makes that so hard at present, and who could take some of it off you?",
        ),
        (&profile.origin, "origin", "What got you into this work?"),
        (&profile.likes_most, "likes_most", "What do you like most about it these days?"),
        (&profile.work_wanted, "work_wanted", "What does the work look like that you would like more of?"),
        (serves, "serves", "How would I recognise somebody whom you could serve well?"),
        ("always", "glad", "What are you working on that you are glad about?"),
        ("always", "weeks", "What would help you most in the next weeks?"),
    ]
    .into_iter()
    .filter(|(known, ..)| !known.is_empty())
    .map(|(_, about, sentence)| Question { about, sentence })
    .collect()
}
