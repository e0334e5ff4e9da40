//! How somebody likes the pages: in which language, light or dark. Kept in two small cookies, whoever they are.

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use goodword_app::App;
use serde::Deserialize;

use crate::answer::Fault;
use crate::caller;
use crate::words::Words;

const LANGUAGE: &str = "language";
const THEME: &str = "theme";
/// A year.
const KEPT: u32 = 365 * 86_400;

/// How somebody likes the pages.
#[derive(Clone, Copy)]
pub struct Taste {
    /// The language.
    pub words: Words,
    /// `light`, `dark`, or as their system says: `auto`.
    pub theme: &'static str,
}

impl Taste {
    /// What a request says of it.
    pub fn of(app: &App, headers: &HeaderMap) -> Taste {
        let chosen = caller::small_cookie(app, headers, LANGUAGE);
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let theme = caller::small_cookie(app, headers, THEME);
        Taste {
            words: Words::choose(chosen.as_deref(), accepted.unwrap_or_default()),
            theme: themed(theme.as_deref().unwrap_or_default()),
        }
    }
}

fn themed(word: &str) -> &'static str {
    ["light", "dark"].into_iter().find(|theme| *theme == word).unwrap_or("auto")
}

/// A choice; what is not said stays.
#[derive(Deserialize)]
pub struct TasteForm {
    language: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    back: String,
}

/// Remembers a choice, and goes back to the page where it was made.
pub async fn choose(State(app): State<App>, Form(form): Form<TasteForm>) -> Result<Response, Fault> {
    let mut answer = (StatusCode::SEE_OTHER, [(header::LOCATION, ours(&form.back))]).into_response();
    if let Some(tag) = form.language {
        let tag = Words::choose(Some(&tag), "").language().tag;
        answer.headers_mut().append(header::SET_COOKIE, caller::set_small_cookie(&app, LANGUAGE, tag, KEPT));
    }
    if let Some(theme) = form.theme {
        let theme = caller::set_small_cookie(&app, THEME, themed(&theme), KEPT);
        answer.headers_mut().append(header::SET_COOKIE, theme);
    }
    Ok(answer)
}

/// A path of this site, and nowhere else: anything else leads to the start.
fn ours(path: &str) -> String {
    let plain = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    let printable = path.bytes().all(|byte| byte.is_ascii_graphic());
    if plain && printable { path.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for bad in
            ["https://evil.example", "//evil.example", "/\\evil.example", "", "javascript:x", "/a b", "/\t/x"]
        {
            assert_eq!(ours(bad), "/", "{bad:?}");
        }
        assert_eq!(ours("/communities/x/members?words=law"), "/communities/x/members?words=law");
    }
}
