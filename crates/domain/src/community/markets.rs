//! Who could serve the same people together.

use goodword_language::Language;

use super::{Seat, Standing, in_parallel};
use crate::scoring;

/// Up to this many members shared markets are compared for all pairs.
const ALL_MARKETS: usize = 20_000;

/// How well any two could serve the same people together, in 255 steps.
///
/// Small communities keep it for all pairs, a byte each. In large ones only pairs with an ask and an offer that meet
/// are asked, when they are needed.
pub(super) struct SharedMarkets {
    n: usize,
    /// Row by row; empty in large communities.
    steps: Vec<u8>,
}

impl SharedMarkets {
    /// Compares all pairs, unless there are too many.
    pub fn of(language: &Language, standing: &[Standing], threads: usize) -> SharedMarkets {
        let n = standing.len();
        let mut shared = SharedMarkets { n, steps: Vec::new() };
        if n > ALL_MARKETS {
            return shared;
        }
        let later = in_parallel(n, threads, |a| {
            (a + 1..n).map(|b| steps(language, &standing[a], &standing[b])).collect::<Vec<u8>>()
        });
        shared.steps = vec![0; n * n];
        for (a, row) in later.into_iter().enumerate() {
            for (b, step) in (a + 1..).zip(row) {
                shared.steps[a * n + b] = step;
                shared.steps[b * n + a] = step;
            }
        }
        shared
    }

    /// `None` in a large community.
    pub fn row(&self, a: Seat) -> Option<&[u8]> {
        (!self.steps.is_empty()).then(|| &self.steps[a * self.n..(a + 1) * self.n])
    }
}

/// One pair, in 255 steps.
pub(super) fn steps(language: &Language, a: &Standing, b: &Standing) -> u8 {
    let market = language.partnership(&a.market, &b.market);
    market.map_or(0, |market| {
        (scoring::collaboration(market.audience, market.together, market.same) * 255.0).round() as u8
    })
}
