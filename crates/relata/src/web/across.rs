//! Documents beside each other: measures, differences, comparison, sources.

use super::cite::Citer;
use super::lists::has;
use super::{CLIP, PAGE, Scene, clip, leans, record};
use crate::across::{By, Item};
use relata_reconcile::measures::Told;
use relata_rows::{DocId, Link, LinkKind, Measured, Verdict};
use relata_web::Ask;
use relata_web::chart::{Mark, Small, Strip};
use relata_web::view::{self, Official, Part};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Figures of one measure that a picture has room for.
const FIGURES: usize = 40;

/// Columns of the comparison that fit.
const COLUMNS: usize = 8;

/// The verdicts among the figures of a measure, by row: the gravest each.
fn verdicts(scene: &Scene<'_>, measure: &Measured) -> BTreeMap<String, &'static str> {
    let own: BTreeSet<&str> = measure.figures.iter().map(String::as_str).collect();
    let grave = |row: &String| {
        let links = scene.whole.links_of(row).filter(|link| link.kind == LinkKind::Measure);
        let inside = links
            .filter(|l| l.left.iter().chain(&l.right).filter(|id| own.contains(id.as_str())).count() > 1);
        let verdicts = inside.filter_map(|l| l.verdict);
        let told = [Verdict::Differs, Verdict::Agrees, Verdict::SameRoot];
        verdicts
            .filter(|v| told.contains(v))
            .min_by_key(|v| told.iter().position(|t| t == v))
            .map(Verdict::name)
    };
    measure.figures.iter().filter_map(|row| Some((row.clone(), grave(row)?))).collect()
}

/// What is counted, where and when.
fn about(m: &Measured) -> String {
    let parts = [Some(&m.measure.text), m.place.as_ref(), m.period.as_ref()].into_iter().flatten();
    parts.filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Figures of one measure across documents: those that differ first, then by how often they are told.
pub(super) fn measures(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Measures> {
    let told: BTreeMap<&str, &Told> = scene.whole.ledger.told.iter().map(|t| (t.row.as_str(), t)).collect();
    let order = |v: &str| match v {
        "differs" => 0,
        "agrees" => 1,
        "same root" => 2,
        _ => 3,
    };
    let mut found = Vec::new();
    for measure in &scene.whole.measures {
        let official = measure.figures.iter().any(|row| scene.whole.checks.contains_key(row));
        let about = about(measure);
        if !has(&about, &ask.q) {
            continue;
        }
        let verdicts = verdicts(scene, measure);
        let gravest = verdicts.values().copied().min_by_key(|v| order(v)).unwrap_or_default();
        let fits = match ask.verdict.as_str() {
            "" => true,
            "record" => official,
            wanted => verdicts.values().any(|v| *v == wanted),
        };
        if fits {
            found.push((measure, about, gravest, verdicts, official));
        }
    }
    found.sort_by_key(|(m, about, gravest, _, official)| {
        (order(gravest), !official, Reverse(m.documents), Reverse(m.appearances), about.clone(), m.id.clone())
    });
    let mut families: BTreeMap<Family<'_>, Vec<&Measured>> = BTreeMap::new();
    for measure in &scene.whole.measures {
        families.entry(family(measure)).or_default().push(measure);
    }
    let mut citer = Citer::new(scene);
    let list = Part::of(found, ask.part(), 12).make(|(m, about, gravest, verdicts, _)| {
        let mut rows: Vec<&Told> = m.figures.iter().filter_map(|id| told.get(id.as_str()).copied()).collect();
        let period = |t: &Told| t.figure.period.as_ref().and_then(|p| p.start.or(p.end));
        let low = |t: &Told| t.figure.interval.low.or(t.figure.interval.high).unwrap_or(f64::NEG_INFINITY);
        rows.sort_by(|a, b| {
            period(a).cmp(&period(b)).then(low(a).total_cmp(&low(b))).then(a.row.cmp(&b.row))
        });
        rows.truncate(FIGURES);
        let figures = citer.all(rows.iter().map(|t| t.row.as_str()))?;
        let marks = rows.iter().zip(&figures).map(|(t, cited)| Mark {
            low: t.figure.interval.low,
            high: t.figure.interval.high,
            label: format!("{} · {}", clip(&t.text, 40), clip(&cited.doc.title, 44)),
            group: t.figure.period.as_ref().map_or_else(String::new, |p| clip(&p.text, 60)),
            verdict: verdicts.get(t.row.as_str()).copied().unwrap_or_default(),
            href: format!("/rows/{}", t.row),
            title: clip(&format!("{}{}{}", cited.before, cited.words, cited.after), 400),
        });
        // Figures of other units stand on other scales; official values are in the unit of their figure.
        let lines = rows.iter().filter_map(|t| record::mark(scene.whole.checks.get(t.row.as_str())?));
        let mut seen = BTreeSet::new();
        let lines: Vec<(f64, String)> = lines.filter(|(_, what)| seen.insert(what.clone())).collect();
        let strip = Strip::of(marks.collect(), lines);
        anyhow::Ok(view::Measure {
            id: m.id.clone(),
            about: clip(&about, CLIP),
            documents: m.documents,
            appearances: m.appearances,
            witnesses: m.witnesses,
            verdict: gravest,
            strip,
            figures,
            official: officials(scene, rows.iter().map(|t| t.row.as_str())),
            multiples: multiples(scene, families.get(&family(m)).map_or(&[], Vec::as_slice), &told),
        })
    })?;
    Ok(view::Measures { list })
}

/// What makes measures of several times and places one: unit, kind, what is counted and its qualifiers.
type Family<'m> = (&'m str, &'m str, &'m str, BTreeSet<&'m str>);

fn family(m: &Measured) -> Family<'_> {
    let qualifiers = m.measure.qualifiers.iter().chain(&m.measure.of).chain(&m.measure.basis);
    (&m.unit, &m.measure.kind, &m.measure.what, qualifiers.map(String::as_str).collect())
}

/// Small pictures that fit beside each other, and figures in one of them.
const MULTIPLES: (usize, usize) = (24, 8);

/// One measure at its times and places, in the order of time; none where there is one alone.
fn multiples(scene: &Scene<'_>, family: &[&Measured], told: &BTreeMap<&str, &Told>) -> Vec<Small> {
    let named = |m: &&&Measured| !m.measure.what.is_empty() && (m.place.is_some() || m.period.is_some());
    let mut all: Vec<(Option<jiff::civil::Date>, String, &Measured, Vec<&Told>)> = Vec::new();
    for m in family.iter().filter(named) {
        let rows: Vec<&Told> = m.figures.iter().filter_map(|id| told.get(id.as_str()).copied()).collect();
        let start =
            rows.iter().filter_map(|t| t.figure.period.as_ref().and_then(|p| p.start.or(p.end))).min();
        let parts = [m.period.as_ref(), m.place.as_ref()].into_iter().flatten().filter(|p| !p.is_empty());
        let label = parts.map(String::as_str).collect::<Vec<_>>().join(", ");
        if !label.is_empty() {
            all.push((start, label, m, rows));
        }
    }
    if all.len() < 2 {
        return Vec::new();
    }
    all.sort_by(|a, b| (a.0, &a.1, &a.2.id).cmp(&(b.0, &b.1, &b.2.id)));
    let group = |(_, label, m, rows): (_, String, &Measured, Vec<&Told>)| {
        let verdicts = verdicts(scene, m);
        let mark = |t: &&Told| Mark {
            low: t.figure.interval.low,
            high: t.figure.interval.high,
            label: format!("{} · {}", clip(&t.text, 40), clip(&scene.whole.document(&t.doc).title, 44)),
            verdict: verdicts.get(t.row.as_str()).copied().unwrap_or_default(),
            href: format!("/rows/{}", t.row),
            title: clip(&t.sentence, 400),
            ..Mark::default()
        };
        let href = format!("/figures?q={}", relata_web::encoded(&clip(&about(m), 200)));
        (clip(&label, 60), href, rows.iter().take(MULTIPLES.1).map(mark).collect())
    };
    Small::of(all.into_iter().take(MULTIPLES.0).map(group).collect())
}

/// What the record says to some rows, each thing once.
fn officials<'r>(scene: &Scene<'_>, rows: impl Iterator<Item = &'r str>) -> Vec<Official> {
    let mut all: Vec<Official> = Vec::new();
    for official in rows.filter_map(|row| record::official(scene, row)) {
        if !all.contains(&official) {
            all.push(official);
        }
    }
    all
}

/// A link as a card.
pub(super) fn difference(
    scene: &Scene<'_>,
    citer: &mut Citer<'_>,
    link: &Link,
) -> anyhow::Result<view::Difference> {
    let (left, right) = (link.left.first(), link.right.first());
    let [one, other] = [left, right].map(|id| id.map_or(Ok(None), |id| citer.cite(id)));
    let (one, other) = (one?, other?);
    let of_documents = matches!(link.kind, LinkKind::Copy | LinkKind::Passage);
    let documents = if of_documents {
        [left, right].into_iter().flatten().map(|id| scene.whole.doc(id)).collect()
    } else {
        Vec::new()
    };
    Ok(view::Difference {
        id: link.id.clone(),
        kind: link.kind.name(),
        verdict: link.verdict.map_or("", Verdict::name),
        left: one,
        left_more: link.left.len().saturating_sub(1),
        right: other,
        right_more: link.right.len().saturating_sub(1),
        documents,
        reason: link.reason.clone(),
        arithmetic: link.arithmetic.clone(),
        root: link.root.clone().unwrap_or_default(),
        official: officials(scene, [left, right].into_iter().flatten().map(String::as_str)),
        appearances: link.appearances,
        witnesses: link.witnesses,
        pair: if of_documents { None } else { pair(scene, link, left, right) },
    })
}

/// Two rows of a link, to be decided on.
pub(super) fn pair(
    scene: &Scene<'_>,
    link: &Link,
    one: Option<&String>,
    other: Option<&String>,
) -> Option<view::Pair> {
    let (one, other) = (one?.clone(), other?.clone());
    let judged = scene.whole.ledger.judged.get(&link.id).map(|(review, was)| view::Judged {
        decided: review.verdict.name().to_owned(),
        was: was.filter(|was| Some(*was) != link.verdict).map_or("", Verdict::name),
        note: review.note.clone(),
        by: review.by.clone(),
        day: super::day(&review.at),
    });
    Some(view::Pair { one, other, judged })
}

/// The links that are asked for; where nothing is, those that differ or are opposed.
pub(super) fn differences(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Differences> {
    let whole = scene.whole;
    let wanted = |l: &Link| match ask.verdict.as_str() {
        "" => matches!(l.verdict, Some(Verdict::Differs | Verdict::Opposed)),
        name => l.verdict.map_or("joined", Verdict::name) == name,
    };
    let words = |l: &Link| {
        let sides = l.left.iter().chain(&l.right);
        let told: Vec<&str> =
            sides.flat_map(|id| [whole.ledger.words_of(id), whole.ledger.title_of(id)]).collect();
        format!("{} {}", l.reason, told.join(" "))
    };
    let of_kind = |l: &Link| ask.kind.is_empty() || l.kind.name() == ask.kind;
    let found: Vec<&Link> = whole
        .links
        .iter()
        .filter(|l| wanted(l) && of_kind(l) && (ask.q.is_empty() || has(&words(l), &ask.q)))
        .collect();
    let count = |fits: &dyn Fn(&Link) -> bool| whole.links.iter().filter(|l| fits(l)).count();
    let kinds = LinkKind::ALL.map(|k| (k.name(), count(&|l| l.kind == k && wanted(l))));
    let verdicts = Verdict::ALL.map(|v| (v.name(), count(&|l| l.verdict == Some(v) && of_kind(l))));
    let joined = ("joined", count(&|l| l.verdict.is_none() && of_kind(l)));
    let some = |all: Vec<(&'static str, usize)>| all.into_iter().filter(|(_, n)| *n > 0).collect();
    let mut citer = Citer::new(scene);
    Ok(view::Differences {
        list: Part::of(found, ask.part(), PAGE).make(|link| difference(scene, &mut citer, link))?,
        kinds: some(kinds.to_vec()),
        verdicts: some(verdicts.into_iter().chain([joined]).collect()),
    })
}

/// Documents beside each other: a column for those that are named, else for those that have most in common.
pub(super) fn comparison(scene: &Scene<'_>, ask: &Ask) -> view::Comparison {
    let whole = scene.whole;
    let has_rows = whole.lines.iter().filter(|l| l.copy_of.is_none());
    let named: BTreeSet<DocId> =
        has_rows.filter(|l| has(&l.doc.title, &ask.who)).map(|l| DocId::from_printed(&l.doc.id)).collect();
    let by = [By::Measures, By::Events, By::Claims, By::Proposals, By::Actors];
    let by = by.into_iter().find(|by| by.one() == ask.kind);
    let told_by = |i: &Item| i.told.keys().filter(|doc| named.contains(doc)).count();
    let fits = |i: &&Item| match by {
        // Everybody is named nearly everywhere: actors only where they are asked for.
        None => i.by != By::Actors && told_by(i) > 1 && has(&i.what, &ask.q),
        Some(by) => i.by == by && told_by(i) > 1 && has(&i.what, &ask.q),
    };
    let found: Vec<&Item> = whole.items.iter().filter(fits).collect();
    let mut common: BTreeMap<&DocId, usize> = named.iter().map(|doc| (doc, 0)).collect();
    for item in &found {
        item.told.keys().for_each(|doc| *common.entry(doc).or_default() += 1);
    }
    common.retain(|doc, _| named.contains(*doc));
    let mut columns: Vec<(&DocId, usize)> = common.into_iter().collect();
    columns.sort_by_key(|(doc, n)| (Reverse(*n), *doc));
    let hidden = columns.len().saturating_sub(COLUMNS);
    columns.truncate(COLUMNS);
    let cell = |item: &Item, doc: &DocId| {
        let (words, rows) = item.told.get(doc)?;
        let href = match item.by {
            By::Actors => format!("/actors/{}", rows.first()?),
            _ => format!("/rows/{}", rows.first()?),
        };
        Some((clip(words, 120), href))
    };
    let list = Part::of(found, ask.part(), PAGE);
    let Part { items, total, part, parts } = list;
    let one = |item: &Item| view::Compared {
        what: clip(&item.what, CLIP),
        sort: item.by.one(),
        differs: item.differs.clone(),
        cells: columns.iter().map(|(doc, _)| cell(item, doc)).collect(),
    };
    view::Comparison {
        documents: columns.iter().map(|(doc, _)| whole.document(doc)).collect(),
        hidden,
        list: Part { items: items.into_iter().map(one).collect(), total, part, parts },
    }
}

/// On whose word things rest.
pub(super) fn sources(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Sources> {
    let whole = scene.whole;
    let found: Vec<_> = whole.roots.iter().filter(|r| has(&r.name, &ask.q)).collect();
    let layers = leans::layers(scene, &found)?;
    let Part { items, total, part, parts } = Part::of(found, ask.part(), 50);
    let one = |r: &crate::commands::sources::Root| view::Source {
        name: clip(&r.name, CLIP),
        actor: r.actor.clone().unwrap_or_default(),
        figures: r.figures.len(),
        statements: r.statements.len(),
        documents: r.documents.iter().take(6).map(|doc| whole.document(doc)).collect(),
        texts: r.texts.len(),
        of: clip(&r.of.iter().cloned().collect::<Vec<_>>().join("; "), CLIP),
    };
    let list = Part { items: items.into_iter().map(one).collect(), total, part, parts };
    Ok(view::Sources { list, layers })
}
