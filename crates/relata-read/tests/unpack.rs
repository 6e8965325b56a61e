//! Containers are parted into sources, whatever their state.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says by failing")]

use relata_read::{Hints, Input, Limits, ReadError, Source, unpack};
use std::io::{Cursor, Write};
use std::ops::ControlFlow;

type Parts = Vec<(String, Result<Source, ReadError>)>;

fn taken(path: &str, input: Input<'_>, limits: &Limits) -> Parts {
    let mut parts = Parts::new();
    let mut each = |path: String, source: Result<Source, ReadError>| {
        parts.push((path, source));
        ControlFlow::Continue(())
    };
    assert!(unpack(path, input, &Hints::default(), limits, &mut each).is_continue());
    parts
}

fn part(path: &str, bytes: &[u8], limits: &Limits) -> Parts {
    let parts = taken(path, Input::File(&mut Cursor::new(bytes)), limits);
    let mut pipe: &[u8] = bytes;
    assert_eq!(parts, taken(path, Input::Stream(&mut pipe), limits), "a pipe gives the same as a file");
    parts
}

fn parted(path: &str, bytes: &[u8]) -> Parts {
    part(path, bytes, &Limits::default())
}

/// Paths with the text of each source, or `!` and the error.
fn listed(parts: &Parts) -> Vec<(&str, String)> {
    let shown = |s: &Result<Source, ReadError>| match s {
        Ok(source) => String::from_utf8_lossy(&source.bytes).into_owned(),
        Err(error) => format!("! {error}"),
    };
    parts.iter().map(|(path, source)| (path.as_str(), shown(source))).collect()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn a_plain_file_is_handed_on_whole() {
    assert_eq!(listed(&parted("a.txt", b"Some words.")), [("a.txt", "Some words.".to_owned())]);
}

#[test]
fn nothing_and_unknown_bytes_are_errors() {
    assert_eq!(parted("a", b""), [("a".to_owned(), Err(ReadError::Empty))]);
    assert_eq!(parted("a", b" \n "), [("a".to_owned(), Err(ReadError::Empty))]);
    let png = parted("a.txt", b"\x89PNG\r\n\x1a\n\0\0");
    assert_eq!(png, [("a.txt".to_owned(), Err(ReadError::Unsupported("PNG image".to_owned())))]);
}

#[test]
fn archives_inside_archives_are_parted_and_litter_is_passed_over() {
    let inner = zip(&[("deep.txt", b"Deep words."), ("../../up.txt", b"A name only.")]);
    let packed = gzip(&tar(&[("x/one.txt", b"One."), ("x/._one.txt", b"litter"), ("in.zip", &inner)]));
    assert_eq!(
        listed(&parted("a.tgz", &packed)),
        [
            ("a.tgz!x/one.txt", "One.".to_owned()),
            ("a.tgz!in.zip!deep.txt", "Deep words.".to_owned()),
            ("a.tgz!in.zip!../../up.txt", "A name only.".to_owned()),
        ]
    );
}

#[test]
fn archives_nest_no_deeper_than_the_limit() {
    let mut bytes = zip(&[("a.txt", b"Words.")]);
    for _ in 0..3 {
        bytes = zip(&[("z.zip", &bytes)]);
    }
    assert_eq!(parted("z", &bytes)[0].0, "z!z.zip!z.zip!z.zip!a.txt");
    bytes = zip(&[("z.zip", &bytes), ("b.txt", b"Beside.")]);
    let parts = parted("z", &bytes);
    assert!(matches!(parts[0].1, Err(ReadError::OverLimit { .. })), "{parts:?}");
    assert_eq!(parts[1].0, "z!b.txt");
    let mut gz = b"Words.".to_vec();
    for _ in 0..20 {
        gz = gzip(&gz);
    }
    assert!(matches!(parted("g", &gz)[..], [(_, Err(ReadError::OverLimit { .. }))]));
}

#[test]
fn a_damaged_member_does_not_stop_the_rest() {
    let mut bytes = zip(&[("a.txt", &b"Alpha and beta and gamma. ".repeat(40)), ("b.txt", b"Second.")]);
    // Into the packed data of the first member: its header has 30 bytes and a name of five.
    bytes[40] ^= 0xFF;
    bytes[41] ^= 0xFF;
    let parts = parted("z", &bytes);
    assert!(parts.iter().any(|(p, s)| p == "z!a.txt" && s.is_err()), "{parts:?}");
    assert_eq!(listed(&parts).last().unwrap(), &("z!b.txt", "Second.".to_owned()));
}

#[test]
fn archives_cut_short_give_what_is_there() {
    let text: String = (0..4000).map(|n| format!("Line {n} of many, {}.\n", n * 7919 % 1009)).collect();
    let zipped = zip(&[("a.txt", b"First."), ("b.txt", text.as_bytes())]);
    let parts = parted("z", &zipped[..zipped.len() - 200]);
    assert_eq!(listed(&parts)[0], ("z!a.txt", "First.".to_owned()));
    assert!(parts.last().unwrap().1.is_err());

    let packed = gzip(text.as_bytes());
    let parts = parted("t.gz", &packed[..packed.len() - 20]);
    let [(_, Ok(source)), (_, Err(error))] = &parts[..] else { panic!("{parts:?}") };
    assert!(text.as_bytes().starts_with(&source.bytes) && source.bytes.len() > 1000);
    assert!(error.to_string().contains("ends too early"), "{error}");

    let tarred = tar(&[("a.txt", b"First."), ("b.txt", text.as_bytes())]);
    let parts = parted("t.tar", &tarred[..2000]);
    assert_eq!(listed(&parts)[0], ("t.tar!a.txt", "First.".to_owned()));
    assert!(parts.last().unwrap().1.is_err());
}

#[test]
fn bombs_are_stopped_by_ratio_and_the_rest_is_read() {
    let zeros = vec![b'x'; 8 << 20];
    let bytes = zip(&[("bomb.txt", &zeros), ("after.txt", b"After.")]);
    let parts = parted("z", &bytes);
    assert!(
        matches!(&parts[0].1, Err(ReadError::OverLimit { limit, .. }) if limit == "200 to 1"),
        "{parts:?}"
    );
    assert_eq!(listed(&parts)[1], ("z!after.txt", "After.".to_owned()));
    let parts = parted("g", &gzip(&zeros));
    assert!(matches!(&parts[..], [(_, Err(ReadError::OverLimit { .. }))]), "{parts:?}");
}

#[test]
fn archives_are_bounded_in_bytes_members_and_size_of_one() {
    let limits = Limits { archive_bytes: 1000, document_bytes: 600, archive_members: 3, ..Limits::default() };
    let text = "abcdefghij".repeat(50);
    let text = text.as_bytes();
    let parts = part("z", &zip(&[("a", text), ("b", text), ("c", text)]), &limits);
    assert!(parts[0].1.is_ok() && parts[1].1.is_ok());
    assert!(matches!(&parts[2..], [(_, Err(ReadError::OverLimit { .. }))]), "{parts:?}");
    let limits = Limits { archive_members: 3, ..Limits::default() };
    let parts = part("z", &tar(&[("a", b"1"), ("b", b"2"), ("c", b"3"), ("d", b"4")]), &limits);
    assert_eq!(parts.len(), 4);
    assert!(matches!(&parts[3].1, Err(ReadError::OverLimit { limit, .. }) if limit == "3 members"));
    let limits = Limits { document_bytes: 600, ..Limits::default() };
    let parts = part("big.txt", &b"word ".repeat(200), &limits);
    let [(_, Err(error))] = &parts[..] else { panic!("{parts:?}") };
    assert!(error.to_string().contains("--max-size"), "{error}");
}

#[test]
fn a_mailbox_is_parted_at_its_envelopes() {
    let mbox = "From a@example.org Sat Jan  3 01:05:34 2026\nFrom: a@example.org\nSubject: One\n\n\
                From here on it is the text.\n>From the quoted line.\n\n\
                From b@example.org Sun Jan  4 01:05:34 2026\nFrom: b@example.org\nSubject: Two\n\nBye.\n";
    let parts = parted("y.mbox", mbox.as_bytes());
    let [(first, Ok(one)), (second, Ok(two))] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!((first.as_str(), second.as_str()), ("y.mbox#1", "y.mbox#2"));
    let one = String::from_utf8_lossy(&one.bytes);
    assert!(one.ends_with("\n\nFrom here on it is the text.\nFrom the quoted line.\n\n"), "{one}");
    assert!(two.bytes.starts_with(b"From: b@example.org"));
}

#[test]
fn json_lines_are_counted_and_bad_ones_reported() {
    let lines = "{\"text\": \"One.\"}\n\nnot json\n{\"text\": \"Two.\"}\n[1]\n";
    let parts = parted("x.jsonl", lines.as_bytes());
    let shown = listed(&parts);
    assert_eq!(shown[0], ("x.jsonl#1", "{\"text\": \"One.\"}".to_owned()));
    assert_eq!((shown[1].0, &shown[1].1[..2]), ("x.jsonl#3", "! "));
    assert_eq!(shown[2], ("x.jsonl#4", "{\"text\": \"Two.\"}".to_owned()));
    assert_eq!((shown[3].0, &shown[3].1[..2]), ("x.jsonl#5", "! "));
    assert_eq!(shown.len(), 4);
}

#[test]
fn json_over_many_lines_is_one_record_or_a_list_of_them() {
    let parts = parted("x.json", b"{\n  \"text\": \"One.\"\n}\n");
    assert_eq!(listed(&parts), [("x.json#1", "{\n  \"text\": \"One.\"\n}\n".to_owned())]);
    let parts = parted("x.json", b"[\n {\"text\": \"One.\"},\n {\"text\": \"Two.\"}\n]");
    assert_eq!(listed(&parts)[1], ("x.json#2", "{\"text\":\"Two.\"}".to_owned()));
}

#[test]
fn a_feed_entry_keeps_its_bytes_when_its_neighbours_change() {
    let feed = |more: &str, built: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\
             <title>The Daily</title><lastBuildDate>{built}</lastBuildDate>{more}\
             <item><title>A &lt; B</title><guid>tag:1</guid><description><![CDATA[<p>An </item> inside.</p>]]></description></item>\
             <item><title>No id</title></item></channel></rss>"
        )
    };
    let first = parted("f.xml", feed("", "Mon").as_bytes());
    let second = parted("f.xml", feed("<item><guid>tag:2</guid></item>", "Tue").as_bytes());
    assert_eq!(first[0], second[1]);
    assert_eq!((first[0].0.as_str(), first[1].0.as_str()), ("f.xml#tag:1", "f.xml#2"));
    let text = &listed(&first)[0].1;
    assert!(text.contains("xmlns:dc") && text.contains("<title>The Daily</title>"), "{text}");
    assert!(text.contains("An </item> inside") && !text.contains("Mon"), "{text}");
}

fn warc(records: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, head, body) in records {
        let block = [head.as_bytes(), body].concat();
        let record = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\n\
             Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        bytes.extend(gzip(&[record.as_bytes(), &block, b"\r\n\r\n"].concat()));
    }
    bytes
}

#[test]
fn pages_of_a_warc_file_are_handed_on_with_their_address() {
    let page = "<html><body><p>A page.</p></body></html>";
    let packed = gzip(page.as_bytes());
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";
    let chunked = b"6\r\n<html>\r\n9\r\n<p>Two</p\r\n8\r\n></html>\r\n0\r\n\r\n";
    let bytes = warc(&[
        ("request", "GET / HTTP/1.1\r\n\r\n", b""),
        ("response", &format!("{html}Content-Encoding: gzip\r\n\r\n"), &packed),
        ("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", b"\x89PNG"),
        ("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", b"<html>no</html>"),
        ("response", &format!("{html}Transfer-Encoding: chunked\r\n\r\n"), chunked),
    ]);
    let parts = parted("z.warc.gz", &bytes);
    assert_eq!(
        listed(&parts),
        [
            ("z.warc.gz#2", page.to_owned()),
            ("z.warc.gz#5", "<html><p>Two</p></html>".to_owned()),
            ("z.warc.gz", "! 2 records that are no documents: 1 HTTP 404, 1 image/png".to_owned()),
        ]
    );
    let Ok(source) = &parts[0].1 else { panic!() };
    assert_eq!(source.hints.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(source.hints.charset.as_deref(), Some("utf-8"));
    let cut = parted("z.warc.gz", &bytes[..bytes.len() - 30]);
    assert_eq!(cut[0], parts[0]);
    assert!(cut.last().unwrap().1.as_ref().is_err_and(|e| e.to_string().contains("too early")), "{cut:?}");
}

#[test]
fn the_caller_can_stop() {
    let bytes = zip(&[("a.txt", b"One."), ("b.txt", b"Two.")]);
    let mut seen = 0;
    let mut each = |_: String, _: Result<Source, ReadError>| {
        seen += 1;
        ControlFlow::Break(())
    };
    let input = &mut Cursor::new(bytes);
    let flow = unpack("z", Input::File(input), &Hints::default(), &Limits::default(), &mut each);
    assert!(flow.is_break());
    assert_eq!(seen, 1);
}
