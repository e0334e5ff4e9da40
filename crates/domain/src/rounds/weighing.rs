//! What given tables are worth, and whether the rules allow them: for edits by hand, and for whoever is free again.

use std::collections::BTreeMap;

use goodword_language::Language;

use super::past::Standing;
use super::rules::Rules;
use super::{Snapshot, Table, write_table};
use crate::community::{Community, Seat};
use crate::members::MemberId;
use crate::scoring::Dials;

/// A table with what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The table with its reasons.
    pub table: Table,
    /// How many at it are usefully helped by somebody there.
    pub helped: usize,
    /// Whether the rules allow all its pairs. Which rule closes one is not said: it can be somebody's private wish.
    pub allowed: bool,
}

/// Weighs tables of these members, named by seat.
pub fn weigh(language: &Language, snapshot: &Snapshot, tables: &[Vec<Seat>], threads: usize) -> Vec<Weighed> {
    let Snapshot { members, remembered, terms } = snapshot;
    let settings = terms.settings(threads);
    let community = Community::read(language, members, Dials::default(), threads);
    let seats: BTreeMap<&MemberId, Seat> =
        members.iter().enumerate().map(|(seat, member)| (&member.id, seat)).collect();
    let rules = Rules::of(members, &settings, &remembered.apart, &seats);
    let past =
        Standing::look_up(&remembered.past, &seats, settings.on, settings.repeat_weeks, &community.dials);
    let weighed = |table: &Vec<Seat>| {
        let open = |&a: &Seat| table.iter().all(|&b| a == b || rules.closed(&past, a, b).is_none());
        let helped = |&a: &Seat| table.iter().any(|&b| a != b && community.helps(b, a));
        Weighed {
            table: write_table(&community, table, None, &settings),
            helped: table.iter().copied().filter(|a| helped(a)).count(),
            allowed: table.iter().all(open),
        }
    };
    tables.iter().map(weighed).collect()
}
