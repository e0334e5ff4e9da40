//! Two thousand real profiles, judged from outside: an ask counts as met when the partner offers it letter for
//! letter, whatever our own score says. Runs where the data lie beside the repository.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use common::{Folder, from_root, matched, tables, text};
use serde_json::Value;

const SAMPLE: &str = "../shared/data/members/members_so2019_sample2000.csv";
const VARIANTS: &str = "../shared/data/members/variants";

#[expect(clippy::print_stderr, reason = "a test that was not run must say so")]
fn beside_the_repository(path: &str) -> Option<PathBuf> {
    let found = Some(from_root(path)).filter(|path| path.exists());
    if found.is_none() {
        eprintln!("skipped: {path} is not here");
    }
    found
}

/// The entries of two columns by id, as they stand in the file.
struct Survey {
    offers: BTreeMap<String, BTreeSet<String>>,
    asks: BTreeMap<String, BTreeSet<String>>,
}

impl Survey {
    fn read(path: &PathBuf) -> Survey {
        let mut file = csv::Reader::from_path(path).unwrap();
        let header = file.headers().unwrap().clone();
        let at = |name: &str| header.iter().position(|heading| heading == name).unwrap();
        let (id, offers, asks) = (at("id"), at("offers"), at("asks"));
        let mut survey = Survey { offers: BTreeMap::new(), asks: BTreeMap::new() };
        for row in file.records().map(Result::unwrap) {
            let entries = |column: usize| {
                let entries = row[column].split(';').map(str::trim).filter(|entry| !entry.is_empty());
                entries.map(str::to_owned).collect()
            };
            survey.offers.insert(row[id].to_owned(), entries(offers));
            survey.asks.insert(row[id].to_owned(), entries(asks));
        }
        survey
    }

    fn n_asking(&self) -> usize {
        self.asks.values().filter(|asks| !asks.is_empty()).count()
    }

    /// Does this one offer, letter for letter, something that the other asks for?
    fn helps(&self, from: &str, to: &str) -> bool {
        !self.offers[from].is_disjoint(&self.asks[to])
    }
}

#[test]
fn two_thousand_find_help_letter_for_letter() {
    let Some(sample) = beside_the_repository(SAMPLE) else { return };
    let survey = Survey::read(&sample);
    let round = Folder::new().round(&[sample.to_str().unwrap()]);
    assert_eq!((tables(&round).len(), matched(&round).len()), (1_000, 2_000), "all in a match, none twice");
    let (mut helped, mut both_ways) = (0, 0);
    for table in tables(&round) {
        let (forth, back) = (survey.helps(&table[0], &table[1]), survey.helps(&table[1], &table[0]));
        helped += usize::from(forth) + usize::from(back);
        both_ways += usize::from(forth && back);
    }
    assert_eq!(survey.n_asking(), 1_605);
    assert!(helped * 100 >= 97 * 1_605, "{helped} of 1605 askers are helped");
    assert!(both_ways >= 740, "{both_ways} of 1000 matches help both ways");
    let gap = round["summary"]["gap"].as_f64().unwrap();
    assert!((0.0..=0.01).contains(&gap), "the gap to the bound is {gap}");
}

/// Who meets whom by name: some of the variants have no ids.
fn pairs_by_name(round: &Value) -> BTreeSet<BTreeSet<String>> {
    let people = round["people"].as_array().unwrap().iter();
    let names: BTreeMap<String, String> =
        people.map(|person| (text(&person["id"]), text(&person["name"]))).collect();
    tables(round).iter().map(|table| table.iter().map(|id| names[id].clone()).collect()).collect()
}

#[test]
fn however_a_spreadsheet_was_saved_the_matches_are_the_same() {
    let Some(variants) = beside_the_repository(VARIANTS) else { return };
    let pairs = |name: &str| pairs_by_name(&Folder::new().round(&[variants.join(name).to_str().unwrap()]));
    let plain = pairs("utf8_bom_crlf.csv");
    assert_eq!(plain.iter().map(BTreeSet::len).sum::<usize>(), 50, "everybody meets someone");
    for name in [
        "all_quoted_lf.csv",
        "excel_eu_semicolon_cp1252.csv",
        "old_mac_cr.csv",
        "utf16le_tab.txt",
        "german_header_reordered.csv",
        "google_form_header.csv",
    ] {
        assert_eq!(pairs(name), plain, "{name}");
    }
    let with_one_more: Vec<String> =
        pairs("duplicates_blank_rows_short_rows.csv").into_iter().flatten().collect();
    let once: BTreeSet<&String> = with_one_more.iter().collect();
    assert_eq!((with_one_more.len(), once.len()), (51, 51), "the 50, and one who is but a name, each once");
}
