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
        if meetings.table_of(r, u) == meetings.table_of(r, v) {
            continue;
        }
        let cost = meetings.weigh(r, u, v);
        if cost > 0 {
            continue;
        }
        let effect = Effect::of(meetings, wishes, r, u, v);
        if (cost, effect.unevenness(&load), -effect.worth) <= (0, 0, 0) {
            effect.loads.iter().for_each(|&(w, by)| load[w as usize] += by);
            meetings.swap(r, u, v);
        }
    }
}

/// What a swap does beside its cost.
struct Effect {
    /// By how much somebody repeats more, each person once.
    loads: Vec<(u32, i64)>,
    worth: i64,
}

impl Effect {
    fn of(meetings: &Meetings, wishes: Option<&Wishes>, r: usize, u: u32, v: u32) -> Effect {
        let mut effect = Effect { loads: vec![(u, 0), (v, 0)], worth: 0 };
        for (leaves, comes) in [(u, v), (v, u)] {
            for &w in meetings.table(r, meetings.table_of(r, leaves)).iter().filter(|&&w| w != leaves) {
                let (less, more) = (meetings.count(leaves, w), meetings.count(comes, w));
                let (saved, added) = (i64::from(less > 1), i64::from(more > 0));
                effect.loads.push((w, added - saved));
                let mine = usize::from(leaves == v);
                effect.loads[mine].1 -= saved;
                effect.loads[1 - mine].1 += added;
                let worth = |a: u32| wishes.map_or(0, |wishes| wishes.of(a, w));
                effect.worth += worth(comes) * (1 - added) - worth(leaves) * (1 - saved);
            }
        }
        effect
    }

    /// The change of the sum of squares of everybody's repeats.
    fn unevenness(&self, load: &[i64]) -> i64 {
        self.loads.iter().map(|&(w, by)| by * (2 * load[w as usize] + by)).sum()
    }
}

/// How often `u` meets somebody again.
fn repeats_of(meetings: &Meetings, u: u32) -> i64 {
    let again = |v: u32| i64::from(meetings.count(u, v)) - 1;
    (0..meetings.n() as u32).filter(|&v| v != u).map(|v| again(v).max(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::tests::random_rounds;
    use super::*;
    use crate::Problem;

    fn worth(meetings: &Meetings, wishes: &Wishes) -> i64 {
        let pairs = (0..meetings.n() as u32).flat_map(|u| (0..u).map(move |v| (u, v)));
        pairs.filter(|&(u, v)| meetings.count(u, v) > 0).map(|(u, v)| wishes.of(u, v)).sum()
    }

    fn squares(meetings: &Meetings) -> i64 {
        (0..meetings.n() as u32).map(|u| repeats_of(meetings, u) * repeats_of(meetings, u)).sum()
    }

    /// Protects the order of wishes: the stated effect of every swap equals a recount from nothing, polishing never makes a
    /// repeat, and giving people other names wins what it says without changing repeats.
    #[test]
    fn effects_equal_recounts() {
        let mut chance = Chance::new(4);
        let edges: Vec<(u32, u32, i64)> =
            (0..13).flat_map(|u| (0..u).map(move |v| (u, v, i64::from(u * v % 7)))).collect();
        let problem = Problem::new(13, &edges).unwrap();
        let event = Event::new(13, 4, 4).unwrap().with_weights(&problem).unwrap();
        let wishes = Wishes::new(&event).unwrap();
        let mut meetings = Meetings::new(&event, random_rounds(&event, &mut chance));
        for _ in 0..500 {
            let (r, u, v) = (chance.below(4), chance.below(13) as u32, chance.below(13) as u32);
            if meetings.table_of(r, u) == meetings.table_of(r, v) {
                continue;
            }
            let load: Vec<i64> = (0..13).map(|u| repeats_of(&meetings, u)).collect();
            let effect = Effect::of(&meetings, Some(&wishes), r, u, v);
            let before = (squares(&meetings), worth(&meetings, &wishes));
            meetings.swap(r, u, v);
            let after = (before.0 + effect.unevenness(&load), before.1 + effect.worth);
            assert_eq!((squares(&meetings), worth(&meetings, &wishes)), after);
        }
        let before = (meetings.cost(), worth(&meetings, &wishes));
        let mut renamed = rename(meetings, &event, &wishes, 5000, &mut chance);
        assert!(renamed.cost() == before.0 && worth(&renamed, &wishes) >= before.1);
        let cost = renamed.cost();
        settle(&mut renamed, Some(&wishes), 5000, &mut chance);
        assert!(renamed.cost() <= cost);
    }
}
