//! Instances on one server hear from each other that there is something to do.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use goodword_testkit::{Database, Engine};

#[tokio::test(flavor = "multi_thread")]
async fn what_one_instance_says_the_others_hear() {
    let database = Database::new(Engine::Postgres).await;
    let (one, other) = (database.open().await, database.open().await);
    let heard = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let count = |at: usize| {
        let heard = &heard;
        move || {
            heard[at].fetch_add(1, Ordering::SeqCst);
        }
    };
    let all_heard = async {
        // Each hears once at the start: it may have missed something.
        while heard.iter().any(|n| n.load(Ordering::SeqCst) == 0) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let before = heard[1].load(Ordering::SeqCst);
        while heard[1].load(Ordering::SeqCst) == before {
            one.tell_others();
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(heard[0].load(Ordering::SeqCst), 1, "what it says itself it need not hear");
    };
    tokio::select! {
        () = all_heard => {}
        never = one.hear_others("one", count(0)) => match never {},
        never = other.hear_others("other", count(1)) => match never {},
        () = tokio::time::sleep(Duration::from_secs(30)) => panic!("nothing was heard: {heard:?}"),
    }
}
