//! A house with four owners of communities, before anything goes wrong in it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use goodword_app::outside::MachineClock;
use goodword_app::tokens::Scope;
use goodword_app::{Actor, App, sessions};
use goodword_domain::communities::Role;
use goodword_store::Place;
use goodword_testkit::{Database, Engine, Shown, TestHouse};

use crate::clients::{CLIENTS, Client, ask};
use crate::served::{Ground, Server};

/// An empty house on an engine, and who writes in it.
pub async fn prepared(engine: Engine) -> (Ground, Vec<Client>) {
    settled(engine, Database::new(engine).await).await
}

/// The same on a server that is there.
pub async fn prepared_on(url: &str) -> (Ground, Vec<Client>) {
    settled(Engine::Postgres, Database::on_server(url).await).await
}

async fn settled(engine: Engine, database: Database) -> (Ground, Vec<Client>) {
    let house = TestHouse::on(engine, database, 7).await;
    let mut clients: Vec<Client> = Vec::new();
    for n in 0..CLIENTS {
        let owner = house.operator(&format!("Client {n}"), &format!("client{n}@example.org")).await;
        // Two of them each write in one community: they wait for each other there.
        let community = match n % 2 {
            0 => house.community(&format!("Guild {n}"), &owner).await.0,
            _ => {
                let community = clients[n - 1].community.clone();
                let id = goodword_domain::communities::CommunityId(community.clone());
                house.seat(&id, &owner, Role::Owner).await;
                community
            }
        };
        let Shown::Token(token) = house.token(&owner, Scope::Write, None).await else { unreachable!() };
        let session = session(&house, &owner).await;
        clients.push(Client { token, session, community });
    }
    house.app.db.clone().close().await;
    let ground = Ground::on(house.database);
    if let Place::Sqlite(file) = &ground.database.place {
        fs::create_dir_all(&ground.data).unwrap();
        fs::rename(file, ground.data.join("goodword.db")).unwrap();
    }
    (ground, clients)
}

/// A session that lasts from today on: the house's own clock stands still.
async fn session(house: &TestHouse, actor: &Actor) -> String {
    let app = App { clock: Arc::new(MachineClock), ..house.app.clone() };
    let mut change = app.change(&Actor::GOODWORD, "sessions").await.unwrap();
    let (_, secret) = sessions::open(&mut change, actor.person().unwrap(), "a test").await.unwrap();
    change.commit().await.unwrap();
    secret.reveal().to_owned()
}

/// Begins to serve, and waits until it can work. How long that took.
pub fn ready(ground: &Ground) -> (Server, Duration) {
    let began = Instant::now();
    let server = ground.serve();
    until_ready(&server.address, Duration::from_secs(60));
    (server, began.elapsed())
}

/// Waits until a server can work. How long that took.
pub fn until_ready(address: &str, most: Duration) -> Duration {
    let began = Instant::now();
    while !ask(address, "GET", "/readyz", "", "", "").is_ok_and(|answer| answer.status == 200) {
        assert!(began.elapsed() < most, "not ready after {most:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
    began.elapsed()
}

/// The last lines of a file, for messages.
pub fn tail(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(20).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}
