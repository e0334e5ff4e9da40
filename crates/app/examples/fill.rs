//! Fills an empty place with invented members, to measure what a full one costs:
//! `cargo run --release -p goodword-app --example fill -- FILE|postgres://… MEMBERS`.
//!
//! Two hundred communities share them; each member has a person, an ask, an offer and two events.

use goodword_domain::communities::{Community, CommunityId, Membership, Role, Standing};
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::people::{Person, PersonId};
use goodword_domain::profiles::Profile;
use goodword_store::entries::{self, Kept, Side};
use goodword_store::events::{self, Event};
use goodword_store::{Db, Place, Result, Tx, communities, members, people};
use jiff::Timestamp;

const COMMUNITIES: usize = 200;
const TOGETHER: usize = 1000;

#[tokio::main]
async fn main() -> Result<()> {
    let said: Vec<String> = std::env::args().skip(1).collect();
    let [place, n] = said.as_slice() else { panic!("say where, and how many") };
    let place = match place.starts_with("postgres") {
        true => Place::Postgres(place.clone()),
        false => Place::Sqlite(place.into()),
    };
    let n: usize = n.parse().expect("a number of members");
    let db = Db::open(&place, async |_| Ok(())).await?;
    let mut tx = db.write("fill").await?;
    for c in 0..COMMUNITIES {
        communities::add(&mut tx, &community(c), now()).await?;
    }
    for i in 0..n {
        member(&mut tx, i).await?;
        if i % TOGETHER == TOGETHER - 1 {
            tx.commit().await?;
            tx = db.write("fill").await?;
        }
    }
    tx.commit().await?;
    db.close().await;
    Ok(())
}

fn now() -> Timestamp {
    Timestamp::from_microsecond(1_780_315_200_000_000).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn community(c: usize) -> Community {
    Community {
        id: CommunityId(format!("community{c:04}")),
        name: format!("Guild of Samples {c}"),
        place: "Sampletown".to_owned(),
        time_zone: "UTC".to_owned(),
        round_every_weeks: 4,
        repeat_window_weeks: 12,
    }
}

async fn member(tx: &mut Tx, i: usize) -> Result<()> {
    let name = format!("Invented Person {i}");
    let address = format!("person{i}@example.org").parse().expect("an address");
    let person = Person { id: PersonId(format!("person{i:020}")), address, name: name.clone() };
    people::add(tx, &person, now()).await?;
    let community = CommunityId(format!("community{:04}", i % COMMUNITIES));
    let id = MemberId(format!("member{i:020}"));
    let seat = Membership {
        community: community.clone(),
        id: id.clone(),
        person: Some(person.id),
        invited_address: None,
        role: Role::Member,
        standing: Standing::Active { since: now() },
        profile: Profile { profession: format!("trade number {}", i % 97), ..Profile::named(&name) },
    };
    members::add(tx, &seat).await?;
    for (side, text) in
        [(Side::Ask, "somebody who looks after our books"), (Side::Offer, "a plain reading of a lease")]
    {
        let entry = Entry::new(&format!("{text}, number {i}"));
        let kept = Kept {
            id: format!("{}{i:020}", side.word()),
            member: id.clone(),
            side,
            entry,
            since: now(),
            closed: None,
        };
        entries::add(tx, &community, &kept).await?;
        let event = Event {
            id: format!("event-{}{i:015}", side.word()),
            community: Some(community.clone()),
            at: now(),
            actor: "operator".to_owned(),
            what: format!("{}.said", side.word()),
            subject: Some(kept.id),
            facts: "{}".to_owned(),
        };
        events::add(tx, &event).await?;
    }
    Ok(())
}
