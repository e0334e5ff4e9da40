//! Rounds and matches as people see them.

use std::collections::BTreeMap;

use goodword_domain::help::HelpKind;
use goodword_domain::matches::{Answer, MatchId};
use goodword_domain::members::{Member, MemberId};
use goodword_domain::reasons;
use goodword_domain::rounds::stages::{RoundId, Stage};
use goodword_domain::rounds::{RoundPlan, Terms};
use goodword_store::{Tx, matches, meetings, round_members, rounds};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Result;

/// A round as organisers see it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Round")]
pub struct Shown {
    /// Which.
    pub id: RoundId,
    /// draft, planning, previewed, released or closed.
    pub stage: String,
    /// What was decided about it.
    pub terms: Terms,
    /// What planning is doing at present.
    pub doing: Option<String>,
    /// When members were told.
    #[schemars(with = "Option<String>")]
    pub released: Option<Timestamp>,
    /// Until when members answer.
    #[schemars(with = "Option<String>")]
    pub answer_by: Option<Timestamp>,
    /// Until when whoever is free again is matched anew, and late ones may join.
    #[schemars(with = "Option<String>")]
    pub cut_off: Option<Timestamp>,
    /// Until when people meet.
    #[schemars(with = "Option<String>")]
    pub meet_by: Option<Timestamp>,
    /// The outcome of planning in numbers.
    pub numbers: Option<Numbers>,
    /// How many matches there are of each stage: proposed, asked, on, off.
    pub matches: BTreeMap<String, i64>,
    /// How many people came, were not yet heard of, or cannot this time: yes, waiting, not_this_time.
    pub said: BTreeMap<String, i64>,
    /// How many matches have agreed on a time.
    pub agreed: i64,
    /// How many members there are of each state: matched, left_out, away, waiting, gone.
    pub members: BTreeMap<String, i64>,
    /// Why members are away or left out, and how many.
    pub why: BTreeMap<String, i64>,
    /// Since when the round is here.
    #[schemars(with = "String")]
    pub made: Timestamp,
}

/// The outcome of planning in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Numbers {
    /// Members who could take part, those who paused included.
    pub members: usize,
    /// Members with a match.
    pub matched: usize,
    /// Members without.
    pub left_out: usize,
    /// Members with at least one ask.
    pub asking: usize,
    /// Members whose partner can usefully answer at least one of their asks.
    pub helped: usize,
    /// Matches in which everyone is helped by someone and helps someone.
    pub both_ways: usize,
    /// What `helped` would be on average if the same people were paired at random.
    pub random_helped: f64,
    /// What `both_ways` would be.
    pub random_both_ways: f64,
    /// How far the round may be from the best one under its rules, in percent; 0 is proven best.
    pub gap_percent: f64,
    /// Only everybody's most promising pairs were weighed, as in very large communities.
    pub sifted: bool,
}

impl Numbers {
    /// Of a plan.
    pub(super) fn of(plan: &RoundPlan) -> Numbers {
        let summary = &plan.summary;
        let tenth = |number: f64| (number * 10.0).round() / 10.0;
        Numbers {
            members: summary.members,
            matched: summary.matched,
            left_out: summary.left_out,
            asking: summary.asking,
            helped: summary.helped,
            both_ways: summary.both_ways,
            random_helped: tenth(summary.random_helped),
            random_both_ways: tenth(summary.random_both_ways),
            gap_percent: (summary.gap() * 1e6).round() / 1e4,
            sifted: summary.sifted,
        }
    }
}

/// What one person in a match could give another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// Who could give.
    pub from: MemberId,
    /// To whom.
    pub to: MemberId,
    /// Which kind of help.
    pub kind: HelpKind,
    /// The ask, in the receiver's words.
    pub ask: Option<String>,
    /// The offer, in the giver's words, if it answers the ask.
    pub offer: Option<String>,
    /// How near the offer is to the ask, 0 to 1.
    pub strength: f64,
    /// The sentence to show.
    pub sentence: String,
}

impl Reason {
    pub(super) fn of(reason: &reasons::Reason, members: &[Member]) -> Reason {
        Reason {
            from: members[reason.from].id.clone(),
            to: members[reason.to].id.clone(),
            kind: reason.kind,
            ask: reason.ask.clone(),
            offer: reason.offer.clone(),
            strength: (reason.strength * 1e6).round() / 1e6,
            sentence: reason.sentence.clone(),
        }
    }
}

/// What somebody said to a match, as others hear it: a *no* and silence sound the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Comes.
    Yes,
    /// Has not answered yet.
    Waiting,
    /// Not this time.
    NotThisTime,
}

impl From<Answer> for Said {
    fn from(answer: Answer) -> Said {
        match answer {
            Answer::Accepted => Said::Yes,
            Answer::Unasked | Answer::Asked => Said::Waiting,
            Answer::Declined | Answer::Expired | Answer::Left => Said::NotThisTime,
        }
    }
}

/// Somebody in a match.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct InMatch {
    /// Who.
    pub member: MemberId,
    /// What they are called; empty once they are erased.
    pub name: String,
    /// What they said.
    pub said: Said,
}

/// A match as organisers see it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "RoundMatch")]
pub struct ShownMatch {
    /// Which.
    pub id: MatchId,
    /// Its place in the round, best first.
    pub position: u32,
    /// proposed, asked, on or off.
    pub stage: String,
    /// planned, edited or rematched.
    pub made_by: String,
    /// Who.
    pub people: Vec<InMatch>,
    /// What each could give each, both ways.
    pub reasons: Vec<Reason>,
    /// What they can do for each other, 0 to 1.
    pub mutual: f64,
    /// The chance with which they were drawn, if they were drawn and not chosen.
    pub drawn: Option<f64>,
    /// What is said to them about their match.
    pub note: Option<String>,
    /// Whether it stays as it is when the round is planned anew.
    pub locked: bool,
}

impl ShownMatch {
    pub(crate) fn of(kept: matches::Kept) -> Result<ShownMatch> {
        let people = kept.of.seats.iter().zip(&kept.people);
        Ok(ShownMatch {
            people: people
                .map(|(seat, guest)| InMatch {
                    member: seat.member.clone(),
                    name: guest.name.clone(),
                    said: seat.answer.into(),
                })
                .collect(),
            reasons: serde_json::from_str(&kept.reasons)?,
            id: kept.of.id,
            position: kept.position,
            stage: kept.of.stage.word().to_owned(),
            made_by: kept.made_by,
            mutual: kept.mutual as f64 / 1e6,
            drawn: kept.drawn.map(|drawn| drawn as f64 / 1e6),
            note: kept.note,
            locked: kept.locked.is_some(),
        })
    }
}

/// A member who meets nobody in a round, and why.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Without {
    /// Who.
    pub member: MemberId,
    /// What they are called; empty once they are not here any more.
    pub name: String,
    /// left_out, waiting or away.
    pub state: String,
    /// Why, a closed word.
    pub why: String,
    /// The same as a sentence.
    pub sentence: String,
    /// Since when.
    #[schemars(with = "String")]
    pub since: Timestamp,
}

impl Without {
    /// Whether it is news to them, and a release tells them.
    pub fn is_told(&self) -> bool {
        self.state == "left_out" && !matches!(self.why.as_str(), "paused" | "no_meetings")
    }
}

/// The round with what is counted about it.
pub(super) async fn shown(tx: &mut Tx, kept: rounds::Kept) -> Result<Shown> {
    let (community, id) = (&kept.round.community, &kept.round.id);
    let mut said = BTreeMap::new();
    for (answer, n) in matches::answers(tx, community, id).await? {
        let word = match Answer::of(&answer).map(Said::from) {
            Some(Said::Yes) => "yes",
            Some(Said::Waiting) => "waiting",
            Some(Said::NotThisTime) | None => "not_this_time",
        };
        *said.entry(word.to_owned()).or_insert(0) += n;
    }
    let (mut members, mut why) = (BTreeMap::new(), BTreeMap::new());
    for (state, reason, n) in round_members::counts(tx, community, id).await? {
        *members.entry(state).or_insert(0) += n;
        if let Some(reason) = reason {
            *why.entry(reason).or_insert(0) += n;
        }
    }
    let (released, dues) = match &kept.round.stage {
        Stage::Released { at, answer_by, cut_off, meet_by } => {
            (Some(*at), Some((*answer_by, *cut_off, *meet_by)))
        }
        Stage::Closed { released, .. } => (*released, None),
        _ => (None, None),
    };
    Ok(Shown {
        matches: matches::counts(tx, community, id).await?.into_iter().collect(),
        agreed: meetings::n_agreed(tx, community, id).await?,
        stage: kept.round.stage.word().to_owned(),
        numbers: kept.summary.as_deref().map(serde_json::from_str).transpose()?,
        id: kept.round.id,
        terms: kept.round.terms,
        doing: kept.doing,
        released,
        answer_by: dues.map(|dues| dues.0),
        cut_off: dues.map(|dues| dues.1),
        meet_by: dues.map(|dues| dues.2),
        said,
        members,
        why,
        made: kept.made,
    })
}

/// Why somebody meets nobody, told to the organiser. It gives nothing away that somebody said in private.
pub(super) fn left_out_sentence(why: &str, name: &str) -> String {
    match why {
        "paused" => format!("{name} has paused."),
        "no_meetings" => format!("{name} wants no meetings at present."),
        "rests_in_turn" => {
            format!(
                "The number is odd, and it is {name}’s turn to rest. With tables of three for an odd one nobody rests."
            )
        }
        "alone" => format!("Nobody else takes part, so there is no one for {name} to meet."),
        "nobody_allowed" => format!(
            "The rules of this round leave nobody for {name}: repeat window, place, languages. You can relax them."
        ),
        "none_free" => format!(
            "Everyone whom {name} could meet under the rules is needed elsewhere. A shorter repeat window or a table of three can make room."
        ),
        "skipped" => format!("{name} skips this round."),
        "not_joined" => format!("{name} did not say that they come."),
        "not_yet" => format!("{name} wants to meet less often, and met somebody lately."),
        "freed" => format!("{name}’s match is off; {name} is matched anew as soon as somebody is free."),
        "late" => format!("{name} came late, and is matched as soon as somebody is free."),
        _ => format!("{name} is not here any more."),
    }
}
