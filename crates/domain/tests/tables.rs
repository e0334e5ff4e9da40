//! The tables of an event: everybody has a seat, nobody meets anybody twice where that can be, and help counts.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use goodword_domain::members::{Member, MemberId};
use goodword_domain::tables::{self, Hall, Settings, TablesPlan, Unseatable};
use goodword_language::Language;

static LANGUAGE: LazyLock<Language> = LazyLock::new(Language::standard);

/// A village in which every ask is answered by every sixth person.
fn village(n: usize) -> Vec<Member> {
    let trades = [
        ("monthly bookkeeping for small firms", "a new website for my practice"),
        ("small fast websites", "someone to do my books"),
        ("bread and pastries before seven", "photographs of our cakes"),
        ("product photography", "an employment contract for my first assistant"),
        ("employment contracts", "office cleaning twice a week"),
        ("office cleaning", "bread for our breakfast meetings"),
    ];
    let member = |i: usize| {
        let (offer, ask) = trades[i % trades.len()];
        let named = Member::named(&format!("v{i:03}"), &format!("Villager{i} Invented"));
        named.offering(&[offer]).asking(&[ask])
    };
    (0..n).map(member).collect()
}

fn settings(tables: usize, rounds: usize) -> Settings {
    Settings { hall: Hall::Tables(tables), rounds, seed: 1, threads: 1 }
}

fn plan(members: &[Member], settings: &Settings) -> TablesPlan {
    tables::plan(&LANGUAGE, members, &[], settings, &()).unwrap()
}

fn pairs_met(plan: &TablesPlan) -> Vec<(usize, usize)> {
    let tables = plan.rounds.iter().flatten();
    let of = |table: &Vec<usize>| -> Vec<(usize, usize)> {
        let later = |i: usize| table[i + 1..].iter().map(move |&b| (i, b));
        (0..table.len()).flat_map(later).map(|(i, b)| (table[i], b)).collect()
    };
    tables.flat_map(of).collect()
}

#[test]
fn everybody_sits_once_in_every_round_at_tables_of_nearly_one_size() {
    for (people, tables, rounds) in [(60, 10, 5), (23, 4, 3), (5, 2, 2), (2, 1, 1)] {
        let plan = plan(&village(people), &settings(tables, rounds));
        assert_eq!((plan.rounds.len(), plan.itineraries.len()), (rounds, people));
        for round in &plan.rounds {
            let mut seated = round.concat();
            seated.sort_unstable();
            assert!(seated.into_iter().eq(0..people), "{people} at {tables}");
            let sizes: Vec<usize> = round.iter().map(Vec::len).collect();
            assert_eq!(sizes.len(), tables);
            assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1, "{sizes:?}");
        }
    }
}

#[test]
fn sixty_people_at_ten_tables_meet_nobody_twice_in_five_rounds() {
    let plan = plan(&village(60), &settings(10, 5));
    let met = pairs_met(&plan);
    assert_eq!(met.iter().collect::<BTreeSet<_>>().len(), met.len());
    assert_eq!((plan.summary.repeats, plan.summary.bound), (0, 0));
}

#[test]
fn repeats_that_cannot_be_avoided_are_counted_and_bounded() {
    // Two tables of three: whoever sits together is spread over two tables, so each table of three repeats a pair.
    let plan = plan(&village(6), &settings(2, 3));
    let met = pairs_met(&plan);
    let repeats = met.len() - met.iter().collect::<BTreeSet<_>>().len();
    assert_eq!(plan.summary.repeats, repeats as u64);
    assert!(plan.summary.bound >= 4 && plan.summary.bound <= plan.summary.repeats, "{:?}", plan.summary);
}

#[test]
fn whoever_is_to_be_kept_apart_never_shares_a_table() {
    // Sixteen people in fours meet everybody in five rounds; now three pairs must not.
    let members = village(16);
    let id = |seat: usize| members[seat].id.clone();
    let avoid = [(id(0), id(1)), (id(7), id(2)), (id(15), id(3)), (id(4), id(4))];
    let plan = tables::plan(&LANGUAGE, &members, &avoid, &settings(4, 5), &()).unwrap();
    let met: BTreeSet<_> = pairs_met(&plan).into_iter().collect();
    for pair in [(0, 1), (2, 7), (3, 15)] {
        assert!(!met.contains(&pair), "{pair:?} share a table");
    }
    assert!(plan.summary.repeats > 0 && plan.summary.bound > 0, "{:?}", plan.summary);
}

#[test]
fn rules_that_no_plan_can_keep_are_refused_with_the_remedy() {
    let members = village(4);
    let avoid = [(MemberId("v000".into()), MemberId("v001".into()))];
    let refusal = tables::plan(&LANGUAGE, &members, &avoid, &settings(1, 1), &()).unwrap_err();
    assert_eq!(refusal, Unseatable::KeptApart { pairs: 1 });
    assert!(refusal.to_string().contains("Take more tables"));
    let refusal = tables::plan(&LANGUAGE, &members, &[], &settings(3, 1), &()).unwrap_err();
    assert_eq!(refusal.to_string(), "4 people cannot fill 3 tables: take 1 to 2 tables.");
}

/// Protects the second objective: with equally few repeats, people sit with those who can help them.
#[test]
fn people_sit_with_those_who_can_help_them() {
    let summary = plan(&village(24), &settings(12, 2)).summary;
    assert_eq!((summary.asking, summary.repeats), (24, 0));
    assert!(summary.helped as f64 > 1.5 * summary.random_helped, "{summary:?}");
    assert!(summary.helpers_met as f64 > 1.5 * summary.random_helpers_met, "{summary:?}");
}

#[test]
fn everybody_is_told_their_table_and_whom_not_to_miss_there() {
    let members = village(24);
    let plan = plan(&members, &settings(6, 3));
    let mut told = 0;
    for (seat, stops) in plan.itineraries.iter().enumerate() {
        for (round, stop) in plan.rounds.iter().zip(stops) {
            let table = &round[stop.table];
            assert!(table.contains(&seat));
            let Some(encounter) = &stop.encounter else { continue };
            assert!(encounter.with != seat && table.contains(&encounter.with));
            let named = |seat: usize| encounter.sentence.contains(&format!("Villager{seat}"));
            assert!(named(seat) && named(encounter.with), "{}", encounter.sentence);
            told += 1;
        }
    }
    assert!(told >= 24, "only {told} of 72 stops name somebody");
}

#[test]
fn the_same_seed_gives_the_same_plan_on_any_number_of_threads() {
    let members = village(30);
    let one = plan(&members, &settings(6, 4));
    assert_eq!(one, plan(&members, &Settings { threads: 3, ..settings(6, 4) }));
    assert_ne!(one.rounds, plan(&members, &Settings { seed: 2, ..settings(6, 4) }).rounds);
}

#[test]
fn people_of_whom_only_the_name_is_known_are_seated_too() {
    let members: Vec<Member> =
        (0..9).map(|i| Member::named(&format!("{i}"), &format!("Guest{i} Invented"))).collect();
    let plan = plan(&members, &settings(3, 4));
    assert_eq!((plan.summary.repeats, plan.summary.asking, plan.summary.helpers_met), (0, 0, 0));
    assert!(plan.itineraries.iter().flatten().all(|stop| stop.encounter.is_none()));
}
