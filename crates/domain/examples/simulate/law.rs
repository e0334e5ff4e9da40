//! How help comes about, in two worlds that share no formula with the matcher.
//!
//! Main: a helper may know the answer or know somebody; either may work. Its two routes are combined as
//! independent chances, which resembles the matcher's noisy-or; hence the second world: only the best route
//! counts, it must pass the receiver's threshold, the helper is willing in a meeting or is not at all, and two
//! who do not get on get nowhere.

use super::world::Person;

/// Which world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    Main,
    Second,
}

/// How much each recent act of help tires a helper.
const FATIGUE: f64 = 0.25;
/// Two below this chemistry get nowhere in the second world.
const COLD: f64 = 0.5;

impl Law {
    /// Chance that the giver is willing at all in this meeting; `load` is what they gave recently.
    pub fn willing(self, giver: &Person, load: f64) -> f64 {
        match self {
            Law::Main => 1.0,
            Law::Second => giver.generosity * libm::exp(-FATIGUE * load),
        }
    }

    /// Chance that a willing giver helps the receiver with this topic.
    pub fn lands(self, giver: &Person, receiver: &Person, chemistry: f64, topic: usize, load: f64) -> f64 {
        let (skill, contact) = (giver.skills[topic], giver.followthrough * giver.contacts[topic]);
        match self {
            Law::Main => {
                let generosity = giver.generosity * libm::exp(-FATIGUE * load);
                let either = 1.0 - (1.0 - 0.7 * generosity * skill) * (1.0 - 0.5 * generosity * contact);
                (either * chemistry).min(1.0)
            }
            Law::Second => {
                let good_enough = skill.max(0.9 * contact) >= receiver.threshold;
                if good_enough && chemistry >= COLD { 0.85 } else { 0.0 }
            }
        }
    }

    /// The two together.
    pub fn chance(self, giver: &Person, receiver: &Person, chemistry: f64, topic: usize, load: f64) -> f64 {
        self.willing(giver, load) * self.lands(giver, receiver, chemistry, topic, load)
    }
}
