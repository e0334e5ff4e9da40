//! Matches of two for a whole round: everybody first, then weight, with a bound that no pairing can beat.
//!
//! The engine gets each member's best partners only (all partners in a small community). Whether a pair that it
//! never saw could have helped is then asked of the duals that prove its answer: a pair whose duals together are
//! at least its weight cannot. Pairs that could are added, and the engine is asked again. So the bound holds
//! over *all* pairs, though most were never handed over (column generation; Gilmore and Gomory 1961).

use std::collections::{BTreeMap, BTreeSet};

use goodword_matching::{Budget, Plan, Problem, fractional, solve};

use super::weights::Weights;
use super::{Odd, Progress, Seating, Settings};
use crate::chance::Chance;
use crate::community::{Seat, in_parallel};

/// Everybody is handed over with everybody up to this many people.
const ALL_PAIRS: usize = 400;
/// Best partners handed over per person beyond that.
const PARTNERS: usize = 48;
/// Pairs added for one person when the duals ask for them.
const MORE: usize = 32;
/// Tables of three that are tried when an odd one can join no pair, among so many nearest partners of each.
const TRIOS: usize = 200;
const CLOSEST: usize = 16;
/// A bound is near enough when the share of it that is not reached, or not sure, is this small.
const ENOUGH: f64 = 1e-5;
/// How often the odd one is chosen anew after seeing where an odd one could join.
const TRIES: usize = 3;
/// How often the duals are asked before the bound is given with what is left.
const ASKINGS: usize = 10;

/// Pairs everybody who takes part, place by place.
pub(crate) fn pair(
    weights: &Weights,
    taking_part: &[Seat],
    settings: &Settings,
    progress: &dyn Progress,
) -> Seating {
    let mut chance = Chance::seeded(settings.seed);
    let mut all = Seating::default();
    for group in super::by_place(weights, taking_part) {
        let drawn = draw(weights, &group, settings, &mut chance);
        let met: BTreeSet<Seat> = drawn.iter().flat_map(|&(a, b, _)| [a, b]).collect();
        let rest: Vec<Seat> = group.into_iter().filter(|seat| !met.contains(seat)).collect();
        for (a, b, propensity) in drawn {
            let worth = weights.between(a, b).unwrap_or_default() as f64;
            all.weight += worth;
            all.upper_bound += worth;
            all.drawn.insert(all.tables.len(), propensity);
            all.tables.push(vec![a, b]);
        }
        progress.step("finding the best round");
        all.append(Group { weights, seats: &rest, settings }.pair());
    }
    all
}

/// Some pairs drawn evenly from all that the rules allow, each with the chance it had. None unless asked for.
///
/// The chance is that of one pair among so many draws; that drawn pairs share nobody changes it in the second
/// order only.
fn draw(
    weights: &Weights,
    group: &[Seat],
    settings: &Settings,
    chance: &mut Chance,
) -> Vec<(Seat, Seat, f64)> {
    let wanted = (group.len() / 2) as f64 * settings.explore_percent / 100.0;
    let wanted = wanted.round() as usize;
    if wanted == 0 {
        return Vec::new();
    }
    let open: Vec<usize> = in_parallel(group.len(), settings.threads, |i| {
        group[i + 1..].iter().filter(|&&other| weights.closed(group[i], other).is_none()).count()
    });
    let propensity = wanted as f64 / open.iter().sum::<usize>().max(1) as f64;
    let mut free = group.to_vec();
    let mut drawn = Vec::new();
    for _ in 0..100 * wanted {
        if drawn.len() == wanted || free.len() < 2 {
            break;
        }
        let (i, j) = (chance.below(free.len()), chance.below(free.len()));
        if i != j && weights.closed(free[i], free[j]).is_none() {
            let (a, b) = (free[i].min(free[j]), free[i].max(free[j]));
            free.retain(|&seat| seat != a && seat != b);
            drawn.push((a, b, propensity.min(1.0)));
        }
    }
    drawn
}

/// People of one place who are to be paired. In the engine they are vertices `0..n` in this order; whoever rests
/// is paired with vertex `n`, the empty chair.
struct Group<'a> {
    weights: &'a Weights<'a>,
    seats: &'a [Seat],
    settings: &'a Settings,
}

/// The pairs handed to the engine, and what it was not handed.
struct Candidates {
    edges: BTreeMap<(u32, u32), i64>,
    /// No pair of this person that was left out weighs more.
    floor: Vec<i64>,
}

/// A person, the pairs with others that should have been handed over, and the greatest excess among them.
type Missing = (usize, Vec<(u32, i64)>, i64);

/// Numbers that bound every pairing: `price[u] + price[v] >= scale * (weight + lift)` for each pair handed over.
struct Prices {
    price: Vec<i64>,
    scale: i64,
    lift: i64,
    /// What must be added to the sum of the prices so that they hold for the pairs not handed over, too.
    excess: i64,
}

impl Prices {
    /// No pairing in which so many ends of pairs are taken weighs more: each price counts once per meeting.
    fn bound(&self, ends: usize) -> f64 {
        let sum = self.price.iter().sum::<i64>() + self.excess;
        sum as f64 / self.scale as f64 - self.lift as f64 * ends as f64 / 2.0
    }
}

impl Group<'_> {
    fn n(&self) -> usize {
        self.seats.len()
    }

    /// Is there an odd one, whose partner is the empty chair?
    fn has_empty_chair(&self) -> bool {
        self.settings.meetings == 1 && self.n() % 2 == 1
    }

    /// Does the odd one rest?
    fn rests(&self) -> bool {
        self.settings.odd == Odd::Rest && self.has_empty_chair()
    }

    fn pair(&self) -> Seating {
        if self.n() < 2 {
            let resting = if self.rests() { self.seats.to_vec() } else { Vec::new() };
            return Seating { resting, ..Seating::default() };
        }
        let mut candidates = self.candidates();
        let relaxed = self.priced(&mut candidates);
        let chair = self.n() as u32;
        let joins = self.has_empty_chair() && !self.rests();
        if joins {
            candidates.invite(chair, &(0..chair).map(|u| (u, 0)).collect::<Vec<_>>());
        }
        let (mut best, plan) = self.solved(&candidates);
        let seated =
            |best: &Seating| best.tables.iter().map(Vec::len).sum::<usize>() + best.resting.len() * 2;
        let mut bound = relaxed.bound(seated(&best));
        if bound - best.weight > ENOUGH * bound {
            bound = bound.min(self.bound_of(&candidates, &plan) + self.joined_bonus(&best));
        }
        for _ in 0..if joins { TRIES } else { 0 } {
            candidates.invite(chair, &self.gains(&best.tables));
            let (next, _) = self.solved(&candidates);
            if !next.beats(&best) {
                break;
            }
            best = next;
        }
        if joins && seated(&best) < self.n() {
            best = self.trio_first(&candidates).filter(|other| other.beats(&best)).unwrap_or(best);
        }
        best.upper_bound = bound.max(best.weight);
        best
    }

    /// The best pairs of these candidates, odd ones seated, and the engine's plan with its proof.
    fn solved(&self, candidates: &Candidates) -> (Seating, Plan) {
        let plan = solve(&self.problem(candidates), &self.budget());
        let mut seating = Seating::default();
        for &(u, v) in &plan.pairs {
            if (v as usize) < self.n() {
                seating.weight += candidates.edges[&(u, v)] as f64;
                seating.tables.push(vec![self.seats[u as usize], self.seats[v as usize]]);
            } else if self.settings.odd == Odd::Rest {
                seating.resting.push(self.seats[u as usize]);
            }
        }
        if self.settings.odd == Odd::Trio {
            self.seat_odd_ones(&mut seating);
        }
        (seating, plan)
    }

    fn budget(&self) -> Budget {
        Budget { threads: self.settings.threads, ..Budget::default() }
    }

    fn capacity(&self, vertex: usize) -> u32 {
        let meetings = self.settings.meetings;
        self.weights.community.members[self.seats[vertex]].capacity.map_or(meetings, |c| c.min(meetings))
    }

    /// Each person's best partners; among equals those who come next in the list, so that no one is crowded.
    fn candidates(&self) -> Candidates {
        let n = self.n();
        let wanted = if n <= ALL_PAIRS { n } else { PARTNERS + 8 * self.settings.meetings as usize };
        let rows = in_parallel(n, self.settings.threads, |u| {
            let row = self.weights.row(self.seats[u], self.seats);
            let mut best: Vec<(i64, usize)> =
                (0..n).filter_map(|v| Some((row[v]?, (v + n - u) % n))).collect();
            let order = |x: &(i64, usize), y: &(i64, usize)| y.0.cmp(&x.0).then(x.1.cmp(&y.1));
            let mut floor = i64::MIN;
            if best.len() > wanted {
                best.select_nth_unstable_by(wanted, order);
                floor = best[wanted].0;
                best.truncate(wanted);
            }
            // A row is as long as the community: what is kept gets a list of its own size.
            let mut kept = Vec::with_capacity(best.len());
            kept.extend(best.into_iter().map(|(w, ahead)| (((u + ahead) % n) as u32, w)));
            (kept, floor)
        });
        let mut candidates = Candidates { edges: BTreeMap::new(), floor: Vec::with_capacity(n) };
        for (u, (best, floor)) in rows.into_iter().enumerate() {
            candidates.floor.push(floor);
            candidates.add(u as u32, &best);
        }
        if self.rests() {
            let turn: Vec<(u32, i64)> = self.next_to_rest().into_iter().map(|u| (u as u32, 0)).collect();
            candidates.invite(n as u32, &turn);
        }
        candidates
    }

    /// Those who rested least; newcomers only when nobody else is there.
    fn next_to_rest(&self) -> Vec<usize> {
        let rank = |u: usize| {
            let newcomer = self.weights.community.members[self.seats[u]].newcomer;
            (newcomer, self.weights.past.rests[self.seats[u]])
        };
        let first = (0..self.n()).map(rank).min();
        (0..self.n()).filter(|&u| Some(rank(u)) == first).collect()
    }

    fn problem(&self, candidates: &Candidates) -> Problem {
        let n = self.n() + usize::from(self.has_empty_chair());
        let edges: Vec<(u32, u32, i64)> = candidates.edges.iter().map(|(&(u, v), &w)| (u, v, w)).collect();
        let heaviest = edges.iter().map(|edge| edge.2).max().unwrap_or(0);
        // Ids are below n, no one meets themselves, and weights are a few million at most.
        let problem = Problem::new(n, &edges)
            .and_then(|problem| {
                if self.settings.meetings > 1 {
                    let mut capacities: Vec<u32> = (0..self.n()).map(|v| self.capacity(v)).collect();
                    capacities.resize(n, 1);
                    problem.with_capacities(capacities)
                } else {
                    Ok(problem)
                }
            })
            .and_then(|problem| problem.with_weight_limit(heaviest));
        problem.expect("candidates are a valid problem")
    }

    /// Adds pairs until the prices of a fractional round leave none out that could matter.
    fn priced(&self, candidates: &mut Candidates) -> Prices {
        let mut asked = 0;
        loop {
            asked += 1;
            let mut prices = self.prices(candidates);
            let missing = self.missing(candidates, &prices);
            prices.excess = self.excess(&missing);
            let slight =
                prices.excess as f64 / prices.scale as f64 <= ENOUGH / 2.0 * prices.bound(self.n()).max(0.0);
            if slight || asked == ASKINGS {
                return prices;
            }
            missing.iter().for_each(|(u, pairs, _)| candidates.add(*u as u32, pairs));
        }
    }

    fn prices(&self, candidates: &Candidates) -> Prices {
        let relaxed = fractional(&self.problem(candidates), &self.budget());
        Prices { price: relaxed.duals, scale: 2, lift: relaxed.lift, excess: 0 }
    }

    /// The worst excess of each person, added to their price, makes it hold for the pairs not handed over.
    fn excess(&self, missing: &[Missing]) -> i64 {
        missing.iter().map(|&(u, _, worst)| i64::from(self.capacity(u)) * worst).sum()
    }

    /// What the engine's own proof says of all pairs, those included that it never saw.
    fn bound_of(&self, candidates: &Candidates, plan: &Plan) -> f64 {
        let proof = &plan.certificate;
        let n = self.n() + usize::from(self.has_empty_chair());
        let price = (0..n as u32).map(|u| proof.vertex_dual(u)).collect();
        let prices = Prices { price, scale: proof.scale(), lift: proof.lift(), excess: 0 };
        let excess = self.excess(&self.missing(candidates, &prices));
        plan.upper_bound as f64 + excess as f64 / prices.scale as f64
    }

    /// The pairs not handed over that the prices do not rule out, for each person whose own price is too low to
    /// answer for half of them: the other end of such a pair weighs no more than either end's floor, so that at
    /// least one end is too low. With each person's heaviest excess first, and that excess.
    fn missing(&self, candidates: &Candidates, prices: &Prices) -> Vec<Missing> {
        let doubtful: Vec<usize> = (0..self.n())
            .filter(|&u| candidates.floor[u] != i64::MIN)
            .filter(|&u| 2 * prices.price[u] < prices.scale * (candidates.floor[u] + prices.lift))
            .collect();
        let found = in_parallel(doubtful.len(), self.settings.threads, |i| {
            let u = doubtful[i];
            let row = self.weights.row(self.seats[u], self.seats);
            let mut excess: Vec<(i64, u32, i64)> = (0..self.n())
                .filter_map(|v| Some((v as u32, row[v]?)))
                .map(|(v, w)| {
                    (prices.scale * (w + prices.lift) - prices.price[u] - prices.price[v as usize], v, w)
                })
                .filter(|&(over, v, _)| over > 0 && !candidates.has(u as u32, v))
                .collect();
            excess.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
            let worst = excess.first().map_or(0, |first| first.0);
            let mut kept = Vec::with_capacity(MORE);
            kept.extend(excess.into_iter().take(MORE).map(|(_, v, w)| (v, w)));
            (u, kept, worst)
        });
        found.into_iter().filter(|(_, pairs, _)| !pairs.is_empty()).collect()
    }

    /// What each person would add at the best of these tables of two, as the price of the empty chair.
    fn gains(&self, tables: &[Vec<Seat>]) -> Vec<(u32, i64)> {
        let gains = in_parallel(self.n(), self.settings.threads, |u| {
            let row = self.weights.row(self.seats[u], self.seats);
            let at = |seat: Seat| self.seats.binary_search(&seat).ok().and_then(|v| row[v]);
            let gain = |table: &Vec<Seat>| match table[..] {
                [a, b] => Some((at(a)? + at(b)? - self.weights.between(a, b)?) / 2),
                _ => None,
            };
            tables.iter().filter_map(gain).max()
        });
        (0..).zip(gains).filter_map(|(u, gain)| Some((u, gain?))).collect()
    }

    /// Everybody without a table joins a table of two where the rules allow it and it helps most.
    fn seat_odd_ones(&self, seating: &mut Seating) {
        let met: BTreeSet<Seat> = seating.tables.iter().flatten().copied().collect();
        for &odd in self.seats.iter().filter(|seat| !met.contains(seat)) {
            let gain = |table: &[Seat]| -> Option<f64> {
                let &[a, b] = table else { return None };
                let joined = self.weights.between(odd, a)? + self.weights.between(odd, b)?;
                Some((joined as f64 - self.weights.between(a, b)? as f64) / 2.0)
            };
            let best = seating
                .tables
                .iter()
                .enumerate()
                .filter_map(|(at, table)| Some((at, gain(table)?)))
                .reduce(|best, next| if next.1 > best.1 { next } else { best });
            if let Some((at, gain)) = best {
                seating.tables[at].push(odd);
                seating.tables[at].sort_unstable();
                seating.weight += gain;
            }
        }
    }

    /// Where the odd one of the best pairs can join nobody: a table of three is set first, then the rest is paired.
    /// The first table, heaviest first, that lets everybody else be paired is taken.
    fn trio_first(&self, candidates: &Candidates) -> Option<Seating> {
        self.trios(candidates).into_iter().take(TRIOS).find_map(|(worth, trio)| {
            let chair = self.n() as u32;
            let apart =
                |&(&(u, v), _): &(&(u32, u32), &i64)| v != chair && !trio.contains(&u) && !trio.contains(&v);
            let edges: BTreeMap<(u32, u32), i64> =
                candidates.edges.iter().filter(apart).map(|(&e, &w)| (e, w)).collect();
            let rest = Candidates { edges, floor: candidates.floor.clone() };
            let plan = solve(&self.problem(&rest), &self.budget());
            (2 * plan.pairs.len() == self.n() - 3).then(|| {
                let tables = plan.pairs.iter().map(|&(u, v)| vec![u, v]).chain([trio.to_vec()]);
                let seats = |table: Vec<u32>| table.into_iter().map(|u| self.seats[u as usize]).collect();
                Seating {
                    tables: tables.map(seats).collect(),
                    weight: plan.weight as f64 + worth as f64 / 2.0,
                    ..Seating::default()
                }
            })
        })
    }

    /// Threes who may all sit together, among everybody's best partners, heaviest first.
    fn trios(&self, candidates: &Candidates) -> Vec<(i64, [u32; 3])> {
        let mut partners: Vec<Vec<(i64, u32)>> = vec![Vec::new(); self.n() + 1];
        for (&(u, v), &weight) in &candidates.edges {
            partners[u as usize].push((weight, v));
            partners[v as usize].push((weight, u));
        }
        let mut trios = Vec::new();
        for (u, mut near) in (0..self.n() as u32).zip(partners) {
            near.sort_unstable_by(|x, y| y.cmp(x));
            near.truncate(CLOSEST);
            for (i, &(uv, v)) in near.iter().enumerate() {
                for &(uw, w) in &near[..i] {
                    if let Some(vw) = candidates.edges.get(&(v.min(w), v.max(w))) {
                        let mut trio = [u, v, w];
                        trio.sort_unstable();
                        trios.push((uv + uw + vw, trio));
                    }
                }
            }
        }
        trios.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        trios.dedup();
        trios
    }

    /// What tables of three can add to the best pairs: each beats its best pair by half its weakest link at most, and
    /// the weakest link of three people is at most somebody's second-best partner.
    fn joined_bonus(&self, seating: &Seating) -> f64 {
        let n_joined = seating.tables.iter().filter(|table| table.len() == 3).count();
        if n_joined == 0 {
            return 0.0;
        }
        let second = in_parallel(self.n(), self.settings.threads, |u| {
            let mut row: Vec<i64> =
                self.weights.row(self.seats[u], self.seats).into_iter().flatten().collect();
            row.sort_unstable_by(|x, y| y.cmp(x));
            row.get(1).copied().unwrap_or(0)
        });
        second.into_iter().max().unwrap_or(0) as f64 / 2.0 * n_joined as f64
    }
}

impl Candidates {
    fn add(&mut self, u: u32, partners: &[(u32, i64)]) {
        for &(v, weight) in partners {
            self.edges.insert((u.min(v), u.max(v)), weight);
        }
    }

    /// Sets what it is worth to leave somebody to the empty chair.
    fn invite(&mut self, chair: u32, worth: &[(u32, i64)]) {
        self.edges.retain(|&(_, v), _| v != chair);
        self.add(chair, worth);
    }

    fn has(&self, u: u32, v: u32) -> bool {
        self.edges.contains_key(&(u.min(v), u.max(v)))
    }
}
