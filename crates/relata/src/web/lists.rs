//! Lists of rows, documents and actors, and the overview.

use super::cite::{Citer, Info};
use super::whole::Whole;
use super::{CLIP, PAGE, Scene, across, clip};
use crate::commands::timeline::{Entry, Sort, side};
use crate::select::file_name;
use jiff::civil::Date;
use relata_case::Fault;
use relata_reconcile::events::{Aspect, By, balance};
use relata_rows::{Actor, ActorKind, DocId, Modality, ProposalKind, Status, Verdict};
use relata_web::chart::{Columns, Fan, Stacks};
use relata_web::view::{self, Counted, DocRef, Part};
use relata_web::{Ask, encoded};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Things of each sort on the overview.
const FEW: usize = 4;

/// Whether a text has all the words, in any case of letters.
pub(super) fn has(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// Counts with bars, the highest first.
fn bars(counts: BTreeMap<String, usize>, most: usize, href: impl Fn(&str) -> String) -> Vec<Counted> {
    let mut all: Vec<(String, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(name, n)| (Reverse(*n), name.clone()));
    let top = all.first().map_or(1, |a| a.1).max(1);
    let one = |(name, count): (String, usize)| {
        let href = href(&name);
        Counted { name: clip(&name, CLIP), href, count, share: count * 100 / top }
    };
    all.into_iter().take(most).map(one).collect()
}

/// What the pile is about.
pub(super) fn overview(scene: &Scene<'_>) -> anyhow::Result<view::Overview> {
    let whole = scene.whole;
    let counts = scene.case.counts()?;
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let days: Vec<&str> =
        whole.lines.iter().map(|l| l.doc.day.trim_end_matches('…')).filter(|d| !d.is_empty()).collect();
    let (first, last) = (days.iter().min(), days.iter().max());
    let top = whole.actors.first().map_or(1, |a| a.mentions).max(1);
    let actor = |a: &Actor| Counted {
        name: clip(&a.name, CLIP),
        href: format!("/actors/{}", a.id),
        count: a.mentions,
        share: a.mentions * 100 / top,
    };
    let differ = |v: Option<Verdict>| matches!(v, Some(Verdict::Differs | Verdict::Opposed));
    let differing: Vec<usize> = (0..whole.links.len()).filter(|&n| differ(whole.links[n].verdict)).collect();
    let mut citer = Citer::new(scene);
    let shown = differing.iter().take(FEW);
    let differences = shown.map(|&n| across::difference(scene, &mut citer, &whole.links[n]));
    let differences = differences.collect::<anyhow::Result<_>>()?;
    let open = Ask { kind: "commitment".into(), status: "open".into(), ..Ask::default() };
    let mut commitments = proposals(scene, &open)?.list;
    commitments.items.truncate(FEW);
    let gap =
        |(code, &n): (&String, &u64)| Counted { name: code.clone(), count: number(n), ..Counted::default() };
    Ok(view::Overview {
        counts: vec![
            ("documents", number(counts.documents)),
            ("statements", number(counts.statements)),
            ("figures", number(counts.figures)),
            ("events", number(counts.events)),
            ("proposals", number(counts.proposals)),
            ("actors", number(counts.actors)),
        ],
        days: first.zip(last).map(|(a, b)| ((*a).to_owned(), (*b).to_owned())),
        over_time: over_time(&days),
        actors: whole.actors.iter().take(2 * FEW).map(actor).collect(),
        differences,
        differing: differing.len(),
        open: commitments.total,
        commitments: commitments.items,
        gaps: counts.notes.iter().map(gap).collect(),
        failures: scene.case.failures()?.into_iter().take(20).map(|f| (f.path, f.message)).collect(),
    })
}

/// Documents by month; by year where they lie more than five years apart.
fn over_time(days: &[&str]) -> Columns {
    let dates: Vec<Date> = days.iter().filter_map(|d| d.parse().ok()).collect();
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
        return Columns::default();
    };
    let months = |d: &Date| i32::from(d.year()) * 12 + i32::from(d.month()) - 1;
    let by_year = months(last) - months(first) > 60;
    let step = |d: &Date| if by_year { i32::from(d.year()) } else { months(d) };
    let mut counts: BTreeMap<i32, usize> = (step(first)..=step(last)).map(|n| (n, 0)).collect();
    dates.iter().for_each(|d| *counts.entry(step(d)).or_default() += 1);
    let name = |n: i32| if by_year { n.to_string() } else { format!("{}-{:02}", n / 12, n % 12 + 1) };
    Columns::of(counts.into_iter().map(|(n, count)| (name(n), count)).collect())
}

/// The documents that have the words in their heads.
pub(super) fn documents(scene: &Scene<'_>, ask: &Ask) -> view::Documents {
    let lines = &scene.whole.lines;
    let fits = |l: &&view::DocumentLine| {
        let head = format!("{} {} {}", l.doc.title, l.doc.maker, l.doc.day);
        (ask.kind.is_empty() || l.genre == ask.kind) && has(&head, &ask.q)
    };
    let found: Vec<view::DocumentLine> = lines.iter().filter(fits).cloned().collect();
    let genres: BTreeSet<&String> = lines.iter().map(|l| &l.genre).collect();
    view::Documents { list: Part::of(found, ask.part(), 50), genres: genres.into_iter().cloned().collect() }
}

/// The rows of a kind that `fits` lets through, in the order of documents and texts.
fn rows<'s>(whole: &'s Whole, kind: &str, fits: impl Fn(&Info) -> bool) -> Vec<(&'s str, &'s Info)> {
    let all = whole.order.iter().filter_map(|id| Some((id.as_str(), whole.rows.get(id)?)));
    all.filter(|(_, info)| info.kind == kind && fits(info)).collect()
}

/// The statements.
pub(super) fn statements(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Statements> {
    let whole = scene.whole;
    let polarity: BTreeMap<&str, &str> =
        whole.ledger.said.iter().map(|s| (s.row.as_str(), s.polarity.name())).collect();
    let fits =
        |info: &Info| has(&info.who, &ask.who) && has(&info.about, &ask.cue) && has(&info.words, &ask.q);
    let mut found = rows(whole, "statement", fits);
    found.retain(|(id, _)| ask.kind.is_empty() || polarity.get(id).is_some_and(|p| *p == ask.kind));
    let (mut speakers, mut cues) = (BTreeMap::new(), BTreeMap::new());
    for (_, info) in &found {
        if !info.who.is_empty() {
            *speakers.entry(info.who.clone()).or_default() += 1;
        }
        *cues.entry(info.about.to_lowercase()).or_default() += 1;
    }
    let mut citer = Citer::new(scene);
    let list = Part::of(found, ask.part(), PAGE).make(|(id, info)| citer.row(id, info))?;
    Ok(view::Statements {
        list,
        speakers: bars(speakers, 8, |name| format!("/statements?who={}", encoded(&clip(name, 80)))),
        cues: bars(cues, 8, |name| format!("/statements?cue={}", encoded(&clip(name, 80)))),
    })
}

fn actor_line(a: &Actor) -> view::ActorLine {
    let role = |r: &relata_rows::Office| match &r.of {
        Some(of) => format!("{}, {of}", r.title),
        None => r.title.clone(),
    };
    let roles: BTreeSet<String> = a.roles.iter().map(role).collect();
    view::ActorLine {
        id: a.id.clone(),
        name: clip(&a.name, CLIP),
        kind: a.kind.name(),
        aliases: clip(&a.aliases.join("; "), CLIP),
        roles: clip(&roles.into_iter().collect::<Vec<_>>().join("; "), CLIP),
        mentions: a.mentions,
        documents: a.documents,
    }
}

/// Whether one of an actor's names has the words, in any form of case and accents.
fn is_called(a: &Actor, words: &str) -> bool {
    let folded = relata_gazetteer::fold(words);
    folded.is_empty()
        || [&a.name].into_iter().chain(&a.aliases).any(|n| relata_gazetteer::fold(n).contains(&folded))
}

/// The actors.
pub(super) fn actors(scene: &Scene<'_>, ask: &Ask) -> view::Actors {
    let kind = ActorKind::parse(&ask.kind);
    let fits = |a: &&Actor| kind.is_none_or(|k| a.kind == k) && is_called(a, &ask.q);
    let found: Vec<view::ActorLine> = scene.whole.actors.iter().filter(fits).map(actor_line).collect();
    let kinds: BTreeSet<ActorKind> = scene.whole.actors.iter().map(|a| a.kind).collect();
    view::Actors {
        list: Part::of(found, ask.part(), 50),
        kinds: kinds.into_iter().map(ActorKind::name).collect(),
    }
}

/// One actor with all that concerns it.
pub(super) fn actor(scene: &Scene<'_>, id: &str) -> anyhow::Result<view::ActorPage> {
    let whole = scene.whole;
    let unknown = || relata_case::CaseError {
        path: scene.case.path().to_owned(),
        fault: Fault::Unknown(id.to_owned()),
    };
    let a = whole.actor(id).ok_or_else(unknown)?;
    // The same as `relata show ACTOR --json` gives.
    let page = crate::commands::actor::page(scene.case, a)?;
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let array = |key: &str| page.get(key).and_then(|v| v.as_array()).cloned().unwrap_or_default();
    let mut citer = Citer::new(scene);
    let mut rows = Vec::new();
    for key in ["says", "said_of", "figures", "events", "proposals"] {
        let all = array(key);
        let ids: Vec<String> = all.iter().take(12).map(|row| text(&row["id"])).collect();
        if !ids.is_empty() {
            rows.push((key, all.len(), citer.all(ids.iter().map(String::as_str))?));
        }
    }
    let document = |d: &serde_json::Value| {
        let why = d["as"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|w| format!("{}: {}", text(&w["name"]), text(&w["reason"])));
        let why: BTreeSet<String> = why.collect();
        let mentions = d["mentions"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        (whole.doc(&text(&d["doc"])), mentions, clip(&why.into_iter().collect::<Vec<_>>().join("; "), CLIP))
    };
    let seen: BTreeSet<String> =
        [a.first_seen, a.last_seen].into_iter().flatten().map(|d| d.to_string()).collect();
    let external = a.external.iter().map(|(scheme, id)| format!("{scheme} {id}"));
    let facts = [
        ("aliases", a.aliases.join("; ")),
        ("country", a.country.clone().unwrap_or_default()),
        ("external", external.collect::<Vec<_>>().join("; ")),
        ("seen", seen.into_iter().collect::<Vec<_>>().join(" – ")),
    ];
    let role = |r: &relata_rows::Office| {
        let title = r.of.as_ref().map_or_else(|| r.title.clone(), |of| format!("{}, {of}", r.title));
        let day = |d: Option<Date>| d.map_or_else(String::new, |d| d.to_string());
        let time = if r.from.is_none() && r.to.is_none() {
            String::new()
        } else {
            format!("{} – {}", day(r.from), day(r.to))
        };
        (title, time, r.basis.clone())
    };
    let candidates = whole.candidates.iter().filter_map(|pair| {
        let other = if pair.left == id { &pair.right } else { &pair.left };
        let own = pair.left == id || pair.right == id;
        own.then(|| whole.actor(other))
            .flatten()
            .map(|o| (o.id.clone(), clip(&o.name, CLIP), pair.reason.clone()))
    });
    let relation =
        |r: &serde_json::Value| (text(&r["left"]), text(&r["kind"]), text(&r["right"]), text(&r["basis"]));
    let decisions = crate::actors::decisions(scene.case)?;
    Ok(view::ActorPage {
        actor: actor_line(a),
        facts: facts.into_iter().filter(|(_, v)| !v.is_empty()).collect(),
        roles: a.roles.iter().map(role).collect(),
        documents: array("in_documents").iter().map(document).collect(),
        relations: array("relations").iter().map(relation).collect(),
        fan: relations(scene, a),
        rows,
        candidates: candidates.collect(),
        decisions: decisions.0.iter().rev().map(|d| d.to_string().replace('\t', " ")).collect(),
        ..view::ActorPage::default()
    })
}

/// The actor on the left, those with whom it has to do on the right.
fn relations(scene: &Scene<'_>, a: &Actor) -> Fan {
    let others = scene.whole.ties.iter().filter_map(|tie| {
        let other = if tie.left == a.id { tie.actor.as_deref()? } else { tie.left.as_str() };
        let concerns = tie.left == a.id || tie.actor.as_deref() == Some(&a.id);
        concerns.then(|| scene.whole.actor(other)).flatten()
    });
    let mut right: Vec<(String, String)> =
        others.map(|o| (o.name.clone(), format!("/actors/{}", o.id))).collect();
    right.sort();
    right.dedup();
    right.truncate(24);
    let lines: Vec<(usize, usize, usize)> = (0..right.len()).map(|n| (0, n, 1)).collect();
    Fan::of(vec![(a.name.clone(), format!("/actors/{}", a.id))], right, &lines)
}

fn entry(e: &Entry) -> view::Entry {
    let kind = match e.sort {
        Sort::Event => "event",
        Sort::Statement => "statement",
        Sort::Figure => "figure",
    };
    let modality = e.modality.filter(|&m| m != Modality::Actual).map(Modality::name);
    let sort: Vec<&str> = e.kind.map(|k| k.name()).into_iter().chain(modality).collect();
    let differs = e.differs.iter().filter(|(aspect, _)| *aspect != Aspect::Words).map(|(aspect, told)| {
        let values: Vec<&str> = told.iter().map(|(value, _)| value.as_str()).collect();
        format!("{}: {}", aspect.name(), values.join(" / "))
    });
    view::Entry {
        id: e.id().to_owned(),
        kind,
        when: e.when().trim_start_matches("told ").to_owned(),
        told: e.time.as_ref().is_some_and(|t| t.told),
        who: clip(&e.who, CLIP),
        what: clip(e.what.trim_end().trim_end_matches(':'), CLIP),
        whom: clip(&e.whom, CLIP),
        sort: sort.join(", "),
        differs: differs.collect::<Vec<_>>().join("; "),
        tellers: e.tellers.iter().map(|t| (t.row.clone(), clip(&t.title, 80))).collect(),
        witnesses: e.witnesses,
    }
}

/// A day from what a person typed: `2020`, `2020-05`, `2020-05-03`; its first, or its last.
fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.trim().split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let small = |part: Option<Result<i16, _>>| part.and_then(Result::ok).and_then(|n| i8::try_from(n).ok());
    let (month, day) = (small(parts.next()), small(parts.next()));
    let first = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), day.unwrap_or(1)).ok()?;
    Some(if last && day.is_none() { first.last_of_month() } else { first })
}

/// What happened, was said and was counted in the order of time.
pub(super) fn timeline(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Timeline> {
    let whole = scene.whole;
    let (from, to) = (day(&ask.from, false), day(&ask.to, true));
    let fits = |e: &&view::Entry, days: Option<(Option<Date>, Option<Date>)>| {
        let in_time = |(start, end): (Option<Date>, Option<Date>)| {
            from.is_none_or(|from| end.is_none_or(|end| end > from))
                && to.is_none_or(|to| start.is_none_or(|start| start <= to))
        };
        (ask.kind.is_empty() || e.kind == ask.kind)
            && (from.is_none() && to.is_none() || days.is_some_and(in_time))
            && has(&format!("{} {} {} {}", e.who, e.what, e.whom, e.sort), &ask.q)
    };
    let days = |e: &Entry| e.time.as_ref().map(|t| (t.days.start, t.days.end));
    let found: Vec<view::Entry> = whole
        .entries
        .iter()
        .filter_map(|e| {
            let shown = entry(e);
            fits(&&shown, days(e)).then_some(shown)
        })
        .collect();
    let acting: Vec<&Actor> = whole
        .actors
        .iter()
        .filter(|a| matches!(a.kind, ActorKind::Place | ActorKind::Organization | ActorKind::Person))
        .take(40)
        .collect();
    let between = match (whole.actor(&ask.a), whole.actor(&ask.b)) {
        (Some(a), Some(b)) => Some((a, b)),
        _ => busiest(whole, &acting),
    };
    let stacks = between.map_or_else(Vec::new, |(a, b)| shares(whole, a, b));
    Ok(view::Timeline {
        list: Part::of(found, ask.part(), 100),
        balance: Stacks::of(stacks),
        actors: acting.iter().map(|a| (a.id.clone(), clip(&a.name, 60))).collect(),
        between: between.map(|(a, b)| (a.id.clone(), b.id.clone())).unwrap_or_default(),
    })
}

/// How often two actors worked together and against each other, by month; months without a date in them are left out.
fn shares(whole: &Whole, a: &Actor, b: &Actor) -> Vec<(String, [usize; 4])> {
    let publisher =
        |doc: &DocId| whole.ledger.documents.get(doc).and_then(|d| Some(d.publisher.as_ref()?.name.clone()));
    let sides = [a, b].map(|actor| side(&whole.actors, actor, false));
    let all =
        balance(&whole.ledger.tellings, &whole.occurrences, [&sides[0], &sides[1]], By::Month, &publisher);
    all.into_iter().filter_map(|share| Some((share.time?, share.tally.events))).collect()
}

/// The two among the most mentioned countries between whom most is told; else among all who act.
fn busiest<'a>(whole: &Whole, acting: &[&'a Actor]) -> Option<(&'a Actor, &'a Actor)> {
    let places: Vec<&Actor> = acting.iter().filter(|a| a.kind == ActorKind::Place).copied().take(5).collect();
    let few = if places.len() > 1 { places } else { acting.iter().copied().take(5).collect() };
    let pairs = few.iter().enumerate().flat_map(|(n, a)| few[n + 1..].iter().map(move |b| (*a, *b)));
    let told = |(a, b): &(&Actor, &Actor)| {
        shares(whole, a, b).iter().map(|s| s.1.iter().sum::<usize>()).sum::<usize>()
    };
    pairs.rev_max(told)
}

/// The first of the greatest.
trait First: Iterator + Sized {
    fn rev_max<K: Ord>(self, key: impl Fn(&Self::Item) -> K) -> Option<Self::Item> {
        self.fold(None, |best: Option<(K, Self::Item)>, item| {
            let new = key(&item);
            match best {
                Some((known, kept)) if known >= new => Some((known, kept)),
                _ => Some((new, item)),
            }
        })
        .map(|(_, item)| item)
    }
}

impl<I: Iterator> First for I {}

/// What should, will or was promised to happen.
pub(super) fn proposals(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Proposals> {
    let whole = scene.whole;
    let names: BTreeMap<&str, &str> = whole.actors.iter().map(|a| (a.id.as_str(), a.name.as_str())).collect();
    let infos: Vec<_> = whole
        .ledger
        .proposed
        .iter()
        .filter_map(|p| {
            let info = whole.rows.get(p.row.as_str())?;
            // The status stands behind the kind, as the document of the proposal tells it.
            let own = info.about.rsplit(", ").next().and_then(Status::parse).unwrap_or(Status::Unknown);
            let fate = whole.fates.get(&p.row);
            let status = match (own, fate) {
                (Status::Open | Status::Unknown, Some(fate)) => fate.status,
                _ => own,
            };
            Some((p, info, status, fate))
        })
        .collect();
    let tally = ProposalKind::ALL.map(|kind| {
        let count = |status| infos.iter().filter(|(p, _, s, _)| p.kind == kind && *s == status).count();
        (kind.name(), Status::ALL.map(count).to_vec())
    });
    let addressees = |side: &relata_reconcile::events::Side| {
        let actors = side.actors.iter().filter_map(|id| names.get(id.as_str()).copied());
        actors.chain(side.described.iter().map(String::as_str)).collect::<Vec<_>>().join("; ")
    };
    let found: Vec<_> = infos
        .into_iter()
        .filter(|(p, info, status, _)| {
            (ask.kind.is_empty() || p.kind.name() == ask.kind)
                && (ask.status.is_empty() || status.name() == ask.status)
                && has(&format!("{} {}", p.holder, addressees(&p.addressees)), &ask.who)
                && has(&info.words, &ask.q)
        })
        .collect();
    let mut citer = Citer::new(scene);
    let list = Part::of(found, ask.part(), PAGE).make(|(p, info, status, fate)| {
        anyhow::Ok(view::Proposal {
            row: citer.row(p.row.as_str(), info)?,
            kind: p.kind.name(),
            holder: clip(&p.holder, CLIP),
            addressees: clip(&addressees(&p.addressees), CLIP),
            action: clip(&p.action, CLIP),
            negative: p.negative,
            due: p.due.as_ref().map_or_else(String::new, |d| clip(&d.text, 80)),
            status: status.name(),
            told_later: fate.map(|f| (f.row.as_str().to_owned(), f.reason.clone())),
        })
    })?;
    Ok(view::Proposals { list, tally: tally.to_vec(), statuses: Status::ALL.map(Status::name).to_vec() })
}

/// Rows of each kind that a search shows.
const ROWS: usize = 8;

/// Passages and rows that have the words.
pub(super) fn search(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Found> {
    let whole = scene.whole;
    let hits = match scene.case.search(&ask.q, 30) {
        Ok(hits) => hits,
        Err(error) if matches!(error.fault, Fault::EmptyQuery) => return Ok(view::Found::default()),
        Err(error) => return Err(error.into()),
    };
    let mut passages = Vec::new();
    for hit in hits {
        let blocks = scene.case.document(hit.doc.as_str())?.document.blocks;
        passages.push(view::Passage {
            doc: whole.document(&hit.doc),
            block: blocks.iter().position(|b| b.span == hit.span).unwrap_or(0),
            pieces: hit.snippet.into_iter().map(|p| (clip(&p.text, 600), p.is_match)).collect(),
        });
    }
    // Marks of a query say how passages are sought; rows are sought by its words.
    let words: String = ask.q.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut citer = Citer::new(scene);
    let mut found = Vec::new();
    for kind in ["figure", "statement", "event", "proposal"] {
        let fits = |info: &Info| has(&format!("{} {} {}", info.who, info.about, info.words), &words);
        let all = rows(whole, kind, fits);
        if !words.trim().is_empty() && !all.is_empty() {
            let shown = all.iter().take(ROWS).map(|(id, info)| citer.row(id, info));
            found.push((kind, all.len(), shown.collect::<anyhow::Result<_>>()?));
        }
    }
    let named = whole.actors.iter().filter(|a| !words.trim().is_empty() && is_called(a, words.trim()));
    Ok(view::Found { passages, rows: found, actors: named.take(10).map(actor_line).collect() })
}

/// What a document is called in a citation.
pub(super) fn source(doc: &DocRef, path: &str) -> String {
    let parts = [doc.maker.clone(), format!("\u{201c}{}\u{201d}", doc.title), doc.day.clone()];
    let parts = parts.into_iter().filter(|p| !p.is_empty()).chain([file_name(path).to_owned()]);
    parts.collect::<Vec<_>>().join(", ")
}
