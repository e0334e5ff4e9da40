//! The only place that looks at the clock.

use std::time::Instant;

use jiff::civil::Date;

/// Today, where this machine is.
#[expect(clippy::disallowed_methods, reason = "the binary is where the day comes from")]
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// A stopwatch that tells only the order of magnitude, so that the same input gives the same bytes.
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Seconds that were not exceeded: 1, 10, 60, 600 and so on.
    pub fn seconds_at_most(&self) -> u64 {
        at_most(self.0.elapsed().as_secs_f64())
    }
}

fn at_most(seconds: f64) -> u64 {
    let steps = [1, 10, 60, 600, 3_600, 36_000];
    steps.into_iter().find(|&step| seconds <= step as f64).unwrap_or(360_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_steps_so_that_two_runs_agree() {
        assert_eq!([0.01, 0.9, 1.5, 9.0, 45.0, 100.0].map(at_most), [1, 1, 10, 10, 60, 600]);
    }
}
