//! Who sits where in every round of an event: nobody twice at one table with the same person when that is possible,
//! and, among such plans, people with those who can help them.
//!
//! Everybody who is handed in gets a seat in every round. The engine counts repeats first and help second; the plan
//! says how many repeats nobody could have avoided.

mod hall;
mod itinerary;
mod summary;

use std::collections::BTreeMap;

use goodword_language::Language;
use goodword_matching::Problem;
use goodword_matching::rotations::{self, Event};
use goodword_matching::tables::Effort;

pub use hall::{Hall, Unseatable};
pub use itinerary::{Encounter, Stop};
pub use summary::Summary;

use crate::community::{Community, Seat, in_parallel};
use crate::members::{Member, MemberId};
use crate::rounds::Progress;
use crate::scoring::{Dials, scale};

/// What the host decides about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The tables, or how many people are to sit at each.
    pub hall: Hall,
    /// How often people change tables, plus one.
    pub rounds: usize,
    /// Decides every draw.
    pub seed: u64,
    /// Threads to work on; changes the time only.
    pub threads: usize,
}

/// The tables of every round, and what they are good for.
#[derive(Clone, Debug, PartialEq)]
pub struct TablesPlan {
    /// Round, then table, then the people there, ascending by seat in the list of members.
    pub rounds: Vec<Vec<Vec<Seat>>>,
    /// For everybody, in the order of the list, one stop in each round.
    pub itineraries: Vec<Vec<Stop>>,
    /// The plan in numbers.
    pub summary: Summary,
}

/// Plans an event.
///
/// `avoid` holds pairs who never share a table; it never shows in the outcome.
///
/// # Errors
/// [`Unseatable`] when there are too few people, too many tables, or no tables at which everybody can be kept apart
/// who must be.
pub fn plan(
    language: &Language,
    members: &[Member],
    avoid: &[(MemberId, MemberId)],
    settings: &Settings,
    progress: &dyn Progress,
) -> Result<TablesPlan, Unseatable> {
    let tables = settings.hall.tables_for(members.len())?;
    let event = Event::new(members.len(), tables, settings.rounds)?.keep_apart(&apart(members, avoid))?;
    progress.step("reading asks and offers");
    let community = Community::read(language, members, Dials::default(), settings.threads);
    progress.step("weighing who can help whom");
    let weights = weights(&community, settings.threads);
    let event = event.with_weights(&weights)?;
    progress.step("setting the tables");
    let rotation = rotations::rotate(&event, &Effort { seed: settings.seed, ..Effort::default() });
    if !rotation.broken.is_empty() {
        return Err(Unseatable::KeptApart { pairs: rotation.broken.len() });
    }
    progress.step("writing the cards");
    let seated = |table: &Vec<u32>| table.iter().map(|&seat| seat as Seat).collect();
    let rounds: Vec<Vec<Vec<Seat>>> =
        rotation.rounds.iter().map(|round| round.iter().map(seated).collect()).collect();
    Ok(TablesPlan {
        itineraries: itinerary::itineraries(&community, &weights, &rounds, settings.threads),
        summary: summary::of(&community, &rotation, &rounds, settings.threads),
        rounds,
    })
}

/// Pairs to keep apart, by seat. Nobody can be kept apart from themselves, so such a row asks for nothing.
fn apart(members: &[Member], avoid: &[(MemberId, MemberId)]) -> Vec<(u32, u32)> {
    let seats: BTreeMap<&MemberId, u32> = members.iter().map(|member| &member.id).zip(0..).collect();
    let pair = |(a, b): &(MemberId, MemberId)| Some((*seats.get(a)?, *seats.get(b)?));
    avoid.iter().filter_map(pair).filter(|(a, b)| a != b).collect()
}

/// U of every pair that can do anything for each other, in whole numbers.
fn weights(community: &Community, threads: usize) -> Problem {
    let n = community.n();
    let rows = in_parallel(n, threads, |a| {
        let row = community.row(a);
        let edge = |b: Seat| {
            let mutual = community.dials.mutual(row.gives[b], row.gets[b]);
            let weight = (mutual * scale(n)).round() as i64;
            (weight > 0).then_some((a as u32, b as u32, weight))
        };
        (a + 1..n).filter_map(edge).collect::<Vec<_>>()
    });
    Problem::new(n, &rows.concat()).expect("seats are below n and weights at most a few million")
}
