//! Many actors who do at random whatever can be done, and what must hold after each deed.
//!
//! *Idea.* One seed decides who does what to whom, and all chance of the house; the clock is told. Beside the house a small
//! ledger keeps what was acknowledged: whose seat, whose ask, whose wish. After every deed house and ledger are compared,
//! as the people in it see the house. Actors try everything, also what they may not: a refusal must change nothing.
//!
//! A failing seed is told with its last deeds. A new slice adds its deeds to `DEEDS` and what must
//! hold to `Simulation::holds`.

mod deeds;
mod ledger;

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;

use goodword_app::{Actor, Error, communities, directory, mail, members, wishes};
use goodword_domain::communities::{CommunityId, Role};
use goodword_store::members as seats;

use crate::database::{Database, Engine};
use crate::house::TestHouse;
use ledger::Ledger;

/// Why a run is not as it must be.
pub type Broken = String;
/// A deed under way.
type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), Broken>> + 'a>>;

/// Something that an actor can do.
pub struct Deed {
    /// What, for the story of a failing seed.
    what: &'static str,
    /// How often it is drawn, against the others.
    weight: u64,
    /// Does it, and writes down what was acknowledged.
    done: for<'a> fn(&'a mut Simulation) -> Doing<'a>,
}

/// Somebody in the simulation, whether or not the house knows them.
#[derive(Clone, Debug)]
struct Soul {
    address: String,
    actor: Option<Actor>,
}

/// A run.
pub struct Simulation {
    house: TestHouse,
    drawn: u64,
    souls: Vec<Soul>,
    communities: Vec<CommunityId>,
    ledger: Ledger,
    told: VecDeque<String>,
}

/// The empty database from which runs begin.
pub async fn beginning() -> Database {
    let database = Database::new(Engine::Sqlite).await;
    database.open().await.close().await;
    database.rest().await;
    database
}

/// Runs one seed for so many deeds; an error names the seed and tells the last deeds.
pub async fn run(beginning: &Database, seed: u64, n_deeds: usize) -> Result<(), Broken> {
    let house = TestHouse::on(Engine::Sqlite, beginning.copied().await, seed).await;
    let mut run = Simulation {
        house,
        drawn: seed,
        souls: Vec::new(),
        communities: Vec::new(),
        ledger: Ledger::default(),
        told: VecDeque::new(),
    };
    run.settle().await;
    let outcome = run.act(n_deeds).await;
    run.house.app.db.close().await;
    outcome.map_err(|why| {
        let story: Vec<String> = run.told.into_iter().collect();
        format!("seed {seed}: {why}\nafter:\n  {}", story.join("\n  "))
    })
}

impl Simulation {
    /// Nine souls: an operator, two owners, four members of one or both communities, two who are not here yet.
    async fn settle(&mut self) {
        for n in 0..9 {
            let address = format!("soul{n}@example.org");
            let actor = match n {
                0 => Some(self.house.operator("Soul Zero", &address).await),
                1..=6 => Some(self.house.person(&format!("Soul {n}"), &address).await),
                _ => None,
            };
            self.souls.push(Soul { address, actor });
        }
        for (owner, name, others) in [(1, "Guild", &[3, 4, 5][..]), (2, "Club", &[5, 6])] {
            let who = self.souls[owner].actor.clone().expect("an owner");
            let community = self.house.community(name, &who).await;
            let id = members::mine(&self.house.app, &who, &community).await.expect("a seat").member.id;
            self.ledger.seat(&community, &self.souls[owner].address, &id, Role::Owner);
            for other in others {
                let who = self.souls[*other].actor.clone().expect("a member");
                let id = self.house.seat(&community, &who, Role::Member).await;
                self.ledger.seat(&community, &self.souls[*other].address, &id, Role::Member);
            }
            self.communities.push(community);
        }
    }

    async fn act(&mut self, n_deeds: usize) -> Result<(), Broken> {
        let total: u64 = deeds::DEEDS.iter().map(|deed| deed.weight).sum();
        for _ in 0..n_deeds {
            let mut left = self.draw(total);
            let drawn = deeds::DEEDS.iter().find(|deed| {
                let here = left < deed.weight;
                left = left.saturating_sub(deed.weight);
                here
            });
            let deed = drawn.expect("a deed");
            self.tell(format!("{}:", deed.what));
            (deed.done)(self).await?;
            let one = self.pick(self.souls.len());
            self.holds(one).await?;
        }
        for one in 0..self.souls.len() {
            self.holds(one).await?;
        }
        Ok(())
    }

    /// What must hold at any time, as one soul sees it.
    async fn holds(&mut self, one: usize) -> Result<(), Broken> {
        let app = &self.house.app;
        let Soul { address, actor } = &self.souls[one];
        for community in &self.communities {
            let mut tx = app.look().await.map_err(odd)?;
            let n = seats::n_owners(&mut tx, community).await.map_err(|error| error.to_string())?;
            check(n >= 1, || format!("{community} has no owner"))?;
            let Some(actor) = actor else { continue };
            let card = members::mine(app, actor, community).await;
            let found = directory::search(app, actor, community, "", None, 100).await;
            let Some(seat) = self.ledger.active(community, address) else {
                check(matches!(card, Err(Error::NotFound)), || {
                    format!("{address} is in {community}: {card:?}")
                })?;
                check(matches!(found, Err(Error::NotFound)), || format!("{address} looks into {community}"))?;
                continue;
            };
            let card = card.map_err(odd)?;
            check(card.member.role == seat.role, || format!("{address} is {:?} there", card.member.role))?;
            let mut open: Vec<String> = card.entries.into_iter().map(|kept| kept.entry.text).collect();
            open.sort();
            check(open == self.ledger.open(community, address), || format!("{address} said {open:?}"))?;
            let shown: Vec<String> = found.map_err(odd)?.cards.into_iter().map(|card| card.id.0).collect();
            let there = self.ledger.all_active(community);
            check(shown.len() == there.len() && shown.iter().all(|id| there.contains(id)), || {
                format!("{address} finds {shown:?} in {community}, where are {there:?}")
            })?;
            let wishes = wishes::mine(app, actor, community).await.map_err(odd)?;
            let mut wishes: Vec<String> = wishes.into_iter().map(|apart| apart.member.0).collect();
            wishes.sort();
            let kept = self.ledger.wishes(community, address);
            check(wishes == kept, || format!("{address} wishes {wishes:?}, and should {kept:?}"))?;
        }
        if let Some(actor) = actor {
            let mine = communities::mine(app, actor).await.map_err(odd)?;
            let n_there =
                self.communities.iter().filter(|id| self.ledger.active(id, address).is_some()).count();
            check(mine.len() == n_there, || format!("{address} is in {} communities", mine.len()))?;
        }
        self.letters_hold().await
    }

    /// Every letter that waits is one that somebody's deed asked for.
    async fn letters_hold(&self) -> Result<(), Broken> {
        for letter in mail::waiting_for(&self.house.app, &Actor::OPERATOR).await.map_err(odd)? {
            let asked = self.ledger.letters.contains(&(letter.what.clone(), letter.to.clone()));
            check(asked, || format!("nobody asked for the {} to {}", letter.what, letter.to))?;
        }
        Ok(())
    }

    /// A number below `n`, by the seed (SplitMix64).
    fn draw(&mut self, n: u64) -> u64 {
        self.drawn = self.drawn.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.drawn;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n.max(1)
    }

    fn pick(&mut self, n: usize) -> usize {
        usize::try_from(self.draw(n as u64)).expect("a place in a list")
    }

    fn tell(&mut self, line: String) {
        self.told.push_back(line);
        if self.told.len() > 40 {
            self.told.pop_front();
        }
    }

    /// Tells what became of a deed; what must never come of one breaks the run.
    fn came<T>(&mut self, who: &str, outcome: Result<T, Error>) -> Result<Option<T>, Broken> {
        match outcome {
            Ok(done) => {
                self.tell(format!("  {who}: done"));
                Ok(Some(done))
            }
            Err(error @ (Error::Broken(_) | Error::Busy(_))) => Err(format!("{who}: {error:?}")),
            Err(error) => {
                self.tell(format!("  {who}: {error}"));
                Ok(None)
            }
        }
    }
}

fn odd(error: Error) -> Broken {
    format!("{error:?}")
}

fn check(holds: bool, why: impl FnOnce() -> Broken) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(why()) }
}
