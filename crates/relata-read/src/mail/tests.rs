use super::*;
use relata_rows::BlockKind;

fn drafted(mail: &str) -> Draft {
    let source = Source { path: "m.eml".into(), bytes: mail.as_bytes().to_vec(), hints: Hints::default() };
    read(&source, &Limits::default()).unwrap()
}

fn shown(draft: &Draft) -> Vec<(BlockKind, String)> {
    draft.blocks.iter().map(|b| (b.kind, b.text.split_whitespace().collect::<Vec<_>>().join(" "))).collect()
}

fn has(draft: &Draft, kind: BlockKind, text: &str) -> bool {
    shown(draft).iter().any(|(k, t)| *k == kind && t.contains(text))
}

const HEAD: &str = "From: =?utf-8?q?Ana_Ru=C3=ADz?= <ana@example.org>\r\nTo: bo@example.org\r\n\
    Date: Sat, 03 Jan 2026 23:30:00 -0600\r\nSubject: Seizures in\r\n December\r\nMIME-Version: 1.0\r\n";

#[test]
fn headers_are_claims_and_no_text() {
    let draft = drafted(&format!("{HEAD}\r\nThe ministry counted 512 trucks in December.\r\n"));
    assert_eq!(draft.claims.title.as_deref(), Some("Seizures in December"));
    assert_eq!(draft.claims.authors, ["Ana Ruíz"]);
    let (start, _, basis) = draft.claims.published.clone().unwrap();
    assert_eq!((start.to_string().as_str(), basis.as_str()), ("2026-01-03", "stated: mail header Date"));
    assert_eq!(shown(&draft).len(), 1);
    assert!(shown(&draft)[0].1.starts_with("The ministry counted"));
}

#[test]
fn earlier_mails_signatures_and_notices_are_not_the_senders_words() {
    let body = "We agree with the count of the port authority.\n\n\
        On Fri, 2 Jan 2026 at 10:00, Bo Lind <bo@example.org>\nwrote:\n\
        > The port authority counted nine containers.\n> > And twelve before that.\n\n\
        Our own estimate follows next week, by Tuesday.\n\n\
        -- \nAna Ruiz\nOffice of Trade\n\n\
        -----Original Message-----\nFrom: Carl\nSent: Thursday\nTo: Ana\nSubject: Count\n\n\
        Please send the count of containers.\n";
    let draft = drafted(&format!("{HEAD}\n{body}"));
    use BlockKind::{Furniture, Quotation};
    for (kind, text) in [
        (Furniture, "On Fri, 2 Jan 2026"),
        (Quotation, "The port authority counted nine containers."),
        (Quotation, "And twelve before that."),
        (Furniture, "Office of Trade"),
        (Furniture, "Sent: Thursday"),
        (Quotation, "Please send the count"),
    ] {
        assert!(has(&draft, kind, text), "{kind:?} {text}: {:#?}", shown(&draft));
    }
    let own: Vec<_> =
        shown(&draft).into_iter().filter(|(k, _)| !matches!(k, Furniture | Quotation)).collect();
    assert_eq!(own.len(), 2, "{own:?}");
    assert!(own[0].1.starts_with("We agree") && own[1].1.starts_with("Our own estimate"));
}

#[test]
fn legal_notices_and_program_lines_are_furniture() {
    let body = "The figures are attached for your review and comment.\n\n\
        This message is confidential and intended solely for the addressee. If it reached you in error, notify the sender.\n\n\
        Sent from my telephone\n";
    let draft = drafted(&format!("{HEAD}\n{body}"));
    assert!(has(&draft, BlockKind::Furniture, "confidential"), "{:?}", shown(&draft));
    assert!(has(&draft, BlockKind::Furniture, "Sent from my"), "{:?}", shown(&draft));
    assert!(!has(&draft, BlockKind::Furniture, "attached for your review"));
}

#[test]
fn a_mail_in_html_is_text_from_its_greeting_to_its_name() {
    let html = "<html><body><p>Dear colleagues,</p><p>The count is done.</p><p>Ana</p>\
        <p><a href=3D'https://example.org/unsubscribe'>Leave this list</a></p></body></html>";
    let head = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable";
    let draft = drafted(&format!("{HEAD}{head}\r\n\r\n{html}\r\n"));
    for text in ["Dear colleagues,", "The count is done.", "Ana"] {
        assert!(has(&draft, BlockKind::Paragraph, text), "{text}: {:?}", shown(&draft));
    }
    assert!(has(&draft, BlockKind::Furniture, "Leave this list"), "{:?}", shown(&draft));
}

#[test]
fn text_without_a_charset_is_decoded_with_care() {
    let mut mail = HEAD.as_bytes().to_vec();
    mail.extend(b"\r\nEl a\xF1o pasado la producci\xF3n en Espa\xF1a creci\xF3 mucho m\xE1s.\r\n");
    let source = Source { path: "m".into(), bytes: mail, hints: Hints::default() };
    let draft = read(&source, &Limits::default()).unwrap();
    assert!(draft.blocks[0].text.contains("año pasado la producción en España"), "{:?}", draft.blocks);
}

fn mixed(parts: &[(&str, &str)]) -> String {
    let mut mail = format!("{HEAD}Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n");
    for (head, body) in parts {
        mail.push_str(&format!("--b1\r\n{head}\r\n\r\n{body}\r\n"));
    }
    mail + "--b1--\r\n"
}

#[test]
fn attachments_that_can_be_read_are_files_of_their_own() {
    let file = "Content-Disposition: attachment; filename=";
    let mail = mixed(&[
        ("Content-Type: text/plain", "See the notes that I attach to this mail."),
        (&format!("Content-Type: text/plain; charset=utf-8\r\n{file}\"notes.txt\""), "Notes of the day."),
        (&format!("Content-Type: text/plain\r\n{file}\"notes.txt\""), "Notes of the night."),
        (
            &format!("Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n{file}\"map.png\""),
            "iVBORw0KGgoAAAAN",
        ),
        ("Content-Type: message/rfc822", "From: c@example.org\r\nSubject: In\r\n\r\nInner words.\r\n"),
    ]);
    let files = attachments(mail.as_bytes());
    let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["notes.txt", "notes.txt (2)", "part 4.eml"]);
    assert_eq!(files[0].bytes.trim_ascii(), b"Notes of the day.");
    assert!(
        files[2].bytes.starts_with(b"From: c@example.org"),
        "{:?}",
        String::from_utf8_lossy(&files[2].bytes)
    );
    let draft = drafted(&mail);
    assert!(!shown(&draft).iter().any(|(_, t)| t.contains("Notes of") || t.contains("Inner words")));
    let report: Vec<&str> = draft.report.iter().map(|n| n.message.as_str()).collect();
    assert_eq!(report, ["attachments that cannot be read: map.png (PNG image)"]);
}

#[test]
fn too_many_mails_inside_one_another_are_refused() {
    let mut mail = HEAD.to_owned();
    for _ in 0..10_000 {
        mail.push_str("Content-Type: message/rfc822\r\n\r\n");
    }
    let source = Source { path: "m".into(), bytes: mail.into_bytes(), hints: Hints::default() };
    assert!(matches!(read(&source, &Limits::default()), Err(ReadError::Damaged { format: "mail", .. })));
    assert_eq!(attachments(&source.bytes), []);
}
