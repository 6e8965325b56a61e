//! Bad input gets an error that says what is wrong, or is read as far as it goes; nothing crashes and
//! nothing takes long.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says by failing")]

use relata_read::{Hints, Input, Limits, ReadError, Source, read, unpack};
use relata_rows::{BlockKind, Document, NoteCode};
use std::io::{Cursor, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// More than any of these may take in a build that is not optimised, on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn source(path: &str, bytes: &[u8]) -> Source {
    Source { path: path.to_owned(), bytes: bytes.to_vec(), hints: Hints::default() }
}

/// Reads one source in a thread with the stack of a worker (2 MiB), within [`PATIENCE`]; what comes
/// out of it is a sound document.
fn reading(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let source = source(path, bytes);
    let start = Instant::now();
    let done =
        std::thread::Builder::new().stack_size(2 << 20).spawn(move || read(&source, &Limits::default()));
    let done = done.unwrap().join().expect("reading never panics");
    assert!(start.elapsed() < PATIENCE, "{path} took {:?}", start.elapsed());
    if let Ok(document) = &done {
        assert_eq!(document.check(), Ok(()));
    }
    if let Err(ReadError::Fault { format, what }) = &done {
        panic!("the {format} reader panicked: {what}");
    }
    done
}

fn text(path: &str, bytes: &[u8]) -> String {
    reading(path, bytes).unwrap().text
}

fn message(path: &str, bytes: &[u8]) -> String {
    reading(path, bytes).unwrap_err().to_string()
}

/// All sources and errors of a container, the sources read.
fn unpacked(path: &str, bytes: &[u8]) -> Vec<(String, Result<Document, ReadError>)> {
    let mut all = Vec::new();
    let mut each = |path: String, source: Result<Source, ReadError>| {
        let document = source.and_then(|s| read(&s, &Limits::default()));
        all.push((path, document));
        ControlFlow::Continue(())
    };
    let start = Instant::now();
    let input = &mut Cursor::new(bytes);
    let flow = unpack(path, Input::File(input), &Hints::default(), &Limits::default(), &mut each);
    assert!(flow.is_continue());
    assert!(start.elapsed() < PATIENCE, "{path} took {:?}", start.elapsed());
    all
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn docx(body: &str) -> Vec<u8> {
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", main.as_bytes())])
}

#[test]
fn nothing_at_all_is_said_to_be_empty() {
    for bytes in [&b""[..], b" \r\n\t\n", b"\xEF\xBB\xBF", b"\xEF\xBB\xBF \n", b"\xFF\xFE"] {
        assert_eq!(reading("a.txt", bytes), Err(ReadError::Empty), "{bytes:?}");
    }
}

#[test]
fn a_wrong_ending_does_not_matter() {
    let page =
        "<!DOCTYPE html><html><body><p>The port counted twelve ships on Monday morning.</p></body></html>";
    assert_eq!(reading("report.pdf", page.as_bytes()).unwrap().media_type, "text/html");
    let made = docx("<w:p><w:r><w:t>Twelve ships.</w:t></w:r></w:p>");
    assert_eq!(text("report.txt", &made), "Twelve ships.");
    assert_eq!(text("page.html", br"{\rtf1 Twelve ships.\par}"), "Twelve ships.");
    assert!(message("text.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("PNG image"));
    let old = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat();
    assert!(message("letter.docx", &old).contains("old Office file"));
}

#[test]
fn bad_bytes_of_a_charset_are_read_and_reported() {
    let mixed = b"The caf\xC3\xA9 of the ministry said \x93twelve ships\x94 came, and then \xFF\xFE more ships came later on.";
    let document = reading("a.txt", mixed).unwrap();
    assert!(
        document.text.contains("café of the ministry said \u{201C}twelve ships\u{201D} came"),
        "{}",
        document.text
    );
    let notes: Vec<_> = document.report.iter().filter(|n| n.code == NoteCode::Repaired).collect();
    assert!(notes.iter().any(|n| n.message.contains("Windows-1252")), "{:?}", document.report);
    for seed in 0u32..40 {
        let noise: Vec<u8> =
            (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761).rotate_left(seed) >> 13) as u8).collect();
        let _ = reading("noise.txt", &noise);
        let _ = reading("noise.html", &[b"<html><body><p>", &noise[..]].concat());
        let _ = reading("noise.eml", &[b"From: a\nTo: b\nSubject: c\n\n", &noise[..]].concat());
        let _ = reading("noise.rtf", &[br"{\rtf1 ", &noise[..]].concat());
    }
}

#[test]
fn html_nested_deeply_is_read() {
    let mut page = "<div>".repeat(100_000);
    page.push_str("<p>Twelve ships came to the port on Monday, the ministry said.</p>");
    page.push_str(&"</div>".repeat(100_000));
    // Text below the depth at which browsers stop too may be lost, but never the program.
    match reading("deep.html", page.as_bytes()) {
        Ok(document) => assert!(document.text.contains("Twelve ships"), "{}", document.text.len()),
        Err(error) => assert!(matches!(error, ReadError::OverLimit { .. } | ReadError::NoText), "{error}"),
    }
    let tables = "<table><tr><td>".repeat(20_000);
    let _ = reading("tables.html", tables.as_bytes());
    let fonts = "<b><i><font>".repeat(20_000) + "x";
    let _ = reading("fonts.html", fonts.as_bytes());
}

#[test]
fn megabytes_of_one_character_are_read_or_refused() {
    for c in ["{", "<", "[", ">", "(", "\"", "&", "#", "*", "\\", "- ", "| ", "<a ", "<!--", "> "] {
        let many = c.repeat((2 << 20) / c.len());
        for path in ["a.txt", "a.md", "a.html"] {
            let _ = reading(path, many.as_bytes());
        }
    }
    let _ = reading("a.rtf", &[br"{\rtf1 ".to_vec(), b"{".repeat(10 << 20)].concat());
    let _ = reading("a.eml", &[b"From: a\nTo: b\nSubject: c\n\n".to_vec(), b">".repeat(1 << 20)].concat());
}

#[test]
fn json_of_hostile_shape_is_refused_record_by_record() {
    let deep = format!("{{\"text\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let lines = format!("{{\"text\": \"One good record of the port authority.\"}}\n{deep}\n{{\"a\": 1}}\n");
    let all = unpacked("x.jsonl", lines.as_bytes());
    assert_eq!(all.len(), 3);
    assert!(all[0].1.is_ok());
    assert!(matches!(all[1].1, Err(ReadError::Damaged { .. })));
    let Err(error) = &all[2].1 else { panic!() };
    assert!(error.to_string().contains("no field \"text\""), "{error}");
}

#[test]
fn rtf_with_deep_groups_is_read() {
    let rtf = [br"{\rtf1 ".to_vec(), b"{".repeat(1 << 20), b"Twelve ships.".to_vec(), b"}".repeat(1 << 20)]
        .concat();
    let document = reading("a.rtf", &rtf).unwrap();
    assert_eq!(document.text, "Twelve ships.");
    let notes = br"{\rtf1 {\footnote ".repeat(50_000);
    let _ = reading("b.rtf", &notes);
    let cells = [br"{\rtf1 ".to_vec(), br"\intbl x\cell\row ".repeat(100_000)].concat();
    assert_eq!(
        reading("c.rtf", &cells).unwrap().blocks.iter().filter(|b| b.kind == BlockKind::Furniture).count(),
        0
    );
}

#[test]
fn office_files_of_hostile_shape_end_soon() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(50_000) + "<w:p><w:r><w:t>Ships.</w:t></w:r></w:p>";
    assert_eq!(text("deep.docx", &docx(&deep)), "Ships.");
    let boxes = "<w:p><w:r><w:t>x</w:t><w:txbxContent>".repeat(50_000);
    assert!(reading("boxes.docx", &docx(&boxes)).is_ok());
    let runs = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>".repeat(20_000);
    assert!(reading("joined.docx", &docx(&runs)).is_ok());
    let bomb = docx(&" ".repeat(80 << 20));
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(reading("bomb.docx", &bomb), Err(ReadError::OverLimit { .. })));
    let whole = docx("<w:p><w:r><w:t>Ships.</w:t></w:r></w:p>");
    for cut in [60, whole.len() / 2, whole.len() - 10] {
        let error = reading("cut.docx", &whole[..cut]).unwrap_err();
        assert!(matches!(error, ReadError::Damaged { format: "DOCX", .. }), "{cut}: {error}");
    }
}

#[test]
fn mails_of_hostile_shape_end_soon() {
    let mut parts = "From: a@example.org\r\nTo: b\r\nSubject: c\r\n".to_owned();
    for n in 0..10_000 {
        parts.push_str(&format!("Content-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n--b{n}\r\n"));
    }
    parts.push_str("Content-Type: text/plain\r\n\r\nTwelve ships.\r\n");
    let _ = reading("parts.eml", parts.as_bytes());
    let flat = format!(
        "From: a@example.org\r\nTo: b\r\nSubject: c\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n{}--x--\r\n",
        "--x\r\nContent-Type: text/plain\r\n\r\nTwelve ships came.\r\n".repeat(10_000)
    );
    assert!(reading("flat.eml", flat.as_bytes()).is_ok());
    let nested = "Subject: c\r\nFrom: a\r\nTo: b\r\nContent-Type: message/rfc822\r\n\r\n".repeat(10_000);
    let all = unpacked("nested.eml", nested.as_bytes());
    assert!(matches!(&all[..], [(_, Err(ReadError::Damaged { format: "mail", .. }))]), "{}", all.len());
}

#[test]
fn bombs_and_truncated_archives_give_what_they_can() {
    let note = b"Twelve ships came to the port on Monday, said the ministry.";
    let spaces = b"ship ".repeat(4 << 20);
    let all = unpacked("a.zip", &zip(&[("bomb.txt", &spaces), ("note.txt", note)]));
    assert!(matches!(&all[0].1, Err(ReadError::OverLimit { .. })));
    assert!(all[1].1.as_ref().is_ok_and(|d| d.text.contains("Twelve ships")));
    // Bombs in bombs: every layer packs well, the sum is what counts.
    let layer = gzip(&gzip(&gzip(&spaces)));
    assert!(unpacked("a.gz", &layer).iter().all(|(_, d)| matches!(d, Err(ReadError::OverLimit { .. }))));
    let cut = gzip(&note.repeat(50));
    let all = unpacked("note.gz", &cut[..cut.len() - 12]);
    assert!(all[0].1.as_ref().is_ok_and(|d| d.text.starts_with("Twelve ships")), "{all:?}");
    assert!(all.last().unwrap().1.is_err());
    // Members that say they are larger than they are, and a table of contents that points nowhere.
    let mut broken = zip(&[("note.txt", note), ("more.txt", note)]);
    let end = broken.len();
    broken[end - 60..end - 30].fill(0xEE);
    assert!(!unpacked("b.zip", &broken).is_empty());
}

#[test]
fn feeds_and_warc_files_of_hostile_shape_end_soon() {
    let open = format!("<rss><channel>{}", "<item><title>".repeat(50_000));
    assert!(!unpacked("open.xml", open.as_bytes()).is_empty());
    let deep = format!("<rss><channel><item><description>{}Ships", "<b>".repeat(100_000));
    assert_eq!(unpacked("deep.xml", deep.as_bytes()).len(), 1);
    let titles = format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}", "<title>x".repeat(100_000));
    assert!(unpacked("titles.xml", titles.as_bytes()).iter().all(|(_, d)| d.is_err()));
    let warc = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx";
    assert!(unpacked("a.warc", warc.as_bytes()).iter().any(|(_, d)| d.is_err()));
    let heads = "WARC/1.0\r\n".repeat(100_000);
    let _ = unpacked("heads.warc", heads.as_bytes());
}

#[test]
fn every_beginning_of_every_format_is_survived() {
    let page = b"<html><head><meta charset=utf-8><title>T</title></head><body><p>Ships &amp; ports</p></body></html>";
    let rtf = br"{\rtf1\ansi{\fonttbl{\f0 A;}}\pard\s1 \'f1 \u233? text\par\trowd x\cell\row}";
    let mail = b"From: a@x\r\nDate: Sat, 3 Jan 2026 10:00:00 +0000\r\nSubject: =?utf-8?q?x?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText\r\n--b--\r\n";
    let feed = b"<?xml version='1.0'?><rss><channel><title>C</title><item><guid>1</guid><description>&lt;p&gt;x</description></item></channel></rss>";
    let made = docx("<w:p><w:r><w:t>Ships.</w:t></w:r></w:p>");
    for (path, bytes) in [
        ("a.html", &page[..]),
        ("a.rtf", rtf),
        ("a.eml", mail),
        ("a.xml", feed),
        ("a.docx", &made),
        ("a.md", b"# A\n\n- b\n\n> c\n"),
    ] {
        for end in 0..bytes.len() {
            let _ = reading(path, &bytes[..end]);
            let _ = unpacked(path, &bytes[..end]);
        }
    }
}
