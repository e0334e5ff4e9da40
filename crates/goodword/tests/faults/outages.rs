//! PostgreSQL goes away and comes back, under load: "not now" while it is away, and nothing lost.

use std::time::{Duration, Instant};

use goodword_testkit::mail_sink::MailSink;

use crate::clients::{Thing, Told, Until, settle, write};
use crate::ground::prepared_on;
use crate::kept::{check, check_settled, rows, tally};
use crate::postgres::Postgres;
use crate::served::{Ground, Server};

/// The longest that a call may take while the database is away.
const LONGEST: Duration = Duration::from_secs(25);
/// How soon after it is back a call must have been acknowledged.
const SOON: Duration = Duration::from_secs(5);

/// How a server goes away.
#[derive(Clone, Copy, Debug)]
enum How {
    Stopped,
    Frozen,
}

fn serve_with_mail(ground: &Ground, sink: &MailSink) -> Server {
    let mut serve = ground.command(&["serve", "--listen", "127.0.0.1:0", "--mail-server", "127.0.0.1"]);
    serve.args(["--mail-tls", "none", "--mail-from", "goodword@example.org", "--mail-port"]);
    serve.arg(sink.port().to_string());
    Server::of(serve, &ground.database.folder)
}

/// Takes the server away for a while.
fn away(postgres: &Postgres, how: How, long: Duration) {
    match how {
        How::Stopped => postgres.stop_at_once(),
        How::Frozen => postgres.freeze(),
    }
    std::thread::sleep(long);
    match how {
        How::Stopped => postgres.go_on(),
        How::Frozen => postgres.thaw(),
    }
}

async fn outage(postgres: &Postgres, how: How, long: Duration) {
    let gap =
        lived_through(&postgres.url(), &format!("{how:?} for {long:?}"), || away(postgres, how, long)).await;
    assert!(gap < SOON, "it went on only after {gap:?}");
}

/// Clients write while something happens to the server. How long after it was over a call was acknowledged again.
async fn lived_through(url: &str, what: &str, happens: impl FnOnce()) -> Duration {
    let (ground, clients) = prepared_on(url).await;
    let sink = MailSink::start().await;
    let server = serve_with_mail(&ground, &sink);
    let folder = ground.database.folder.clone();
    let (all, back) = write(&server.address, &clients, Until::Told, &folder, || {
        std::thread::sleep(Duration::from_millis(700));
        happens();
        let back = Instant::now();
        std::thread::sleep(Duration::from_secs(2));
        back
    });
    for told in &all {
        let answer = told.answer.as_ref().unwrap_or_else(|| panic!("no answer: {told:?}"));
        assert!(matches!(answer.status, 201 | 503), "{told:?} {}", server.log());
        assert!(answer.status == 201 || answer.again_after.is_some(), "when again? {told:?}");
        assert!(told.took < LONGEST, "{told:?}");
    }
    let silence = longest_silence(&all);
    let again = all.iter().filter(|told| told.acknowledged()).map(|told| told.began + told.took);
    let gap = again.filter(|at| *at > back).min().expect("it goes on").duration_since(back);
    let place = ground.place();
    check(&place, &all).await;
    let (acknowledged, otherwise, unheard, there) = tally(&place, &all).await;
    settle(&server.address, &clients, &all);
    check_settled(&place, &all).await;
    let letters = letters_arrive(&ground, &sink, &all).await;
    #[expect(clippy::print_stdout, reason = "figures of a test that is run for them")]
    {
        let slowest = all.iter().map(|told| told.took).max();
        println!(
            "{what}: {acknowledged} acknowledged, {otherwise} told 503, {unheard} unheard ({there} of them \
             there), nothing acknowledged for {silence:?}, on again {gap:?} after it was over, slowest answer {slowest:?}, letters there and on their way {letters:?}"
        );
    }
    let (status, log) = server.stop();
    assert!(status.success(), "{log}");
    gap
}

/// How long nothing was acknowledged.
fn longest_silence(all: &[Told]) -> Duration {
    let mut at: Vec<Instant> =
        all.iter().filter(|told| told.acknowledged()).map(|told| told.began + told.took).collect();
    at.sort();
    at.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
}

/// Jobs and letters go on by themselves: each guest gets the one letter. How many, and how many more are on their way: their
/// sender, or the worker that writes them, was not told that it has them, and the next one waits for the lease to end.
async fn letters_arrive(ground: &Ground, sink: &MailSink, all: &[Told]) -> (usize, usize) {
    let guests = all.iter().filter(|told| told.deed.thing == Thing::Guest).count();
    let began = Instant::now();
    let left = |leased: &str| {
        format!(
            "select 'left', (select count(*) from jobs where kind = 'invitations.letter' and leased_until {leased})
             + (select count(*) from outbox where stage in ('queued', 'sending') and leased_until {leased})"
        )
    };
    while rows(&ground.place(), &left("= 0")).await[0].1 > 0 {
        assert!(began.elapsed() < Duration::from_secs(90), "letters wait");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let on_their_way = usize::try_from(rows(&ground.place(), &left("> 0")).await[0].1).unwrap();
    let mut sent: Vec<(String, String)> =
        sink.arrived().iter().map(|letter| (letter.to.clone(), letter.message_id())).collect();
    sent.sort();
    sent.dedup();
    let n_sent = sent.len();
    sent.dedup_by(|a, b| a.0 == b.0);
    assert_eq!(n_sent, sent.len(), "each guest has one letter, by its Message-ID");
    assert!(n_sent + on_their_way >= guests, "{n_sent} and {on_their_way} of {guests} letters");
    (n_sent, on_their_way)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away_for_a_moment_costs_nothing() {
    let postgres = Postgres::start();
    outage(&postgres, How::Stopped, Duration::from_secs(3)).await;
    outage(&postgres, How::Frozen, Duration::from_secs(3)).await;
}

/// `scripts/with-postgres cargo nextest run -p goodword --test faults --run-ignored only -E 'test(half_a_minute)' --no-capture`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes"]
async fn a_database_that_goes_away_for_half_a_minute_costs_nothing() {
    let postgres = Postgres::start();
    outage(&postgres, How::Stopped, Duration::ZERO).await;
    outage(&postgres, How::Stopped, Duration::from_secs(30)).await;
    outage(&postgres, How::Frozen, Duration::from_secs(30)).await;
}

/// The primary of two servers is killed, the other takes its place: `scripts/with-failover cargo nextest run -p goodword --test
/// faults --run-ignored only -E 'test(takes_the_place)' --no-capture`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs two servers and a minute"]
async fn another_server_takes_the_place_of_the_one_that_was_killed() {
    let said = |name: &str| std::env::var(name).expect("run it with scripts/with-failover");
    let kill = said("GOODWORD_TEST_FAILOVER");
    lived_through(&said("GOODWORD_TEST_POSTGRES"), "failed over", || {
        let killed = std::process::Command::new(kill).status().unwrap();
        assert!(killed.success());
        std::thread::sleep(Duration::from_secs(40));
    })
    .await;
}
