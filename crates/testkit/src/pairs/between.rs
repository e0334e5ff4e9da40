//! What is private between two or three: promises and introductions.

use goodword_app::introductions::{self, Answer, Guest, IntroductionId};
use goodword_app::promises::{self, Deed, PromiseId};
use goodword_app::{jobs, wishes};
use goodword_domain::help::HelpKind;

use super::edits::id;
use super::{Deed as Done, Edit};
use crate::world::{Where, World};

macro_rules! edit {
    ($what:literal, $seen_by:expr, $done:expr) => {
        Edit { what: $what, seen_by: &$seen_by, done: $done }
    };
}

/// Bo has promised Cy an umbrella, and Ada has asked Bo whether to introduce them to somebody outside. Operators read what waits
/// in the outbox.
pub const BETWEEN: &[Edit] = &[
    edit!("what bo promised", ["bo", "cy"], |w, other| does(async move {
        promise(w, "bo", "cy", if other { "the name of a divorce lawyer" } else { "a ladder" }).await;
    })),
    edit!("to whom bo promised it", ["bo", "cy", "oli"], |w, other| does(async move {
        promise(w, "bo", if other { "cy" } else { "oli" }, "a ladder").await;
    })),
    edit!("how many promises bo has open", ["bo", "cy"], |w, other| does(async move {
        if other {
            promise(w, "bo", "cy", "a ladder").await;
            promise(w, "bo", "cy", "a lamp").await;
        }
    })),
    edit!("that cy would rather not meet bo, who promised something", ["cy"], |w, other| does(async move {
        apart(w, "cy", "bo", other).await;
        promise(w, "bo", "cy", "a ladder").await;
    })),
    edit!("that a promise is kept", ["bo", "cy", "op"], |w, other| does(async move {
        say(w, "cy", Deed::ReadBack).await;
        if other {
            say(w, "bo", Deed::Keep).await;
        }
    })),
    edit!("in which words bo gave a promise back", ["bo", "cy", "op"], |w, other| does(async move {
        say(w, "cy", Deed::ReadBack).await;
        let words = if other { "I am ill." } else { "I moved away." };
        say(w, "bo", Deed::Release { words: words.to_owned() }).await;
    })),
    edit!("how cy thanked", ["bo", "cy", "op"], |w, other| does(async move {
        let thanks = other.then(|| "It kept me dry.".to_owned());
        say(w, "cy", Deed::Confirm { thanks, size: if other { 3 } else { 1 } }).await;
    })),
    edit!("that cy says that it did not happen, while it is sealed", ["cy"], |w, other| does(async move {
        w.house.clock.forward_days(9);
        jobs::work(&w.house.app).await.unwrap();
        if other {
            say(w, "cy", Deed::Miss).await;
        }
    })),
    edit!("that bo wants no reminders", ["bo"], |w, other| does(async move {
        if other {
            say(w, "bo", Deed::Quiet).await;
        }
    })),
    edit!("that bo did not answer when asked what becomes of it", ["bo", "op"], |w, other| does(
        async move {
            if other {
                w.house.database.run("update promises set word = 'lapsed', word_at = given_at").await;
            }
        }
    )),
    edit!("that bo shares a band that nobody can see yet", ["bo"], |w, other| does(async move {
        if other {
            promises::share(&w.house.app, &w.people["bo"], &w.guild, true).await.unwrap();
        }
    })),
    edit!("whom ada would bring together", ["ada"], |w, other| does(async move {
        draft(w, "ada", if other { "bo" } else { "cy" }).await;
    })),
    edit!("what bo answered", ["bo"], |w, other| does(async move {
        answer(w, if other { Answer::No } else { Answer::NotNow }).await;
    })),
    edit!("whether bo answered at all", ["bo"], |w, other| does(async move {
        if other {
            answer(w, Answer::No).await;
        }
    })),
    edit!("that bo said yes, and what goes with it", ["bo", "ada"], |w, other| does(async move {
        if other {
            answer(w, Answer::Yes { reach: "telephone 555".to_owned() }).await;
        }
    })),
    edit!("that cy would rather not meet who introduces them", ["cy", "op"], |w, other| does(async move {
        apart(w, "cy", "ada", other).await;
        let drafted = draft(w, "ada", "cy").await;
        introductions::send(&w.house.app, &w.people["ada"], &drafted).await.unwrap();
    })),
    edit!("that an introduction was taken back", ["ada", "bo", "op"], |w, other| does(async move {
        if other {
            introductions::take_back(&w.house.app, &w.people["ada"], &introduction(w)).await.unwrap();
        }
    })),
    edit!("in which words ada asked", ["ada", "bo", "op"], |w, other| does(async move {
        let told = if other { "He owes me." } else { "He knows ladders." };
        let told = [told.to_owned(), told.to_owned()];
        introductions::reword(&w.house.app, &w.people["ada"], &introduction(w), told).await.unwrap();
    })),
];

fn does<'a>(done: impl Future<Output = ()> + 'a) -> Done<'a> {
    Box::pin(done)
}

async fn promise(w: &World, giver: &str, to: &str, what: &str) {
    let new = promises::New {
        community: w.guild.clone(),
        member: id(w, to).await,
        kind: HelpKind::Resource,
        what: what.to_owned(),
        due_on: None,
        meeting: None,
    };
    promises::make(&w.house.app, &w.people[giver], new).await.unwrap();
}

/// Says something of the promise that Bo gave Cy.
async fn say(w: &World, who: &str, deed: Deed) {
    let promise = PromiseId(w.objects[&(Where::Guild, "promise")].clone());
    promises::say(&w.house.app, &w.people[who], &promise, deed).await.unwrap();
}

async fn apart(w: &World, who: &str, from: &str, wished: bool) {
    if wished {
        let from = id(w, from).await;
        wishes::add(&w.house.app, &w.people[who], &w.guild, &from).await.unwrap();
    }
}

fn introduction(w: &World) -> IntroductionId {
    IntroductionId(w.objects[&(Where::Guild, "introduction")].clone())
}

/// Bo answers what Ada asked.
async fn answer(w: &World, answer: Answer) {
    introductions::answer(&w.house.app, &w.people["bo"], &introduction(w), answer).await.unwrap();
}

async fn draft(w: &World, introducer: &str, of: &str) -> IntroductionId {
    let new = introductions::New {
        guests: [
            Guest::Member { community: w.guild.clone(), member: id(w, of).await },
            Guest::Outside { name: "Gus Further".to_owned(), address: None },
        ],
        told: ["He mends lamps.".to_owned(), "They need a lamp.".to_owned()],
        promise: None,
        ask: None,
    };
    introductions::make(&w.house.app, &w.people[introducer], new).await.unwrap().id
}
