//! `goodword demo`: a filled community of invented people on this machine alone, to look around in. Its links sign in whoever
//! opens them; everything is gone when it ends.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use clap::Args;
use goodword_app::actor::Door;
use goodword_app::communities::Terms;
use goodword_app::outside::{Clock, MachineClock};
use goodword_app::{Actor, App, Who, first_start, imports, jobs, members, operator};
use goodword_domain::communities::{CommunityId, Standing};
use goodword_domain::help::HelpKind;
use goodword_domain::members::Entry;
use goodword_domain::people::{Person, PersonId};
use goodword_domain::profiles::Profile;
use goodword_web::demo::{DemoClock, Door as Link};
use jiff::{SignedDuration, Timestamp};

use crate::failure::Failure;
use crate::open::{self, Opener, refused, told};
use crate::output;
use crate::serve::{listen, stop_words, until_told};
use crate::settings::{Settings, Where};

/// Who is in the list of members.
const MEMBERS: &str = include_str!("../../../examples/members.csv");
/// The organiser, who is not in it.
const ORGANISER: (&str, &str) = ("Tilda Gatherwell", "tilda.gatherwell@example.org");
/// The member that the second link signs in as.
const MEMBER: &str = "ana.quillfeather@example.org";
/// So many of the list have not come yet.
const NOT_YET: usize = 6;

/// What `goodword demo` takes.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Port on this machine to listen at [default: one that is free]
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,
}

/// Shows the demo until told to stop.
pub fn run(args: &DemoArgs) -> Result<(), Failure> {
    let folder = tempfile::Builder::new().prefix("goodword-demo-").tempdir();
    let folder = folder.map_err(|error| Failure::Refused(format!("no folder for the demo: {error}.")))?;
    let place = Where { data: Some(folder.path().to_owned()), ..Where::default() };
    let settings = Settings { place, ..Settings::default() };
    open::runtime()?.block_on(show(&settings, args.port))
}

async fn show(settings: &Settings, port: u16) -> Result<(), Failure> {
    let _alone = open::serve_alone(settings)?;
    let db = open::database(settings, Opener::Server).await?;
    let asked = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = listen(asked).await?;
    let at = listener.local_addr().unwrap_or(asked);
    let clock = Arc::new(DemoClock::default());
    let app = App { clock: clock.clone(), ..open::app(db, settings.house(at)?) };
    first_start::settle(&app).await.map_err(refused)?;
    let stop = stop_words()?;
    let (organiser, member) = furnish(&App { clock: Arc::new(AWeekAgo), ..app.clone() }).await?;
    let link = |person| Link { secret: app.chance.secret(), person };
    let doors = vec![link(organiser), link(member)];
    let [as_organiser, as_member] =
        [0, 1].map(|n: usize| format!("http://{at}/demo/{}", doors[n].secret.reveal()));
    output::print(
        format!(
            "A community of invented people, on this machine alone. Open one of these; two browsers can have both.\n\n  \
             As its organiser  {as_organiser}\n  As a member       {as_member}\n  All their letters {as_organiser}/letters\n\nCtrl-C ends it, and everything in it is gone.\n"
        )
        .as_bytes(),
    )?;
    let site = goodword_web::site_of_demo(app.clone(), doors, clock);
    until_told(app, listener, site, stop).await
}

/// Everybody has come a week ago: whom one may know for an ask is thought about once a week.
struct AWeekAgo;

impl Clock for AWeekAgo {
    fn now(&self) -> Timestamp {
        MachineClock.now() - SignedDuration::from_hours(7 * 24)
    }
}

/// Founds the community, brings the list in, and has most of those in it come. The organiser, and the member.
async fn furnish(app: &App) -> Result<(PersonId, PersonId), Failure> {
    let terms = Terms {
        name: "Wickmoor Round Table".to_owned(),
        place: "Lower Wickmoor".to_owned(),
        time_zone: "Europe/London".to_owned(),
        ..Terms::default()
    };
    let address = ORGANISER.1.parse().map_err(|error| Failure::Refused(format!("{error}")))?;
    let community =
        operator::found(app, &Actor::OPERATOR, terms, &address, ORGANISER.0).await.map_err(refused)?;
    let organiser = organiser_of(app, &community.id).await?;
    let mut change = app.change(&Actor::OPERATOR, &organiser.0).await.map_err(refused)?;
    // No letter leaves the demo; its organiser can read in the outbox what would have been sent.
    goodword_store::people::make_operator(&mut change.tx, &organiser, app.now()).await.map_err(told)?;
    change.commit().await.map_err(refused)?;
    introduce(app, &acting(&organiser), &community.id).await.map_err(refused)?;
    bring_in(app, &acting(&organiser), &community.id).await.map_err(refused)?;
    let member = have_come(app, &community.id).await?;
    Ok((
        organiser,
        member.ok_or_else(|| Failure::Refused("the demo's member is not in its list.".to_owned()))?,
    ))
}

/// Somebody who signed in.
fn acting(person: &PersonId) -> Actor {
    let door = Door::Session { id: "demo".to_owned() };
    Actor { who: Who::Person { id: person.clone(), door }, once: None }
}

async fn organiser_of(app: &App, community: &CommunityId) -> Result<PersonId, Failure> {
    let all = operator::members(app, &Actor::OPERATOR, community).await.map_err(refused)?;
    let first = all.into_iter().find_map(|member| member.person);
    first.ok_or_else(|| Failure::Refused("the demo's community has no owner.".to_owned()))
}

/// What the organiser says of herself.
async fn introduce(app: &App, organiser: &Actor, community: &CommunityId) -> goodword_app::Result<()> {
    let profile = Profile {
        profession: "keeper of the round table".to_owned(),
        industry: "associations".to_owned(),
        place: "Lower Wickmoor".to_owned(),
        serves: vec!["people who run something small".to_owned()],
        values: vec!["patience".to_owned(), "good lunches".to_owned()],
        ..Profile::named(ORGANISER.0)
    };
    members::describe(app, organiser, community, profile).await?;
    let ask = "someone who teaches newcomers to tell what they do in one minute";
    let offer = "to anybody in the town hall, by first name";
    for (side, kind, text) in [
        (members::Side::Ask, HelpKind::Mentoring, ask),
        (members::Side::Offer, HelpKind::Introduction, offer),
    ] {
        members::say(app, organiser, community, side, Entry { kind: Some(kind), text: text.to_owned() })
            .await?;
    }
    Ok(())
}

async fn bring_in(app: &App, organiser: &Actor, community: &CommunityId) -> goodword_app::Result<()> {
    let file = imports::File {
        name: "members.csv".to_owned(),
        bytes: MEMBERS.as_bytes().to_vec(),
        columns: Vec::new(),
    };
    let import = imports::preview(app, organiser, community, file).await?;
    imports::apply(app, organiser, community, &import.id).await?;
    jobs::work(app).await.map(drop)
}

/// Has all but a few of the list sign in. The person behind the second link.
async fn have_come(app: &App, community: &CommunityId) -> Result<Option<PersonId>, Failure> {
    let mut change = app.change(&Actor::OPERATOR, &community.0).await.map_err(refused)?;
    let now = change.now;
    let mut found = None;
    let listed = goodword_store::members::all(&mut change.tx, community).await.map_err(told)?;
    let invited = listed.into_iter().filter(|seat| matches!(seat.standing, Standing::Invited { .. }));
    for (n, seat) in invited.enumerate() {
        let Some(address) = seat.invited_address.clone() else { continue };
        if n % 10 == 9 && n / 10 < NOT_YET && address.as_str() != MEMBER {
            continue;
        }
        let person = Person { id: PersonId(change.id()), name: seat.profile.name.clone(), address };
        goodword_store::people::add(&mut change.tx, &person, now).await.map_err(told)?;
        let joined = seat.joined(person.id.clone(), now).map_err(|refusal| refused(refusal.into()))?;
        goodword_store::members::save(&mut change.tx, &joined).await.map_err(told)?;
        if person.address.as_str() == MEMBER {
            found = Some(person.id);
        }
    }
    change.commit().await.map_err(refused)?;
    Ok(found)
}
