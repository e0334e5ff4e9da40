//! Recomputes everything that a [`TablePlan`] claims, from the problem alone.
//!
//! Shares no code with the search: weights are read from the [`Problem`](crate::Problem), one pair at a time.

use std::fmt;

use super::seats::SCALE;
use super::{LARGEST, Room, Sizes, TablePlan};

/// What is wrong with a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A vertex sits at two tables, or sits and is left out, or is named nowhere, or is no vertex at all.
    Seats {
        /// The vertex.
        vertex: u32,
        /// How often it is named.
        times: usize,
    },
    /// A table has a size that was not asked for.
    Size {
        /// The position of the table in the plan.
        table: usize,
        /// How many sit there.
        size: usize,
    },
    /// Two who must not share a table do.
    Together {
        /// One of them.
        first: u32,
        /// The other.
        second: u32,
    },
    /// Two who must share a table do not.
    Parted {
        /// One of them.
        first: u32,
        /// The other.
        second: u32,
    },
    /// The stated weight is not the weight of the tables.
    Weight {
        /// What the plan says.
        stated: i64,
        /// What the tables weigh.
        found: i64,
    },
    /// The prices do not prove the stated bound.
    Bound {
        /// What the plan says.
        stated: i64,
        /// What its prices prove.
        found: i64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Fault::Seats { vertex, times } => {
                write!(
                    f,
                    "{vertex} is named {times} times: name every vertex once, at a table or as left out"
                )
            }
            Fault::Size { table, size } => {
                write!(f, "table {table} has {size} seats taken, which was not asked for: move somebody")
            }
            Fault::Together { first, second } => {
                write!(f, "{first} and {second} must not share a table but do: move one of them")
            }
            Fault::Parted { first, second } => {
                write!(f, "{first} and {second} must share a table but do not: move one of them")
            }
            Fault::Weight { stated, found } => {
                write!(f, "the plan states the weight {stated}, its tables weigh {found}: score it again")
            }
            Fault::Bound { stated, found } => {
                write!(f, "the plan states the bound {stated}, its prices prove {found}: score it again")
            }
        }
    }
}

impl std::error::Error for Fault {}

/// Checks seats, sizes, rules, weight and bound of a plan.
///
/// Of the sizes it demands that they be those of [`Sizes`] for as many as are seated.
///
/// # Errors
/// The first [`Fault`] found.
pub fn check(room: &Room, plan: &TablePlan) -> Result<(), Fault> {
    let table_of = seat_numbers(room, plan)?;
    check_sizes(room, plan)?;
    check_rules(room, &table_of)?;
    let found = plan.tables.iter().map(|t| weight_of(room, t)).sum();
    if found != plan.weight {
        return Err(Fault::Weight { stated: plan.weight, found });
    }
    let found = bound_of(room, plan);
    if found != plan.upper_bound || found < plan.weight {
        return Err(Fault::Bound { stated: plan.upper_bound, found });
    }
    Ok(())
}

/// Checks a division that was handed in: every vertex at most once, at most [`LARGEST`] at a table, rules kept.
/// Blocks of which nobody is seated do not count.
pub(super) fn check_seats(room: &Room, tables: &[Vec<u32>]) -> Result<(), Fault> {
    if let Some(table) = tables.iter().position(|t| t.len() > LARGEST) {
        return Err(Fault::Size { table, size: tables[table].len() });
    }
    let mut table_of = vec![None; room.n()];
    for (t, &vertex) in tables.iter().enumerate().flat_map(|(t, members)| members.iter().map(move |u| (t, u)))
    {
        match table_of.get_mut(vertex as usize) {
            Some(seat) if seat.is_none() => *seat = Some(t),
            Some(_) => return Err(Fault::Seats { vertex, times: 2 }),
            None => return Err(Fault::Seats { vertex, times: 1 }),
        }
    }
    check_rules(room, &table_of)
}

/// The table of every vertex, none for those left out.
fn seat_numbers(room: &Room, plan: &TablePlan) -> Result<Vec<Option<usize>>, Fault> {
    let mut times = vec![0; room.n()];
    let mut table_of = vec![None; room.n()];
    let seated =
        plan.tables.iter().enumerate().flat_map(|(t, members)| members.iter().map(move |&u| (u, Some(t))));
    let out = plan.left_out.iter().map(|l| (l.vertex, None));
    for (vertex, t) in seated.chain(out) {
        let Some(count) = times.get_mut(vertex as usize) else {
            return Err(Fault::Seats { vertex, times: 1 });
        };
        *count += 1;
        table_of[vertex as usize] = t;
    }
    match times.iter().position(|&count| count != 1) {
        Some(vertex) => Err(Fault::Seats { vertex: vertex as u32, times: times[vertex] }),
        None => Ok(table_of),
    }
}

fn check_sizes(room: &Room, plan: &TablePlan) -> Result<(), Fault> {
    let sizes: Vec<usize> = plan.tables.iter().map(Vec::len).collect();
    let balanced = |sizes: &[usize]| {
        let (least, most) = (sizes.iter().min().unwrap_or(&2), sizes.iter().max().unwrap_or(&2));
        *least >= 2 && *most <= LARGEST && most - least <= 1
    };
    let wrong = match room.sizes() {
        Sizes::About(_) if balanced(&sizes) => None,
        Sizes::About(size) => sizes.iter().position(|s| s.abs_diff(*size) > 1 || *s < 2).or(Some(0)),
        Sizes::Exactly(given) => {
            let mut free = given.clone();
            free.sort_unstable();
            let mut order: Vec<usize> = (0..sizes.len()).collect();
            order.sort_unstable_by_key(|&t| std::cmp::Reverse(sizes[t]));
            order.into_iter().find(|&t| sizes[t] < 2 || free.pop().is_none_or(|seats| seats < sizes[t]))
        }
    };
    wrong.map_or(Ok(()), |table| Err(Fault::Size { table, size: sizes[table] }))
}

fn check_rules(room: &Room, table_of: &[Option<usize>]) -> Result<(), Fault> {
    let same = |u: u32, v: u32| table_of[u as usize] == table_of[v as usize];
    let shared = |&&(u, v): &&(u32, u32)| table_of[u as usize].is_some() && same(u, v);
    if let Some(&(first, second)) = room.apart().iter().find(shared) {
        return Err(Fault::Together { first, second });
    }
    for first in 0..room.n() as u32 {
        if let Some(&second) = room.block(first).iter().find(|&&v| !same(first, v)) {
            return Err(Fault::Parted { first, second });
        }
    }
    Ok(())
}

fn weight_of(room: &Room, table: &[u32]) -> i64 {
    let pairs = (0..table.len()).flat_map(|i| table[..i].iter().map(move |&v| (table[i], v)));
    let sum: i64 = pairs.filter_map(|(u, v)| room.weights().weight(u, v)).sum();
    if table.len() < 2 { 0 } else { sum * SCALE / (table.len() as i64 - 1) }
}

fn bound_of(room: &Room, plan: &TablePlan) -> i64 {
    let (y, b) = (&plan.prices, plan.smallest as i128 - 1);
    if y.len() != room.n() || b < 1 || y.iter().any(|&y| y < 0) {
        return i64::MAX;
    }
    let mut total: i128 = y.iter().map(|&y| i128::from(y) * b).sum();
    for u in 0..room.n() as u32 {
        for (v, w) in room.weights().neighbours(u).filter(|&(v, _)| v > u) {
            let allowed = room.apart().binary_search(&(u, v)).is_err();
            let excess = 2 * i128::from(w) - i128::from(y[u as usize]) - i128::from(y[v as usize]);
            total += if allowed { excess.max(0) } else { 0 };
        }
    }
    (total * i128::from(SCALE) / (2 * b)) as i64
}
