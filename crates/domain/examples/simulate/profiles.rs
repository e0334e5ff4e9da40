//! What matchers and members see of each other: profiles with gaps, false claims and boasts.

use super::draws::{For, draws};
use super::world::{Person, TOPICS, WORTH_OFFERING, World};

/// Chance of each false claim, by topic.
const FALSE_CLAIM: f64 = 0.03;
/// The same for those who boast.
const BOAST: f64 = 0.5;

/// A set of topics, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Topics(u64);

const _: () = assert!(TOPICS <= 64);

impl Topics {
    pub fn insert(&mut self, topic: usize) {
        self.0 |= 1 << topic;
    }

    pub fn contains(self, topic: usize) -> bool {
        self.0 >> topic & 1 == 1
    }

    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }
}

/// What a person offers, true or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub skills: Topics,
    pub contacts: Topics,
}

impl Profile {
    /// Everybody's profile; it stays the same over the rounds.
    pub fn all(world: &World) -> Vec<Profile> {
        world.people.iter().enumerate().map(|(at, person)| Profile::of(world, at, person)).collect()
    }

    fn of(world: &World, at: usize, person: &Person) -> Profile {
        let claimed = |levels: &[f64; TOPICS], side: usize| {
            let mut topics = Topics::default();
            for (topic, &level) in levels.iter().enumerate() {
                let mut chance = draws(world.seed, For::Claims, &[at, side, topic]);
                let (dropped, invented) = (chance.unit() < world.setting.noise, chance.unit());
                let boldness = if person.inflates { BOAST } else { FALSE_CLAIM };
                let has = level >= WORTH_OFFERING;
                if (has && !dropped) || (!has && invented < boldness) {
                    topics.insert(topic);
                }
            }
            topics
        };
        Profile { skills: claimed(&person.skills, 0), contacts: claimed(&person.contacts, 1) }
    }

    /// How many offers the profile shows.
    pub fn n_offers(&self) -> usize {
        self.skills.len() + self.contacts.len()
    }

    /// Does the profile hold out help with this topic?
    pub fn promises(&self, topic: usize) -> bool {
        self.skills.contains(topic) || self.contacts.contains(topic)
    }
}

/// Did the person write this need down as an ask? `born` is the round in which the need appeared.
pub fn is_asked(world: &World, member: usize, slot: usize, born: usize) -> bool {
    draws(world.seed, For::Shown, &[member, slot, born]).unit() >= world.setting.noise
}
