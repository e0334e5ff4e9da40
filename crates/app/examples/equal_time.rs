//! Measures whether an answer's time tells who has an account: medians over 200 asks to sign in and 200 invitations of
//! each kind, taken in turns. Run with `scripts/with-postgres cargo run --release -p goodword-app --example equal_time`.

use std::time::Instant;

use goodword_app::invitations::{self, Guest};
use goodword_app::{Actor, jobs, mail, sign_in, suppressions};
use goodword_domain::communities::{CommunityId, Role};
use goodword_testkit::{Engine, TestHouse};

const N: usize = 200;
const KINDS: [&str; 3] = ["nobody", "known", "never"];

#[tokio::main]
#[expect(clippy::print_stdout, reason = "this is what it is for")]
async fn main() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = TestHouse::new(engine).await;
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let club = house.community("Club of Tests", &ada).await;
        for n in 0..N {
            house.person("Somebody", &address("known", n)).await;
        }
        suppress(&house, &club).await;
        let mut asked = [const { Vec::new() }; 2];
        let mut invited = [const { Vec::new() }; 3];
        for n in 0..N {
            // Each kind is first as often as the others.
            for at in (0..2).map(|at| (at + n) % 2) {
                let (address, network) = (address(KINDS[at], n), format!("net {n} {at}"));
                let address = address.parse().expect("an address");
                let began = Instant::now();
                sign_in::ask(&house.app, &address, &network).await.expect("an ask");
                asked[at].push(began.elapsed().as_secs_f64() * 1e6);
            }
            for at in (0..3).map(|at| (at + n) % 3) {
                let address = address(KINDS[at], n);
                let began = Instant::now();
                ask_in(&house, &ada, &guild, &address).await;
                invited[at].push(began.elapsed().as_secs_f64() * 1e6);
            }
            if n % 100 == 99 {
                jobs::work(&house.app).await.expect("work");
                house.clock.forward_days(2);
            }
        }
        println!("{engine:?}, sign in: {}", told(&mut asked));
        println!("{engine:?}, invite: {}", told(&mut invited));
    }
}

fn address(kind: &str, n: usize) -> String {
    format!("{kind}{n}@example.org")
}

async fn ask_in(house: &TestHouse, by: &Actor, community: &CommunityId, address: &str) {
    let guest = Guest { address: address.to_owned(), name: "Somebody".to_owned(), role: Role::Member };
    invitations::invite(&house.app, by, community, guest).await.expect("an invitation");
}

/// Has some other organiser write to those who then never want mail again.
async fn suppress(house: &TestHouse, club: &CommunityId) {
    let otto = house.person("Otto Sideman", "otto@example.org").await;
    house.seat(club, &otto, Role::Organiser).await;
    for n in 0..N {
        ask_in(house, &otto, club, &address("never", n)).await;
    }
    jobs::work(&house.app).await.expect("work");
    for letter in mail::waiting_for(&house.app, &Actor::OPERATOR).await.expect("letters") {
        let text = letter.content.expect("no mail server").1;
        let after = text.split_once("/never-again/").expect("a link").1;
        let secret = after.split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or_default();
        let secret = goodword_app::outside::Secret::shown(secret);
        suppressions::never_again(&house.app, &secret).await.expect("a link of ours");
    }
}

fn told(kinds: &mut [Vec<f64>]) -> String {
    let medians: Vec<f64> = kinds
        .iter_mut()
        .map(|times| {
            times.sort_by(f64::total_cmp);
            times[times.len() / 2]
        })
        .collect();
    let said: Vec<String> =
        medians.iter().zip(KINDS).map(|(median, kind)| format!("{kind} {median:.0} µs")).collect();
    let least = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let most = medians.iter().copied().fold(0.0, f64::max);
    format!(
        "{} (medians of {N}; the slowest is {:.1} % above the fastest)",
        said.join(", "),
        (most / least - 1.0) * 100.0
    )
}
