//! What whoever runs the installation does from a shell: communities, members, letters, one person's archive.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use goodword_app::communities::Terms;
use goodword_app::{Actor, App, erase, mail, operator, set_up};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::people::MailAddress;

use crate::failure::Failure;
use crate::open::{self, Opener, refused};
use crate::settings::{Settings, Where};
use crate::{input, output};

/// `goodword communities`.
#[derive(Debug, Subcommand)]
pub enum CommunitiesVerb {
    /// List every community: id, members, name
    List(Where),
    /// Found a community, with its first owner
    Found(FoundArgs),
}

/// What `goodword communities found` takes.
#[derive(Debug, Args)]
pub struct FoundArgs {
    /// What its members call it
    pub name: String,
    /// Address of its first owner, who signs in by a link to it
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub owner: MailAddress,
    /// Name of its first owner
    #[arg(long, value_name = "NAME", default_value = "")]
    pub owner_name: String,
    /// Where most of them meet
    #[arg(long, value_name = "PLACE", default_value = "")]
    pub meets_in: String,
    /// Time zone, e.g. Europe/Vienna
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub time_zone: String,
    #[command(flatten)]
    pub place: Where,
}

/// `goodword members`.
#[derive(Debug, Subcommand)]
pub enum MembersVerb {
    /// List the members of a community: id, role, standing, name; that it was read is written down
    List(ListArgs),
    /// Give somebody a seat, without an invitation
    Add(AddArgs),
}

/// What `goodword members list` takes.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Id of the community, see goodword communities list
    pub community: String,
    #[command(flatten)]
    pub place: Where,
}

/// What `goodword members add` takes.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Id of the community, see goodword communities list
    pub community: String,
    /// Address of the new member, who signs in by a link to it
    #[arg(value_parser = address)]
    pub address: MailAddress,
    /// Name of the new member
    #[arg(long, value_name = "NAME", default_value = "")]
    pub name: String,
    /// member, organiser or owner
    #[arg(long, value_name = "ROLE", default_value = "member", value_parser = role)]
    pub role: Role,
    #[command(flatten)]
    pub place: Where,
}

/// `goodword rounds`.
#[derive(Debug, Subcommand)]
pub enum RoundsVerb {
    /// List the latest rounds of a community: id, day, stage, matches that are on, waiting, off; nobody is named
    List(ListArgs),
}

/// `goodword outbox`.
#[derive(Debug, Subcommand)]
pub enum OutboxVerb {
    /// List letters that have not gone out: id, since when, what, to whom, why not
    List(Where),
    /// Show a letter, while there is no mail server; that it was read is written down
    Show(ShowArgs),
    /// Let letters go out again after a restore
    Release(Where),
}

/// What `goodword outbox show` takes.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Id of the letter, see goodword outbox list
    pub id: String,
    #[command(flatten)]
    pub place: Where,
}

/// `goodword set-up`.
#[derive(Debug, Subcommand)]
pub enum SetUpVerb {
    /// Print a new link by which the first person comes in; the one before holds no longer
    Link(LinkArgs),
}

/// What `goodword set-up link` takes.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// Where people reach this installation [default: as goodword serve is told]
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    #[command(flatten)]
    pub place: Where,
}

/// What `goodword export` and `goodword import` take.
#[derive(Debug, Args)]
pub struct PersonArgs {
    /// Address of the person
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub person: MailAddress,
    /// The archive; - is standard output or input
    pub file: PathBuf,
    #[command(flatten)]
    pub place: Where,
}

fn address(said: &str) -> Result<MailAddress, String> {
    said.parse().map_err(|_| "an e-mail address is needed, as in ada@example.org".to_owned())
}

fn role(said: &str) -> Result<Role, String> {
    said.parse().map_err(|()| "member, organiser or owner".to_owned())
}

/// Does what was said to communities.
pub fn communities(verb: &CommunitiesVerb) -> Result<(), Failure> {
    match verb {
        CommunitiesVerb::List(place) => with_house(place.clone().into(), async |app| {
            let all = operator::communities(app, &Actor::OPERATOR).await.map_err(refused)?;
            Ok(all.iter().map(|(one, n)| format!("{}\t{n}\t{}\n", one.id, one.name)).collect())
        }),
        CommunitiesVerb::Found(args) => with_house(args.place.clone().into(), async |app| {
            let terms = Terms {
                name: args.name.clone(),
                place: args.meets_in.clone(),
                time_zone: args.time_zone.clone(),
                round_every_weeks: 4,
                repeat_window_weeks: 12,
            };
            let found = operator::found(app, &Actor::OPERATOR, terms, &args.owner, &args.owner_name).await;
            found.map(|community| format!("{}\n", community.id)).map_err(refused)
        }),
    }
}

/// Does what was said to members.
pub fn members(verb: &MembersVerb) -> Result<(), Failure> {
    match verb {
        MembersVerb::List(args) => with_house(args.place.clone().into(), async |app| {
            let community = CommunityId(args.community.clone());
            let all = operator::members(app, &Actor::OPERATOR, &community).await.map_err(refused)?;
            let line = |member: &goodword_domain::communities::Membership| {
                let (role, standing) = (member.role.word(), member.standing.word());
                format!("{}\t{role}\t{standing}\t{}\n", member.id, member.profile.name)
            };
            Ok(all.iter().map(line).collect())
        }),
        MembersVerb::Add(args) => with_house(args.place.clone().into(), async |app| {
            let community = CommunityId(args.community.clone());
            let (address, name) = (&args.address, &args.name);
            let added =
                operator::add_member(app, &Actor::OPERATOR, &community, address, name, args.role).await;
            added.map(|member| format!("{}\n", member.id)).map_err(refused)
        }),
    }
}

/// Does what was said to rounds.
pub fn rounds(verb: &RoundsVerb) -> Result<(), Failure> {
    let RoundsVerb::List(args) = verb;
    with_house(args.place.clone().into(), async |app| {
        let community = CommunityId(args.community.clone());
        let all = operator::rounds(app, &Actor::OPERATOR, &community).await.map_err(refused)?;
        let line = |round: &goodword_app::rounds::Shown| {
            let n = |stage: &str| round.matches.get(stage).copied().unwrap_or(0);
            let waiting = n("proposed") + n("asked");
            format!(
                "{}\t{}\t{}\t{}\t{waiting}\t{}\n",
                round.id,
                round.terms.on,
                round.stage,
                n("on"),
                n("off")
            )
        };
        Ok(all.iter().map(line).collect())
    })
}

/// Does what was said to letters.
pub fn outbox(verb: &OutboxVerb) -> Result<(), Failure> {
    match verb {
        OutboxVerb::List(place) => with_house(place.clone().into(), async |app| {
            let all = mail::waiting_for(app, &Actor::OPERATOR).await.map_err(refused)?;
            let line = |letter: &mail::Waiting| {
                let why = letter.last_error.as_deref().unwrap_or("-");
                format!("{}\t{}\t{}\t{}\t{why}\n", letter.id, letter.since, letter.what, letter.to)
            };
            let mut said: String = all.iter().map(line).collect();
            if mail::outbox::is_held(app).await.map_err(refused)? {
                said += "Letters are held since a restore. goodword outbox release lets them go out.\n";
            }
            Ok(said)
        }),
        OutboxVerb::Show(args) => with_house(args.place.clone().into(), async |app| {
            let letter = operator::letter(app, &Actor::OPERATOR, &args.id).await.map_err(refused)?;
            Ok(match letter.content {
                Some((subject, text)) => format!("To: {}\nSubject: {subject}\n\n{text}\n", letter.to),
                None => format!(
                    "To: {}\nIt goes out by the mail server, which alone sees its words.\n",
                    letter.to
                ),
            })
        }),
        OutboxVerb::Release(place) => with_house(place.clone().into(), async |app| {
            mail::release(app, &Actor::OPERATOR).await.map_err(refused)?;
            Ok("Letters go out again.\n".to_owned())
        }),
    }
}

/// Writes a person's archive.
pub fn export(args: &PersonArgs) -> Result<(), Failure> {
    let exported = house(args.place.clone().into(), async |app| {
        operator::export(app, &Actor::OPERATOR, &args.person).await.map_err(refused)
    })?;
    output::write(&exported, (args.file != Path::new("-")).then_some(&args.file))
}

/// Brings a person's archive in.
pub fn import(args: &PersonArgs) -> Result<(), Failure> {
    let bytes = input::read(&args.file)?;
    with_house(args.place.clone().into(), async |app| {
        let brought = operator::import(app, &Actor::OPERATOR, &args.person, bytes).await.map_err(refused)?;
        Ok(format!(
            "Kept now: {} memberships and {} events. Here already: {} memberships.\n",
            brought.n_memberships, brought.n_events, brought.n_here
        ))
    })
}

/// Erases once more, after a restore, whom the file of erasures names. A sentence, if there was anybody.
pub async fn replay(app: &App, file: &Path) -> Result<String, Failure> {
    let replayed = erase::replay(app, &Actor::OPERATOR, file).await.map_err(refused)?;
    if replayed.n_people == 0 {
        return Ok(String::new());
    }
    let mut said =
        format!("Erased again, as they had asked since the backup: {} people.\n", replayed.n_people);
    for community in replayed.ownerless {
        said += &format!(
            "The community {community} has no owner now. Name one: goodword members add {community} …\n"
        );
    }
    Ok(said)
}

/// Prints a link to set up.
pub fn set_up(verb: &SetUpVerb) -> Result<(), Failure> {
    let SetUpVerb::Link(args) = verb;
    let said = Settings { url: args.url.clone(), ..args.place.clone().into() };
    with_house(said, async |app| match set_up::link(app).await.map_err(refused)? {
        Some(secret) => Ok(format!("{}/set-up/{}\n", app.house.url, secret.reveal())),
        None => Err(Failure::Refused("somebody is here already; they sign in by mail.".to_owned())),
    })
}

/// Opens the house for one verb, and closes it.
fn house<T>(said: Settings, verb: impl AsyncFnOnce(&App) -> Result<T, Failure>) -> Result<T, Failure> {
    let settings = said.gathered()?;
    open::runtime()?.block_on(async {
        let db = open::database(&settings, Opener::Verb).await?;
        let app = open::app(db, settings.house(settings.listen())?);
        let done = verb(&app).await;
        app.db.close().await;
        done
    })
}

fn with_house(
    said: Settings,
    verb: impl AsyncFnOnce(&App) -> Result<String, Failure>,
) -> Result<(), Failure> {
    output::print(house(said, verb)?.as_bytes())
}
