//! Invitations, on both engines.

use crate::support::{code, letters, letters_to, new_letter, secret_in};
use goodword_app::invitations::{self, Accepted, Guest, Peeked};
use goodword_app::outside::Secret;
use goodword_app::sign_in::{self, Proof};
use goodword_app::{Actor, App, Error, directory, members, sessions, suppressions};
use goodword_domain::communities::{CommunityId, Membership, Role, Standing};
use goodword_domain::members::MemberId;
use goodword_domain::profiles::Profile;
use goodword_testkit::{TestHouse, on_both};

const EVE: &str = "eve@example.org";
const NETWORK: &str = "192.0.2.1";

fn guest(address: &str, name: &str) -> Guest {
    Guest { address: address.to_owned(), name: name.to_owned(), role: Role::Member }
}

async fn guild(house: &TestHouse) -> (Actor, CommunityId) {
    let ada = house.person("Ada Samplewright", "ada@example.org").await;
    let guild = house.community("Guild of Samples", &ada).await;
    (ada, guild)
}

async fn invited(house: &TestHouse, by: &Actor, community: &CommunityId, address: &str) -> Secret {
    let before = letters_to(house, address).await;
    invitations::invite(&house.app, by, community, guest(address, "Eve Mockson")).await.unwrap();
    let letter = new_letter(house, address, &before).await;
    secret_in(&letter, "/invitations/")
}

async fn accepted(app: &App, link: &Secret) -> Result<Accepted, Error> {
    invitations::accept(app, link, "", "Firefox on Linux", NETWORK).await
}

async fn waiting(house: &TestHouse, actor: &Actor, community: &CommunityId) -> usize {
    invitations::page(&house.app, actor, community, None, 50).await.unwrap().len()
}

/// Who is new comes in by the link, is a person and a member under their name, and is signed in. Then the link is over.
#[tokio::test]
async fn somebody_new_comes_in() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let link = invited(&house, &ada, &guild, EVE).await;
        let shown = Peeked {
            community: "Guild of Samples".to_owned(),
            inviter: "Ada Samplewright".to_owned(),
            name: "Eve Mockson".to_owned(),
        };
        assert_eq!(invitations::peek(&house.app, &link).await.unwrap(), Some(shown));
        let Accepted::Joined { person, member, secret, .. } = accepted(&house.app, &link).await.unwrap()
        else {
            panic!("somebody new was sent away")
        };
        let eve = sessions::actor_by_session(&house.app, &secret).await.unwrap().unwrap();
        assert_eq!(eve.person().unwrap(), &person.id);
        let card = members::mine(&house.app, &eve, &guild).await.unwrap();
        assert_eq!(card.member, *member);
        assert_eq!((card.member.profile.name.as_str(), card.member.role), ("Eve Mockson", Role::Member));
        assert_eq!(code(accepted(&house.app, &link).await), "link_over");
        assert_eq!(invitations::peek(&house.app, &link).await.unwrap(), None);
        assert_eq!(waiting(&house, &ada, &guild).await, 0);
    })
    .await;
}

/// Fifty at once with one link: one person, one seat, one session.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_take_one_seat() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let link = invited(&house, &ada, &guild, EVE).await;
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let (app, link) = (house.app.clone(), link.clone());
            all.spawn(async move { accepted(&app, &link).await });
        }
        let outcomes: Vec<String> = all.join_all().await.into_iter().map(code).collect();
        assert_eq!(outcomes.iter().filter(|word| *word == "done").count(), 1, "{outcomes:?}");
        assert_eq!(outcomes.iter().filter(|word| *word == "link_over").count(), 49, "{outcomes:?}");
        let rows = house.database.dump().await;
        for (table, n) in [("people:", 2), ("members:", 2), ("sessions:", 1)] {
            assert_eq!(rows.iter().filter(|row| row.starts_with(table)).count(), n, "{table}");
        }
    })
    .await;
}

/// A link for two weeks never signs in to an account that is there: its owner is sent a link to sign in and accepts as who
/// they are. Somebody else who holds the link and is signed in cannot take the seat either.
#[tokio::test]
async fn a_link_is_no_way_into_an_account() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let eve = house.person("Eve Mockson", EVE).await;
        let mallory = house.person("Mallory Fakes", "mallory@example.org").await;
        let link = invited(&house, &ada, &guild, EVE).await;
        let Accepted::SignInSent { here } = accepted(&house.app, &link).await.unwrap() else {
            panic!("the link signed in to an account")
        };
        assert_eq!(code(invitations::accept_as(&house.app, &mallory, &link).await), "for_somebody_else");
        let letter = letters_to(&house, EVE).await.into_iter().find(|text| text.contains("/sign-in/"));
        let sign_in = secret_in(&letter.expect("a letter to sign in"), "/sign-in/");
        let stolen = Proof::Link { link: &sign_in, here: None };
        assert_eq!(code(sign_in::finish(&house.app, stolen, "").await), "asked_elsewhere");
        let proof = Proof::Link { link: &sign_in, here: Some(&here) };
        let (person, _, secret) = sign_in::finish(&house.app, proof, "").await.unwrap();
        assert_eq!(&person.id, eve.person().unwrap());
        let eve = sessions::actor_by_session(&house.app, &secret).await.unwrap().unwrap();
        let member = invitations::accept_as(&house.app, &eve, &link).await.unwrap();
        assert_eq!(member.person.as_ref(), Some(&person.id));
        assert_eq!(code(invitations::accept_as(&house.app, &eve, &link).await), "link_over");
    })
    .await;
}

/// An account made at an address before its owner comes gives nobody a way to them later: the seat is the account's only
/// after signing in by that box, and whoever came first cannot keep a session over it.
#[tokio::test]
async fn an_address_is_one_person() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let club = house.community("Club of Tests", &ada).await;
        let first = invited(&house, &ada, &guild, EVE).await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        house.seat(&club, &bob, Role::Organiser).await;
        let second = invited(&house, &bob, &club, "EVE@example.org").await;
        let mut all = tokio::task::JoinSet::new();
        for link in [first, second] {
            let app = house.app.clone();
            all.spawn(async move { accepted(&app, &link).await.unwrap() });
        }
        let outcomes = all.join_all().await;
        let joined = outcomes.iter().filter(|one| matches!(one, Accepted::Joined { .. })).count();
        assert_eq!((joined, outcomes.len()), (1, 2), "the other one is sent a link to sign in");
    })
    .await;
}

/// Somebody signed in may come in by another address of theirs; who has a seat already keeps that one, and loses nothing.
#[tokio::test]
async fn one_person_has_one_seat() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let eve = house.person("Eve Mockson", EVE).await;
        let link = invited(&house, &ada, &guild, "eve.at.work@example.org").await;
        let member = invitations::accept_as(&house.app, &eve, &link).await.unwrap();
        let second = invited(&house, &ada, &guild, "eve.at.home@example.org").await;
        let before = house.database.dump().await;
        assert_eq!(code(invitations::accept_as(&house.app, &eve, &second).await), "here_already");
        assert_eq!(before, house.database.dump().await);
        assert_eq!(members::mine(&house.app, &eve, &guild).await.unwrap().member, member);
        // Not by being kept out either.
        members::suspend(&house.app, &ada, &guild, &member.id).await.unwrap();
        assert_eq!(code(invitations::accept_as(&house.app, &eve, &second).await), "here_already");
    })
    .await;
}

/// An invitation to the address by which somebody signs in needs no link.
#[tokio::test]
async fn who_is_here_already_sees_their_invitations() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let eve = house.person("Eve Mockson", EVE).await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        invited(&house, &ada, &guild, EVE).await;
        assert!(matches!(invitations::join(&house.app, &bob, &guild).await, Err(Error::NotFound)));
        assert!(invitations::mine(&house.app, &bob).await.unwrap().is_empty());
        assert_eq!(invitations::mine(&house.app, &eve).await.unwrap()[0].name, "Guild of Samples");
        invitations::join(&house.app, &eve, &guild).await.unwrap();
        assert!(invitations::mine(&house.app, &eve).await.unwrap().is_empty());
        members::mine(&house.app, &eve, &guild).await.unwrap();
    })
    .await;
}

/// Two weeks, and no clock that is set back gives a link more. Looking changes no row.
#[tokio::test]
async fn an_invitation_ends() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let link = invited(&house, &ada, &guild, EVE).await;
        let before = house.database.dump().await;
        for _ in 0..20 {
            invitations::peek(&house.app, &link).await.unwrap().unwrap();
        }
        assert_eq!(before, house.database.dump().await);
        assert!(!before.iter().any(|row| row.starts_with("invitations:") && row.contains(link.reveal())));
        house.clock.forward_days(14);
        assert_eq!(code(accepted(&house.app, &link).await), "link_over");
        house.clock.forward_days(-7);
        assert_eq!(code(accepted(&house.app, &link).await), "link_over");
        assert_eq!(invitations::peek(&house.app, &link).await.unwrap(), None);
        house.clock.forward_days(7);

        // Asked for where one signs in, a new one comes: a few times, and only while the seat waits.
        for n in 2..=4 {
            house.clock.forward(1);
            sign_in::ask(&house.app, &EVE.parse().unwrap(), NETWORK).await.unwrap();
            assert_eq!(letters_to(&house, EVE).await.len(), n);
        }
        sign_in::ask(&house.app, &EVE.parse().unwrap(), NETWORK).await.unwrap();
        let all = letters_to(&house, EVE).await;
        assert_eq!(all.len(), 4);
        assert_eq!(code(accepted(&house.app, &secret_in(&all[1], "/invitations/")).await), "link_over");
        let mut n_joined = 0;
        for letter in &all {
            n_joined += usize::from(accepted(&house.app, &secret_in(letter, "/invitations/")).await.is_ok());
        }
        assert_eq!(n_joined, 1, "the last one holds");
    })
    .await;
}

/// Another organiser's invitation voids the link of the first; taken back, it opens nothing and the seat is gone. A seat
/// that an import made stays.
#[tokio::test]
async fn invitations_are_renewed_and_taken_back() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        house.seat(&guild, &bob, Role::Organiser).await;
        let old = invited(&house, &ada, &guild, EVE).await;
        house.clock.forward(60);
        let new = invited(&house, &bob, &guild, EVE).await;
        assert_eq!(waiting(&house, &ada, &guild).await, 1);
        assert_eq!(code(accepted(&house.app, &old).await), "link_over");
        assert_eq!(invitations::peek(&house.app, &new).await.unwrap().unwrap().inviter, "Bob Testwell");
        let seat = invitations::page(&house.app, &ada, &guild, None, 50).await.unwrap().remove(0).member;
        invitations::take_back(&house.app, &ada, &guild, &seat.id).await.unwrap();
        assert_eq!(code(accepted(&house.app, &new).await), "link_over");
        assert!(matches!(directory::open(&house.app, &ada, &guild, &seat.id).await, Err(Error::NotFound)));

        let listed = Membership { id: MemberId("listed".to_owned()), ..seat };
        let mut change = house.app.change(&Actor::OPERATOR, &guild.0).await.unwrap();
        goodword_store::members::add(&mut change.tx, &listed).await.unwrap();
        change.commit().await.unwrap();
        invitations::invite_member(&house.app, &ada, &guild, &listed.id).await.unwrap();
        invitations::take_back(&house.app, &ada, &guild, &listed.id).await.unwrap();
        directory::open(&house.app, &ada, &guild, &listed.id).await.unwrap();
        assert_eq!(waiting(&house, &ada, &guild).await, 0);
    })
    .await;
}

/// Repeating the call with its key invites once.
#[tokio::test]
async fn inviting_twice_with_one_key_invites_once() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let keyed = Actor { once: Some("key-1".to_owned()), ..ada.clone() };
        let first = invitations::invite(&house.app, &keyed, &guild, guest(EVE, "Eve")).await.unwrap();
        let again = invitations::invite(&house.app, &keyed, &guild, guest(EVE, "Eve")).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(letters(&house).await.len(), 1);
    })
    .await;
}

/// Members do not invite, organisers do not make organisers, and who has no seat finds nothing.
#[tokio::test]
async fn only_organisers_ask_in() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        let olga = house.person("Olga Trialova", "olga@example.org").await;
        let outsider = house.person("Otto Sideman", "otto@example.org").await;
        house.seat(&guild, &bob, Role::Member).await;
        house.seat(&guild, &olga, Role::Organiser).await;
        let app = &house.app;
        let organiser = || Guest { role: Role::Organiser, ..guest(EVE, "Eve") };
        let owner = Guest { role: Role::Owner, ..guest(EVE, "Eve") };
        let none = MemberId("none".to_owned());
        for (actor, missing) in [(&bob, false), (&outsider, true)] {
            let errors = [
                invitations::invite(app, actor, &guild, guest(EVE, "Eve")).await.err(),
                invitations::invite_member(app, actor, &guild, &none).await.err(),
                invitations::take_back(app, actor, &guild, &none).await.err(),
                invitations::page(app, actor, &guild, None, 50).await.err(),
            ];
            for error in errors {
                assert!(
                    if missing {
                        matches!(error, Some(Error::NotFound))
                    } else {
                        matches!(error, Some(Error::NotAllowed(_)))
                    },
                    "{error:?}"
                );
            }
        }
        assert!(matches!(
            invitations::invite(app, &olga, &guild, organiser()).await,
            Err(Error::NotAllowed(_))
        ));
        assert_eq!(code(invitations::invite(app, &ada, &guild, owner).await), "bad_field");
        let made = invitations::invite(app, &ada, &guild, organiser()).await.unwrap();
        assert!(matches!(
            invitations::take_back(app, &olga, &guild, &made.member.id).await,
            Err(Error::Refused(refused)) if refused.code == "owners_decide"
        ));
    })
    .await;
}

/// What an organiser is answered, and what the list shows them, is the same for somebody who is nobody here, who is a member
/// elsewhere, who is a member here, who has heard from others this year, and who never wants mail again.
#[tokio::test]
async fn inviting_is_no_oracle() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let otto = house.person("Otto Sideman", "otto@example.org").await;
        let other = house.community("Club of Tests", &otto).await;
        let here = house.person("Henri Hereman", "here@example.org").await;
        house.seat(&guild, &here, Role::Member).await;
        let third = house.person("Tim Thirdson", "tim@example.org").await;
        house.seat(&other, &third, Role::Organiser).await;
        for by in [&otto, &third] {
            invited(&house, by, &other, "heard@example.org").await;
        }
        invited(&house, &otto, &other, "never@example.org").await;
        let letter = letters_to(&house, "never@example.org").await.remove(0);
        suppressions::never_again(&house.app, &secret_in(&letter, "/never-again/")).await.unwrap();
        let before = letters(&house).await.len();

        let whom = ["nobody", "otto", "here", "heard", "never"];
        let mut answers = Vec::new();
        for name in whom {
            let address = format!("{name}@example.org");
            let made = invitations::invite(&house.app, &ada, &guild, guest(&address, "Eve")).await.unwrap();
            answers.push((address, made));
        }
        let n_letters = letters(&house).await.len() - before;
        assert_eq!(n_letters, 2, "to nobody and to the member elsewhere");
        for (address, made) in &answers {
            let again = invitations::invite(&house.app, &ada, &guild, guest(address, "Eve")).await.unwrap();
            assert_eq!(&again, made);
        }
        let listed = invitations::page(&house.app, &ada, &guild, None, 50).await.unwrap();
        let alike = |address: &str, member: &MemberId, text: String| {
            text.replace(address, "ADDRESS").replace(&member.0, "MEMBER")
        };
        let mut texts: Vec<String> = answers
            .iter()
            .map(|(address, made)| alike(address, &made.member.id, format!("{made:?}")))
            .collect();
        for made in &listed {
            let address = made.member.invited_address.clone().unwrap();
            texts.push(alike(address.as_str(), &made.member.id, format!("{made:?}")));
        }
        assert_eq!(texts.len(), 10);
        assert!(texts.iter().all(|text| *text == texts[0]), "{texts:#?}");
        let log = goodword_app::communities::log(&house.app, &ada, &guild, None, 200).await.unwrap();
        for (_, made) in &answers {
            let about: Vec<&str> = log
                .iter()
                .filter(|event| event.subject.as_deref() == Some(&made.member.id.0))
                .map(|event| event.what.as_str())
                .collect();
            assert_eq!(about, ["member.invited", "member.invited"]);
        }
    })
    .await;
}

/// Over 400 days of asking again every ten days: somebody who is not here hears once a year from one person, and twice a year
/// from all of them together.
#[tokio::test]
async fn who_is_not_here_is_left_in_peace() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let mut organisers = vec![ada];
        for name in ["bob", "cleo", "dan"] {
            let organiser = house.person(name, &format!("{name}@example.org")).await;
            house.seat(&guild, &organiser, Role::Organiser).await;
            organisers.push(organiser);
        }
        let mut sent: Vec<i64> = Vec::new();
        for day in (0..400).step_by(10) {
            for organiser in &organisers {
                invitations::invite(&house.app, organiser, &guild, guest(EVE, "Eve")).await.unwrap();
            }
            goodword_app::jobs::work(&house.app).await.unwrap();
            let n = letters_ever(&house).await;
            sent.extend(std::iter::repeat_n(day, n - sent.len()));
            house.clock.forward_days(10);
        }
        assert!(sent.len() >= 2, "{sent:?}");
        for begin in 0..400 {
            let n = sent.iter().filter(|day| (begin..begin + 365).contains(*day)).count();
            assert!(n <= 2, "{n} letters in the year after day {begin}: {sent:?}");
        }
    })
    .await;
}

async fn letters_ever(house: &TestHouse) -> usize {
    let rows = house.database.dump().await;
    rows.iter().filter(|row| row.starts_with("outbox:") && row.contains(EVE)).count()
}

/// "Never again" outlasts the invitation that it came with, and cannot be made up.
#[tokio::test]
async fn never_means_never() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let bob = house.person("Bob Testwell", "bob@example.org").await;
        house.seat(&guild, &bob, Role::Organiser).await;
        invited(&house, &ada, &guild, EVE).await;
        let never = secret_in(&letters_to(&house, EVE).await[0], "/never-again/");
        let seat = invitations::page(&house.app, &ada, &guild, None, 50).await.unwrap().remove(0).member;
        invitations::take_back(&house.app, &ada, &guild, &seat.id).await.unwrap();
        house.clock.forward_days(200);
        for made_up in ["", "x", &never.reveal()[..60], &"ä".repeat(40), &"A".repeat(63)] {
            let tried = suppressions::never_again(&house.app, &Secret::shown(made_up)).await;
            assert!(matches!(tried, Err(Error::NotFound)));
        }
        suppressions::never_again(&house.app, &never).await.unwrap();
        suppressions::never_again(&house.app, &never).await.unwrap();
        let before = letters_ever(&house).await;
        invitations::invite(&house.app, &bob, &guild, guest(EVE, "Eve")).await.unwrap();
        sign_in::ask(&house.app, &EVE.parse().unwrap(), NETWORK).await.unwrap();
        letters(&house).await;
        assert_eq!(letters_ever(&house).await, before);
        let rows = house.database.dump().await;
        let kept: Vec<_> = rows.iter().filter(|row| row.starts_with("suppressions:")).collect();
        assert!(kept.len() == 1 && !kept[0].contains("eve"));
    })
    .await;
}

/// A community asks in 500 on one day.
#[tokio::test]
async fn a_day_has_an_end() {
    let house = TestHouse::new(goodword_testkit::Engine::Sqlite).await;
    let (ada, guild) = guild(&house).await;
    for n in 0..500 {
        let guest = guest(&format!("p{n}@example.org"), "");
        invitations::invite(&house.app, &ada, &guild, guest).await.unwrap();
    }
    let more = invitations::invite(&house.app, &ada, &guild, guest("p500@example.org", "")).await;
    assert!(matches!(more, Err(Error::TooOften(_))));
    house.clock.forward(86_400 + 1_441);
    invitations::invite(&house.app, &ada, &guild, guest("p500@example.org", "")).await.unwrap();
}

/// An invited seat that was suspended waits for nobody: its link is over, and inviting again says what to do.
#[tokio::test]
async fn a_seat_that_is_kept_out_waits_for_nobody() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let link = invited(&house, &ada, &guild, EVE).await;
        let seat = invitations::page(&house.app, &ada, &guild, None, 50).await.unwrap().remove(0).member;
        let seat = members::suspend(&house.app, &ada, &guild, &seat.id).await.unwrap();
        assert!(matches!(seat.standing, Standing::Suspended { .. }));
        assert_eq!(seat.profile, Profile::named("Eve Mockson"));
        assert_eq!(code(accepted(&house.app, &link).await), "link_over");
        let again = invitations::invite(&house.app, &ada, &guild, guest(EVE, "Eve")).await;
        assert_eq!(code(again), "waits_for_nobody");
    })
    .await;
}
