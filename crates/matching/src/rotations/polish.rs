//! What else is good, among schedules with equally few repeats: rules kept, repeats spread over people, weights.
//!
//! Idea. Giving people each other's names in all rounds changes no number of repeats at all, so even a schedule that leaves no
//! other freedom can be turned to bring the right people together. Swaps of two seats that cost nothing do the rest.

use super::Event;
use super::meetings::Meetings;
use crate::tables::chance::{Allowance, Chance, Cooling};

/// What everybody wins when two meet at least once; great numbers for rules.
pub(super) struct Wishes {
    n: usize,
    worth: Vec<i64>,
    heat: f64,
}

impl Wishes {
    /// None when there are neither rules nor weights.
    pub(super) fn new(event: &Event) -> Option<Wishes> {
        let n = event.people;
        if event.weights.is_none() && event.apart.is_empty() && event.meet.is_empty() {
            return None;
        }
        let mut worth = event.weights.clone().unwrap_or_else(|| vec![0; n * n]);
        let heaviest = worth.iter().map(|w| w.abs()).max().unwrap_or(0).max(1);
        let rules = event.apart.iter().map(|p| (p, -1)).chain(event.meet.iter().map(|p| (p, 1)));
        for (&(u, v), sign) in rules {
            worth[u as usize * n + v as usize] = sign * 50 * heaviest;
            worth[v as usize * n + u as usize] = sign * 50 * heaviest;
        }
        Some(Wishes { n, worth, heat: heaviest as f64 })
    }

    fn of(&self, u: u32, v: u32) -> i64 {
        self.worth[u as usize * self.n + v as usize]
    }
}

/// Lets people change names, annealing on what the meetings are worth. No number of repeats changes.
pub(super) fn rename(
    meetings: Meetings,
    event: &Event,
    wishes: &Wishes,
    moves: u64,
    chance: &mut Chance,
) -> Meetings {
    let n = wishes.n;
    let met: Vec<Vec<u32>> = (0..n as u32)
        .map(|a| (0..n as u32).filter(|&b| a != b && meetings.count(a, b) > 0).collect())
        .collect();
    // name[a] is who takes the part of a.
    let mut name: Vec<u32> = (0..n as u32).collect();
    let allowance = Allowance::new();
    let (mut gain, mut best) = (0, (0, name.clone()));
    for heat in Cooling::new(wishes.heat, wishes.heat / 20.0).take(Cooling::STEPS as usize) {
        for _ in 0..moves.div_ceil(Cooling::STEPS) {
            let (a, b) = (chance.below(n), chance.below(n));
            let change =
                if a == b { continue } else { change_of_names(wishes, &met, &name, a as u32, b as u32) };
            if change >= 0 || change + allowance.draw(heat, chance) >= 0 {
                name.swap(a, b);
                gain += change;
            }
        }
        if gain > best.0 {
            best = (gain, name.clone());
        }
    }
    let renamed = |table: &Vec<u32>| table.iter().map(|&a| best.1[a as usize]).collect();
    let rounds = meetings.rounds().iter().map(|round| round.iter().map(renamed).collect()).collect();
    Meetings::new(event, rounds)
}

fn change_of_names(wishes: &Wishes, met: &[Vec<u32>], name: &[u32], a: u32, b: u32) -> i64 {
    let (u, v) = (name[a as usize], name[b as usize]);
    let side = |part: u32, other: u32, leaves: u32, comes: u32| -> i64 {
        let mates = met[part as usize].iter().filter(|&&c| c != other).map(|&c| name[c as usize]);
        mates.map(|w| wishes.of(comes, w) - wishes.of(leaves, w)).sum()
    };
    side(a, b, u, v) + side(b, a, v, u)
}

/// Swaps of two seats that make no more repeats: first those that spread repeats more evenly over people (least sum of
/// squares), then those that bring more weight together.
pub(super) fn settle(meetings: &mut Meetings, wishes: Option<&Wishes>, moves: u64, chance: &mut Chance) {
    let n = meetings.n();
    let mut load: Vec<i64> = (0..n as u32).map(|u| repeats_of(meetings, u)).collect();
    for _ in 0..moves {
        let r = chance.below(meetings.rounds().len());
        let (u, v) = (chance.below(n) as u32, chance.below(n) as u32);
        if meetings.table_of(r, u) == meetings.table_of(r, v) || meetings.weigh(r, u, v) > 0 {
            continue;
        }
        let cheaper = meetings.weigh(r, u, v) < 0;
        let mut touched = meetings.table(r, meetings.table_of(r, u)).to_vec();
        touched.extend_from_slice(meetings.table(r, meetings.table_of(r, v)));
        let worth = |m: &Meetings| wishes.map_or(0, |w| worth_of(m, w, u) + worth_of(m, w, v));
        let before = (load_of(&load, &touched), -worth(meetings));
        meetings.swap(r, u, v);
        let new: Vec<i64> = touched.iter().map(|&w| repeats_of(meetings, w)).collect();
        let after = (new.iter().map(|l| l * l).sum(), -worth(meetings));
        if cheaper || after <= before {
            touched.iter().zip(new).for_each(|(&w, l)| load[w as usize] = l);
        } else {
            meetings.swap(r, u, v);
        }
    }
}

fn load_of(load: &[i64], touched: &[u32]) -> i64 {
    touched.iter().map(|&w| load[w as usize] * load[w as usize]).sum()
}

/// How often `u` meets somebody again.
fn repeats_of(meetings: &Meetings, u: u32) -> i64 {
    let again = |v: u32| i64::from(meetings.count(u, v)) - 1;
    (0..meetings.n() as u32).filter(|&v| v != u).map(|v| again(v).max(0)).sum()
}

fn worth_of(meetings: &Meetings, wishes: &Wishes, u: u32) -> i64 {
    (0..meetings.n() as u32).filter(|&v| v != u && meetings.count(u, v) > 0).map(|v| wishes.of(u, v)).sum()
}
