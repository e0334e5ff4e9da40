//! Many seeds of one setting, and what they say about the arms.

use goodword_domain::community::in_parallel;

use super::arms::Arm;
use super::measures::{Measure, Measures};
use super::statistics::{Estimate, mean};
use super::trial::play;
use super::world::{Setting, World};

/// All arms in the worlds of some seeds.
pub struct Study {
    pub arms: Vec<Arm>,
    /// By seed, then by arm.
    results: Vec<Vec<Measures>>,
}

/// Which seeds, and how many threads; threads change the time only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seeds {
    pub first: u64,
    pub count: usize,
    pub threads: usize,
}

impl Study {
    pub fn run(setting: &Setting, arms: Vec<Arm>, seeds: Seeds) -> Study {
        let results = in_parallel(seeds.count, seeds.threads, |at| {
            let world = World::new(setting, seeds.first + at as u64);
            arms.iter().map(|arm| play(&world, arm)).collect()
        });
        Study { arms, results }
    }

    fn arm(&self, name: &str) -> usize {
        let found = self.arms.iter().position(|arm| arm.name == name);
        found.unwrap_or_else(|| panic!("this study has no arm “{name}”"))
    }

    fn column(&self, arm: usize, measure: Measure) -> Vec<f64> {
        self.results.iter().map(|arms| arms[arm].get(measure)).collect()
    }

    /// The mean over seeds.
    pub fn mean(&self, arm: &str, measure: Measure) -> f64 {
        mean(&self.column(self.arm(arm), measure))
    }

    /// Paired difference: this arm less the other, seed by seed.
    pub fn difference(&self, arm: &str, other: &str, measure: Measure) -> Estimate {
        let (ours, theirs) = (self.column(self.arm(arm), measure), self.column(self.arm(other), measure));
        Estimate::of(&ours.iter().zip(theirs).map(|(x, y)| x - y).collect::<Vec<f64>>())
    }
}
