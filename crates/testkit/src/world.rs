//! A small world with somebody of every kind, to ask everything as everybody.
//!
//! The guild is where most things are tried; the club is somebody else's community. Bo is the member whose things are
//! tried: card, ask, session, token.

use std::collections::BTreeMap;

use goodword_app::invitations::Guest;
use goodword_app::{
    Actor, archive, imports, introductions, invitations, jobs, leave, matches, members, promises, rounds,
    tokens,
};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::profiles::Profile;
use goodword_domain::rounds::Terms;
use goodword_store::entries::Side;

use crate::canaries::Canaries;
use crate::database::Engine;
use crate::house::TestHouse;
use crate::site::{Shown, TestSite};

/// Where an operation's objects lie, seen from the guild.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// In the guild, Bo's where they are somebody's.
    Guild,
    /// In the club, its member's.
    Club,
    /// Said to be in the guild, and really the club's.
    Crossed,
    /// Said to be in the guild, and really nowhere.
    Missing,
    /// Nowhere, the community neither.
    Nowhere,
}

impl Where {
    /// All five.
    pub const ALL: [Where; 5] = [Where::Guild, Where::Club, Where::Crossed, Where::Missing, Where::Nowhere];
}

/// A house with somebody of every kind in it.
pub struct World {
    /// The house.
    pub house: TestHouse,
    /// Who may come, and what they show, in a fixed order.
    pub callers: Vec<(&'static str, Shown)>,
    /// The people behind them.
    pub people: BTreeMap<&'static str, Actor>,
    /// The guild.
    pub guild: CommunityId,
    /// The club.
    pub club: CommunityId,
    /// What stands in for the names in braces.
    pub objects: BTreeMap<(Where, &'static str), String>,
    /// What is private in it, and whose.
    pub canaries: Canaries,
}

/// Who is active in the guild, and who organises it.
pub(crate) const GUILD: (&[&str], &[&str]) = (&["ada", "oli", "bo", "cy"], &["ada", "oli"]);
/// The same of the club.
pub(crate) const CLUB: (&[&str], &[&str]) = (&["zed", "otto"], &["zed"]);

impl World {
    /// Makes it.
    pub async fn new(engine: Engine) -> World {
        let house = TestHouse::new(engine).await;
        let mut people = BTreeMap::new();
        for (key, name) in [
            ("ada", "Ada Samplewright"),
            ("oli", "Oli Testerman"),
            ("bo", "Bo Exampleson"),
            ("cy", "Cy Mockford"),
            ("su", "Su Placeholder"),
            ("zed", "Zed Fictional"),
            ("otto", "Otto Madeup"),
            ("eve", "Eve Outsider"),
        ] {
            people.insert(key, house.person(name, &format!("{key}@example.org")).await);
        }
        people.insert("op", house.operator("Op Erator", "op@example.org").await);
        let guild = house.community("Guild of Samples", &people["ada"]).await;
        let club = house.community("Club of Others", &people["zed"]).await;
        let (callers, objects, canaries) = Default::default();
        let mut world = World { house, callers, people, guild, club, objects, canaries };
        world.fill().await;
        world
    }

    /// The person behind a caller; nobody's name for a stranger.
    pub fn reader(caller: &str) -> &'static str {
        match caller {
            "outsider" => "eve",
            "member elsewhere" => "otto",
            "owner elsewhere" => "zed",
            "operator" => "op",
            "suspended" => "su",
            "member" => "cy",
            "member concerned" => "bo",
            "organiser" => "oli",
            caller if caller.starts_with("owner") => "ada",
            _ => "stranger",
        }
    }

    /// What a caller shows.
    pub fn shown(&self, caller: &str) -> &Shown {
        &self.callers.iter().find(|(name, _)| *name == caller).expect("a caller").1
    }

    /// Another world that is the same; `seed` decides its chance.
    pub async fn copied(&self, seed: u64) -> World {
        World {
            house: self.house.copied(seed).await,
            callers: self.callers.clone(),
            people: self.people.clone(),
            guild: self.guild.clone(),
            club: self.club.clone(),
            objects: self.objects.clone(),
            canaries: self.canaries.clone(),
        }
    }

    async fn fill(&mut self) {
        let (guild, club) = (self.guild.clone(), self.club.clone());
        self.house.seat(&guild, &self.people["oli"], Role::Organiser).await;
        let bo = self.house.seat(&guild, &self.people["bo"], Role::Member).await;
        let cy = self.house.seat(&guild, &self.people["cy"], Role::Member).await;
        let su = self.house.seat(&guild, &self.people["su"], Role::Member).await;
        let otto = self.house.seat(&club, &self.people["otto"], Role::Member).await;
        let zed = members::mine(&self.house.app, &self.people["zed"], &club).await.expect("a seat").member.id;
        for (place, community, member, who, organiser) in
            [(Where::Guild, &guild, &bo, "bo", "ada"), (Where::Club, &club, &otto, "otto", "zed")]
        {
            self.furnish(place, community, member, who).await;
            self.organise(place, community, organiser).await;
            self.leave_behind(place, who).await;
            self.confide(place, community, who).await;
        }
        let news = self.canaries.word("news of su", &["su", "ada", "oli"]);
        let profile = Profile { news, ..Profile::named("Su Placeholder") };
        members::describe(&self.house.app, &self.people["su"], &guild, profile).await.expect("described");
        self.promise(Where::Guild, &guild, "bo", &cy).await;
        self.promise(Where::Club, &club, "otto", &zed).await;
        self.introduction(Where::Guild, "ada", (&guild, &bo)).await;
        self.introduction(Where::Club, "zed", (&club, &otto)).await;
        members::suspend(&self.house.app, &self.people["ada"], &guild, &su).await.expect("suspended");
        self.callers = vec![("stranger", Shown::Nothing)];
        for (name, key) in [
            ("outsider", "eve"),
            ("member elsewhere", "otto"),
            ("owner elsewhere", "zed"),
            ("operator", "op"),
            ("suspended", "su"),
            ("member", "cy"),
            ("member concerned", "bo"),
            ("organiser", "oli"),
            ("owner", "ada"),
        ] {
            self.callers.push((name, self.house.session(&self.people[key]).await));
        }
        let ada = self.people["ada"].clone();
        self.callers
            .push(("owner by reading token", self.house.token(&ada, tokens::Scope::Read, None).await));
        self.callers
            .push(("owner by writing token", self.house.token(&ada, tokens::Scope::Write, None).await));
        let expired = self.house.token(&ada, tokens::Scope::Write, Some(1)).await;
        self.house.clock.forward_days(2);
        self.callers.push(("owner by expired token", expired));
        self.cross();
        self.watch().await;
        self.house.rest().await;
    }

    /// Gives a member what an operation may be about.
    async fn furnish(&mut self, place: Where, community: &CommunityId, member: &MemberId, who: &'static str) {
        let actor = &self.people[who];
        let app = &self.house.app;
        let news = self.canaries.word(&format!("news of {who}"), seen_in(place).0);
        let profile = Profile { profession: "umbrella repair".to_owned(), news, ..Profile::named(who) };
        members::describe(app, actor, community, profile).await.expect("described");
        let ask = Entry::new("someone who knows the wind");
        let ask = members::say(app, actor, community, Side::Ask, ask).await.expect("said");
        self.house.session(actor).await;
        self.house.token(actor, tokens::Scope::Read, None).await;
        let session = goodword_app::sessions::mine(app, actor).await.expect("sessions").0[0].id.clone();
        let token = tokens::mine(app, actor).await.expect("tokens")[0].id.clone();
        for (name, id) in [
            ("community", community.to_string()),
            ("member", member.to_string()),
            ("entry", ask.id),
            ("session", session),
            ("token", token),
        ] {
            self.objects.insert((place, name), id);
        }
    }

    /// Gives a community what organisers deal with.
    async fn organise(&mut self, place: Where, community: &CommunityId, organiser: &'static str) {
        let seen_by: Vec<&'static str> = seen_in(place).1.iter().copied().chain(["op"]).collect();
        let listed = self.canaries.word(&format!("address in a list of {organiser}"), seen_in(place).1);
        let (app, actor) = (&self.house.app, &self.people[organiser]);
        let guest = Guest {
            address: format!("guest-{organiser}-asks@example.org"),
            name: "Gia Guestwell".to_owned(),
            role: Role::Member,
        };
        self.canaries.watch(&format!("address of a guest of {organiser}"), &guest.address, &seen_by);
        let guest = invitations::invite(app, actor, community, guest).await.expect("invited").member.id;
        let file = imports::File {
            name: "members.csv".to_owned(),
            bytes: format!("name,email\nIna Imported,{listed}@example.org\n").into_bytes(),
            columns: Vec::new(),
        };
        let import = imports::preview(app, actor, community, file).await.expect("read").id;
        self.hold_rounds(place, community, actor.clone()).await;
        self.objects.insert((place, "guest"), guest.to_string());
        self.objects.insert((place, "import"), import);
    }

    /// A round whose members know their matches, and another that is looked at before they do.
    async fn hold_rounds(&mut self, place: Where, community: &CommunityId, organiser: Actor) {
        let app = self.house.app.clone();
        let on = |day| Terms { on: jiff::civil::date(2026, 6, day), explore_percent: 0, ..Terms::default() };
        let mut last = None;
        for (day, is_told) in [(2, true), (30, false)] {
            let round = rounds::draft(&app, &organiser, community, on(day)).await.expect("drafted").id;
            rounds::plan(&app, &organiser, community, &round).await.expect("begun");
            jobs::work(&app).await.expect("planned");
            if is_told {
                rounds::release(&app, &organiser, community, &round).await.expect("released");
                jobs::work(&app).await.expect("told");
            }
            last = Some(round);
        }
        let member = &self.people[if place == Where::Guild { "bo" } else { "otto" }];
        let mine = matches::mine(&app, member, community).await.expect("matches");
        self.objects.insert((place, "round"), last.expect("a round").to_string());
        self.objects.insert((place, "match"), mine[0].id.to_string());
        // A secret opens to whoever has it: here it is one that opens nothing.
        self.objects.insert((place, "secret"), "a-guess".to_owned());
    }

    /// Has somebody promise something.
    async fn promise(&mut self, place: Where, community: &CommunityId, giver: &'static str, to: &MemberId) {
        let new = promises::New {
            community: community.clone(),
            member: to.clone(),
            kind: HelpKind::Resource,
            what: format!("the spare umbrella of {giver}"),
            due_on: None,
            meeting: None,
        };
        let made = promises::make(&self.house.app, &self.people[giver], new).await.expect("promised");
        self.objects.insert((place, "promise"), made.id.0);
    }

    /// Has somebody ask a member whether they want to be introduced to somebody outside.
    async fn introduction(&mut self, place: Where, introducer: &'static str, to: (&CommunityId, &MemberId)) {
        let (app, actor) = (&self.house.app, &self.people[introducer]);
        let new = introductions::New {
            guests: [
                introductions::Guest::Member { community: to.0.clone(), member: to.1.clone() },
                introductions::Guest::Outside { name: "Fay Faraway".to_owned(), address: None },
            ],
            told: ["She knows all winds.".to_owned(), "They mend umbrellas.".to_owned()],
            promise: None,
            ask: None,
        };
        let made = introductions::make(app, actor, new).await.expect("drafted");
        introductions::send(app, actor, &made.id).await.expect("asked");
        self.objects.insert((place, "introduction"), made.id.0);
    }

    /// Has somebody leave a third community, and keep what was theirs.
    async fn leave_behind(&mut self, place: Where, who: &'static str) {
        let old = self.house.community("Old Circle", &self.people["eve"]).await;
        self.house.seat(&old, &self.people[who], Role::Member).await;
        let said = self.canaries.word(&format!("said by {who} in a community of old"), &[who]);
        let (app, actor) = (&self.house.app, &self.people[who]);
        members::say(app, actor, &old, Side::Offer, Entry::new(&said)).await.expect("said");
        leave::leave(app, actor, &old).await.expect("left");
        let kept = archive::kept(app, actor).await.expect("kept");
        self.objects.insert((place, "kept"), kept[0].id.clone());
    }

    /// Names for what is elsewhere said to be here, and for what is nowhere.
    fn cross(&mut self) {
        let names: Vec<&'static str> =
            self.objects.keys().filter(|key| key.0 == Where::Guild).map(|key| key.1).collect();
        for name in names {
            let nowhere = "nowhere0nowhere0nowhere0".to_owned();
            let (crossed, missing) = match name {
                "community" => (self.guild.0.clone(), self.guild.0.clone()),
                _ => (self.objects[&(Where::Club, name)].clone(), nowhere.clone()),
            };
            self.objects.insert((Where::Crossed, name), crossed);
            self.objects.insert((Where::Missing, name), missing);
            self.objects.insert((Where::Nowhere, name), nowhere);
        }
    }

    /// A path with its names in braces put in; none if this world has no such thing.
    pub fn path(&self, path: &str, place: Where) -> Option<String> {
        let parts: Option<Vec<String>> = path
            .split('/')
            .map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                Some(name) => self
                    .objects
                    .iter()
                    .find(|((at, known), _)| *at == place && *known == name)
                    .map(|o| o.1.clone()),
                None => Some(part.to_owned()),
            })
            .collect();
        parts.map(|parts| parts.join("/"))
    }

    /// The same world once more, to be changed: what one request does is not there for the next.
    pub async fn site_of_a_copy(&self) -> (TestHouse, TestSite) {
        let house = self.house.copied(2).await;
        let site = house.site();
        (house, site)
    }
}

/// Who is active where an operation's objects lie, and who organises it.
pub(crate) fn seen_in(place: Where) -> (&'static [&'static str], &'static [&'static str]) {
    if place == Where::Club { CLUB } else { GUILD }
}
