//! Writes what `training/html_blocks.py` learns from. Not a test of anything: it is one so that it
//! can see the features, which nobody outside this module needs to.
//!
//! `RELATA_PAGES=folder of *.html.gz  RELATA_DUMP=folder  cargo test --release -p relata-read
//! dump_features -- --ignored` writes for each page `NAME.f32` (rows of features) and `NAME.json`
//! (one object for each block).

use super::blocks::blocks;
use super::features::{COUNT, View};
use super::stated::stated;
use super::tree;
use crate::Limits;
use std::io::Read;
use std::path::Path;

#[test]
#[ignore = "writes training data; see training/README.md"]
fn dump_features() {
    let folder = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let (pages, out) = (folder("RELATA_PAGES"), folder("RELATA_DUMP"));
    for entry in std::fs::read_dir(pages).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().replace(".html.gz", "");
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(&path).unwrap()).read_to_end(&mut bytes).unwrap();
        let decoded = crate::charset::decode(&bytes, None, true);
        let tree = tree::parse(&decoded.text, &Limits::default());
        let page = blocks(&tree, &decoded.text);
        let rows = View::new(&tree, &page, &stated(&tree)).rows();
        let data: Vec<u8> = rows.iter().flat_map(|x| x.to_le_bytes()).collect();
        assert_eq!(rows.len(), page.blocks.len() * COUNT);
        std::fs::write(Path::new(&out).join(format!("{name}.f32")), data).unwrap();
        let blocks: Vec<serde_json::Value> = page
            .blocks
            .iter()
            .map(|b| {
                serde_json::json!({
                    "text": page.text_of(b), "kind": b.kind.name(), "level": b.level, "hidden": b.hidden,
                    "owner": b.owner.index(),
                })
            })
            .collect();
        let json = serde_json::json!({
            "features": COUNT, "code": super::judge::code(&tree), "blocks": blocks,
        });
        std::fs::write(Path::new(&out).join(format!("{name}.json")), json.to_string()).unwrap();
    }
}
