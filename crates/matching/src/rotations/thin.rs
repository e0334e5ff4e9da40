//! From a schedule for full tables to one for fewer people.
//!
//! Idea. Taking people out of a schedule makes nobody meet twice. If no two of those taken out share a table, every table
//! loses one at most, and the sizes stay as even as they can be. Where such people cannot be found, somebody moves to the
//! table that lost two, and the search mends what that spoils.

use super::{Event, Round};

/// From how many people on strangers are looked for.
const FIRSTS: usize = 64;

/// The schedule without as many as it has too many, renumbered, with the sizes of the event in every round.
pub(super) fn thin(event: &Event, mut schedule: Vec<Round>) -> Vec<Round> {
    let full: usize = schedule.first().map_or(0, |round| round.iter().map(Vec::len).sum());
    let out = strangers(full, full.saturating_sub(event.people), &schedule);
    let mut name = vec![u32::MAX; full];
    (0..full).filter(|u| !out[*u]).zip(0..).for_each(|(u, new)| name[u] = new);
    for round in &mut schedule {
        for table in round.iter_mut() {
            table.retain(|&u| !out[u as usize]);
            table.iter_mut().for_each(|u| *u = name[*u as usize]);
        }
        even_out(round, &event.sizes);
    }
    schedule
}

/// Marks `wanted` people, as far as can be found quickly such that none of them meets another.
fn strangers(full: usize, wanted: usize, schedule: &[Round]) -> Vec<bool> {
    let mut met = vec![false; full * full];
    for table in schedule.iter().flatten() {
        for &u in table {
            table.iter().for_each(|&v| met[u as usize * full + v as usize] = true);
        }
    }
    let grow = |first: usize| {
        let mut set = vec![];
        for i in 0..full {
            let u = (first + i) % full;
            if set.len() < wanted && set.iter().all(|&v: &usize| !met[u * full + v]) {
                set.push(u);
            }
        }
        set
    };
    let mut set: Vec<usize> = vec![];
    for first in 0..full.min(FIRSTS) {
        if set.len() < wanted {
            let grown = grow(first);
            set = if grown.len() > set.len() { grown } else { set };
        }
    }
    for u in (0..full).rev() {
        if set.len() < wanted && !set.contains(&u) {
            set.push(u);
        }
    }
    let mut out = vec![false; full];
    set.into_iter().for_each(|u| out[u] = true);
    out
}

/// Orders the tables by size and moves people until the sizes are those given.
pub(super) fn even_out(round: &mut Round, sizes: &[usize]) {
    let mut slots: Vec<usize> = (0..sizes.len()).collect();
    slots.sort_by_key(|&i| std::cmp::Reverse(sizes[i]));
    round.sort_by_key(|t| std::cmp::Reverse(t.len()));
    round.resize(sizes.len(), vec![]);
    let mut pool = vec![];
    for (table, &slot) in round.iter_mut().zip(&slots) {
        pool.extend(table.split_off(table.len().min(sizes[slot])));
    }
    for (table, &slot) in round.iter_mut().zip(&slots) {
        while table.len() < sizes[slot] {
            let Some(u) = pool.pop() else { break };
            table.push(u);
        }
    }
    let mut placed: Vec<(usize, Vec<u32>)> = slots.into_iter().zip(std::mem::take(round)).collect();
    placed.sort_unstable();
    round.extend(placed.into_iter().map(|(_, table)| table));
}
