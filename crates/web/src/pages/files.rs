//! Style sheet, script, icons: few files, served under a name that changes with what stands in them, and kept for good
//! by whoever loaded them.

use std::io::Write;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use goodword_app::Error;
use sha2::Digest;

use crate::answer::Fault;

/// A file, as it is and packed.
struct File {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    packed: Vec<u8>,
}

macro_rules! files {
    ($($name:literal $kind:literal;)*) => {
        [$(File {
            name: $name,
            kind: $kind,
            bytes: include_bytes!(concat!("../../static/", $name)),
            packed: packed(include_bytes!(concat!("../../static/", $name))),
        },)*]
    };
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    Vec::from(files! {
        "style.css" "text/css; charset=utf-8";
        "goodword.js" "text/javascript; charset=utf-8";
        "icon.svg" "image/svg+xml";
        "icon-full.svg" "image/svg+xml";
        "icon-192.png" "image/png";
        "icon-512.png" "image/png";
        "manifest.webmanifest" "application/manifest+json";
    })
});

/// What all files together hash to: one folder for all, so that modules find each other by their plain names.
static FOLDER: LazyLock<String> = LazyLock::new(|| {
    let mut hash = sha2::Sha256::new();
    hash.update(include_str!("../../static/worker.js"));
    for file in FILES.iter() {
        hash.update(file.name);
        hash.update(file.bytes);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize()[..8])
});

/// The worker that shows a page of ours while there is no line, with the names of what it keeps.
pub static WORKER: LazyLock<String> = LazyLock::new(|| {
    include_str!("../../static/worker.js").replace("{folder}", &FOLDER).replace("{style}", &url("style.css"))
});

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let written = packer.write_all(bytes).and_then(|()| packer.finish());
    // Memory takes whatever is written to it.
    written.unwrap_or_default()
}

/// Where a file is served.
pub fn url(name: &str) -> String {
    format!("/static/{}/{name}", *FOLDER)
}

/// Serves a file.
pub async fn serve(
    Path((folder, name)): Path<(String, String)>,
    asked: HeaderMap,
) -> Result<Response, Fault> {
    let file = FILES.iter().find(|file| file.name == name).ok_or(Fault(Error::NotFound))?;
    // Whoever asks by an older name, from a page that was open while we were renewed, gets what there is now.
    let keep = match folder == *FOLDER {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let tag = format!("\"{}\"", *FOLDER);
    let said = |name| asked.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let unpacks = said(header::ACCEPT_ENCODING).split(',').any(|way| way.trim().starts_with("gzip"));
    let mut answer = match said(header::IF_NONE_MATCH) == tag {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false if unpacks => ([(header::CONTENT_ENCODING, "gzip")], file.packed.as_slice()).into_response(),
        false => file.bytes.into_response(),
    };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_load_fits_through_a_slow_line() {
        // Pictures are for those who install it, and come then.
        let loaded = FILES.iter().filter(|file| !file.name.starts_with("icon-"));
        let unpacked: usize = loaded.map(|file| file.bytes.len()).sum();
        assert!(unpacked < 40_000, "{unpacked} bytes beside the page");
        let sheet = FILES.iter().find(|file| file.name == "style.css").unwrap();
        assert!(sheet.bytes.len() < 24_000, "the style sheet has {} bytes", sheet.bytes.len());
    }
}
