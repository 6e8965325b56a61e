//! Actors in their tables: those of each document, those of the case, and decisions.

use crate::Fault;
use crate::columns::Columns;
use crate::reading::list;
use crate::rows::decimal;
use relata_rows::{
    Actor, DocId, Entity, Findings, Member, Mention, Part, Relation, Resolved, Right, Role, Row, Told,
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// An actor as one document tells it, with where it is told and why it is that actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    /// The document.
    pub doc: DocId,
    /// Where in it.
    pub part: Part,
    /// The name there.
    pub name: String,
    /// Why it is the actor.
    pub reason: String,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// Two actors that may be one, by their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The id of the first.
    pub left: String,
    /// The id of the second.
    pub right: String,
    /// What speaks for it.
    pub reason: String,
    /// How much, 0 to 1.
    pub confidence: f32,
}

/// What holds between an actor and another, or a document, by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The id of the actor.
    pub left: String,
    /// `author_of`, `publishes`, `works_for`, `parent_of`.
    pub kind: String,
    /// The id of the other actor.
    pub actor: Option<String>,
    /// The document.
    pub document: Option<DocId>,
    /// The documents that say so.
    pub documents: Vec<String>,
    /// In what words.
    pub basis: String,
}

fn json<T: Serialize + ?Sized>(value: &T) -> String {
    // Lists of strings, numbers and days: nothing in them can fail.
    serde_json::to_string(value).unwrap_or_default()
}

fn of_json<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|_| Fault::Damaged)
}

/// Writes the actors of a document and where it names them; what is made of all documents is stale then.
pub(crate) fn write_entities(db: &Connection, reading: i64, findings: &Findings) -> Result<(), Fault> {
    let mut insert = db.prepare_cached(
        "INSERT INTO entities (reading, entity, kind, name, named, aliases, acronyms, roles, country, gender)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (n, e) in findings.entities.iter().enumerate() {
        insert.execute(params![
            reading,
            n as i64,
            e.kind.name(),
            e.name,
            e.named,
            json(&e.aliases),
            json(&e.acronyms),
            json(&e.roles),
            e.country,
            e.gender.map(|g| json(&g).replace('"', "")),
        ])?;
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO mention_rows (id, reading, start, end, confidence, entity, form, head_start, head_end)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for row in &findings.mentions {
        insert.execute(params![
            row.id.as_str(),
            reading,
            row.span.start as i64,
            row.span.end as i64,
            decimal(row.confidence),
            row.body.entity as i64,
            row.body.form.name(),
            row.body.head.start as i64,
            row.body.head.end as i64,
        ])?;
    }
    set_state(db, "stale")
}

/// Whether the actors of the case are those of its documents as they are now.
pub(crate) fn is_fresh(db: &Connection, version: u32) -> Result<bool, Fault> {
    let value: Option<String> = db
        .prepare_cached("SELECT value FROM state WHERE key = 'actors'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let empty = || db.prepare_cached("SELECT 1 FROM readings LIMIT 1")?.exists([]).map(|any| !any);
    match value {
        Some(value) => Ok(value == version.to_string()),
        None => Ok(empty()?),
    }
}

pub(crate) fn set_state(db: &Connection, value: &str) -> Result<(), Fault> {
    db.prepare_cached("INSERT OR REPLACE INTO state (key, value) VALUES ('actors', ?1)")?.execute([value])?;
    Ok(())
}

/// See [`crate::Case::told`].
pub(crate) fn told(db: &Connection) -> Result<Vec<Told>, Fault> {
    let mut counts: BTreeMap<(i64, usize), usize> = BTreeMap::new();
    let mut select =
        db.prepare_cached("SELECT reading, entity, count(*) FROM mention_rows GROUP BY reading, entity")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        counts.insert((c.get()?, c.whole()?), c.whole()?);
    }
    let mut select = db.prepare_cached(
        "SELECT reading, id, published_start, publisher, title FROM readings r
         WHERE EXISTS (SELECT 1 FROM places p WHERE p.reading = r.reading AND p.current = 1) ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        let reading: i64 = c.get()?;
        let (doc, day) = (DocId::from_printed(&c.get::<String>()?), c.date()?);
        let (publisher, title) = (c.get()?, c.get()?);
        let sql = "SELECT name FROM authors WHERE reading = ?1 ORDER BY n";
        let authors = list(db, sql, reading, |c| c.get())?;
        let entities = entities(db, reading)?.into_iter().enumerate();
        let entities = entities.map(|(n, e)| (e, counts.get(&(reading, n)).copied().unwrap_or(0))).collect();
        all.push(Told { doc, day, title, authors, publisher, entities });
    }
    Ok(all)
}

/// See [`crate::Case::entities_in`].
pub(crate) fn entities_in(db: &Connection, doc: &DocId) -> Result<Vec<Entity>, Fault> {
    let mut select = db.prepare_cached("SELECT reading FROM readings WHERE id = ?1")?;
    let reading: Option<i64> = select.query_row([doc.as_str()], |row| row.get(0)).optional()?;
    reading.map_or_else(|| Ok(Vec::new()), |reading| entities(db, reading))
}

fn entities(db: &Connection, reading: i64) -> Result<Vec<Entity>, Fault> {
    let sql = "SELECT kind, name, named, aliases, acronyms, roles, country, gender FROM entities
               WHERE reading = ?1 ORDER BY entity";
    list(db, sql, reading, |c| {
        Ok(Entity {
            kind: c.name()?,
            name: c.get()?,
            named: c.get()?,
            aliases: of_json(&c.get::<String>()?)?,
            acronyms: of_json(&c.get::<String>()?)?,
            roles: of_json::<Vec<Role>>(&c.get::<String>()?)?,
            country: c.get()?,
            gender: c.optional_name()?,
        })
    })
}

/// See [`crate::Case::mentions`].
pub(crate) fn mentions(db: &Connection, doc: &DocId, reading: i64) -> Result<Vec<Row<Mention>>, Fault> {
    let sql = "SELECT id, start, end, confidence, entity, form, head_start, head_end FROM mention_rows
               WHERE reading = ?1 ORDER BY start, id";
    list(db, sql, reading, |c| {
        let id = c.row_id()?.ok_or(Fault::Damaged)?;
        let (span, confidence) = (c.span()?, c.get::<f64>()? as f32);
        let body = Mention { entity: c.whole()?, form: c.name()?, head: c.span()? };
        Ok(Row { id, doc: doc.clone(), span, confidence, body })
    })
}

/// See [`crate::Case::actors_in`].
pub(crate) fn actors_in(db: &Connection, doc: &DocId) -> Result<BTreeMap<usize, String>, Fault> {
    let mut select = db.prepare_cached(
        "SELECT m.n, m.actor FROM actor_members m JOIN readings r ON r.reading = m.reading
         WHERE r.id = ?1 AND m.part = 'entity'",
    )?;
    let mut rows = select.query([doc.as_str()])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        all.insert(c.whole()?, c.get()?);
    }
    Ok(all)
}

/// See [`crate::Case::set_actors`].
pub(crate) fn set_actors(
    db: &Connection,
    documents: &[Told],
    resolved: &Resolved,
    version: u32,
) -> Result<(), Fault> {
    db.execute_batch(
        "DELETE FROM actor_rows; DELETE FROM actor_members; DELETE FROM actor_candidates;
         DELETE FROM actor_relations;",
    )?;
    let mut reading_of = db.prepare_cached("SELECT reading FROM readings WHERE id = ?1")?;
    let readings: Vec<i64> = documents
        .iter()
        .map(|d| reading_of.query_row([d.doc.as_str()], |row| row.get(0)))
        .collect::<Result<_, _>>()?;
    for (rank, actor) in resolved.actors.iter().enumerate() {
        write_actor(db, rank, actor)?;
    }
    let id = |actor: usize| resolved.actors.get(actor).map(|a| a.id.as_str());
    let mut insert = db.prepare_cached(
        "INSERT INTO actor_members (reading, part, n, actor, reason, confidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for m in &resolved.members {
        let Member { doc, part, actor, reason, confidence } = m;
        let (part, n) = part_columns(*part);
        insert.execute(params![readings[*doc], part, n, id(*actor), reason, decimal(*confidence)])?;
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO actor_candidates (left, right, reason, confidence) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for c in &resolved.candidates {
        insert.execute(params![id(c.left), id(c.right), c.reason, decimal(c.confidence)])?;
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO actor_relations (left, kind, right_actor, right_reading, documents, basis)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for Relation { left, kind, right, documents: told, basis } in &resolved.relations {
        let (actor, reading) = match right {
            Right::Actor(a) => (id(*a), None),
            Right::Document(d) => (None, Some(readings[*d])),
        };
        let told: Vec<&str> = told.iter().map(|&d| documents[d].doc.as_str()).collect();
        insert.execute(params![id(*left), kind.name(), actor, reading, json(&told), basis])?;
    }
    set_state(db, &version.to_string())
}

fn part_columns(part: Part) -> (&'static str, i64) {
    match part {
        Part::Entity(n) => ("entity", n as i64),
        Part::Author(n) => ("author", n as i64),
        Part::Publisher => ("publisher", 0),
    }
}

fn write_actor(db: &Connection, rank: usize, a: &Actor) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO actor_rows (rank, id, name, kind, aliases, roles, external, country, mentions, documents,
                                 first_seen, last_seen)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        rank as i64,
        a.id,
        a.name,
        a.kind.name(),
        json(&a.aliases),
        json(&a.roles),
        json(&a.external),
        a.country,
        a.mentions as i64,
        a.documents as i64,
        a.first_seen.map(|d| d.to_string()),
        a.last_seen.map(|d| d.to_string()),
    ])?;
    Ok(())
}

const ACTOR: &str =
    "id, name, kind, aliases, roles, external, country, mentions, documents, first_seen, last_seen";

fn actor(c: &mut Columns<'_, '_>) -> Result<Actor, Fault> {
    Ok(Actor {
        id: c.get()?,
        name: c.get()?,
        kind: c.name()?,
        aliases: of_json(&c.get::<String>()?)?,
        roles: of_json(&c.get::<String>()?)?,
        external: of_json(&c.get::<String>()?)?,
        country: c.get()?,
        mentions: c.whole()?,
        documents: c.whole()?,
        first_seen: c.date()?,
        last_seen: c.date()?,
    })
}

/// See [`crate::Case::actors`].
pub(crate) fn actors(db: &Connection) -> Result<Vec<Actor>, Fault> {
    list(db, &format!("SELECT {ACTOR} FROM actor_rows WHERE rank >= ?1 ORDER BY rank"), 0, actor)
}

/// See [`crate::Case::first_actors`].
pub(crate) fn first_actors(db: &Connection, most: usize) -> Result<Vec<Actor>, Fault> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    list(db, &format!("SELECT {ACTOR} FROM actor_rows WHERE rank < ?1 ORDER BY rank"), most, actor)
}

/// See [`crate::Case::members`].
pub(crate) fn members(db: &Connection, actor: &str) -> Result<Vec<Membership>, Fault> {
    let mut select = db.prepare_cached(
        "SELECT r.id, m.part, m.n, coalesce(e.name, a.name, r.publisher, ''), m.reason, m.confidence
         FROM actor_members m JOIN readings r ON r.reading = m.reading
              LEFT JOIN entities e ON m.part = 'entity' AND e.reading = m.reading AND e.entity = m.n
              LEFT JOIN authors a ON m.part = 'author' AND a.reading = m.reading AND a.n = m.n
         WHERE m.actor = ?1 ORDER BY r.id, m.part, m.n",
    )?;
    let mut rows = select.query([actor])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let mut c = Columns::of(row);
        let doc = DocId::from_printed(&c.get::<String>()?);
        let (part, n): (String, usize) = (c.get()?, c.whole()?);
        let part = match part.as_str() {
            "author" => Part::Author(n),
            "publisher" => Part::Publisher,
            _ => Part::Entity(n),
        };
        all.push(Membership {
            doc,
            part,
            name: c.get()?,
            reason: c.get()?,
            confidence: c.get::<f64>()? as f32,
        });
    }
    Ok(all)
}

/// See [`crate::Case::actor_candidates`].
pub(crate) fn candidates(db: &Connection) -> Result<Vec<Pair>, Fault> {
    let sql = "SELECT left, right, reason, confidence FROM actor_candidates WHERE n >= ?1 ORDER BY n";
    list(db, sql, 0, |c| {
        let (left, right, reason) = (c.get()?, c.get()?, c.get()?);
        Ok(Pair { left, right, reason, confidence: c.get::<f64>()? as f32 })
    })
}

/// See [`crate::Case::ties`].
pub(crate) fn ties(db: &Connection) -> Result<Vec<Tie>, Fault> {
    let sql = "SELECT t.left, t.kind, t.right_actor, r.id, t.documents, t.basis
               FROM actor_relations t LEFT JOIN readings r ON r.reading = t.right_reading
               WHERE t.n >= ?1 ORDER BY t.n";
    list(db, sql, 0, |c| {
        Ok(Tie {
            left: c.get()?,
            kind: c.get()?,
            actor: c.get()?,
            document: c.get::<Option<String>>()?.map(|id| DocId::from_printed(&id)),
            documents: of_json(&c.get::<String>()?)?,
            basis: c.get()?,
        })
    })
}

/// See [`crate::Case::decisions`].
pub(crate) fn decisions(db: &Connection) -> Result<Vec<String>, Fault> {
    list(db, "SELECT line FROM decisions WHERE n >= ?1 ORDER BY n", 0, |c| c.get())
}

/// See [`crate::Case::set_decisions`].
pub(crate) fn set_decisions(db: &Connection, lines: &[String]) -> Result<(), Fault> {
    db.execute("DELETE FROM decisions", [])?;
    let mut insert = db.prepare_cached("INSERT INTO decisions (n, line) VALUES (?1, ?2)")?;
    for (n, line) in lines.iter().enumerate() {
        insert.execute(params![n as i64, line])?;
    }
    set_state(db, "stale")
}

/// See [`crate::Case::lists`].
pub(crate) fn lists(db: &Connection) -> Result<Vec<(String, String)>, Fault> {
    let mut select = db.prepare_cached("SELECT name, csv FROM lists ORDER BY name")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// See [`crate::Case::set_list`].
pub(crate) fn set_list(db: &Connection, name: &str, csv: Option<&str>) -> Result<(), Fault> {
    match csv {
        Some(csv) => {
            db.execute("INSERT OR REPLACE INTO lists (name, csv) VALUES (?1, ?2)", params![name, csv])?;
        }
        None if db.execute("DELETE FROM lists WHERE name = ?1", [name])? == 0 => {
            return Err(Fault::Unknown(name.to_owned()));
        }
        None => {}
    }
    set_state(db, "stale")
}

/// The time, UTC: `2026-01-31T12:00:00Z`.
pub(crate) fn now(db: &Connection) -> Result<String, Fault> {
    Ok(db.query_row("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", [], |row| row.get(0))?)
}
