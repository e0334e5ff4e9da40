//! The roll, and asking in everybody who is in it, on both engines.

use goodword_app::imports::{self, File};
use goodword_app::mail::outbox;
use goodword_app::roll::{self, Whom};
use goodword_app::{Actor, App, Error, invitations, jobs, log, mail, members};
use goodword_domain::communities::{CommunityId, Role};
use goodword_testkit::{Engine, TestHouse, on_both};
use jiff::civil::date;

const LIST: &str = "\
Name,E-mail,Job,Asks
Ina Importwell,ina@example.org,umbrella maker,someone who knows the wind
Otto Rowley,otto@example.org,roofer,an umbrella maker
Nell Noletter,,baker,an oven
";

async fn guild(house: &TestHouse) -> (Actor, CommunityId) {
    let ada = house.person("Ada Samplewright", "ada@example.org").await;
    let guild = house.community("Guild of Samples", &ada).await;
    bring_in(&house.app, &ada, &guild, LIST).await;
    (ada, guild)
}

async fn bring_in(app: &App, actor: &Actor, guild: &CommunityId, list: &str) {
    let file = File { name: "list.csv".to_owned(), bytes: list.as_bytes().to_vec(), columns: Vec::new() };
    let import = imports::preview(app, actor, guild, file).await.unwrap();
    imports::apply(app, actor, guild, &import.id).await.unwrap();
    jobs::work(app).await.unwrap();
}

async fn names(app: &App, actor: &Actor, guild: &CommunityId, whom: Whom, words: &str) -> Vec<String> {
    let page = roll::page(app, actor, guild, whom, words, None, 50).await.unwrap();
    page.listed.into_iter().map(|listed| listed.member.profile.name).collect()
}

async fn invitations_written(house: &TestHouse) -> Vec<String> {
    jobs::work(&house.app).await.unwrap();
    let waiting = mail::waiting_for(&house.app, &Actor::OPERATOR).await.unwrap();
    let mut to: Vec<String> = waiting
        .into_iter()
        .filter(|letter| letter.what == mail::INVITATION)
        .map(|letter| letter.to)
        .collect();
    to.sort();
    to
}

/// Organisers find everybody by standing and by words, page by page; members find no roll.
#[tokio::test]
async fn organisers_find_everybody_on_the_roll() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let app = &house.app;
        let bo = house.person("Bo Exampleson", "bo@example.org").await;
        let bo_id = house.seat(&guild, &bo, Role::Member).await;
        assert_eq!(names(app, &ada, &guild, Whom::All, "").await.len(), 5);
        assert_eq!(names(app, &ada, &guild, Whom::Unasked, "umbr").await, ["Ina Importwell", "Otto Rowley"]);
        assert_eq!(names(app, &ada, &guild, Whom::Here, "umbr").await, [""; 0]);
        members::suspend(app, &ada, &guild, &bo_id).await.unwrap();
        assert_eq!(names(app, &ada, &guild, Whom::KeptOut, "").await, ["Bo Exampleson"]);
        assert_eq!(names(app, &ada, &guild, Whom::Organising, "").await, ["Ada Samplewright"]);
        let first = roll::page(app, &ada, &guild, Whom::All, "", None, 2).await.unwrap();
        let second = roll::page(app, &ada, &guild, Whom::All, "", first.next.as_deref(), 50).await.unwrap();
        assert_eq!((first.listed.len(), second.listed.len(), second.next), (2, 3, None));
        assert_eq!((first.counts.n_all, first.counts.n_unasked, first.counts.n_kept_out), (5, 3, 1));
        members::restore(app, &ada, &guild, &bo_id).await.unwrap();
        let none = roll::page(app, &bo, &guild, Whom::All, "", None, 50).await;
        assert!(matches!(none, Err(Error::NotAllowed(_))));
    })
    .await;
}

/// One click asks in everybody in the list who can be written to: one letter each, in the name of who asked, and never a
/// second one.
#[tokio::test]
async fn everybody_in_the_list_is_asked_in_once() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let app = &house.app;
        assert_eq!(invitations::unasked(app, &ada, &guild).await.unwrap().n, 2);
        let began = invitations::invite_all(app, &ada, &guild).await.unwrap();
        assert_eq!((began.n, began.of), (2, Some(2)));
        invitations::invite_all(app, &ada, &guild).await.unwrap();
        assert_eq!(invitations_written(&house).await, ["ina@example.org", "otto@example.org"]);
        let done = invitations::unasked(app, &ada, &guild).await.unwrap();
        assert_eq!((done.n, done.of), (0, None));
        let again = invitations::invite_all(app, &ada, &guild).await;
        assert!(matches!(again, Err(Error::Refused(refused)) if refused.code == "nobody_to_ask"));
        assert_eq!(invitations_written(&house).await.len(), 2);
        let letters = mail::waiting_for(app, &Actor::OPERATOR).await.unwrap();
        let said =
            letters.into_iter().find(|letter| letter.to == "ina@example.org").unwrap().content.unwrap();
        assert_eq!(said.0, "Ada Samplewright invites you to Guild of Samples");
        assert!(said.1.contains("where members meet to help each other"), "{}", said.1);
        let told = log::page(app, &ada, &guild, None, 50).await.unwrap();
        let all_at_once: Vec<_> = told.iter().filter(|told| told.what == "members.invited").collect();
        assert_eq!((all_at_once.len(), all_at_once[0].n), (1, Some(2)), "said twice, it is begun once");
    })
    .await;
}

/// Stopped, nobody else is asked in; and whoever organises no more has nobody asked in their name.
#[tokio::test]
async fn inviting_everybody_can_be_stopped() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let app = &house.app;
        invitations::invite_all(app, &ada, &guild).await.unwrap();
        invitations::stop_inviting(app, &ada, &guild).await.unwrap();
        assert_eq!(invitations_written(&house).await, [""; 0]);
        let bo = house.person("Bo Exampleson", "bo@example.org").await;
        let bo_id = house.seat(&guild, &bo, Role::Organiser).await;
        invitations::invite_all(app, &bo, &guild).await.unwrap();
        members::appoint(app, &ada, &guild, &bo_id, Role::Member).await.unwrap();
        assert_eq!(invitations_written(&house).await, [""; 0]);
        assert_eq!(invitations::unasked(app, &ada, &guild).await.unwrap().of, None);
    })
    .await;
}

/// A day has a limit; the rest is asked in the next day, by itself.
#[tokio::test]
async fn more_than_a_day_allows_go_on_the_next() {
    // Five hundred letters take their time: on one engine.
    let house = TestHouse::new(Engine::Sqlite).await;
    let (ada, guild) = guild(&house).await;
    let list: String = (0..505).map(|n| format!("Row {n},row{n}@example.org\n")).collect();
    bring_in(&house.app, &ada, &guild, &format!("Name,E-mail\n{list}")).await;
    invitations::invite_all(&house.app, &ada, &guild).await.unwrap();
    jobs::work(&house.app).await.unwrap();
    assert_eq!(invitations::unasked(&house.app, &ada, &guild).await.unwrap().n, 7);
    house.clock.forward(25 * 3600);
    jobs::work(&house.app).await.unwrap();
    assert_eq!(invitations::unasked(&house.app, &ada, &guild).await.unwrap().n, 0);
}

/// An organiser lets somebody rest, and the log says in names who did what; whoever is removed has no name there any more.
#[tokio::test]
async fn the_log_names_whoever_is_here() {
    on_both(async |house| {
        let (ada, guild) = guild(&house).await;
        let app = &house.app;
        let bo = house.person("Bo Exampleson", "bo@example.org").await;
        let bo_id = house.seat(&guild, &bo, Role::Member).await;
        house.clock.forward(60);
        let rests = roll::pause(app, &ada, &guild, &bo_id, Some(date(2099, 1, 1))).await.unwrap();
        assert_eq!(rests.profile.paused_until, Some(date(2099, 1, 1)));
        let over = roll::pause(app, &ada, &guild, &bo_id, Some(date(2001, 1, 1))).await;
        assert!(matches!(over, Err(Error::Refused(refused)) if refused.field == Some("until")));
        let about = async || log::page(app, &ada, &guild, None, 1).await.unwrap().remove(0);
        let told = about().await;
        assert_eq!(
            (told.what.as_str(), told.who),
            ("member.paused", log::Whose::Member("Ada Samplewright".into()))
        );
        assert_eq!(told.about, log::About::Member(Some("Bo Exampleson".into())));
        house.clock.forward(60);
        goodword_app::leave::remove(app, &ada, &guild, &bo_id).await.unwrap();
        assert_eq!(about().await.about, log::About::Member(None));
        let all = log::page(app, &ada, &guild, None, 200).await.unwrap();
        let rest = log::page(app, &ada, &guild, Some(&all[0].mark), 200).await.unwrap();
        assert_eq!(rest, all[1..]);
        assert!(outbox::not_arrived(app, &ada).await.is_err(), "whether letters arrived is for operators");
    })
    .await;
}
