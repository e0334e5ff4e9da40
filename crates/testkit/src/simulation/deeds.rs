//! What actors do, each against whatever is drawn: their own things, others', another community's.

use goodword_app::invitations::{self, Guest};
use goodword_app::outside::Secret;
use goodword_app::sign_in::{self, Proof};
use goodword_app::{
    Actor, archive, entries, erase, imports, jobs, leave, mail, members, people, sessions, tokens, wishes,
};
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::profiles::Profile;
use goodword_store::entries::Side;

use super::{Broken, Deed, Simulation, check, odd};

/// Every deed.
pub const DEEDS: &[Deed] = &[
    Deed { what: "time passes", weight: 6, done: |run| Box::pin(time_passes(run)) },
    Deed { what: "jobs are done", weight: 6, done: |run| Box::pin(jobs_are_done(run)) },
    Deed { what: "sign in", weight: 4, done: |run| Box::pin(signs_in(run)) },
    Deed { what: "say", weight: 8, done: |run| Box::pin(says(run)) },
    Deed { what: "close", weight: 4, done: |run| Box::pin(closes(run)) },
    Deed { what: "tend what was said", weight: 4, done: |run| Box::pin(tends(run)) },
    Deed { what: "describe", weight: 3, done: |run| Box::pin(describes(run)) },
    Deed { what: "invite", weight: 6, done: |run| Box::pin(invites(run)) },
    Deed { what: "join", weight: 6, done: |run| Box::pin(joins(run)) },
    Deed { what: "come in by a letter", weight: 4, done: |run| Box::pin(comes_in(run)) },
    Deed { what: "leave", weight: 2, done: |run| Box::pin(leaves(run)) },
    Deed { what: "remove", weight: 2, done: |run| Box::pin(removes(run)) },
    Deed { what: "keep out or let in", weight: 5, done: |run| Box::pin(keeps_out(run)) },
    Deed { what: "appoint", weight: 3, done: |run| Box::pin(appoints(run)) },
    Deed { what: "keep apart", weight: 6, done: |run| Box::pin(keeps_apart(run)) },
    Deed { what: "bring a list in and take it back", weight: 2, done: |run| Box::pin(brings_a_list(run)) },
    Deed { what: "doors and archive", weight: 3, done: |run| Box::pin(looks_after_doors(run)) },
    Deed { what: "be erased", weight: 1, done: |run| Box::pin(is_erased(run)) },
];

impl Simulation {
    /// Somebody, and their address; a stranger, where the house does not know them.
    fn somebody(&mut self) -> (usize, Actor, String) {
        let n = self.pick(self.souls.len());
        let soul = &self.souls[n];
        (n, soul.actor.clone().unwrap_or(Actor::STRANGER), soul.address.clone())
    }

    fn somewhere(&mut self) -> CommunityId {
        let n = self.pick(self.communities.len());
        self.communities[n].clone()
    }

    /// Some seat that was ever taken: of this community or, now and then, of another.
    fn some_seat(&mut self) -> MemberId {
        let ids: Vec<MemberId> = self.ledger.seats.values().map(|seat| seat.id.clone()).collect();
        let n = self.pick(ids.len());
        ids.get(n).cloned().unwrap_or(MemberId("nobody".to_owned()))
    }
}

async fn time_passes(run: &mut Simulation) -> Result<(), Broken> {
    let seconds = [60, 3_600, 86_400, 10 * 86_400][run.pick(4)];
    run.house.clock.forward(seconds);
    Ok(())
}

async fn jobs_are_done(run: &mut Simulation) -> Result<(), Broken> {
    jobs::work(&run.house.app).await.map_err(odd)?;
    let failed = jobs::failed(&run.house.app, &Actor::OPERATOR).await.map_err(odd)?;
    check(failed.is_empty(), || format!("jobs were given up: {failed:?}"))
}

/// The secret of the newest link that waits for an address.
async fn link_to(run: &Simulation, address: &str, path: &str) -> Result<Option<Secret>, Broken> {
    let letters = mail::waiting_for(&run.house.app, &Actor::OPERATOR).await.map_err(odd)?;
    let texts = letters.into_iter().rev().filter(|letter| letter.to == address);
    let text =
        texts.filter_map(|letter| letter.content).map(|content| content.1).find(|text| text.contains(path));
    let link = text.as_deref().and_then(|text| text.split_once(path));
    Ok(link.map(|(_, rest)| Secret::shown(rest.split([' ', '\n', ')']).next().unwrap_or_default())))
}

async fn signs_in(run: &mut Simulation) -> Result<(), Broken> {
    let (n, _, address) = run.somebody();
    let asked = sign_in::ask(&run.house.app, &address.parse().expect("an address"), "192.0.2.1").await;
    let Some(here) = run.came(&address, asked)? else { return Ok(()) };
    run.ledger.letters.insert((mail::SIGN_IN.to_owned(), address.clone()));
    run.ledger.letters.insert((mail::INVITATION.to_owned(), address.clone()));
    jobs_are_done(run).await?;
    let Some(link) = link_to(run, &address, "/sign-in/").await? else { return Ok(()) };
    let proof = Proof::Link { link: &link, here: Some(&here) };
    let done = sign_in::finish(&run.house.app, proof, "a device").await;
    if let Some((_, session, _)) = run.came(&address, done)? {
        check(run.souls[n].actor.is_some(), || format!("{address} signed in and is nobody"))?;
        let person = run.souls[n].actor.as_ref().and_then(|actor| actor.person().ok());
        check(person == Some(&session.person), || format!("{address} signed in as somebody else"))?;
        let again = sign_in::finish(&run.house.app, proof, "a device").await;
        check(again.is_err(), || format!("{address} signed in twice by one link"))?;
    }
    Ok(())
}

async fn says(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let side = if run.draw(2) == 0 { Side::Ask } else { Side::Offer };
    let text = format!("number {}", run.draw(1 << 40));
    let said = members::say(&run.house.app, &actor, &community, side, Entry::new(&text)).await;
    if let Some(kept) = run.came(&address, said)? {
        run.ledger.said.insert(kept.id, ((community, address), text));
    }
    Ok(())
}

async fn closes(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let ids: Vec<String> = run.ledger.said.keys().cloned().collect();
    let Some(id) = ids.get(run.pick(ids.len())) else { return Ok(()) };
    let mine = run.ledger.said[id].0 == (community.clone(), address.clone());
    let closed = members::close(&run.house.app, &actor, &community, id, Some("Thanks.")).await;
    if run.came(&address, closed)?.is_some() {
        check(mine, || format!("{address} closed what somebody else said"))?;
        run.ledger.said.remove(id);
    }
    Ok(())
}

/// Says an ask in other words, moves it, or opens one again.
async fn tends(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let ids: Vec<String> = run.ledger.said.keys().cloned().collect();
    let Some(id) = ids.get(run.pick(ids.len())) else { return Ok(()) };
    let (whose, text) = run.ledger.said[id].clone();
    let app = run.house.app.clone();
    let done = match run.pick(3) {
        0 => entries::reword(&app, &actor, &community, id, Entry::new(&text)).await.map(drop),
        1 => entries::shift(&app, &actor, &community, id, entries::Towards::First).await,
        _ => entries::reopen(&app, &actor, &community, id).await.map(drop),
    };
    if run.came(&address, done)?.is_some() {
        check(whose == (community, address.clone()), || format!("{address} tended what somebody else said"))?;
    }
    Ok(())
}

async fn describes(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let profile = Profile { news: format!("news {}", run.draw(1000)), ..Profile::named("Somebody Named") };
    let described = members::describe(&run.house.app, &actor, &community, profile).await;
    run.came(&address, described).map(drop)
}

async fn invites(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let (_, _, to) = run.somebody();
    let role = if run.draw(4) == 0 { Role::Organiser } else { Role::Member };
    let guest = Guest { address: to.clone(), name: "Guest".to_owned(), role };
    let invited = invitations::invite(&run.house.app, &actor, &community, guest).await;
    if run.came(&address, invited)?.is_some() {
        let may = run.ledger.active(&community, &address).is_some_and(|seat| seat.role >= Role::Organiser);
        check(may, || format!("{address} invited into {community}"))?;
        run.ledger.letters.insert((mail::INVITATION.to_owned(), to));
    }
    Ok(())
}

async fn joins(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let joined = invitations::join(&run.house.app, &actor, &community).await;
    if let Some(member) = run.came(&address, joined)? {
        run.ledger.seat(&community, &address, &member.id, member.role);
    }
    Ok(())
}

async fn comes_in(run: &mut Simulation) -> Result<(), Broken> {
    let (n, actor, address) = run.somebody();
    let Some(link) = link_to(run, &address, "/invitations/").await? else { return Ok(()) };
    if actor != Actor::STRANGER {
        let accepted = invitations::accept_as(&run.house.app, &actor, &link).await;
        if let Some(member) = run.came(&address, accepted)? {
            run.ledger.seat(&member.community, &address, &member.id, member.role);
        }
        return Ok(());
    }
    let accepted = invitations::accept(&run.house.app, &link, "New Soul", "a device", "192.0.2.1").await;
    match run.came(&address, accepted)? {
        Some(invitations::Accepted::Joined { person, member, .. }) => {
            run.souls[n].actor = Some(crate::house::person_actor(&person.id));
            run.ledger.seat(&member.community, &address, &member.id, member.role);
        }
        Some(invitations::Accepted::SignInSent { .. }) => {
            return Err(format!("{address} is nobody, and was sent a link to sign in"));
        }
        None => {}
    }
    Ok(())
}

async fn leaves(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let left = leave::leave(&run.house.app, &actor, &community).await;
    if run.came(&address, left)?.is_some() {
        run.ledger.goes(&community, &address);
    }
    Ok(())
}

/// What somebody did to another's seat stands to reason: same community, and of that role at least.
fn may(run: &Simulation, community: &CommunityId, by: &str, to: &MemberId, role: Role) -> Result<(), Broken> {
    let there = run.ledger.owner_of(to).is_some_and(|place| place.0 == *community);
    let has = run.ledger.active(community, by).is_some_and(|seat| seat.role >= role);
    check(there && has, || format!("{by} did that to {to} of another community, or may not"))
}

async fn removes(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community, id) = (run.somebody(), run.somewhere(), run.some_seat());
    let removed = leave::remove(&run.house.app, &actor, &community, &id).await;
    if run.came(&address, removed)?.is_some() {
        may(run, &community, &address, &id, Role::Organiser)?;
        let (_, whose) = run.ledger.owner_of(&id).expect("a seat");
        run.ledger.goes(&community, &whose);
    }
    Ok(())
}

async fn keeps_out(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community, id) = (run.somebody(), run.somewhere(), run.some_seat());
    let suspends = run.draw(2) == 0;
    let done = match suspends {
        true => members::suspend(&run.house.app, &actor, &community, &id).await,
        false => members::restore(&run.house.app, &actor, &community, &id).await,
    };
    if run.came(&address, done)?.is_some() {
        may(run, &community, &address, &id, Role::Organiser)?;
        let place = run.ledger.owner_of(&id).expect("a seat");
        run.ledger.seats.get_mut(&place).expect("a seat").suspended = suspends;
    }
    Ok(())
}

async fn appoints(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community, id) = (run.somebody(), run.somewhere(), run.some_seat());
    let role = [Role::Member, Role::Organiser, Role::Owner][run.pick(3)];
    let done = members::appoint(&run.house.app, &actor, &community, &id, role).await;
    if run.came(&address, done)?.is_some() {
        may(run, &community, &address, &id, Role::Owner)?;
        let place = run.ledger.owner_of(&id).expect("a seat");
        run.ledger.seats.get_mut(&place).expect("a seat").role = role;
    }
    Ok(())
}

async fn keeps_apart(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community, id) = (run.somebody(), run.somewhere(), run.some_seat());
    let adds = run.draw(3) > 0;
    let done = match adds {
        true => wishes::add(&run.house.app, &actor, &community, &id).await,
        false => wishes::remove(&run.house.app, &actor, &community, &id).await,
    };
    if run.came(&address, done)?.is_some() {
        may(run, &community, &address, &id, Role::Member)?;
        let (_, other) = run.ledger.owner_of(&id).expect("a seat");
        let wish = (community, address, other);
        if adds {
            run.ledger.apart.insert(wish)
        } else {
            run.ledger.apart.remove(&wish)
        };
    }
    Ok(())
}

/// What undoing gives back is what was there, whoever is in the list.
async fn brings_a_list(run: &mut Simulation) -> Result<(), Broken> {
    let ((_, actor, address), community) = (run.somebody(), run.somewhere());
    let (_, _, known) = run.somebody();
    let fresh = run.draw(1 << 40);
    let list =
        format!("name,email,asks\nListed One,{known},a ladder\nListed Two,listed{fresh}@example.org,\n");
    let file = imports::File { name: "list.csv".to_owned(), bytes: list.into_bytes(), columns: Vec::new() };
    let read = imports::preview(&run.house.app, &actor, &community, file).await;
    let Some(import) = run.came(&address, read)? else { return Ok(()) };
    jobs_are_done(run).await?;
    let before = people_rows(run).await;
    imports::apply(&run.house.app, &actor, &community, &import.id).await.map_err(odd)?;
    jobs_are_done(run).await?;
    check(people_rows(run).await != before, || "a list that was brought in changed nothing".to_owned())?;
    imports::undo(&run.house.app, &actor, &community, &import.id).await.map_err(odd)?;
    jobs_are_done(run).await?;
    let after = people_rows(run).await;
    let odd_one = before.iter().chain(&after).find(|row| before.contains(row) != after.contains(row));
    check(odd_one.is_none(), || format!("a list that was taken back left {odd_one:?}"))
}

async fn people_rows(run: &Simulation) -> Vec<String> {
    let mut rows = run.house.database.dump().await;
    rows.retain(|row| {
        ["members:", "entries:", "people:", "invitations:"].iter().any(|name| row.starts_with(name))
    });
    rows
}

async fn looks_after_doors(run: &mut Simulation) -> Result<(), Broken> {
    let (_, actor, address) = run.somebody();
    let app = run.house.app.clone();
    let name = format!("token {}", run.draw(1000));
    let terms = tokens::Terms { name, scope: tokens::Scope::Read, days: Some(1) };
    let made = tokens::make(&app, &actor, terms).await;
    let made = run.came(&address, made)?;
    let ended = sessions::end_others(&app, &actor).await;
    run.came(&address, ended)?;
    let renamed = people::rename(&app, &actor, "Soul Renamed").await;
    run.came(&address, renamed)?;
    let exported = archive::export(&app, &actor).await;
    run.came(&address, exported)?;
    // Somebody else finds nothing by its id.
    let (_, other, whose) = run.somebody();
    if let Some((token, _)) = made {
        let ended = tokens::end(&app, &other, &token.id).await;
        let theirs = run.came(&whose, ended)?.is_some();
        check(!theirs || whose == address, || format!("{whose} ended a token of {address}"))?;
    }
    Ok(())
}

async fn is_erased(run: &mut Simulation) -> Result<(), Broken> {
    let (n, actor, address) = run.somebody();
    let erased = erase::erase(&run.house.app, &actor, &address).await;
    if run.came(&address, erased)?.is_some() {
        run.ledger.is_erased(&address);
        run.souls[n].actor = None;
        let rows = run.house.database.dump().await;
        let left = rows.iter().find(|row| row.contains(&address));
        check(left.is_none(), || format!("{address} is erased, and there is {left:?}"))?;
    }
    Ok(())
}
