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

    /// Seconds until now.
    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    /// Seconds that were not exceeded: a minute, ten, an hour, ten. So coarse that a faster machine, or one more
    /// thread, hardly ever changes what is written.
    pub fn seconds_at_most(&self) -> u64 {
        at_most(self.seconds())
    }
}

fn at_most(seconds: f64) -> u64 {
    let steps = [60, 600, 3_600, 36_000];
    steps.into_iter().find(|&step| seconds <= step as f64).unwrap_or(360_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_steps_so_that_two_runs_agree() {
        assert_eq!([0.01, 9.0, 45.0, 61.0, 1e4, 1e6].map(at_most), [60, 60, 60, 600, 36_000, 360_000]);
    }
}
