//! Paired worlds: two that differ only in what is private to somebody. Whatever anybody else can get from them, by asking or
//! by mail, must be equal to the byte.
//!
//! *Idea.* A leak is a difference: through a count, an order, a size, a sentence such as "already invited". So nobody has to
//! think of the ways in which something could leak; they only say which facts are whose ([`Edit`]), and everything that
//! the site can be asked is asked in both worlds. Chance begins anew in both for each request, and both show the same time: what
//! an edit used up of either is no difference.

mod edits;
mod script;

use std::future::Future;
use std::pin::Pin;

use goodword_app::mail;
use goodword_app::{Actor, jobs};

use crate::site::Told;
use crate::world::World;

pub use edits::EDITS;

/// A deed under way in a world.
pub type Deed<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// A private fact: what is done in both worlds, and differently in the other one.
pub struct Edit {
    /// What differs.
    pub what: &'static str,
    /// Who may notice: keys of [`World::people`].
    pub seen_by: &'static [&'static str],
    /// Does it; in the other world, if so said.
    pub done: for<'a> fn(&'a World, bool) -> Deed<'a>,
}

/// Everything that these callers can get from two worlds that differ by one edit, and does differ.
pub async fn differences(world: &World, edit: &Edit, callers: &[&str]) -> Vec<String> {
    let (one, other) = (world.copied(7).await, world.copied(7).await);
    (edit.done)(&one, false).await;
    (edit.done)(&other, true).await;
    // What follows from the edit is its own; nothing of it is left for later.
    jobs::work(&one.house.app).await.expect("work");
    jobs::work(&other.house.app).await.expect("work");
    // A moment later: what happens at one instant is told in the order of ids, which chance decides.
    let now = one.house.app.now().max(other.house.app.now()) + jiff::SignedDuration::from_secs(1);
    let mut found = Vec::new();
    let callers = callers.iter().filter(|caller| !edit.seen_by.contains(&World::reader(caller)));
    for (seed, caller) in (1_000_u64..).step_by(2).zip(callers) {
        let (asked, told) = told(&one, caller, now, seed).await;
        let (_, told_otherwise) = self::told(&other, caller, now, seed).await;
        for (n, asked) in asked.iter().enumerate() {
            if told[n] != told_otherwise[n] {
                let (here, there) = (first_difference(&told[n].whole(), &told_otherwise[n].whole()), n);
                found.push(format!("{}: {caller} can tell by {asked} (request {there}): {here}", edit.what));
            }
        }
        let (letters, letters_otherwise) = (letters_to(&one, caller).await, letters_to(&other, caller).await);
        if letters != letters_otherwise {
            found.push(format!("{}: {caller} can tell by the letters that they get", edit.what));
        }
    }
    one.house.app.db.close().await;
    other.house.app.db.close().await;
    found
}

/// What a caller did and asked, and was told.
async fn told(world: &World, caller: &str, now: jiff::Timestamp, seed: u64) -> (Vec<String>, Vec<Told>) {
    let (site, who) = (world.house.site(), world.shown(caller));
    let (mut asked, mut told) = (Vec::new(), Vec::new());
    let both = [(seed, script::deeds(world, caller)), (seed + 1, script::looks(world))];
    for (seed, requests) in both {
        world.house.clock.show(now);
        for (n, request) in (0_u64..).zip(requests) {
            // For each request: what one used up of chance makes no difference to the next.
            world.house.chance.begin_anew(seed * 10_000 + n);
            asked.push(format!("{} {}", request.method, request.path));
            told.push(site.send_bytes(who, request.method, &request.path, request.kind, request.body).await);
            // After each deed what follows from it: jobs side by side would draw on chance in any order.
            jobs::work(&world.house.app).await.expect("work");
        }
    }
    (asked, told)
}

/// Letters that wait for a caller, without what chance alone decides.
async fn letters_to(world: &World, caller: &str) -> Vec<(String, String, String)> {
    let address = format!("{}@example.org", World::reader(caller));
    let all = mail::waiting_for(&world.house.app, &Actor::OPERATOR).await.expect("letters");
    let theirs = all.into_iter().filter(|letter| letter.to == address);
    theirs
        .map(|letter| {
            let (subject, text) = letter.content.expect("no mail server");
            let words = text.split_whitespace().map(|word| if word.len() > 40 { "(a link)" } else { word });
            (letter.what, subject, words.collect::<Vec<_>>().join(" "))
        })
        .collect()
}

fn first_difference(a: &[u8], b: &[u8]) -> String {
    let at = a.iter().zip(b).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()));
    let around = |text: &[u8]| {
        let part = &text[at.saturating_sub(60)..(at + 60).min(text.len())];
        String::from_utf8_lossy(part).replace('\n', " ")
    };
    format!("…{}… or …{}…", around(a), around(b))
}
