//! Lists of rows, documents and actors.

use super::cite::{Citer, Info};
use super::whole::Whole;
use super::{CLIP, PAGE, Scene, clip};
use crate::select::file_name;
use jiff::civil::Date;
use relata_case::Fault;
use relata_rows::{Actor, ActorKind, DocId, Part as Place, ProposalKind, Span, Status};
use relata_web::chart::Fan;
use relata_web::view::{self, Counted, DocRef, Part};
use relata_web::{Ask, encoded};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    if !ask.whom.trim().is_empty() {
        let named = mentions_of(scene, &ask.whom)?;
        // Those who say it are named in it by that alone.
        let own = |info: &Info| usize::from(has(&info.who, &ask.whom));
        let within = |info: &Info| {
            named.get(&info.doc).map_or(0, |all| all.iter().filter(|m| info.span.contains(**m)).count())
        };
        // Others than actors of the case are known by their words: "the farmers".
        let told = |info: &Info| own(info) == 0 && has(&info.words, &ask.whom);
        found.retain(|(_, info)| within(info) > own(info) || told(info));
    }
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
        targets: scene.whole.actors.iter().take(40).map(|a| clip(&a.name, 80)).collect(),
        speakers: bars(speakers, 8, |name| format!("/statements?who={}", encoded(&clip(name, 80)))),
        cues: bars(cues, 8, |name| format!("/statements?cue={}", encoded(&clip(name, 80)))),
    })
}

/// Where the actors that are called so are named or pointed at, by document.
fn mentions_of(scene: &Scene<'_>, name: &str) -> anyhow::Result<BTreeMap<DocId, Vec<Span>>> {
    let mut entities: BTreeMap<DocId, BTreeSet<usize>> = BTreeMap::new();
    for actor in scene.whole.actors.iter().filter(|a| is_called(a, name)) {
        for member in scene.case.members(&actor.id)? {
            if let Place::Entity(n) = member.part {
                entities.entry(member.doc).or_default().insert(n);
            }
        }
    }
    let mut all = BTreeMap::new();
    for (doc, own) in entities {
        let mentions = scene.case.mentions(&doc)?.into_iter().filter(|m| own.contains(&m.body.entity));
        all.insert(doc, mentions.map(|m| m.span).collect());
    }
    Ok(all)
}

pub(super) fn actor_line(a: &Actor) -> view::ActorLine {
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
pub(super) fn is_called(a: &Actor, words: &str) -> bool {
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

/// What should, will or was promised to happen.
pub(super) fn proposals(scene: &Scene<'_>, ask: &Ask) -> anyhow::Result<view::Proposals> {
    let whole = scene.whole;
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
    let found: Vec<_> = infos
        .into_iter()
        .filter(|(p, info, status, _)| {
            (ask.kind.is_empty() || p.kind.name() == ask.kind)
                && (ask.status.is_empty() || status.name() == ask.status)
                && has(&format!("{} {}", p.holder, p.addressed), &ask.who)
                && has(&info.words, &ask.q)
        })
        .collect();
    let mut citer = Citer::new(scene);
    let list = Part::of(found, ask.part(), PAGE).make(|(p, info, status, fate)| {
        anyhow::Ok(view::Proposal {
            row: citer.row(p.row.as_str(), info)?,
            kind: p.kind.name(),
            holder: clip(&p.holder, CLIP),
            addressees: clip(&p.addressed, CLIP),
            action: clip(&p.action, CLIP),
            negative: p.negative,
            due: p.due.as_ref().map_or_else(String::new, |d| clip(&d.text, 80)),
            status: status.name(),
            told_later: fate.map(|f| (f.row.as_str().to_owned(), f.reason.clone())),
        })
    })?;
    Ok(view::Proposals { list, tally: tally.to_vec(), statuses: Status::ALL.map(Status::name).to_vec() })
}

/// What a document is called in a citation.
pub(super) fn source(doc: &DocRef, path: &str) -> String {
    let parts = [doc.maker.clone(), format!("\u{201c}{}\u{201d}", doc.title), doc.day.clone()];
    let parts = parts.into_iter().filter(|p| !p.is_empty()).chain([file_name(path).to_owned()]);
    parts.collect::<Vec<_>>().join(", ")
}
