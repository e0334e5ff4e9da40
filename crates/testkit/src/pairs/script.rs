//! What everybody does and asks in both worlds: all that can be looked at, and deeds whose answers could give something away.

use axum::http::Method;
use goodword_web::{api, pages};
use serde_json::{Value, json};

use crate::world::{Where, World};

/// One request.
pub struct Request {
    /// How.
    pub method: Method,
    /// Where.
    pub path: String,
    /// The media type of the body, if there is one.
    pub kind: Option<&'static str>,
    /// The body.
    pub body: Vec<u8>,
}

fn look(path: String) -> Request {
    Request { method: Method::GET, path, kind: None, body: Vec::new() }
}

fn deed(method: Method, path: String, json: Value) -> Request {
    Request { method, path, kind: Some("application/json"), body: json.to_string().into_bytes() }
}

/// Everything that can be looked at, in the guild and what is crossed with it; a new route is looked at by itself.
pub fn looks(world: &World) -> Vec<Request> {
    let mut all = Vec::new();
    for operation in api::operations().iter().filter(|operation| operation.method == Method::GET) {
        let places = if operation.path_names().is_empty() {
            &[Where::Guild][..]
        } else {
            &[Where::Guild, Where::Crossed]
        };
        all.extend(places.iter().filter_map(|place| world.path(operation.path, *place)).map(look));
    }
    let pages = pages::paths().into_iter().filter(|(method, _)| *method == Method::GET);
    all.extend(
        pages
            .filter_map(|(_, path)| {
                world.path(
                    &path.replace("{secret}", "a-guess").replace("{folder}/{file}", "now/style.css"),
                    Where::Guild,
                )
            })
            .map(look),
    );
    let members = format!("/api/communities/{}/members", world.guild);
    for words in ["bo", "umbrella", "example.org", "newt", "zq", "exampleson", "wind"] {
        all.push(look(format!("{members}?words={words}&limit=2")));
    }
    all
}

/// Deeds that meet what is somebody else's: addresses that may be known, names, ids.
pub fn deeds(world: &World, caller: &str) -> Vec<Request> {
    let guild = format!("/api/communities/{}", world.guild);
    let bo = &world.objects[&(Where::Guild, "member")];
    let mut all = vec![
        deed(Method::POST, format!("{guild}/asks"), json!({ "text": format!("an ask of the {caller}") })),
        deed(Method::PUT, format!("{guild}/me"), json!({ "name": format!("The {caller}") })),
        deed(Method::PUT, format!("{guild}/wishes/{bo}"), json!({})),
        deed(Method::DELETE, format!("{guild}/wishes/{bo}"), json!({})),
        deed(Method::POST, "/api/tokens".to_owned(), json!({ "name": "a program", "scope": "read" })),
        deed(Method::POST, "/api/sign-in/finished".to_owned(), json!({ "link": "a-guess" })),
        deed(Method::POST, "/api/invitations/accepted".to_owned(), json!({ "secret": "a-guess" })),
        deed(Method::POST, "/api/never-again".to_owned(), json!({ "secret": "a-guess" })),
        Request {
            method: Method::POST,
            path: format!("{guild}/imports?file_name=list.csv"),
            kind: Some("text/csv"),
            body: b"name,email\nNewt Newcomer,newt@example.org\nBo Exampleson,bo@example.org\nOtto,otto@example.org\n".to_vec(),
        },
    ];
    for address in ["newt@example.org", "bo@example.org", "otto@example.org", "nobody@example.org"] {
        let guest = json!({ "address": address, "name": "Newt Newcomer" });
        all.push(deed(Method::POST, format!("{guild}/invitations"), guest));
        all.push(deed(Method::POST, "/api/sign-in".to_owned(), json!({ "address": address })));
    }
    all
}
