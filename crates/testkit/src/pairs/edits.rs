//! What is private, and whose: one row a fact. A new slice adds its own.

use goodword_app::invitations::{self, Guest};
use goodword_app::sign_in::{self, Proof};
use goodword_app::{
    Actor, archive, communities, directory, erase, imports, leave, mail, members, people, sessions,
    suppressions, tokens, wishes,
};
use goodword_app::{jobs, outside::Secret};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::{Entry, MemberId};
use goodword_store::entries::Side;

use super::Edit;
use crate::world::{Where, World};

/// Everything private that there is so far. Bo is a member of the guild, Oli an organiser, Zed owns the club.
pub const EDITS: &[Edit] = &[
    Edit {
        what: "whom bo would rather not meet",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                apart(w, if other { "cy" } else { "oli" }).await;
            })
        },
    },
    Edit {
        what: "a wish of bo's that was taken back",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    apart(w, "cy").await;
                    let cy = id(w, "cy").await;
                    wishes::remove(&w.house.app, &w.people["bo"], &w.guild, &cy).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "that somebody who left was not to be met",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                let dee = newcomer(w, "dee").await;
                if other {
                    let id = id_of(w, &dee, "dee").await;
                    wishes::add(&w.house.app, &w.people["bo"], &w.guild, &id).await.unwrap();
                }
                leave::leave(&w.house.app, &dee, &w.guild).await.unwrap();
            })
        },
    },
    Edit {
        what: "bo's devices",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                open_session(w, if other { "a telephone" } else { "a cash register" }).await;
            })
        },
    },
    Edit {
        what: "how often bo is signed in",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    open_session(w, "another device").await;
                }
            })
        },
    },
    Edit {
        what: "that bo signed out elsewhere",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    sessions::end_others(&w.house.app, &w.people["bo"]).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "bo's tokens",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let terms = tokens::Terms {
                        name: "a calendar".to_owned(),
                        scope: tokens::Scope::Write,
                        days: None,
                    };
                    tokens::make(&w.house.app, &w.people["bo"], terms).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "that bo ended a token",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let token = &w.objects[&(Where::Guild, "token")];
                    tokens::end(&w.house.app, &w.people["bo"], token).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "that bo asked for a link to sign in",
        seen_by: &["bo", "op"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    ask_to_sign_in(w).await;
                }
            })
        },
    },
    Edit {
        what: "that bo signed in",
        seen_by: &["bo", "op"],
        done: |w, other| {
            Box::pin(async move {
                let here = ask_to_sign_in(w).await;
                jobs::work(&w.house.app).await.unwrap();
                if other {
                    let link = link_to(w, "bo@example.org", "/sign-in/").await;
                    let proof = Proof::Link { link: &link, here: Some(&here) };
                    sign_in::finish(&w.house.app, proof, "a device").await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "bo's address",
        // A list tells its organisers which of its addresses are members of their own community, and of no other.
        seen_by: &["bo", "op", "oli", "ada"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let sql = "update people set address = 'bob@example.net', address_key = 'bob@example.net'
                       where address_key = 'bo@example.org'";
                    w.house.database.run(sql).await;
                }
            })
        },
    },
    Edit {
        what: "otto's address",
        seen_by: &["otto", "op", "zed"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let sql = "update people set address = 'ott@example.net', address_key = 'ott@example.net'
                       where address_key = 'otto@example.org'";
                    w.house.database.run(sql).await;
                }
            })
        },
    },
    Edit {
        what: "what bo is called where they join next",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    people::rename(&w.house.app, &w.people["bo"], "Bobby Tables").await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "what bo asked and closed",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                let (text, thanks) =
                    if other { ("a divorce lawyer", Some("She won.")) } else { ("a ladder", None) };
                let (app, bo) = (&w.house.app, &w.people["bo"]);
                let ask = members::say(app, bo, &w.guild, Side::Ask, Entry::new(text)).await.unwrap();
                members::close(app, bo, &w.guild, &ask.id, thanks).await.unwrap();
            })
        },
    },
    Edit {
        what: "an archive that bo brought along",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let bytes = archive::export(&w.house.app, &w.people["otto"]).await.unwrap();
                    archive::import(&w.house.app, &w.people["bo"], bytes).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "what bo keeps of a community of old",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let kept = &w.objects[&(Where::Guild, "kept")];
                    archive::forget(&w.house.app, &w.people["bo"], kept).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "that bo is in the club, too",
        seen_by: &["bo", "zed", "otto"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    w.house.seat(&w.club, &w.people["bo"], Role::Member).await;
                }
            })
        },
    },
    Edit {
        what: "that bo is kept out of the club",
        seen_by: &["bo", "zed", "otto"],
        done: |w, other| {
            Box::pin(async move {
                let bo = w.house.seat(&w.club, &w.people["bo"], Role::Member).await;
                if other {
                    members::suspend(&w.house.app, &w.people["zed"], &w.club, &bo).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "whose profile bo opened",
        seen_by: &["bo"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let cy = id(w, "cy").await;
                    directory::open(&w.house.app, &w.people["bo"], &w.guild, &cy).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "what is said in the club",
        seen_by: &["zed", "otto"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let offer = Entry::new("umbrellas, also by night");
                    members::say(&w.house.app, &w.people["otto"], &w.club, Side::Offer, offer).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "whom the club asks in",
        seen_by: &["zed", "op"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    invite(w, "zed", "newt@example.org").await;
                    invite(w, "zed", "bo@example.org").await;
                }
            })
        },
    },
    Edit {
        what: "whom the guild asked in",
        seen_by: &["oli", "ada", "op"],
        done: |w, other| {
            Box::pin(async move {
                invite(w, "oli", if other { "dora@example.org" } else { "dana@example.org" }).await;
            })
        },
    },
    Edit {
        what: "an invitation that was taken back",
        seen_by: &["oli", "ada", "op"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let guest = invite(w, "oli", "newt@example.org").await;
                    invitations::take_back(&w.house.app, &w.people["oli"], &w.guild, &guest).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "whether a guest is somebody here",
        seen_by: &["op"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    w.house.person("Newt Elsewhere", "newt@example.org").await;
                }
            })
        },
    },
    Edit {
        what: "whether a guest is in the club",
        seen_by: &["op", "zed", "otto"],
        done: |w, other| {
            Box::pin(async move {
                let newt = w.house.person("Newt Elsewhere", "newt@example.org").await;
                if other {
                    w.house.seat(&w.club, &newt, Role::Member).await;
                }
            })
        },
    },
    Edit {
        what: "whether a guest never wants mail",
        seen_by: &["op"],
        done: |w, other| {
            Box::pin(async move {
                invite(w, "zed", "newt@example.org").await;
                jobs::work(&w.house.app).await.unwrap();
                if other {
                    let link = link_to(w, "newt@example.org", "/never-again/").await;
                    suppressions::never_again(&w.house.app, &link).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "how many letters a guest got this year",
        seen_by: &["op", "zed"],
        done: |w, other| {
            Box::pin(async move {
                for n in 0..if other { 3 } else { 1 } {
                    let place = w.house.community(&format!("Club {n}"), &w.people["zed"]).await;
                    invite_to(w, "zed", &place, "newt@example.org").await;
                    jobs::work(&w.house.app).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "that somebody was here and is erased",
        seen_by: &["op"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let newt = w.house.person("Newt Elsewhere", "newt@example.org").await;
                    erase::erase(&w.house.app, &newt, "newt@example.org").await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "a list that the guild looked at",
        seen_by: &["oli", "ada"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    import(w, "oli", &w.guild).await;
                }
            })
        },
    },
    Edit {
        what: "a list that the guild brought in",
        seen_by: &["oli", "ada"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let list = import(w, "oli", &w.guild).await;
                    imports::apply(&w.house.app, &w.people["oli"], &w.guild, &list).await.unwrap();
                    jobs::work(&w.house.app).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "a list that the guild took back",
        seen_by: &["oli", "ada"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let list = import(w, "oli", &w.guild).await;
                    let (app, oli) = (&w.house.app, &w.people["oli"]);
                    imports::apply(app, oli, &w.guild, &list).await.unwrap();
                    jobs::work(app).await.unwrap();
                    imports::undo(app, oli, &w.guild, &list).await.unwrap();
                    jobs::work(app).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "a list that the club brought in",
        seen_by: &["zed"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let list = import(w, "zed", &w.club).await;
                    imports::apply(&w.house.app, &w.people["zed"], &w.club, &list).await.unwrap();
                    jobs::work(&w.house.app).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "whether somebody left or was removed",
        seen_by: &["oli", "ada"],
        done: |w, other| {
            Box::pin(async move {
                let dee = newcomer(w, "dee").await;
                if other {
                    let id = id_of(w, &dee, "dee").await;
                    leave::remove(&w.house.app, &w.people["oli"], &w.guild, &id).await.unwrap();
                } else {
                    leave::leave(&w.house.app, &dee, &w.guild).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "that somebody was kept out for a while",
        seen_by: &["oli", "ada"],
        done: |w, other| {
            Box::pin(async move {
                let dee = newcomer(w, "dee").await;
                let id = id_of(w, &dee, "dee").await;
                members::suspend(&w.house.app, &w.people["oli"], &w.guild, &id).await.unwrap();
                if other {
                    members::restore(&w.house.app, &w.people["oli"], &w.guild, &id).await.unwrap();
                    members::suspend(&w.house.app, &w.people["oli"], &w.guild, &id).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "another community of the house",
        seen_by: &["op"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    let terms = communities::Terms {
                        name: "A Third".to_owned(),
                        time_zone: "UTC".to_owned(),
                        ..Default::default()
                    };
                    communities::found(&w.house.app, &w.people["op"], terms).await.unwrap();
                }
            })
        },
    },
    Edit {
        what: "whether letters are held back",
        seen_by: &["op"],
        done: |w, other| {
            Box::pin(async move {
                if other {
                    mail::outbox::hold(&w.house.app).await.unwrap();
                }
            })
        },
    },
];

async fn id(w: &World, who: &str) -> MemberId {
    id_of(w, &w.people[who], who).await
}

async fn id_of(w: &World, actor: &Actor, what: &str) -> MemberId {
    members::mine(&w.house.app, actor, &w.guild).await.unwrap_or_else(|_| panic!("{what} is here")).member.id
}

async fn apart(w: &World, other: &str) {
    let other = id(w, other).await;
    wishes::add(&w.house.app, &w.people["bo"], &w.guild, &other).await.unwrap();
}

/// Somebody more in the guild.
async fn newcomer(w: &World, who: &str) -> Actor {
    let actor = w.house.person("Dee Fourth", &format!("{who}@example.org")).await;
    w.house.seat(&w.guild, &actor, Role::Member).await;
    actor
}

async fn open_session(w: &World, device: &str) {
    let mut change = w.house.app.change(&Actor::GOODWORD, "sessions").await.unwrap();
    sessions::open(&mut change, w.people["bo"].person().unwrap(), device).await.unwrap();
    change.commit().await.unwrap();
}

async fn ask_to_sign_in(w: &World) -> Secret {
    sign_in::ask(&w.house.app, &"bo@example.org".parse().unwrap(), "203.0.113.9").await.unwrap()
}

/// The secret of the newest link of this kind that waits for an address.
async fn link_to(w: &World, address: &str, path: &str) -> Secret {
    let letters = mail::waiting_for(&w.house.app, &Actor::OPERATOR).await.unwrap();
    let text =
        |letter: mail::Waiting| letter.content.map(|content| content.1).filter(|text| text.contains(path));
    let text =
        letters.into_iter().rev().filter(|letter| letter.to == address).find_map(text).expect("a letter");
    let after = text.split_once(path).expect("a link").1;
    Secret::shown(after.split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or_default())
}

async fn invite(w: &World, who: &str, address: &str) -> MemberId {
    let community = if who == "zed" { &w.club } else { &w.guild };
    invite_to(w, who, community, address).await
}

async fn invite_to(w: &World, who: &str, community: &CommunityId, address: &str) -> MemberId {
    let guest = Guest { address: address.to_owned(), name: "A Guest".to_owned(), role: Role::Member };
    invitations::invite(&w.house.app, &w.people[who], community, guest).await.unwrap().member.id
}

/// A list with somebody who is here, and somebody who is not.
async fn import(w: &World, who: &str, community: &CommunityId) -> String {
    let file = imports::File {
        name: "a secret list.csv".to_owned(),
        bytes: b"name,email,asks\nNewt Newcomer,newt@example.org,umbrellas\nBo,bo@example.org,\n".to_vec(),
        columns: Vec::new(),
    };
    imports::preview(&w.house.app, &w.people[who], community, file).await.unwrap().id
}
