//! What is private in the [world](crate::World), each fact with a word of its own.
//!
//! A new slice plants its own here: what somebody says that not everybody may read, and who may.

use goodword_app::mail::{self, Waiting};
use goodword_app::{Actor, jobs, members, people, sessions, sign_in, tokens, wishes};
use goodword_domain::communities::CommunityId;
use goodword_domain::members::Entry;
use goodword_store::entries::Side;

use crate::site::Shown;
use crate::world::{CLUB, GUILD, Where, World, seen_in};

impl World {
    /// Somebody says and does what is theirs alone.
    pub(crate) async fn confide(&mut self, place: Where, community: &CommunityId, who: &'static str) {
        let mut word = |what: &str| self.canaries.word(&format!("{what} of {who}"), &[who]);
        let (device, token, closed, thanks, name) = (
            word("device"),
            word("token's name"),
            word("closed ask"),
            word("thanks"),
            word("name on all seats to come"),
        );
        let (app, actor) = (&self.house.app, &self.people[who]);
        let mut change = app.change(&Actor::GOODWORD, "sessions").await.expect("a change");
        sessions::open(&mut change, actor.person().expect("a person"), &device).await.expect("a session");
        change.commit().await.expect("a commit");
        let terms = tokens::Terms { name: token, scope: tokens::Scope::Read, days: None };
        tokens::make(app, actor, terms).await.expect("a token");
        let ask = members::say(app, actor, community, Side::Ask, Entry::new(&closed)).await.expect("said");
        members::close(app, actor, community, &ask.id, Some(&thanks)).await.expect("closed");
        people::rename(app, actor, &name).await.expect("renamed");
        let boss = if place == Where::Club { "zed" } else { "ada" };
        let other = members::mine(app, &self.people[boss], community).await.expect("a card").member.id;
        wishes::add(app, actor, community, &other).await.expect("a wish");
    }

    /// Watches over what is private by its nature: addresses, ids, secrets, links on their way.
    pub(crate) async fn watch(&mut self) {
        for who in ["bo", "otto"] {
            let address = format!("{who}@example.org").parse().expect("an address");
            sign_in::ask(&self.house.app, &address, "198.51.100.177").await.expect("asked");
        }
        jobs::work(&self.house.app).await.expect("work");
        let letters = mail::waiting_for(&self.house.app, &Actor::OPERATOR).await.expect("letters");
        for (who, actor) in &self.people {
            let person = actor.person().expect("a person");
            let mut seen_by = vec![*who];
            if letters.iter().any(|letter| letter.to == format!("{who}@example.org")) {
                seen_by.push("op");
            }
            self.canaries.watch(&format!("address of {who}"), &format!("{who}@example.org"), &seen_by);
            let in_guild = GUILD.0.contains(who) || *who == "su";
            let organisers = if in_guild {
                GUILD.1
            } else if CLUB.0.contains(who) {
                CLUB.1
            } else {
                &[]
            };
            let seen_by: Vec<&str> = organisers.iter().chain([who]).copied().collect();
            self.canaries.watch(&format!("person of {who}"), &person.0, &seen_by);
        }
        for (place, who) in [(Where::Guild, "bo"), (Where::Club, "otto")] {
            for name in ["session", "token", "kept"] {
                self.canaries.watch(&format!("{name} of {who}"), &self.objects[&(place, name)], &[who]);
            }
            for name in ["guest", "import"] {
                let organisers = seen_in(place).1;
                self.canaries.watch(&format!("{name} near {who}"), &self.objects[&(place, name)], organisers);
            }
        }
        // Its guest is told by whom they are asked in, and an operator passes that on.
        let seen_by = ["zed", "otto", "guest-zed-asks", "op"];
        self.canaries.watch("name of the club", "Club of Others", &seen_by);
        self.canaries.watch("network of those who asked", "198.51.100.177", &[]);
        for (caller, shown) in &self.callers {
            if let Shown::Session(secret) | Shown::Token(secret) = shown {
                self.canaries.watch(&format!("secret of the {caller}"), secret, &[]);
            }
        }
        for letter in letters {
            for secret in secrets(&letter) {
                self.canaries.watch(&format!("link in a letter to {}", letter.to), &secret, &["op"]);
            }
        }
    }
}

/// The secrets of a letter's links, while there is no mail server.
fn secrets(letter: &Waiting) -> Vec<String> {
    let (_, text) = letter.content.as_ref().expect("no mail server");
    let links = text.split_whitespace().filter(|word| word.contains("://"));
    let last = links.filter_map(|link| link.trim_matches(['(', ')', '<', '>', '.', ',']).rsplit('/').next());
    last.filter(|part| part.len() >= 40).map(str::to_owned).collect()
}
