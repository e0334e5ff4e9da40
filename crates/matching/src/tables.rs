//! Tables of two to seven: who sits with whom so that the weight of all tables together is great, with a bound.
//!
//! # Definitions
//!
//! A *division* puts vertices at tables. The *value* of a table of `s` is the sum of its pair weights divided by `s - 1`:
//! everybody's part is half the mean weight towards the others there, so large and small tables compare fairly and a
//! table of two counts as a pair does in a matching. All values are exact integers in units of `1 / SCALE`.
//!
//! # The idea
//!
//! 1. [`Sizes`]: equal tables as near to the size wanted as can be, none of one.
//! 2. A first division from exact matchings: pairs, pairs of pairs, the rest where they fit best.
//! 3. Simulated annealing over exchanges between two tables with exact changes of value, when there is time enough.
//! 4. All tables cut in two and joined anew by an exact matching, many times over; then descent.
//! 5. Rules hold always: blocks that must sit together move together, pairs kept apart carry a penalty greater than
//!    all that two tables can win, and whoever cannot be seated in peace is named in [`TablePlan::left_out`].
//! 6. [`TablePlan::upper_bound`]: linear-programming duality; [`check`] adds it up again.
//!
//! Dividing into tables of three or more is NP-hard, so the gap is stated, not closed.
//!
//! # References
//!
//! S. Kirkpatrick, C. Gelatt, M. Vecchi, "Optimization by simulated annealing", 1983; M. Garey, D. Johnson, "Computers and
//! Intractability", 1979 (partition into triangles is NP-complete); for the bound see the file `bound.rs`.
//!
//! # Cost
//!
//! O(moves * size^2 * log degree) time, O(n + m) memory. One thread; the same result on every machine unless a time
//! limit is set.
//!
//! ```
//! use goodword_matching::{Problem, tables::{Effort, Room, Rules, Sizes, arrange, check}};
//! // two triangles and one edge between them
//! let edges = [(0, 1, 4), (1, 2, 4), (0, 2, 4), (3, 4, 4), (4, 5, 4), (3, 5, 4), (2, 3, 9)];
//! let problem = Problem::new(6, &edges).unwrap();
//! let room = Room::new(&problem, Sizes::About(3), &Rules::default()).unwrap();
//! let plan = arrange(&room, &Effort::default());
//! assert_eq!(plan.tables, [[0, 1, 2], [3, 4, 5]]);
//! check(&room, &plan).unwrap();
//! ```

mod anneal;
mod bound;
pub(crate) mod chance;
mod check;
mod peace;
mod recombine;
mod room;
mod seats;
pub(crate) mod sizes;
mod start;
mod ties;

use std::time::{Duration, Instant};

use anneal::Search;
use chance::{Allowance, Chance};
use seats::{ASIDE, Seats};
use ties::Ties;

pub use check::{Fault, check};
pub use room::{Room, Rules, Unfit};
pub use seats::SCALE;
pub use sizes::{LARGEST, Sizes};

/// How long to search, and from which seed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// The same seed, room and number of moves give the same plan, byte for byte.
    pub seed: u64,
    /// How many exchanges are tried, and twenty times as many edges looked at by exact matchings. Default: 3,000 for
    /// every vertex, 6,000,000 at most, which takes seconds for ten thousand vertices.
    pub moves: Option<u64>,
    /// Stop annealing after this time. With a limit the plan may differ from run to run and from machine to machine.
    pub time: Option<Duration>,
}

impl Effort {
    fn moves_for(&self, n: usize) -> u64 {
        self.moves.unwrap_or((3_000 * n as u64).min(6_000_000))
    }
}

/// Why a vertex has no seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is nobody else.
    Alone,
    /// There are more vertices than seats.
    NoSeat,
    /// Those who must sit together with it find no table with enough seats left.
    NoTableForBlock,
    /// No seat was found at a table where nobody must be kept apart from it.
    KeptApart,
    /// The division that was handed in does not name it.
    NotNamed,
}

/// A vertex without a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The vertex.
    pub vertex: u32,
    /// Why it has none.
    pub why: Why,
}

/// A division with its weight and a proven bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePlan {
    /// The members of every table, sorted. From [`arrange`] the tables are ordered by their first member (with
    /// [`Sizes::Exactly`] by size as given, then first member); [`improve`] and [`score`] keep the order given.
    pub tables: Vec<Vec<u32>>,
    /// Everybody who has no seat, sorted by vertex.
    pub left_out: Vec<LeftOut>,
    /// Sum over tables of pair weights times `SCALE / (size - 1)`.
    pub weight: i64,
    /// No division into tables of at least [`smallest`](Self::smallest) weighs more, whatever sits where.
    pub upper_bound: i64,
    /// The size of the smallest table for which the bound is made.
    pub smallest: usize,
    /// One price for every vertex, doubled, at least 0: the proof of the bound (see [`check`]).
    pub prices: Vec<i64>,
}

impl TablePlan {
    /// How much of the bound is not reached, from 0 (proven optimal) to 1.
    pub fn gap(&self) -> f64 {
        if self.upper_bound <= 0 { 0.0 } else { 1.0 - self.weight as f64 / self.upper_bound as f64 }
    }
}

/// Divides everybody into tables.
pub fn arrange(room: &Room, effort: &Effort) -> TablePlan {
    let started = Instant::now();
    let ties = Ties::new(room);
    let mut search = Search::new(room, effort.seed);
    let mut seats = start::first_division(room, &ties);
    search.anneal(&mut seats, effort, started);
    search.settle(&mut seats);
    search.recombine_often(&mut seats, effort, started);
    search.descend(&mut seats);
    finish(room, &seats, in_order(room, seats.to_tables()), why)
}

/// Improves a division that somebody has edited. Tables with a position in `locked` stay as they are, sizes and order
/// stay, and whoever `tables` does not name stays out. Positions that no table has are ignored.
///
/// # Errors
/// [`Fault`] when the division as handed in breaks a rule; sizes are the editor's affair, up to [`LARGEST`].
pub fn improve(
    room: &Room,
    tables: &[Vec<u32>],
    locked: &[usize],
    effort: &Effort,
) -> Result<TablePlan, Fault> {
    check::check_seats(room, tables)?;
    let started = Instant::now();
    let ties = Ties::new(room);
    let mut search = Search::new(room, effort.seed);
    search.locked = (0..tables.len()).map(|t| locked.contains(&t)).collect();
    let mut seats = Seats::new(&ties, tables);
    search.anneal(&mut seats, effort, started);
    search.recombine_often(&mut seats, effort, started);
    search.descend(&mut seats);
    Ok(finish(room, &seats, sorted_members(seats.to_tables()), |_, _| Why::NotNamed))
}

/// Weighs a division that somebody has made or edited, and bounds it.
///
/// # Errors
/// As [`improve`].
pub fn score(room: &Room, tables: &[Vec<u32>]) -> Result<TablePlan, Fault> {
    check::check_seats(room, tables)?;
    let ties = Ties::new(room);
    let seats = Seats::new(&ties, tables);
    Ok(finish(room, &seats, sorted_members(tables.to_vec()), |_, _| Why::NotNamed))
}

fn sorted_members(mut tables: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    tables.iter_mut().for_each(|t| t.sort_unstable());
    tables
}

/// Sorted by first member; under given sizes every table takes the first given size that fits it best.
fn in_order(room: &Room, tables: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    let mut tables = sorted_members(tables);
    tables.sort_unstable();
    let Sizes::Exactly(sizes) = room.sizes() else { return tables };
    let mut given: Vec<usize> = (0..sizes.len()).collect();
    given.sort_by_key(|&i| std::cmp::Reverse(sizes[i]));
    tables.sort_by_key(|t| std::cmp::Reverse(t.len()));
    let mut placed: Vec<(usize, Vec<u32>)> = given.into_iter().zip(tables).collect();
    placed.sort_unstable();
    placed.into_iter().map(|(_, t)| t).collect()
}

fn finish(room: &Room, seats: &Seats, tables: Vec<Vec<u32>>, why: fn(&Room, u32) -> Why) -> TablePlan {
    let smallest = tables.iter().map(Vec::len).min().unwrap_or(2).max(2);
    let prices = bound::prices(seats.ties(), smallest);
    let upper_bound = bound::dual_value(seats.ties(), &prices, smallest);
    let aside = (0..room.n() as u32).filter(|&u| seats.table_of(u) == ASIDE);
    let left_out = aside.map(|vertex| LeftOut { vertex, why: why(room, vertex) }).collect();
    TablePlan { left_out, weight: seats.value(), upper_bound, smallest, prices, tables }
}

fn why(room: &Room, vertex: u32) -> Why {
    let seats: usize = match room.sizes() {
        Sizes::About(_) => room.n(),
        Sizes::Exactly(sizes) => sizes.iter().sum(),
    };
    let hated = room.block(vertex).iter().any(|&u| room.is_kept_apart(u));
    match () {
        () if room.n() < 2 => Why::Alone,
        () if hated => Why::KeptApart,
        () if room.block(vertex).len() > 1 => Why::NoTableForBlock,
        () if seats < room.n() => Why::NoSeat,
        () => Why::KeptApart,
    }
}

impl<'r> Search<'r> {
    fn new(room: &'r Room<'r>, seed: u64) -> Search<'r> {
        Search { room, locked: vec![], chance: Chance::new(seed), allowance: Allowance::new() }
    }
}
