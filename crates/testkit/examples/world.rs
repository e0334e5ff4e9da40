//! Serves the tests' world on loopback, for programs that try the API from outside (`scripts/conformance`). Prints one line of
//! JSON: where it is, what each caller shows, and the ids of what is there. Ends when its input ends.

use std::collections::BTreeMap;
use std::io::Read;
use std::time::Duration;

use goodword_testkit::{Engine, Shown, Where, World};
use serde_json::json;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "this is what it is for")]
async fn main() {
    let world = World::new(Engine::Sqlite).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let shown = |shown: &Shown| match shown {
        Shown::Nothing => json!({}),
        Shown::Session(secret) => json!({ "Cookie": format!("goodword={secret}") }),
        Shown::Token(secret) => json!({ "Authorization": format!("Bearer {secret}") }),
    };
    let callers: BTreeMap<_, _> = world.callers.iter().map(|(name, what)| (*name, shown(what))).collect();
    let there = world.objects.iter().filter(|((place, _), _)| *place == Where::Guild);
    let objects: BTreeMap<_, _> = there.map(|((_, name), id)| (*name, id)).collect();
    println!("{}", json!({ "url": url, "callers": callers, "objects": objects }));
    // An hour goes by in half a minute: what was spent of budgets comes back, and no session ends.
    let clock = world.house.clock.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            clock.forward(6);
        }
    });
    let stop = async {
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
        ended.await.expect("the input ends").ok();
    };
    goodword_web::serve(listener, world.house.site().router(), stop).await.expect("served");
}
