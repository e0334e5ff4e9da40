//! A first division: exact pairs, exact pairs of pairs, then the rest where they fit best.
//!
//! Idea. The best pairs are found exactly, and the pairs are matched exactly again into fours; they become the seeds of
//! the tables that have room for them. What is left is seated one by one, always the best link first (greedy).
//! Blocks of those who must sit together are placed before everything, the largest first.

use std::collections::{BTreeMap, BinaryHeap};

use super::Room;
use super::seats::{ASIDE, Seats};
use super::ties::Ties;
use crate::{Budget, Objective, Problem, solve};

/// Seats everybody for whom there is room. Blocks that found no table with enough seats stay aside.
pub(super) fn first_division<'t>(room: &Room, ties: &'t Ties) -> Seats<'t> {
    let sizes = &room.sizes().fit(room.n());
    let mut seats = Seats::new(ties, &vec![vec![]; sizes.len()]);
    let mut blocks: Vec<&Vec<u32>> = room.blocks().iter().collect();
    blocks.sort_by_key(|b| std::cmp::Reverse(b.len()));
    let large = blocks.partition_point(|b| b.len() > 1);
    for block in &blocks[..large] {
        place_block(&mut seats, sizes, block);
    }
    let singles: Vec<u32> = blocks[large..].iter().map(|b| b[0]).collect();
    for seed in seeds(ties, &singles, sizes.last().copied().unwrap_or(0)) {
        match (0..sizes.len()).find(|&t| seats.members(t as u32).is_empty()) {
            Some(t) => seed.iter().for_each(|&u| seats.add(u, t as u32)),
            None => break,
        }
    }
    fill(&mut seats, sizes, &singles);
    seats
}

/// Gives the block to the table with the fewest conflicts, then the most weight, then the most room.
fn place_block(seats: &mut Seats, sizes: &[usize], block: &[u32]) {
    let room = |t: usize| sizes[t] - seats.members(t as u32).len();
    let value = |t: usize| {
        let sum = |f: &dyn Fn(u32) -> i64| block.iter().map(|&u| f(u)).sum::<i64>();
        let conflicts = sum(&|u| seats.conflicts(u, t as u32) as i64);
        (-conflicts, sum(&|u| seats.link(u, t as u32)), room(t), std::cmp::Reverse(t))
    };
    let best = (0..sizes.len()).filter(|&t| room(t) >= block.len()).max_by_key(|&t| value(t));
    if let Some(t) = best {
        block.iter().for_each(|&u| seats.add(u, t as u32));
    }
}

/// Groups of two, or of four when the tables are that large, the heaviest first.
fn seeds(ties: &Ties, singles: &[u32], smallest: usize) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = singles.iter().map(|&u| vec![u]).collect();
    for size in [2, 4] {
        if smallest >= size {
            groups = merge(ties, groups);
        }
    }
    groups.retain(|g| g.len() > 1);
    groups.sort_by_cached_key(|g| (std::cmp::Reverse(g.len()), std::cmp::Reverse(weight_within(ties, g))));
    groups
}

fn weight_within(ties: &Ties, group: &[u32]) -> i64 {
    (0..group.len()).flat_map(|i| group[..i].iter().map(move |&v| ties.weight(group[i], v))).sum()
}

/// Joins groups two by two, exactly by the weight between them.
fn merge(ties: &Ties, groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let mut group_of = vec![u32::MAX; ties.n()];
    for (i, group) in groups.iter().enumerate() {
        group.iter().for_each(|&u| group_of[u as usize] = i as u32);
    }
    let mut edges = vec![];
    for (i, group) in groups.iter().enumerate() {
        edges.extend(links(ties, &group_of, i as u32, group));
    }
    let Ok(problem) = Problem::new(groups.len(), &edges) else { return groups };
    let plan = solve(&problem.with_objective(Objective::WeightOnly), &Budget::default());
    let mut merged = vec![];
    let mut left = groups;
    for (a, b) in plan.pairs {
        let mut group = std::mem::take(&mut left[a as usize]);
        group.append(&mut left[b as usize]);
        merged.push(group);
    }
    merged.extend(left.into_iter().filter(|g| !g.is_empty()));
    merged
}

/// Edges from group `i` to later groups, weighted by the sum between them, where nobody is forbidden to sit.
fn links(ties: &Ties, group_of: &[u32], i: u32, group: &[u32]) -> Vec<(u32, u32, i64)> {
    let mut sums: BTreeMap<(u32, u32), i64> = BTreeMap::new();
    for &u in group {
        for (v, w) in ties.row(u).filter(|&(v, _)| group_of[v as usize] > i) {
            let j = group_of[v as usize];
            if j != u32::MAX {
                *sums.entry((j, v)).or_insert(0) += w;
            }
        }
    }
    let mut edges: Vec<(u32, u32, i64)> = vec![];
    for ((j, v), w) in sums {
        if group.iter().any(|&u| ties.is_forbidden(u, v)) {
            continue;
        }
        match edges.last_mut() {
            Some(edge) if edge.1 == j => edge.2 += w,
            _ => edges.push((i, j, w)),
        }
    }
    edges.retain(|e| e.2 > 0);
    edges
}

/// Seats those who have no table yet: the heaviest link first, those without a link where nobody forbids them.
pub(super) fn fill(seats: &mut Seats, sizes: &[usize], singles: &[u32]) {
    let waits = |seats: &Seats, u: u32| seats.table_of(u) == ASIDE;
    let mut waiting = vec![false; seats.ties().n()];
    singles.iter().filter(|&&u| waits(seats, u)).for_each(|&u| waiting[u as usize] = true);
    let has_room = |seats: &Seats, t: u32| t != ASIDE && seats.members(t).len() < sizes[t as usize];
    let offer = |seats: &Seats, u: u32, t: u32| (seats.link(u, t), std::cmp::Reverse((u, t)));
    let mut heap = BinaryHeap::new();
    for &u in singles.iter().filter(|&&u| waiting[u as usize]) {
        let friends = seats.ties().friends(u).iter().map(|&v| seats.table_of(v));
        heap.extend(friends.filter(|&t| has_room(seats, t)).map(|t| offer(seats, u, t)));
    }
    while let Some((gain, std::cmp::Reverse((u, t)))) = heap.pop() {
        let stale = gain != seats.link(u, t) || seats.conflicts(u, t) > 0;
        if !waiting[u as usize] || !has_room(seats, t) || stale {
            continue;
        }
        seats.add(u, t);
        waiting[u as usize] = false;
        let friends = seats.members(t).iter().flat_map(|&m| seats.ties().friends(m));
        heap.extend(friends.filter(|&&v| waiting[v as usize]).map(|&v| offer(seats, v, t)));
    }
    fill_any(seats, sizes, &waiting);
}

fn fill_any(seats: &mut Seats, sizes: &[usize], waiting: &[bool]) {
    let mut open: Vec<u32> =
        (0..sizes.len()).filter(|&t| seats.members(t as u32).len() < sizes[t]).map(|t| t as u32).collect();
    for u in (0..waiting.len() as u32).filter(|&u| waiting[u as usize]) {
        let peaceful = open.iter().position(|&t| seats.conflicts(u, t) == 0);
        let Some(&t) = open.get(peaceful.unwrap_or(0)) else { return };
        seats.add(u, t);
        open.retain(|&t| seats.members(t).len() < sizes[t as usize]);
    }
}

/// Evens the tables out to the sizes for `seated` people, and seats the block `more` (perhaps empty) as well.
///
/// Tables keep as many of their blocks as they have room for; the others move to where they fit best.
pub(super) fn refit(room: &Room, seats: &mut Seats, seated: usize, more: &[u32]) {
    let sizes = room.sizes().fit(seated);
    let mut tables: Vec<Vec<u32>> = seats.to_tables();
    tables.sort_by_key(|t| std::cmp::Reverse(t.len()));
    let mut pool: Vec<Vec<u32>> = if more.is_empty() { vec![] } else { vec![more.to_vec()] };
    for (t, table) in tables.iter_mut().enumerate() {
        let size = sizes.get(t).copied().unwrap_or(0);
        while table.len() > size {
            let block = loosest_block(room, seats.ties(), table);
            table.retain(|u| !block.contains(u));
            pool.push(block);
        }
    }
    tables.resize(sizes.len(), vec![]);
    *seats = Seats::new(seats.ties(), &tables);
    pool.sort_by_key(|b| std::cmp::Reverse(b.len()));
    let large = pool.partition_point(|b| b.len() > 1);
    pool[..large].iter().for_each(|block| place_block(seats, &sizes, block));
    let singles: Vec<u32> = pool[large..].iter().map(|b| b[0]).collect();
    fill(seats, &sizes, &singles);
}

/// The block with the least weight towards the rest of the table.
fn loosest_block(room: &Room, ties: &Ties, table: &[u32]) -> Vec<u32> {
    let outward = |block: &[u32]| -> i64 {
        let others = |u: u32| table.iter().filter(|v| !block.contains(v)).map(move |&v| ties.weight(u, v));
        block.iter().flat_map(|&u| others(u)).sum()
    };
    let heads = table.iter().map(|&u| room.block(u));
    heads.min_by_key(|b| (b.len(), outward(b), b[0])).unwrap_or_default().to_vec()
}
