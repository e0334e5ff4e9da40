//! The OpenAPI 3.1 document, made from the table of operations.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::Site;
use crate::answer::Problem;

use super::operation::{Needs, Operation};

/// The document. It is made once, when somebody first asks.
pub async fn show(State(site): State<Site>) -> Response {
    let made = || document(&super::operations(), &site.app.house.url).to_string();
    let text = site.document.get_or_init(made).clone();
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// The document about these operations at this address.
pub fn document(operations: &[Operation], url: &str) -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    let mut schemas = settings.into_generator();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let place = paths.entry(operation.path).or_insert_with(|| json!({}));
        place[operation.method.as_str().to_lowercase()] = described(operation, &mut schemas);
    }
    schemas.subschema_for::<Problem>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Goodword",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Networking by helping. Sign in by a mailed link, or send a personal token as `Authorization: Bearer`.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": url }],
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "session": { "type": "apiKey", "in": "cookie", "name": "goodword" },
            },
        },
    })
}

fn described(operation: &Operation, schemas: &mut SchemaGenerator) -> Value {
    let mut said = json!({
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.name.split('.').next().unwrap_or_default()],
        "parameters": parameters(operation),
        "responses": responses(operation, schemas),
        "security": match operation.needs {
            Needs::Nothing => json!([{}]),
            Needs::Person => json!([{ "token": [] }, { "session": [] }]),
            Needs::Session => json!([{ "session": [] }]),
        },
    });
    if let Some(takes) = operation.takes {
        let content = json!({ "application/json": { "schema": takes(schemas) } });
        said["requestBody"] = json!({ "required": true, "content": content });
    } else if let Some(kind) = operation.takes_file {
        let content = json!({ kind: { "schema": { "type": "string", "format": "binary" } } });
        said["requestBody"] = json!({ "required": true, "content": content });
    }
    said
}

fn parameters(operation: &Operation) -> Vec<Value> {
    let in_path = operation.path_names().into_iter().map(|name| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } })
    });
    let mut all: Vec<Value> = in_path.collect();
    if let Some(asks) = operation.asks {
        let schema = asks(&mut SchemaGenerator::default());
        all.extend(in_query(&schema));
    }
    if operation.creates {
        all.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "Your own name for this call: repeating it makes nothing twice.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$" },
        }));
    }
    all
}

fn in_query(schema: &Schema) -> Vec<Value> {
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .map_or(Vec::new(), |names| names.iter().filter_map(Value::as_str).collect());
    let empty = Map::new();
    let fields = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let parameter = |(name, schema): (&String, &Value)| json!({ "name": name, "in": "query", "required": required.contains(&name.as_str()), "schema": schema });
    fields.iter().map(parameter).collect()
}

fn responses(operation: &Operation, schemas: &mut SchemaGenerator) -> Value {
    let mut done = json!({ "description": "Done." });
    if let Some(gives) = operation.gives {
        done["content"] = json!({ "application/json": { "schema": gives(schemas) } });
    } else if let Some(kind) = operation.gives_file {
        done["content"] = json!({ kind: { "schema": { "type": "string", "format": "binary" } } });
    }
    let mut all = Map::new();
    all.insert(operation.status.as_str().to_owned(), done);
    for (status, description) in problems(operation) {
        let schema = json!({ "$ref": "#/components/schemas/Problem" });
        let content = json!({ "application/problem+json": { "schema": schema } });
        all.insert(status.to_owned(), json!({ "description": description, "content": content }));
    }
    Value::Object(all)
}

fn problems(operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![
        ("422", "What was said does not fit; the sentence says what to do."),
        ("429", "Asked for too often; see Retry-After."),
        ("503", "Not now; see Retry-After."),
        ("507", "The disk is full, and nothing was written; see Retry-After."),
    ];
    // A cookie that comes from elsewhere, or a token that is not known, is refused everywhere.
    all.push(("401", "Not signed in, or the token is not known."));
    all.push(("403", "Known, and may not."));
    all.push(("404", "Nothing here, or nothing that you may see."));
    if operation.takes.is_some() {
        all.push(("415", "No JSON."));
    }
    if operation.takes.is_some() || operation.takes_file.is_some() {
        all.push(("413", "Too large."));
        all.push(("400", "The request broke off."));
    }
    all
}
