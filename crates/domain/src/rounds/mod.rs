//! A round: one run of matchmaking in a community. It takes a snapshot and gives back matches of two, or tables
//! of three to six, each with reasons in both directions; whoever is left out, with why; and a summary that
//! compares the round with chance and with the proven optimum.
//!
//! Nothing random happens that the seed does not decide, and no number of threads changes the result.

mod left_out;
mod pairing;
mod past;
mod rules;
mod seating;
mod snapshot;
pub mod stages;
mod summary;
mod terms;
mod weighing;
mod weights;

use std::collections::BTreeMap;

use goodword_language::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use left_out::{LeftOut, Why};
pub use past::{Helped, Met, Past};
pub use snapshot::{Remembered, Snapshot};
pub use summary::Summary;
pub use terms::{Joining, Terms};
pub use weighing::{Weighed, weigh};

use crate::community::{Community, Markets, Seat};
use crate::members::{Member, MemberId};
use crate::reasons::{self, Names, Reason};
use crate::scoring::Dials;
use rules::Rules;
use weights::Weights;

/// What becomes of an odd one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Odd {
    /// Joins a table of three.
    Trio,
    /// Rests this time; whoever rested least is first in turn.
    Rest,
}

/// Who may meet whom, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Only people of the same place.
    Same,
    /// Anybody.
    Any,
}

/// What the organiser decides about a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The day of the round.
    pub on: Date,
    /// Decides every draw.
    pub seed: u64,
    /// People at a table, `2..=6`.
    pub size: usize,
    /// What becomes of an odd one.
    pub odd: Odd,
    /// Most meetings a member has in this round.
    pub meetings: u32,
    /// No pair meets again within so many weeks.
    pub repeat_weeks: u32,
    /// Who may meet whom, by place.
    pub place: Place,
    /// Percent of the matches that are drawn evenly from all that the rules allow, to learn from.
    pub explore_percent: f64,
    /// Threads to work on; changes the time only.
    pub threads: usize,
}

impl Settings {
    /// What a round is unless the organiser says otherwise.
    pub fn on(day: Date) -> Settings {
        Settings {
            on: day,
            seed: 1,
            size: 2,
            odd: Odd::Trio,
            meetings: 1,
            repeat_weeks: 12,
            place: Place::Any,
            explore_percent: 0.0,
            threads: 1,
        }
    }
}

/// How far a round has come, for whoever waits. Called from one thread.
pub trait Progress {
    /// A step begins, in plain words, e.g. "reading asks and offers".
    fn step(&self, doing: &str);
}

/// For callers that do not wait.
impl Progress for () {
    fn step(&self, _doing: &str) {}
}

/// People who meet: two, or a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Who, by seat, ascending.
    pub seats: Vec<Seat>,
    /// What they can do for each other: the mean of U over its pairs, `0..=1`.
    pub mutual: f64,
    /// What each could give each, in both directions, strongest first per direction.
    pub reasons: Vec<Reason>,
    /// The chance with which these two were drawn, if they were drawn and not chosen.
    pub drawn: Option<f64>,
    /// Said to these people about their table, e.g. why they are three.
    pub note: Option<String>,
}

/// The outcome of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundPlan {
    /// Who meets whom, best first.
    pub tables: Vec<Table>,
    /// Who meets nobody this time, and why.
    pub left_out: Vec<LeftOut>,
    /// The round in numbers.
    pub summary: Summary,
}

/// Which tables there are, before reasons are written.
#[derive(Default)]
pub(crate) struct Seating {
    pub tables: Vec<Vec<Seat>>,
    /// Chance of each table that was drawn, by its position.
    pub drawn: BTreeMap<usize, f64>,
    /// Sum of the tables' values: each is the mean over partners of W, in millionths.
    pub weight: f64,
    /// No seating under the same rules weighs more.
    pub upper_bound: f64,
    /// Whoever rests in turn because the number is odd.
    pub resting: Vec<Seat>,
    /// Only the most promising pairs were weighed, and the bound holds over those.
    pub sifted: bool,
}

impl Seating {
    /// Everybody first, then weight.
    fn beats(&self, other: &Seating) -> bool {
        (self.n_seated(), self.weight) > (other.n_seated(), other.weight)
    }

    /// Seats at all tables; who has two meetings has two.
    fn n_seated(&self) -> usize {
        self.tables.iter().map(Vec::len).sum()
    }

    /// Adds the tables of another place.
    fn append(&mut self, other: Seating) {
        let before = self.tables.len();
        self.drawn.extend(other.drawn.into_iter().map(|(at, chance)| (at + before, chance)));
        self.tables.extend(other.tables);
        self.weight += other.weight;
        self.upper_bound += other.upper_bound;
        self.resting.extend(other.resting);
        self.sifted |= other.sifted;
    }
}

/// Plans a round.
///
/// `avoid` holds pairs who are not to be matched; it never shows in the outcome.
pub fn plan(
    language: &Language,
    members: &[Member],
    past: &Past,
    avoid: &[(MemberId, MemberId)],
    settings: &Settings,
    progress: &dyn Progress,
) -> RoundPlan {
    progress.step("reading asks and offers");
    // Tables weigh all pairs, pairs of a large community only those that promise something.
    let few = settings.size == 2 && members.len() > pairing::LARGE;
    let markets = if few { Markets::WhenWeighed } else { Markets::All };
    let community = Community::read_asking(language, members, Dials::default(), markets, settings.threads);
    let seats: BTreeMap<&MemberId, Seat> =
        members.iter().enumerate().map(|(seat, member)| (&member.id, seat)).collect();
    let rules = Rules::of(members, settings, avoid, &seats);
    let past = past::Standing::look_up(past, &seats, settings.on, settings.repeat_weeks, &community.dials);
    let taking_part: Vec<Seat> =
        (0..members.len()).filter(|&seat| rules::away(&members[seat], settings.on).is_none()).collect();
    progress.step("weighing who can help whom");
    let weights = Weights::of(&community, &rules, &past, &taking_part, settings.threads);
    let seating = if settings.size == 2 {
        pairing::pair(&weights, &taking_part, settings, progress)
    } else {
        seating::seat(&weights, &taking_part, settings, progress)
    };
    progress.step("writing the reasons");
    let left_out = left_out::explain(&weights, &taking_part, &seating, settings);
    let summary = summary::of(&community, &taking_part, &seating, left_out.len(), settings.threads);
    let tables = write_tables(&community, &seating, settings);
    RoundPlan { tables, left_out, summary }
}

/// Those who can meet at all: everybody, or the people of one place each.
pub(crate) fn by_place(weights: &Weights, taking_part: &[Seat]) -> Vec<Vec<Seat>> {
    let mut groups: BTreeMap<usize, Vec<Seat>> = BTreeMap::new();
    for &seat in taking_part {
        groups.entry(weights.rules.place(seat)).or_default().push(seat);
    }
    groups.into_values().collect()
}

fn write_tables(community: &Community, seating: &Seating, settings: &Settings) -> Vec<Table> {
    let mut tables: Vec<Table> = seating
        .tables
        .iter()
        .enumerate()
        .map(|(at, seats)| write_table(community, seats, seating.drawn.get(&at).copied(), settings))
        .collect();
    tables.sort_by(|x, y| y.mutual.total_cmp(&x.mutual).then_with(|| x.seats.cmp(&y.seats)));
    tables
}

fn write_table(community: &Community, seats: &[Seat], drawn: Option<f64>, settings: &Settings) -> Table {
    let names = Names::at(seats, community.members);
    let (mut mutual, mut pairs, mut reasons) = (0.0, 0.0_f64, Vec::new());
    for (i, &a) in seats.iter().enumerate() {
        for &b in &seats[i + 1..] {
            let (ab, ba) = community.between(a, b);
            mutual += community.dials.mutual(ab, ba);
            pairs += 1.0;
            reasons.extend(reasons::reasons(community, &names, a, b));
            reasons.extend(reasons::reasons(community, &names, b, a));
        }
    }
    let note = match seats.len() {
        3 if settings.size == 2 => Some("A table of three, so that nobody is left out.".to_owned()),
        _ if drawn.is_some() => Some("Drawn by lot: a meeting that no list would have chosen.".to_owned()),
        _ => None,
    };
    Table { seats: seats.to_vec(), mutual: mutual / pairs.max(1.0), reasons, drawn, note }
}
