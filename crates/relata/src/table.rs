//! Tables that fit the terminal.

use crate::output::{Look, Style};
use unicode_width::UnicodeWidthStr;

/// A table for people: columns with heads, cells cut to fit.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

/// One column: its head and how it may be narrowed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub head: &'static str,
    /// Never narrower than this, unless everything in it is.
    pub least: usize,
    /// How much of the spare room it gets; 0 for a column that is as wide as its cells.
    pub share: usize,
    pub right: bool,
}

impl Column {
    /// A column as wide as its cells.
    pub(crate) fn fixed(head: &'static str) -> Self {
        Column { head, least: 0, share: 0, right: false }
    }

    /// The same, with cells to the right: for numbers.
    pub(crate) fn number(head: &'static str) -> Self {
        Column { right: true, ..Column::fixed(head) }
    }

    /// A column that gives way where there is too little room.
    pub(crate) fn flexible(head: &'static str, least: usize, share: usize) -> Self {
        Column { head, least, share, right: false }
    }
}

const GAP: usize = 2;

impl Table {
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row; cells beyond the columns are dropped, missing ones are empty.
    pub(crate) fn push(&mut self, cells: Vec<String>) {
        self.rows.push(cells.into_iter().map(|c| one_line(&c)).collect());
    }

    /// The table as lines, no wider than `style.width` as far as the least widths allow.
    pub(crate) fn render(&self, style: Style) -> String {
        let widths = self.widths(style.width);
        let head: Vec<String> = self.columns.iter().map(|c| c.head.to_owned()).collect();
        let mut text = style.paint(Look::Bold, &self.line(&head, &widths));
        text.push('\n');
        for row in &self.rows {
            text.push_str(&self.line(row, &widths));
            text.push('\n');
        }
        text
    }

    fn widths(&self, room: usize) -> Vec<usize> {
        let wanted: Vec<usize> = (0..self.columns.len())
            .map(|i| {
                let cells = self.rows.iter().filter_map(|r| r.get(i)).map(|c| c.width());
                cells.chain([self.columns[i].head.width()]).max().unwrap_or(0)
            })
            .collect();
        let gaps = GAP * self.columns.len().saturating_sub(1);
        let mut widths = wanted.clone();
        // Take column by column off what is too much, from the one that is widest for its share.
        while widths.iter().sum::<usize>() + gaps > room {
            let narrowable = (0..widths.len())
                .filter(|&i| self.columns[i].share > 0 && widths[i] > self.columns[i].least.min(wanted[i]))
                .max_by_key(|&i| (widths[i] * 100 / self.columns[i].share, i));
            match narrowable {
                Some(i) => widths[i] -= 1,
                None => break,
            }
        }
        widths
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for (i, (column, &width)) in self.columns.iter().zip(widths).enumerate() {
            let cell = cut(cells.get(i).map_or("", String::as_str), width);
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            if i > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            if column.right {
                line.push_str(&pad);
            }
            line.push_str(&cell);
            if !column.right {
                line.push_str(&pad);
            }
        }
        line.trim_end().to_owned()
    }
}

/// `text` in at most `width` columns, with an ellipsis where something was cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        // Some letters are wider for what stands behind them.
        if kept.width() + 1 > width {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A whole number with commas: 1,234,567.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// "1 document", "2 documents": `n` with its noun.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(n as u64), if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STYLE: Style = Style { width: 40, colours: false };

    #[test]
    fn the_flexible_column_gives_way() {
        let mut table =
            Table::new(vec![Column::fixed("ID"), Column::flexible("TEXT", 8, 1), Column::number("WORDS")]);
        table.push(vec![
            "abcd".into(),
            "a rather long\ntext that will not fit in here".into(),
            "1,234".into(),
        ]);
        assert_eq!(
            table.render(STYLE),
            "ID    TEXT                         WORDS\nabcd  a rather long text that wi…  1,234\n"
        );
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "document"), "1 document");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(cells in proptest::collection::vec("\\PC{0,60}", 1..20)) {
            let mut table = Table::new(vec![Column::flexible("A", 4, 1), Column::flexible("B", 4, 2)]);
            for cell in &cells {
                table.push(vec![cell.clone(), cell.chars().rev().collect()]);
            }
            for line in table.render(STYLE).lines() {
                prop_assert!(line.width() <= STYLE.width, "{line:?}");
            }
        }
    }
}
