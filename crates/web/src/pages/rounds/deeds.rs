//! What organisers do with a round. Edits and other rules are tried first, and shown with what they cost.

use goodword_app::Error;
use goodword_app::rounds::{self, Edit};
use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::RoundId;

use crate::pages::forms::{Form, Wrong};
use crate::pages::visit::{Shown, Visit};

use super::one::{Tried, page};
use super::terms::TermsForm;
use super::{Path, Which, at};

macro_rules! to_a_round {
    ($($(#[$doc:meta])* $verb:ident says $notice:literal;)*) => {$(
        $(#[$doc])*
        pub async fn $verb(visit: Visit, Path((community, id)): Which) -> Shown {
            let done = rounds::$verb(&visit.app, &visit.actor, &community, &id).await;
            after(&visit, &community, &id, done.map(|_| $notice)).await
        }
    )*};
}

to_a_round! {
    /// Begins to plan it, around the matches that are locked.
    plan says "notice-planning";
    /// Stops planning.
    stop says "notice-stopped";
    /// Releases it: its members are told.
    release says "notice-released";
    /// Calls it off before anybody was told.
    cancel says "notice-cancelled";
}

/// On to the round, or the round once more with what is wrong.
async fn after(
    visit: &Visit,
    community: &CommunityId,
    id: &RoundId,
    done: Result<&'static str, Error>,
) -> Shown {
    match done {
        Ok(notice) => Ok(visit.done(notice, &at(community, id))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&page(visit, community, id, "", Tried::Nothing, wrong).await?))
        }
    }
}

/// Says anew by which terms it is held; planned at once if that is asked for.
pub async fn terms(visit: Visit, Path((community, id)): Which, Form(form): Form<TermsForm>) -> Shown {
    let done = changed(&visit, &community, &id, &form).await;
    match done {
        Err(error @ Error::Refused(_)) => {
            let mut page = page(&visit, &community, &id, "", Tried::Nothing, Wrong::of(error)?).await?;
            page.form = form;
            Ok(visit.again(&page))
        }
        done => after(&visit, &community, &id, done).await,
    }
}

async fn changed(
    visit: &Visit,
    community: &CommunityId,
    id: &RoundId,
    form: &TermsForm,
) -> Result<&'static str, Error> {
    let before = rounds::find(&visit.app, &visit.actor, community, id).await?.terms;
    rounds::change(&visit.app, &visit.actor, community, id, form.terms(before)?).await?;
    if form.then != "plan" {
        return Ok("notice-terms-changed");
    }
    rounds::plan(&visit.app, &visit.actor, community, id).await.map(|_| "notice-planning")
}

/// What it would be by other rules. Nothing is changed.
pub async fn what_if(visit: Visit, Path((community, id)): Which, Form(form): Form<TermsForm>) -> Shown {
    let tried = async {
        let before = rounds::find(&visit.app, &visit.actor, &community, &id).await?.terms;
        let terms = form.terms(before)?;
        let numbers = rounds::what_if(&visit.app, &visit.actor, &community, &id, terms.clone()).await?;
        Ok(Tried::Rules(Box::new((TermsForm::of(&terms), numbers))))
    };
    let tried = tried.await;
    shown(&visit, &community, &id, tried).await
}

/// Plans it once more with what it read. Nothing is changed.
pub async fn replay(visit: Visit, Path((community, id)): Which) -> Shown {
    let tried = async {
        let numbers = rounds::replay(&visit.app, &visit.actor, &community, &id).await?;
        let before = rounds::find(&visit.app, &visit.actor, &community, &id).await?.numbers;
        let same = before.as_ref() == Some(&numbers);
        Ok(Tried::Replay(numbers, same))
    };
    let tried = tried.await;
    shown(&visit, &community, &id, tried).await
}

/// The round with what was tried on top of it, or with why that cannot be.
async fn shown(visit: &Visit, community: &CommunityId, id: &RoundId, tried: Result<Tried, Error>) -> Shown {
    match tried {
        Ok(tried) => Ok(visit.page(&page(visit, community, id, "", tried, Wrong::default()).await?)),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&page(visit, community, id, "", Tried::Nothing, wrong).await?))
        }
    }
}

/// Fields of an edit: what to do, with whom or which match; `sure` once the cost was seen.
type Fields = Vec<(String, String)>;

/// Edits what was planned. What moves people is tried first, and shows its cost.
pub async fn edit(visit: Visit, Path((community, id)): Which, Form(fields): Form<Fields>) -> Shown {
    let edit = match edit_of(&fields) {
        Ok(edit) => edit,
        Err(error) => return shown(&visit, &community, &id, Err(error)).await,
    };
    let is = |name: &str| fields.iter().any(|(field, _)| field == name);
    let at_once = matches!(edit, Edit::Lock { .. } | Edit::Unlock { .. }) || is("sure");
    let plans = matches!(edit, Edit::Apart { .. });
    let edited = rounds::edit(&visit.app, &visit.actor, &community, &id, edit, !at_once).await;
    match edited {
        Ok(edited) if at_once => {
            let notice = if edited.round.is_some_and(|round| round.stage == "planning") {
                "notice-planning"
            } else {
                "notice-edited"
            };
            Ok(visit.done(notice, &at(&community, &id)))
        }
        Ok(edited) => {
            let tried = Tried::Edit { cost: edited.cost, fields, plans };
            shown(&visit, &community, &id, Ok(tried)).await
        }
        Err(error) => shown(&visit, &community, &id, Err(error)).await,
    }
}

fn edit_of(fields: &Fields) -> Result<Edit, Error> {
    let all = |name: &'static str| {
        fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.clone())
    };
    let one = |name| all(name).next().unwrap_or_default();
    let members: Vec<MemberId> = all("member").map(MemberId).collect();
    let two = || match &members[..] {
        [one, other] => Ok((one.clone(), other.clone())),
        _ => Err(Error::field("member", "Tick two people.")),
    };
    let id = MatchId(one("match"));
    Ok(match one("do").as_str() {
        "swap" => {
            let (one, other) = two()?;
            Edit::Swap { one, other }
        }
        "apart" => {
            let (one, other) = two()?;
            Edit::Apart { one, other }
        }
        "split" => Edit::Split { id },
        "lock" => Edit::Lock { id },
        "unlock" => Edit::Unlock { id },
        _ => Edit::Join { members },
    })
}
