//! Decisions on rows as a person takes them: what is typed becomes a decision, is kept, and is taken back.

use crate::actors::find;
use crate::commands::actors::user;
use crate::decided::Decisions;
use crate::select::called;
use crate::typed::{bounds, counted, days, unit, unit_name, written};
use anyhow::bail;
use relata_case::{AnyRow, Case};
use relata_rows::export::Filed;
use relata_rows::{
    Actor, Anchor, CodePoints, Correction, Decided, EventKind, Figure, Known, Measure, Modality, Party,
    Period, Polarity, Review, Row, RowId, RowKind, Site, Span, Status, Unit, Verdict, Whom, Words,
};

/// What a person wants of a row; empty fields leave what is there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wish {
    /// What is decided; without it, a correction where something is corrected, else a note.
    pub verdict: Option<Decided>,
    pub note: String,
    /// First and last code point of the words, end exclusive.
    pub span: Option<(usize, usize)>,
    /// `4500`, `4,500..5,000`, `4500..`.
    pub value: String,
    /// `people`, `percent`, `USD`.
    pub unit: String,
    /// What is counted.
    pub measure: String,
    /// An actor of the case by name or id.
    pub actor: String,
    /// `2022`, `2022-05`, `2022-05-03..2022-06-10`.
    pub period: String,
    /// Actors of the case by name or id, or words of the text that stood there before, with `;` between; `-` for nobody.
    pub recipients: String,
    /// A name; `-` for nowhere.
    pub place: String,
    /// `ASSAULT`.
    pub kind: String,
    /// `actual`, `planned` and the like.
    pub modality: String,
    /// `said`, `denied`, `asked`.
    pub polarity: String,
    /// `open`, `kept` and the like.
    pub status: String,
}

/// What is typed for nobody, and for nowhere.
pub(crate) const NONE: &str = "-";

/// The kind, id and place of a row.
pub(crate) fn place(row: &AnyRow) -> (RowKind, &RowId, Span) {
    match row {
        AnyRow::Statement(r) => (RowKind::Statements, &r.id, r.span),
        AnyRow::Figure(r) => (RowKind::Figures, &r.id, r.span),
        AnyRow::Event(r) => (RowKind::Events, &r.id, r.span),
        AnyRow::Proposal(r) => (RowKind::Proposals, &r.id, r.span),
        AnyRow::Mention(r) => (RowKind::Mentions, &r.id, r.span),
    }
}

/// A row as persons have corrected it.
pub(crate) fn corrected(row: &AnyRow, decisions: &Decisions) -> AnyRow {
    let mut row = row.clone();
    match &mut row {
        AnyRow::Statement(r) => decisions.correct(r, Correction::statement),
        AnyRow::Figure(r) => decisions.correct(r, Correction::figure),
        AnyRow::Event(r) => decisions.correct(r, Correction::event),
        AnyRow::Proposal(r) => decisions.correct(r, Correction::proposal),
        AnyRow::Mention(_) => {}
    }
    row
}

/// The words of a row that a person corrects: of a statement what is said, of a proposal what is proposed.
pub(crate) fn words_of(row: &AnyRow) -> Span {
    match row {
        AnyRow::Statement(r) => r.body.content.cover(),
        AnyRow::Proposal(r) => r.body.action.cover(),
        other => place(other).2,
    }
}

/// The actor of a row that a person corrects, by id.
pub(crate) fn actor_of(row: &AnyRow) -> Option<&String> {
    match row {
        AnyRow::Statement(r) => r.body.actor.as_ref(),
        AnyRow::Figure(r) => r.body.actor.as_ref(),
        AnyRow::Event(r) => r.body.agents.first()?.actor.as_ref(),
        AnyRow::Proposal(r) => r.body.holder.as_ref()?.actor.as_ref(),
        AnyRow::Mention(_) => None,
    }
}

/// The recipients of a row that a person corrects: of a proposal its addressees; `None` where there can be none.
pub(crate) fn recipients_of(row: &AnyRow) -> Option<&[Party]> {
    match row {
        AnyRow::Event(r) => Some(&r.body.recipients),
        AnyRow::Proposal(r) => Some(&r.body.addressees),
        _ => None,
    }
}

/// The place of a row, by name; empty where none is told, `None` where there can be none.
pub(crate) fn place_of(row: &AnyRow) -> Option<&str> {
    let place = match row {
        AnyRow::Figure(r) => &r.body.place,
        AnyRow::Event(r) => &r.body.place,
        _ => return None,
    };
    Some(place.as_ref().map_or("", |p| p.text.as_str()))
}

/// The period of a row; `None` where it has none.
pub(crate) fn period_of(row: &AnyRow) -> Option<&Period> {
    match row {
        AnyRow::Figure(r) => r.body.period.as_ref(),
        AnyRow::Event(r) => r.body.date.as_ref(),
        AnyRow::Proposal(r) => r.body.due.as_ref(),
        AnyRow::Statement(_) | AnyRow::Mention(_) => None,
    }
}

fn anchor(filed: &Filed, row: &AnyRow) -> Anchor {
    let (kind, id, span) = place(row);
    let text = span.get(&filed.document.text).unwrap_or_default().to_owned();
    Anchor { row: id.clone(), kind, sha256: filed.document.sha256.clone(), span, text }
}

/// Keeps a decision on the row whose id begins with `id`; what was done, in words.
pub(crate) fn decide(case: &mut Case, id: &str, wish: &Wish) -> anyhow::Result<String> {
    let (filed, row) = case.row(id)?;
    let correction = correction(case, &filed, &row, wish)?;
    let verdict = match wish.verdict {
        Some(Decided::Corrected) | None if !correction.is_empty() => Decided::Corrected,
        Some(Decided::Corrected) => bail!("nothing is other than it was"),
        Some(_) if !correction.is_empty() => {
            bail!("correct a row, or decide on it as it is: not both at once")
        }
        Some(verdict) => verdict,
        None => Decided::Noted,
    };
    let note = wish.note.trim();
    if verdict == Decided::Noted && note.is_empty() {
        bail!("say what is decided, corrected or noted");
    }
    let on = anchor(&filed, &row);
    let done = format!("{} {} is {}", on.kind.name().trim_end_matches('s'), on.row, verdict.name());
    keep(
        case,
        &filed,
        Review { on, beside: None, verdict, correction, note: clip(note), by: user(), at: case.now()? },
    )?;
    Ok(done)
}

/// Keeps what two rows are to each other: `verdict`, that they have nothing to do with each other, or a note.
pub(crate) fn judge(
    case: &mut Case,
    id: &str,
    other: &str,
    decided: Decided,
    verdict: Option<Verdict>,
    note: &str,
) -> anyhow::Result<String> {
    let ((filed, row), (far, other)) = (case.row(id)?, case.row(other)?);
    let (on, beside) = (anchor(&filed, &row), anchor(&far, &other));
    if on.row == beside.row {
        bail!("a row is not beside itself");
    }
    if decided == Decided::Corrected && verdict.is_none() {
        bail!("say what they are to each other");
    }
    let name = verdict.map_or(decided.name(), Verdict::name);
    let done = format!("{} and {}: {name}", on.row, beside.row);
    let correction = Correction { verdict, ..Correction::default() };
    let note = clip(note.trim());
    let (by, at) = (user(), case.now()?);
    keep(case, &filed, Review { on, beside: Some(beside), verdict: decided, correction, note, by, at })?;
    Ok(done)
}

fn keep(case: &mut Case, filed: &Filed, review: Review) -> anyhow::Result<()> {
    case.add_review(&review)?;
    follow(case, filed, &review)
}

/// Takes the last decision on a row back, also one on it and another.
pub(crate) fn undo(case: &mut Case, id: &str) -> anyhow::Result<String> {
    let (filed, row) = case.row(id)?;
    let id = place(&row).1;
    let concerns =
        |r: &relata_case::Reviewed| r.now.as_ref() == Some(id) || r.beside_now.as_ref() == Some(id);
    let Some(last) = case.reviews()?.into_iter().rfind(concerns) else {
        bail!("there is no decision on {id} to take back")
    };
    case.remove_review(last.n)?;
    follow(case, &filed, &last.review)?;
    Ok(format!("taken back: {} by {}, {}", last.review.verdict.name(), last.review.by, last.review.at))
}

/// A figure that counts something else now is looked up by other keys.
fn follow(case: &mut Case, filed: &Filed, review: &Review) -> anyhow::Result<()> {
    let other = review.verdict == Decided::Rejected || !review.correction.is_empty();
    if review.on.kind == RowKind::Figures && review.beside.is_none() && other {
        crate::across::rekey(case, &filed.document.id)?;
    }
    Ok(())
}

/// A form has one line: breaks are blanks there.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clip(note: &str) -> String {
    note.chars().take(4000).collect()
}

/// What a wish corrects in a row as it stands now.
fn correction(case: &Case, filed: &Filed, found: &AnyRow, wish: &Wish) -> anyhow::Result<Correction> {
    let row = corrected(found, &Decisions::of(case)?);
    let mut c = Correction::default();
    if let Some((start, end)) = wish.span {
        let text = &filed.document.text;
        let points = CodePoints::new(text);
        let last = points.at(text.len());
        if start >= end || end > last {
            bail!("{start}..{end} is no stretch of this text, which has {last} code points");
        }
        let span = Span::new(points.byte(start), points.byte(end)).trim(text);
        let words = span.get(text).unwrap_or_default().to_owned();
        if words.is_empty() {
            bail!("{start}..{end} holds no words");
        }
        if span != words_of(&row) {
            c.words = Some(Words { span, text: words });
        }
    }
    if let AnyRow::Figure(figure) = &row {
        quantity(case, filed, figure, wish, &mut c)?;
    } else if [&wish.value, &wish.unit, &wish.measure].iter().any(|w| !w.trim().is_empty()) {
        bail!("only figures have a value, a unit and what is counted");
    }
    let period = wish.period.trim();
    if !period.is_empty() && period_of(&row).is_none_or(|p| written(p) != period) {
        if matches!(row, AnyRow::Statement(_) | AnyRow::Mention(_)) {
            bail!("figures, events and proposals have a period; this is none of them");
        }
        c.period = Some(days(period)?);
    }
    let actor = wish.actor.trim();
    if !actor.is_empty() {
        if matches!(row, AnyRow::Mention(_)) {
            bail!("who a mention is, is decided of its actor: relata actors split");
        }
        let actors = case.actors()?;
        let now = actor_of(&row).and_then(|id| actors.iter().find(|a| a.id == *id));
        // The name that stands there already may be that of several.
        if now.is_none_or(|now| now.name != actor && now.id != actor) {
            let chosen = find(&actors, actor)?;
            if now.is_none_or(|now| now.id != chosen.id) {
                c.actor = Some(Known { id: chosen.id.clone(), name: chosen.name.clone() });
            }
        }
    }
    told_how(&row, wish, &mut c)?;
    others(case, filed, &row, wish, &mut c)?;
    let mention = matches!(row, AnyRow::Mention(_)) && !c.is_empty();
    if mention {
        bail!("a mention is only confirmed, rejected or noted");
    }
    Ok(c)
}

/// Category, modality, polarity and status, by their names.
fn told_how(row: &AnyRow, wish: &Wish, c: &mut Correction) -> anyhow::Result<()> {
    let (event, statement, proposal) = match row {
        AnyRow::Event(r) => (Some(&r.body), None, None),
        AnyRow::Statement(r) => (None, Some(&r.body), None),
        AnyRow::Proposal(r) => (None, None, Some(&r.body)),
        AnyRow::Figure(_) | AnyRow::Mention(_) => (None, None, None),
    };
    let kinds = EventKind::ALL.map(EventKind::name);
    c.kind = chosen(&wish.kind, "events have a type", event.map(|e| e.kind), &kinds, EventKind::parse)?;
    let modality = event.map(|e| e.modality);
    let names = Modality::ALL.map(Modality::name);
    c.modality = chosen(&wish.modality, "events have a modality", modality, &names, Modality::parse)?;
    let polarity = statement.map(|s| s.polarity);
    let names = Polarity::ALL.map(Polarity::name);
    c.polarity = chosen(&wish.polarity, "statements have a polarity", polarity, &names, Polarity::parse)?;
    let status = proposal.map(|p| p.status);
    c.status = chosen(
        &wish.status,
        "proposals have a status",
        status,
        &Status::ALL.map(Status::name),
        Status::parse,
    )?;
    Ok(())
}

/// What was chosen by its name, where it is other than now; `now` is `None` for rows that have nothing of the sort.
fn chosen<T: PartialEq>(
    wish: &str,
    has: &str,
    now: Option<T>,
    names: &[&str],
    parse: impl Fn(&str) -> Option<T>,
) -> anyhow::Result<Option<T>> {
    let wish = wish.trim();
    if wish.is_empty() {
        return Ok(None);
    }
    let Some(now) = now else { bail!("only {has}") };
    let Some(wanted) = parse(wish) else { bail!("{wish:?} is none of {}", names.join(", ")) };
    Ok(Some(wanted).filter(|wanted| *wanted != now))
}

/// Recipients and place.
fn others(case: &Case, filed: &Filed, row: &AnyRow, wish: &Wish, c: &mut Correction) -> anyhow::Result<()> {
    let place = wish.place.trim();
    if !place.is_empty() {
        let Some(now) = place_of(row) else { bail!("only figures and events have a place") };
        let place = if place == NONE { "" } else { place };
        if plain(place) != plain(now) {
            // A place need be no actor of the case.
            let known =
                case.actors()?.into_iter().find(|a| a.name == place || a.aliases.iter().any(|n| n == place));
            c.place = Some(Site { text: place.to_owned(), actor: known.map(|a| a.id) });
        }
    }
    let typed = wish.recipients.trim();
    if !typed.is_empty() {
        let Some(now) = recipients_of(row) else {
            bail!("only events and proposals are done or said to somebody")
        };
        let actors = case.actors()?;
        let names = actors.iter().map(|a| (a.id.clone(), a.name.clone())).collect();
        let text = &filed.document.text;
        let one = |name: &str| -> anyhow::Result<Whom> {
            // Who stands there already need be no actor of the case, or may share the name of another.
            let there = now.iter().find(|p| plain(&called([*p], text, &names)) == plain(name));
            let known = |a: &Actor| Whom::Actor(Known { id: a.id.clone(), name: a.name.clone() });
            let same =
                there.and_then(|p| p.actor.as_ref()).and_then(|id| actors.iter().find(|a| a.id == *id));
            match (there, same) {
                (_, Some(actor)) => Ok(known(actor)),
                (Some(Party { span, .. }), None) => {
                    let words = span.get(text).unwrap_or_default().to_owned();
                    Ok(Whom::Words(Words { span: *span, text: words }))
                }
                (None, None) => Ok(known(find(&actors, name)?)),
            }
        };
        let names = typed.split(';').map(str::trim).filter(|n| !n.is_empty() && *n != NONE);
        let wanted = names.map(one).collect::<anyhow::Result<Vec<_>>>()?;
        let is = |(whom, party): (&Whom, &Party)| match whom {
            Whom::Actor(known) => party.actor.as_ref() == Some(&known.id),
            Whom::Words(words) => party.actor.is_none() && party.span == words.span,
        };
        if wanted.len() != now.len() || !wanted.iter().zip(now).all(is) {
            c.recipients = Some(wanted);
        }
    }
    Ok(())
}

fn quantity(
    case: &Case,
    filed: &Filed,
    figure: &Row<Figure>,
    wish: &Wish,
    c: &mut Correction,
) -> anyhow::Result<()> {
    let f = &figure.body;
    if !wish.value.trim().is_empty() {
        let value = bounds(&wish.value)?;
        if (value.low, value.high) != (f.interval.low, f.interval.high) {
            c.value = Some(value);
        }
    }
    let wanted = wish.unit.trim();
    if !wanted.is_empty() && wanted != unit_name(&f.unit) {
        let known: Vec<Unit> =
            case.figures(&filed.document.id)?.into_iter().map(|row| row.body.unit).collect();
        let unit = unit(wanted, &known);
        if (&unit.code, &unit.label) != (&f.unit.code, &f.unit.label) {
            c.unit = Some(unit);
        }
    }
    let text = wish.measure.trim();
    if !text.is_empty() && plain(text) != plain(&f.measure.text) {
        c.measure = Some(Measure { text: text.to_owned(), what: counted(text), ..Measure::default() });
    }
    Ok(())
}
