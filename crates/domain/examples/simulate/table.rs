//! Results as Markdown tables, as they stand in the document.

use super::claims::{OURS, Verdict};
use super::measures::Measure;
use super::statistics::Estimate;
use super::study::Study;

fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |\n", cells.into_iter().collect::<Vec<_>>().join(" | "))
}

/// A header, its rule, and the rows; the first column is left-aligned.
fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let rule = (0..header.len()).map(|at| if at == 0 { "---" } else { "---:" }.to_owned());
    let mut text = row(header.iter().map(|&cell| cell.to_owned())) + &row(rule);
    rows.into_iter().for_each(|cells| text += &row(cells));
    text
}

/// "+.110 ± .010": the difference and half of its 95 % interval.
pub fn signed(estimate: Estimate) -> String {
    format!("{:+.3} ± {:.3}", estimate.mean, estimate.margin)
}

/// The mean of every measure for every arm.
pub fn means(study: &Study, measures: &[Measure]) -> String {
    let header: Vec<&str> = std::iter::once("arm").chain(measures.iter().map(|m| m.name())).collect();
    let rows = study.arms.iter().map(|arm| {
        let cells = measures.iter().map(|&measure| format!("{:.3}", study.mean(arm.name, measure)));
        std::iter::once(arm.name.to_owned()).chain(cells).collect()
    });
    table(&header, rows)
}

/// Ours less each other arm, paired by seed.
pub fn against_each(study: &Study, measures: &[Measure]) -> String {
    differences(study, measures, "ours less …", |name| (OURS, name))
}

/// Each other arm less ours, paired by seed.
pub fn each_against(study: &Study, measures: &[Measure]) -> String {
    differences(study, measures, "… less ours", |name| (name, OURS))
}

fn differences<'a>(
    study: &'a Study,
    measures: &[Measure],
    first: &str,
    pair: impl Fn(&'a str) -> (&'a str, &'a str),
) -> String {
    let header: Vec<&str> = std::iter::once(first).chain(measures.iter().map(|m| m.name())).collect();
    let rows = study.arms.iter().filter(|arm| arm.name != OURS).map(|arm| {
        let (one, other) = pair(arm.name);
        let cells = measures.iter().map(|&measure| signed(study.difference(one, other, measure)));
        std::iter::once(arm.name.to_owned()).chain(cells).collect()
    });
    table(&header, rows)
}

/// The registered claims and whether they hold.
pub fn verdicts(verdicts: &[Verdict]) -> String {
    let rows = verdicts.iter().map(|verdict| {
        let claim = &verdict.claim;
        let rivals = claim.against.iter().map(|against| match against.margin {
            0.0 => format!("{} {}", if claim.lower { "lower than" } else { "higher than" }, against.rival),
            margin => format!("not worse than {} by {margin}", against.rival),
        });
        let holds = if verdict.holds() { "holds" } else { "**does not hold**" };
        vec![
            claim.measure.name().to_owned(),
            rivals.collect::<Vec<_>>().join("; "),
            probability(verdict.p),
            probability(verdict.adjusted),
            holds.to_owned(),
        ]
    });
    table(&["measure", "claim", "p", "p (Holm)", "verdict"], rows)
}

fn probability(p: f64) -> String {
    if p < 0.0001 { "< .0001".to_owned() } else { format!("{p:.4}") }
}

/// One row per setting: ours less random, with the levels of both.
pub fn gains(settings: &[(String, Study)], rival: &str, measures: &[Measure]) -> String {
    let names: Vec<String> = std::iter::once("setting".to_owned())
        .chain([format!("help by {rival}"), "help by ours".to_owned()])
        .chain(measures.iter().map(|m| format!("change in {}", m.name())))
        .collect();
    let header: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows = settings.iter().map(|(name, study)| {
        let levels = [rival, OURS].map(|arm| format!("{:.3}", study.mean(arm, Measure::Help)));
        let gains = measures.iter().map(|&m| signed(study.difference(OURS, rival, m)));
        std::iter::once(name.clone()).chain(levels).chain(gains).collect()
    });
    table(&header, rows)
}
