//! Tables of three to six: who sits with whom. A table's value is the mean over partners, so that large and small
//! tables compare fairly; the bound holds over all pairs, those included that the engine was not handed.

use goodword_matching::Problem;
use goodword_matching::tables::{self, Effort, Room, Rules, Sizes};

use super::weights::Weights;
use super::{Progress, Seating, Settings};
use crate::community::{Seat, in_parallel};

/// Everybody is handed over with everybody up to this many people.
const ALL_PAIRS: usize = 400;
/// Best partners handed over per person beyond that.
const PARTNERS: usize = 60;

/// Divides everybody who takes part into tables, place by place.
pub(crate) fn seat(
    weights: &Weights,
    taking_part: &[Seat],
    settings: &Settings,
    progress: &dyn Progress,
) -> Seating {
    progress.step("weighing all pairs");
    let mut all = Seating::default();
    for group in super::by_place(weights, taking_part) {
        if group.len() > 1 {
            progress.step("setting the tables");
            all.append(tables_of(weights, &group, settings));
        }
    }
    all
}

fn tables_of(weights: &Weights, group: &[Seat], settings: &Settings) -> Seating {
    let n = group.len();
    let wanted = if n <= ALL_PAIRS { n } else { PARTNERS };
    let rows = in_parallel(n, settings.threads, |u| {
        let row = weights.row(group[u], group);
        let apart: Vec<u32> = (u + 1..n).filter(|&v| row[v].is_none()).map(|v| v as u32).collect();
        let mut best: Vec<(u32, i64)> = (0..n as u32).filter_map(|v| Some((v, row[v as usize]?))).collect();
        best.sort_unstable_by(|x, y| y.1.cmp(&x.1).then(x.0.cmp(&y.0)));
        best.truncate(wanted);
        best.shrink_to_fit();
        (best, apart)
    });
    let (mut edges, mut apart) = (Vec::new(), Vec::new());
    for (u, (best, closed)) in rows.into_iter().enumerate() {
        edges.extend(best.into_iter().map(|(v, w)| (u as u32, v, w)));
        apart.extend(closed.into_iter().map(|v| (u as u32, v)));
    }
    let problem = Problem::new(n, &edges).expect("ids are below n and weights a few million");
    let rules = Rules { apart, together: Vec::new() };
    let room = Room::new(&problem, Sizes::About(settings.size), &rules).expect("sizes are from 3 to 6");
    let plan = tables::arrange(&room, &Effort { seed: settings.seed, ..Effort::default() });
    let unseen = if wanted < n { unseen(weights, group, &problem, &plan, settings) } else { 0.0 };
    let seated = |table: &Vec<u32>| table.iter().map(|&u| group[u as usize]).collect::<Vec<Seat>>();
    let tables: Vec<Vec<Seat>> = plan.tables.iter().map(seated).collect();
    Seating {
        weight: tables.iter().map(|table| worth(weights, table)).sum(),
        upper_bound: plan.upper_bound as f64 / tables::SCALE as f64 + unseen,
        tables,
        ..Seating::default()
    }
}

/// The value of a table: its pairs' weights over the number of partners that each has.
fn worth(weights: &Weights, table: &[Seat]) -> f64 {
    let pairs = table.iter().enumerate().flat_map(|(i, &a)| table[i + 1..].iter().map(move |&b| (a, b)));
    let sum: i64 = pairs.filter_map(|(a, b)| weights.between(a, b)).sum();
    sum as f64 / (table.len().max(2) - 1) as f64
}

/// What the pairs that were not handed over could add to the bound: what they weigh beyond the prices of their
/// ends, by the duality that the bound itself rests on.
fn unseen(
    weights: &Weights,
    group: &[Seat],
    problem: &Problem,
    plan: &tables::TablePlan,
    settings: &Settings,
) -> f64 {
    let over: Vec<i64> = in_parallel(group.len(), settings.threads, |u| {
        let row = weights.row(group[u], group);
        let later = (u + 1..group.len()).filter(|&v| problem.weight(u as u32, v as u32).is_none());
        later.filter_map(|v| Some((2 * row[v]? - plan.prices[u] - plan.prices[v]).max(0))).sum()
    });
    over.iter().sum::<i64>() as f64 / 2.0 / (plan.smallest.max(2) - 1) as f64
}
