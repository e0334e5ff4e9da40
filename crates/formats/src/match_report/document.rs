//! The JSON document.

use serde::Serialize;

use super::{MatchReport, People};
use crate::names::one_line;

/// The report with the names that its ids stand for.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    report: &'a MatchReport,
    people: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: String,
}

/// The JSON document: pretty, in the report's order, one newline at the end.
///
/// Strengths, shares and means are rounded to three decimals and the gap to six, so that the same
/// round is the same text everywhere; what is no number is written as 0. Of `people` only ids and
/// names are written, ordered by id.
pub fn json(report: &MatchReport, people: &People) -> Vec<u8> {
    let people = people.iter().map(|(id, person)| Named { id, name: one_line(&person.name) }).collect();
    let document = Document { report: &rounded(report), people };
    let mut bytes = serde_json::to_vec_pretty(&document).expect("text and numbers always become JSON");
    bytes.push(b'\n');
    bytes
}

/// The report with its fractions as they are written.
fn rounded(report: &MatchReport) -> MatchReport {
    let mut report = report.clone();
    for table in &mut report.matches {
        table.mutual = decimals(table.mutual, 1e3);
        table.propensity = table.propensity.map(|propensity| decimals(propensity, 1e6));
        for help in &mut table.help {
            help.strength = decimals(help.strength, 1e3);
        }
    }
    let summary = &mut report.summary;
    for number in [
        &mut summary.random_helped,
        &mut summary.random_both_ways,
        &mut summary.weight,
        &mut summary.upper_bound,
    ] {
        *number = decimals(*number, 1e3);
    }
    summary.gap = decimals(summary.gap, 1e6);
    report
}

/// `number` with as many decimals as `scale` has zeros. JSON knows no infinity; zero has no sign.
fn decimals(number: f64, scale: f64) -> f64 {
    let rounded = (number * scale).round() / scale;
    if rounded.is_finite() { rounded + 0.0 } else { 0.0 }
}
