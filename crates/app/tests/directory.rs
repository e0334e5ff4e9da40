//! Finding members by words, and how many profiles one may open, on both engines.

use goodword_app::directory::{Sought, Total};
use goodword_app::{Actor, App, Error, directory, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::profiles::Profile;
use goodword_store::entries::Side;
use goodword_testkit::{TestHouse, on_both};

async fn member(house: &TestHouse, guild: &CommunityId, n: usize, profile: Profile) -> (Actor, MemberId) {
    let actor = house.person(&profile.name, &format!("m{n}@example.org")).await;
    let id = house.seat(guild, &actor, Role::Member).await;
    members::describe(&house.app, &actor, guild, profile).await.unwrap();
    (actor, id)
}

async fn names(app: &App, actor: &Actor, guild: &CommunityId, words: &str) -> Vec<String> {
    let found = directory::search(app, actor, guild, words, None, 100).await.unwrap();
    found.cards.into_iter().map(|card| card.name).collect()
}

fn baker(name: &str, place: &str) -> Profile {
    Profile { profession: "Baker".into(), place: place.into(), ..Profile::named(name) }
}

/// All words must be there, each at least as a beginning; accents, case and signs do not count.
#[tokio::test]
async fn words_find_members_in_profiles_asks_and_offers() {
    on_both(async |house| {
        let (app, owner) = (&house.app, house.person("Ola Ownerly", "ola@example.org").await);
        let guild = house.community("Guild of Samples", &owner).await;
        let (zoe, _) = member(&house, &guild, 1, baker("Zoë Müsterlin", "Zürich")).await;
        let (ada, _) = member(&house, &guild, 2, baker("Ada Samplewright", "Genève")).await;
        assert_eq!(names(app, &ada, &guild, "").await, ["Ada Samplewright", "Ola Ownerly", "Zoë Müsterlin"]);
        assert_eq!(names(app, &ada, &guild, "BAK zur").await, ["Zoë Müsterlin"]);
        assert_eq!(names(app, &ada, &guild, "geneve").await, ["Ada Samplewright"]);
        assert_eq!(names(app, &ada, &guild, "aker").await, [""; 0], "only beginnings count");
        let entry = Entry::new("Somebody who prints on 会計 paper");
        let kept = members::say(app, &zoe, &guild, Side::Ask, entry).await.unwrap();
        assert_eq!(names(app, &ada, &guild, "prints 会計").await, ["Zoë Müsterlin"]);
        members::describe(app, &zoe, &guild, baker("Zoë Müsterlin", "Bern")).await.unwrap();
        assert_eq!(names(app, &ada, &guild, "prints bern").await, ["Zoë Müsterlin"], "both are kept in step");
        members::close(app, &zoe, &guild, &kept.id, None).await.unwrap();
        assert_eq!(names(app, &ada, &guild, "prints").await, [""; 0], "what is closed finds nobody");
    })
    .await;
}

/// Who asks, who offers, and which kind of help: told by what is open, each with the line for which they were found.
#[tokio::test]
async fn members_are_found_by_what_they_ask_and_offer() {
    on_both(async |house| {
        let (app, owner) = (&house.app, house.person("Ola Ownerly", "ola@example.org").await);
        let guild = house.community("Guild of Samples", &owner).await;
        let (zoe, _) = member(&house, &guild, 1, baker("Zoë Müsterlin", "Zürich")).await;
        let (ada, _) = member(&house, &guild, 2, baker("Ada Samplewright", "Genève")).await;
        let advice = Entry { kind: Some(HelpKind::Advice), text: "on sourdough".to_owned() };
        members::say(app, &zoe, &guild, Side::Offer, advice.clone()).await.unwrap();
        members::say(app, &zoe, &guild, Side::Ask, Entry::new("a second oven")).await.unwrap();
        let asked = members::say(app, &ada, &guild, Side::Ask, advice).await.unwrap();
        let found = async |side, kind, words| {
            let sought = Sought { words, side, kind };
            let found = directory::search_for(app, &owner, &guild, sought, None, 100).await.unwrap();
            assert_eq!(found.total, Total::Exactly(found.cards.len() as u32));
            let shown = |card: directory::Card| (card.name, card.why.map(|why| why.text).unwrap_or_default());
            found.cards.into_iter().map(shown).collect::<Vec<(String, String)>>()
        };
        let said = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let offering = [said("Zoë Müsterlin", "on sourdough")];
        assert_eq!(found(Some(Side::Offer), None, "").await, offering);
        assert_eq!(found(Some(Side::Offer), Some(HelpKind::Advice), "baker").await, offering);
        assert_eq!(found(Some(Side::Offer), Some(HelpKind::Referral), "").await, []);
        let asking = [said("Ada Samplewright", "on sourdough"), said("Zoë Müsterlin", "a second oven")];
        assert_eq!(found(Some(Side::Ask), None, "").await, asking);
        members::close(app, &ada, &guild, &asked.id, None).await.unwrap();
        assert_eq!(found(None, Some(HelpKind::Advice), "").await, offering, "what is closed finds nobody");
    })
    .await;
}

/// Signs that mean something to a search engine mean nothing here.
#[tokio::test]
async fn no_words_are_an_error() {
    on_both(async |house| {
        let owner = house.person("Ola Ownerly", "ola@example.org").await;
        let guild = house.community("Guild of Samples", &owner).await;
        let long = "x".repeat(100_000);
        for words in [
            "\"",
            "'",
            "' or 1=1 --",
            "a* OR b",
            "NEAR(a b)",
            "search_text:x",
            "^a",
            "-",
            "a:*&!",
            "\\",
            "\0",
            "((",
            "%_",
            "ʼ",
            "½ ² Ⅷ",
            "\u{202E}",
            "🦄",
            "a' & 'b",
            "\"a\" \"",
            long.as_str(),
        ] {
            let found = directory::search(&house.app, &owner, &guild, words, None, 10).await;
            assert!(found.is_ok(), "{words:?}: {found:?}");
        }
        for after in ["", " ", "\0 \0", "x", "' '", "zzz 0"] {
            assert!(directory::search(&house.app, &owner, &guild, "ola", Some(after), 10).await.is_ok());
        }
    })
    .await;
}

/// Whoever is invited, suspended or outside is not found and finds nobody; a search counts no further than it must.
#[tokio::test]
async fn the_wall_stands_before_the_search() {
    on_both(async |house| {
        let (app, owner) = (&house.app, house.person("Ola Ownerly", "ola@example.org").await);
        let guild = house.community("Guild of Samples", &owner).await;
        let other = house.community("Other Guild", &owner).await;
        let (zoe, zoe_id) = member(&house, &guild, 1, baker("Zoe Example", "Bern")).await;
        let (eve, _) = member(&house, &other, 2, baker("Eve Elsewhere", "Bern")).await;
        assert_eq!(names(app, &owner, &guild, "bern").await, ["Zoe Example"]);
        let outside = directory::search(app, &eve, &guild, "bern", None, 10).await;
        assert!(matches!(outside, Err(Error::NotFound)));
        assert!(matches!(directory::open(app, &eve, &guild, &zoe_id).await, Err(Error::NotFound)));
        members::suspend(app, &owner, &guild, &zoe_id).await.unwrap();
        assert_eq!(names(app, &owner, &guild, "bern").await, [""; 0]);
        assert!(matches!(directory::search(app, &zoe, &guild, "", None, 10).await, Err(Error::NotFound)));
    })
    .await;
}

/// Members see the first 200 of a search and "20+"; organisers page through all.
#[tokio::test]
async fn a_search_ends_at_two_hundred_for_members() {
    on_both(async |house| {
        let (app, owner) = (&house.app, house.person("Ola Ownerly", "ola@example.org").await);
        let guild = house.community("Guild of Samples", &owner).await;
        let mut last = owner.clone();
        for n in 0..204 {
            last = house.person(&format!("Sample {n:03}"), &format!("s{n}@example.org")).await;
            house.seat(&guild, &last, Role::Member).await;
        }
        for (actor, most) in [(&last, 200), (&owner, 204)] {
            let (mut seen, mut after) = (Vec::new(), None::<String>);
            loop {
                let page = directory::search(app, actor, &guild, "sam", after.as_deref(), 70).await.unwrap();
                assert_eq!(page.total.to_string(), "20+");
                seen.extend(page.cards.into_iter().map(|card| card.name));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(seen.len(), most);
            assert!(seen.is_sorted(), "in the order of names");
        }
    })
    .await;
}

/// H6: ten new people a day in the first week, thirty later, in one count for all communities and doors.
#[tokio::test]
async fn new_profiles_a_day_are_bounded() {
    on_both(async |house| {
        let (app, owner) = (&house.app, house.person("Ola Ownerly", "ola@example.org").await);
        let guilds = [house.community("One Guild", &owner).await, house.community("Two Guild", &owner).await];
        let bot = house.person("Bot Harvester", "bot@example.org").await;
        let mut there = Vec::new();
        for (n, guild) in guilds.iter().cycle().take(50).enumerate() {
            let someone = house.person("Sample", &format!("s{n}@example.org")).await;
            there.push((guild.clone(), house.seat(guild, &someone, Role::Member).await));
        }
        for guild in &guilds {
            house.seat(guild, &bot, Role::Member).await;
        }
        let opened = async |actor: &Actor, from: usize| {
            for (n, (guild, id)) in there.iter().enumerate().skip(from) {
                match directory::open(app, actor, guild, id).await {
                    Ok(_) => {}
                    Err(Error::TooOften(seconds)) if seconds > 0 => return n - from,
                    Err(other) => panic!("{other}"),
                }
            }
            there.len() - from
        };
        assert_eq!(opened(&bot, 0).await, 10, "in the first week");
        assert_eq!(opened(&bot, 0).await, 10, "whoever was opened before is free");
        house.clock.forward(3600 * 23);
        assert_eq!(opened(&bot, 10).await, 0, "not a day later yet");
        house.clock.forward_days(8);
        assert_eq!(opened(&bot, 10).await, 30, "after the first week");
        assert_eq!(opened(&owner, 0).await, 50, "organisers know their own community");
    })
    .await;
}
