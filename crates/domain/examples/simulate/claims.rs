//! The claims registered before the run, and whether the results bear them.

use super::measures::Measure;
use super::statistics::holm;
use super::study::Study;

/// The arm that claims are about.
pub const OURS: &str = "Goodword";
/// The family's risk of a false claim, one-sided.
pub const RISK: f64 = 0.025;

/// What must hold against one rival: ours is better by more than `-margin`.
pub struct Against {
    pub rival: &'static str,
    /// 0 is "superior"; more is "not worse by more than this".
    pub margin: f64,
}

/// One primary claim: all of its comparisons must hold.
pub struct Claim {
    pub measure: Measure,
    /// Less is better.
    pub lower: bool,
    pub against: Vec<Against>,
}

/// A claim after the run.
pub struct Verdict {
    pub claim: Claim,
    /// Largest p-value of its comparisons.
    pub p: f64,
    /// The same, adjusted for all claims.
    pub adjusted: f64,
}

impl Verdict {
    pub fn holds(&self) -> bool {
        self.adjusted < RISK
    }
}

fn claim(measure: Measure, lower: bool, superior: &[&'static str], others: &[(&'static str, f64)]) -> Claim {
    let superior = superior.iter().map(|&rival| Against { rival, margin: 0.0 });
    let others = others.iter().map(|&(rival, margin)| Against { rival, margin });
    Claim { measure, lower, against: superior.chain(others).collect() }
}

/// The five primary claims.
pub fn primary() -> Vec<Claim> {
    const TRADES: [&str; 2] = ["same profession", "buys from whom"];
    const BLIND: [&str; 4] = ["random coffee", "same profession", "buys from whom", "popularity"];
    const ALL: [&str; 5] =
        ["random coffee", "same profession", "buys from whom", "popularity", "utilitarian"];
    vec![
        claim(Measure::Help, false, &BLIND, &[("utilitarian", 0.02)]),
        claim(Measure::Useful, false, &BLIND, &[("utilitarian", 0.02)]),
        claim(Measure::Gini, true, &ALL, &[]),
        claim(Measure::Efficiency, false, &TRADES, &[("random coffee", 0.005)]),
        claim(Measure::Diversity, false, &TRADES, &[("random coffee", 0.1)]),
    ]
}

/// Judges all claims together.
pub fn judge(study: &Study) -> Vec<Verdict> {
    let claims = primary();
    let p: Vec<f64> = claims.iter().map(|claim| claim.p(study)).collect();
    let adjusted = holm(&p);
    let verdict = |((claim, p), adjusted)| Verdict { claim, p, adjusted };
    claims.into_iter().zip(p).zip(adjusted).map(verdict).collect()
}

impl Claim {
    /// The largest p-value of the comparisons: a claim is as good as its weakest.
    fn p(&self, study: &Study) -> f64 {
        let one = |against: &Against| {
            let (better, worse) = if self.lower { (against.rival, OURS) } else { (OURS, against.rival) };
            study.difference(better, worse, self.measure).p_above(-against.margin)
        };
        self.against.iter().map(one).fold(0.0, f64::max)
    }
}
