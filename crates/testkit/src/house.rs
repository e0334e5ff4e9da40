//! A house to test in: the app on an empty database, with people and communities at a word.

use std::sync::Arc;
use std::time::Duration;

use goodword_app::actor::Door;
use goodword_app::{Actor, App, House, Who};
use goodword_domain::communities::{Community, CommunityId, Membership, Role, Standing};
use goodword_domain::members::MemberId;
use goodword_domain::people::{Person, PersonId};
use goodword_domain::profiles::Profile;
use goodword_store::{communities, members, people};
use tokio::sync::Notify;

use crate::clock::{RepeatingChance, ToldClock};
use crate::database::{Database, Engine};

/// The app on an empty database of its own.
pub struct TestHouse {
    /// What verbs are handed.
    pub app: App,
    /// What it takes for the time.
    pub clock: Arc<ToldClock>,
    /// What it takes for chance.
    pub chance: Arc<RepeatingChance>,
    /// Where it writes.
    pub database: Database,
    /// On which engine.
    pub engine: Engine,
}

/// Runs a story on both engines, one after the other.
pub async fn on_both<F: AsyncFn(TestHouse)>(story: F) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        story(TestHouse::new(engine).await).await;
    }
}

/// A person as an actor who signed in.
pub fn person_actor(person: &PersonId) -> Actor {
    let door = Door::Session { id: format!("session-of-{person}") };
    Actor { who: Who::Person { id: person.clone(), door }, once: None }
}

impl TestHouse {
    /// An empty house.
    pub async fn new(engine: Engine) -> TestHouse {
        TestHouse::on(engine, Database::new(engine).await, 1).await
    }

    /// A house on a database that is there already; `seed` decides its chance.
    pub async fn on(engine: Engine, database: Database, seed: u64) -> TestHouse {
        let clock = Arc::new(ToldClock::new());
        let chance = Arc::new(RepeatingChance::new(seed));
        let app = App {
            db: database.open().await,
            clock: clock.clone(),
            chance: chance.clone(),
            house: Arc::new(House { url: "http://localhost:8080".to_owned(), ..House::default() }),
            wake: Arc::new(Notify::new()),
            readings: Arc::default(),
        };
        TestHouse { app, clock, chance, database, engine }
    }

    /// Puts everything that was written into the file itself, once nobody reads any more.
    pub async fn rest(&self) {
        for _ in 0..500 {
            if self.app.db.wipe().await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("somebody reads for ever");
    }

    /// Another house that holds the same and shows the same time; `seed` decides its chance. Of a house at [`rest`](TestHouse::rest).
    pub async fn copied(&self, seed: u64) -> TestHouse {
        let mut house = TestHouse::on(self.engine, self.database.copied().await, seed).await;
        house.clock.show(self.app.now());
        house.app.house = self.app.house.clone();
        house
    }

    /// Somebody who signed in, in no community yet.
    pub async fn person(&self, name: &str, address: &str) -> Actor {
        let mut change = self.app.change(&Actor::OPERATOR, "people").await.expect("a change");
        let person = Person {
            id: PersonId(change.id()),
            address: address.parse().expect("an address"),
            name: name.to_owned(),
        };
        people::add(&mut change.tx, &person, change.now).await.expect("a new person");
        change.commit().await.expect("a commit");
        person_actor(&person.id)
    }

    /// Somebody who signed in and operates the installation.
    pub async fn operator(&self, name: &str, address: &str) -> Actor {
        let actor = self.person(name, address).await;
        let mut change = self.app.change(&Actor::OPERATOR, "people").await.expect("a change");
        let now = change.now;
        let person = actor.person().expect("a person");
        people::make_operator(&mut change.tx, person, now).await.expect("an operator");
        change.commit().await.expect("a commit");
        actor
    }

    /// A community that this person owns.
    pub async fn community(&self, name: &str, owner: &Actor) -> CommunityId {
        let mut change = self.app.change(&Actor::OPERATOR, "communities").await.expect("a change");
        let community = Community {
            id: CommunityId(change.id()),
            name: name.to_owned(),
            place: "Sampletown".to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
            round_every_weeks: 4,
            repeat_window_weeks: 12,
        };
        communities::add(&mut change.tx, &community, change.now).await.expect("a new community");
        change.commit().await.expect("a commit");
        self.seat(&community.id, owner, Role::Owner).await;
        community.id
    }

    /// Gives a person an active seat in a community, under their own name.
    pub async fn seat(&self, community: &CommunityId, actor: &Actor, role: Role) -> MemberId {
        let person = actor.person().expect("a person").clone();
        let mut change = self.app.change(&Actor::OPERATOR, &community.0).await.expect("a change");
        let known = people::find(&mut change.tx, &person).await.expect("an answer").expect("a person");
        let seat = Membership {
            community: community.clone(),
            id: MemberId(change.id()),
            person: Some(person),
            invited_address: None,
            role,
            standing: Standing::Active { since: change.now },
            profile: Profile::named(&known.name),
        };
        members::add(&mut change.tx, &seat).await.expect("a free seat");
        change.commit().await.expect("a commit");
        seat.id
    }
}
