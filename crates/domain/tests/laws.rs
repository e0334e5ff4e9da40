//! The laws of scoring and of rounds that need members: P1.8, P1.9, P2.1 to P2.5, and that both ways of computing a
//! pair agree. The laws of the bare formulas stand beside them in `scoring.rs` and `browsing.rs`.

use std::sync::LazyLock;

use goodword_domain::chance::Chance;
use goodword_domain::community::Community;
use goodword_domain::help::HelpKind;
use goodword_domain::members::{Entry, Member};
use goodword_domain::rounds::{self, Met, Past, Settings};
use goodword_domain::scoring::Dials;
use goodword_language::Language;
use goodword_matching::{Budget, Problem, solve, verify};
use jiff::civil::date;
use proptest::prelude::*;

static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::standard);

const OFFERS: [&str; 8] = [
    "monthly bookkeeping",
    "small fast websites",
    "employment contracts",
    "office cleaning",
    "wedding photography",
    "tax returns",
    "Python",
    "mentoring for founders",
];
const ASKS: [&str; 8] = [
    "someone to do my books",
    "a new website",
    "I have to let two people go",
    "our office needs cleaning",
    "photographs of our wedding",
    "the tax office wrote again",
    "Python",
    "a mentor for my first years",
];

/// Any number of members with any of some asks, offers, values, markets and years.
fn members(n: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Member>> {
    let lists = (prop::collection::vec(0..8_usize, 0..4), prop::collection::vec(0..8_usize, 0..4));
    let kind = prop::option::of((0..6_usize).prop_map(|kind| HelpKind::ALL[kind]));
    let member = (lists, kind, prop::collection::vec(0..4_usize, 0..3), prop::option::of(0..40_u32));
    prop::collection::vec(member, n).prop_map(|drawn| {
        let one = |(i, ((offers, asks), kind, values, years))| {
            let (offers, asks, values): (Vec<usize>, Vec<usize>, Vec<usize>) = (offers, asks, values);
            let mut member = Member::named(&format!("m{i}"), &format!("Person{i} Invented"));
            member.offers = offers.iter().map(|&o| Entry::new(OFFERS[o])).collect();
            member.asks = asks.iter().map(|&a| Entry { kind, text: ASKS[a].into() }).collect();
            member.values = values.iter().map(|&v| ["honesty", "craft", "calm", "wit"][v].into()).collect();
            member.serves =
                values.iter().map(|&v| ["restaurants", "families", "shops", "schools"][v].into()).collect();
            member.years = years;
            member
        };
        drawn.into_iter().enumerate().map(one).collect()
    })
}

fn read(members: &[Member]) -> Community<'_> {
    Community::read(&LANGUAGE, members, Dials::default(), 1)
}

fn settings(seed: u64) -> Settings {
    Settings { seed, ..Settings::on(date(2026, 3, 2)) }
}

/// The weights of a random complete graph.
fn weights() -> impl Strategy<Value = (usize, Vec<i64>)> {
    (2..12_usize).prop_flat_map(|n| (Just(n), prop::collection::vec(0..1_000_i64, n * (n - 1) / 2)))
}

fn edges(n: usize, weights: &[i64]) -> Vec<(u32, u32, i64)> {
    let pairs = (0..n as u32).flat_map(|u| (u + 1..n as u32).map(move |v| (u, v)));
    pairs.zip(weights).map(|((u, v), &w)| (u, v, w)).collect()
}

fn optimum(n: usize, edges: &[(u32, u32, i64)]) -> i64 {
    let problem = Problem::new(n, edges).unwrap();
    let plan = solve(&problem, &Budget::default());
    assert!(verify(&problem, &plan).unwrap().optimal);
    plan.weight
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A row is worked out by postings, a pair by its two profiles: to the bit the same, whoever asks.
    #[test]
    fn a_row_and_its_pairs_agree(members in members(2..12)) {
        let community = read(&members);
        for a in 0..members.len() {
            let row = community.row(a);
            for b in (0..members.len()).filter(|&b| b != a) {
                prop_assert_eq!((row.gives[b], row.gets[b]), community.between(a, b));
                prop_assert!((0.0..=1.0).contains(&row.gets[b]));
            }
        }
    }

    #[test]
    fn p1_8_a_swapped_profession_moves_help_only_through_the_shared_market(members in members(4..8)) {
        let mut other = members.clone();
        for (i, member) in other.iter_mut().enumerate() {
            member.profession = Some(["lawyer", "baker", "nurse"][i % 3].into());
        }
        // Without the channel of the shared market professions change nothing at all.
        let mut dials = Dials::default();
        dials.channel[HelpKind::Collaboration.index()] = 0.0;
        let before = Community::read(&LANGUAGE, &members, dials.clone(), 1);
        let after = Community::read(&LANGUAGE, &other, dials, 1);
        for a in 0..members.len() {
            for b in (0..members.len()).filter(|&b| b != a) {
                prop_assert_eq!(before.between(a, b), after.between(a, b));
            }
        }
    }

    /// Of three people with the same asks and offers, one with unknown values counts like the mean of the others.
    #[test]
    fn p1_9_unknown_values_are_the_mean_of_the_known(shared in 0..3_usize) {
        let person = |id: &str, values: &[&str]| {
            let mut member = Member::named(id, id).offering(&["monthly bookkeeping"]).asking(&["someone to do my books"]);
            member.values = values.iter().map(|v| (*v).into()).collect();
            member
        };
        let words = ["honesty", "craft", "calm"];
        let members =
            [person("a", &words), person("b", &words[..=shared]), person("unknown", &[])];
        let community = read(&members);
        let known = community.between(0, 1).0;
        prop_assert_eq!(community.between(0, 2).0, known, "one known pair is its own mean");
        prop_assert_eq!(community.between(2, 1).0, known);
    }

    #[test]
    fn p2_1_nobody_exceeds_their_capacity_and_no_closed_pair_meets(
        members in members(2..14), meetings in 1..4_u32, recent in prop::collection::vec((0..14_usize, 0..14_usize), 0..20)
    ) {
        let met = recent.into_iter().filter(|(a, b)| a != b && *a < members.len() && *b < members.len());
        let on = date(2026, 2, 23);
        let met = met.map(|(a, b)| Met { a: members[a].id.clone(), b: members[b].id.clone(), on });
        let past = Past { met: met.collect(), ..Past::default() };
        let round = rounds::plan(&LANGUAGE, &members, &past, &[], &Settings { meetings, ..settings(1) }, &());
        let mut n_meetings = vec![0; members.len()];
        let mut seen = std::collections::BTreeSet::new();
        for table in &round.tables {
            prop_assert!(table.seats.len() == 2 || table.seats.len() == 3);
            for (i, &a) in table.seats.iter().enumerate() {
                n_meetings[a] += 1;
                for &b in &table.seats[i + 1..] {
                    prop_assert!(seen.insert((a.min(b), a.max(b))), "a pair meets once");
                    let closed = past.met.iter().any(|met| {
                        let ids = (&members[a].id, &members[b].id);
                        (&met.a, &met.b) == ids || (&met.b, &met.a) == ids
                    });
                    prop_assert!(!closed, "{} and {} met last week", a, b);
                }
            }
        }
        prop_assert!(n_meetings.iter().all(|&n| n <= meetings));
        let without = n_meetings.iter().filter(|&&n| n == 0).count();
        prop_assert_eq!(without, round.left_out.len(), "whoever meets nobody is told");
    }

    #[test]
    fn p2_2_the_optimum_beats_greedy_at_most_twice_and_any_random_matching((n, w) in weights(), seed in 0..1_000_u64) {
        let mut edges = edges(n, &w);
        let best = {
            let problem = Problem::new(n, &edges).unwrap().with_objective(goodword_matching::Objective::WeightOnly);
            solve(&problem, &Budget::default()).weight
        };
        let take = |edges: &[(u32, u32, i64)]| {
            let mut taken = vec![false; n];
            let free = |taken: &mut Vec<bool>, u: u32, v: u32| {
                let free = !taken[u as usize] && !taken[v as usize];
                if free { (taken[u as usize], taken[v as usize]) = (true, true); }
                free
            };
            edges.iter().filter(|&&(u, v, _)| free(&mut taken, u, v)).map(|edge| edge.2).sum::<i64>()
        };
        Chance::seeded(seed).shuffle(&mut edges);
        prop_assert!(take(&edges) <= best);
        edges.sort_by_key(|edge| std::cmp::Reverse(edge.2));
        let greedy = take(&edges);
        prop_assert!(greedy <= best && best <= 2 * greedy);
    }

    #[test]
    fn p2_3_new_names_leave_the_value_alone((n, w) in weights(), seed in 0..1_000_u64) {
        let edges = edges(n, &w);
        let mut names: Vec<u32> = (0..n as u32).collect();
        Chance::seeded(seed).shuffle(&mut names);
        let renamed: Vec<_> = edges.iter().map(|&(u, v, w)| (names[u as usize], names[v as usize], w)).collect();
        prop_assert_eq!(optimum(n, &edges), optimum(n, &renamed));
    }

    #[test]
    fn p2_4_one_more_possible_pair_never_lowers_the_value((n, w) in weights(), at in any::<prop::sample::Index>()) {
        let all = edges(n, &w);
        let mut fewer = all.clone();
        fewer.remove(at.index(all.len()));
        let value = |edges: &[(u32, u32, i64)]| {
            let problem = Problem::new(n, edges).unwrap().with_objective(goodword_matching::Objective::WeightOnly);
            solve(&problem, &Budget::default()).weight
        };
        prop_assert!(value(&fewer) <= value(&all));
    }

    #[test]
    fn p2_5_the_unit_of_weight_does_not_matter((n, w) in weights(), factor in 2..50_i64) {
        let scaled: Vec<i64> = w.iter().map(|w| w * factor).collect();
        prop_assert_eq!(optimum(n, &edges(n, &w)) * factor, optimum(n, &edges(n, &scaled)));
    }

    /// Nothing decides a round but its input and its seed.
    #[test]
    fn the_same_round_on_any_number_of_threads(members in members(2..30), seed in 0..50_u64) {
        let with = |threads| {
            let settings = Settings { threads, explore_percent: 20.0, ..settings(seed) };
            rounds::plan(&LANGUAGE, &members, &Past::default(), &[], &settings, &())
        };
        prop_assert_eq!(with(1), with(3));
    }

    /// A round of pairs is as good as the engine's optimum over all pairs, tables of three included in the bound.
    #[test]
    fn no_round_exceeds_its_bound(members in members(2..16), size in 2..5_usize) {
        let round = rounds::plan(&LANGUAGE, &members, &Past::default(), &[], &Settings { size, ..settings(1) }, &());
        let summary = round.summary;
        prop_assert!(summary.weight <= summary.upper_bound + 1e-6, "{} > {}", summary.weight, summary.upper_bound);
        if size == 2 && members.len() % 2 == 0 {
            prop_assert!(summary.gap() < 1e-4, "pairs are solved exactly: {}", summary.gap());
        }
    }
}
