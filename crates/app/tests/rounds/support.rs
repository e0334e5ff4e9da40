//! A guild whose members can help each other, and the letters that it gets.

use std::collections::BTreeMap;

use goodword_app::matches::{self, By, Mine, Say};
use goodword_app::outside::Secret;
use goodword_app::rounds::{self, Shown, ShownMatch};
use goodword_app::{Actor, App, Error, jobs, mail, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::profiles::Profile;
use goodword_domain::rounds::Terms;
use goodword_domain::rounds::stages::RoundId;
use goodword_store::entries::Side;
use goodword_testkit::TestHouse;
use jiff::civil::date;

/// Trades whose offers answer each other's asks.
const TRADES: [(&str, &str); 6] = [
    ("bookkeeping for small firms", "a new logo"),
    ("logo and brand design", "help with my taxes"),
    ("tax advice", "a website for my shop"),
    ("web design", "a photographer for a day"),
    ("portrait photography", "somebody to keep my books"),
    ("legal advice on contracts", "advice on marketing"),
];

/// A guild with an organiser, who is a member too, and members who ask and offer.
pub struct Guild {
    pub app: App,
    pub id: CommunityId,
    pub ada: Actor,
    pub people: Vec<(Actor, MemberId)>,
    pub by_member: BTreeMap<MemberId, usize>,
}

impl Guild {
    /// With so many members, the organiser included.
    pub async fn of(house: &TestHouse, n: usize) -> Guild {
        let ada = house.person("Ada Samplewright", "m0@example.org").await;
        let id = house.community("Guild of Samples", &ada).await;
        let me = members::mine(&house.app, &ada, &id).await.unwrap().member.id;
        let mut guild = Guild {
            app: house.app.clone(),
            id,
            ada: ada.clone(),
            people: Vec::new(),
            by_member: BTreeMap::new(),
        };
        guild.take_in(house, ada, me).await;
        for i in 1..n {
            guild.join(house, i).await;
        }
        guild
    }

    /// One more member.
    pub async fn join(&mut self, house: &TestHouse, i: usize) {
        let actor = house.person(&format!("Member{i} Fictional"), &format!("m{i}@example.org")).await;
        let member = house.seat(&self.id, &actor, Role::Member).await;
        self.take_in(house, actor, member).await;
    }

    async fn take_in(&mut self, house: &TestHouse, actor: Actor, member: MemberId) {
        let (offer, ask) = TRADES[self.people.len() % TRADES.len()];
        for (side, text) in [(Side::Offer, offer), (Side::Ask, ask)] {
            members::say(&house.app, &actor, &self.id, side, Entry::new(text)).await.unwrap();
        }
        self.by_member.insert(member.clone(), self.people.len());
        self.people.push((actor, member));
    }

    /// Changes somebody's profile.
    pub async fn describe(&self, i: usize, change: impl FnOnce(&mut Profile)) {
        let mut profile = members::mine(&self.app, &self.people[i].0, &self.id).await.unwrap().member.profile;
        change(&mut profile);
        members::describe(&self.app, &self.people[i].0, &self.id, profile).await.unwrap();
    }

    /// A round that is planned.
    pub async fn planned(&self, terms: Terms) -> Shown {
        let round = rounds::draft(&self.app, &self.ada, &self.id, terms).await.unwrap();
        rounds::plan(&self.app, &self.ada, &self.id, &round.id).await.unwrap();
        jobs::work(&self.app).await.unwrap();
        self.round(&round.id).await
    }

    /// A round whose members were told.
    pub async fn released(&self, terms: Terms) -> Shown {
        let round = self.planned(terms).await;
        rounds::release(&self.app, &self.ada, &self.id, &round.id).await.unwrap();
        jobs::work(&self.app).await.unwrap();
        self.round(&round.id).await
    }

    pub async fn round(&self, id: &RoundId) -> Shown {
        rounds::find(&self.app, &self.ada, &self.id, id).await.unwrap()
    }

    pub async fn matches(&self, id: &RoundId) -> Vec<ShownMatch> {
        rounds::of_round(&self.app, &self.ada, &self.id, id, None, 200).await.unwrap()
    }

    /// The members of each match, by number.
    pub async fn pairs(&self, id: &RoundId) -> Vec<Vec<usize>> {
        let numbers = |shown: &ShownMatch| {
            let mut all: Vec<usize> = shown.people.iter().map(|one| self.by_member[&one.member]).collect();
            all.sort_unstable();
            all
        };
        self.matches(id).await.iter().map(numbers).collect()
    }

    /// Somebody's latest match.
    pub async fn mine(&self, i: usize) -> Mine {
        matches::mine(&self.app, &self.people[i].0, &self.id).await.unwrap().swap_remove(0)
    }

    /// Somebody says something to their latest match.
    pub async fn says(&self, i: usize, say: Say) -> Result<matches::Answered, Error> {
        let id = self.mine(i).await.id;
        let by = By::Seat { actor: &self.people[i].0, community: &self.id, id: &id };
        let answered = matches::answer(&self.app, &by, say).await;
        jobs::work(&self.app).await.unwrap();
        answered
    }

    /// The letters that wait for somebody: (what, subject, text).
    pub async fn letters(&self, i: usize) -> Vec<(String, String, String)> {
        let mut waiting = mail::waiting_for(&self.app, &Actor::OPERATOR).await.unwrap();
        waiting.retain(|letter| letter.to == format!("m{i}@example.org"));
        waiting.sort_by(|a, b| (a.since, &a.id).cmp(&(b.since, &b.id)));
        let told = |letter: mail::Waiting| {
            let (subject, text) = letter.content.expect("no mail server");
            (letter.what, subject, text)
        };
        waiting.into_iter().map(told).collect()
    }

    /// How many letters of a kind wait for somebody.
    pub async fn n_letters(&self, i: usize, what: &str) -> usize {
        self.letters(i).await.iter().filter(|letter| letter.0 == what).count()
    }
}

/// The terms of a round on the day on which the test's clock stands; nothing is drawn by lot.
pub fn terms() -> Terms {
    Terms { on: date(2026, 6, 2), explore_percent: 0, ..Terms::default() }
}

/// The secret of the first link to a match in a letter.
pub fn secret_in(text: &str) -> Secret {
    let after = text.split_once("/matches/").unwrap_or_else(|| panic!("no link in {text}")).1;
    Secret::shown(
        after.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).next().unwrap_or_default(),
    )
}

/// The code of a refusal.
pub fn code<T>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Refused(refused)) => refused.code.to_owned(),
        Err(other) => format!("{other:?}"),
        Ok(_) => "done".to_owned(),
    }
}
