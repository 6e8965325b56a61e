//! Those who take part in events and proposals, in their table.

use super::actor_of;
use crate::Fault;
use crate::columns::Columns;
use relata_rows::{Party, RowId};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// In what part; the name stands in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Agent,
    Recipient,
    Holder,
    Addressee,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::Recipient => "recipient",
            Role::Holder => "holder",
            Role::Addressee => "addressee",
        }
    }

    fn parse(name: &str) -> Result<Self, Fault> {
        let all = [Role::Agent, Role::Recipient, Role::Holder, Role::Addressee];
        all.into_iter().find(|role| role.name() == name).ok_or(Fault::Damaged)
    }
}

/// Writes those who have one role in a row.
pub(super) fn write<'p>(
    db: &Connection,
    reading: i64,
    row: &RowId,
    role: Role,
    parties: impl IntoIterator<Item = &'p Party>,
) -> Result<(), Fault> {
    let mut insert = db.prepare_cached(
        "INSERT INTO parties (reading, row, role, n, start, end, entity) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (n, party) in parties.into_iter().enumerate() {
        let (start, end) = (party.span.start as i64, party.span.end as i64);
        let entity = party.entity.map(|e| e as i64);
        insert.execute(params![reading, row.as_str(), role.name(), n as i64, start, end, entity])?;
    }
    Ok(())
}

/// All who take part in rows of one reading.
pub(super) struct Parties(BTreeMap<(String, Role), Vec<Party>>);

impl Parties {
    pub(super) fn of(db: &Connection, reading: i64) -> Result<Self, Fault> {
        let actor = actor_of("entity");
        let mut select = db.prepare_cached(&format!(
            "SELECT row, role, start, end, entity, {actor} FROM parties t WHERE reading = ?1 ORDER BY row, role, n"
        ))?;
        let mut rows = select.query([reading])?;
        let mut all: BTreeMap<_, Vec<Party>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let mut c = Columns::of(row);
            let (id, role): (String, String) = (c.get()?, c.get()?);
            let party = Party { span: c.span()?, entity: c.optional_whole()?, actor: c.get()? };
            all.entry((id, Role::parse(&role)?)).or_default().push(party);
        }
        Ok(Parties(all))
    }

    /// Those of one row and role, in order.
    pub(super) fn with(&self, row: &RowId, role: Role) -> Vec<Party> {
        self.0.get(&(row.as_str().to_owned(), role)).cloned().unwrap_or_default()
    }
}
