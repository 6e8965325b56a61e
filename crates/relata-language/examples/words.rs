//! Text files to words, as the training scripts want them: one path a line on standard input, one
//! JSON line out for each, a list of sentences `{"paragraph": bool, "tokens": [[start, end], ...]}`.
//!
//! Offsets are Unicode code points of the file; every line of a file that holds text is a paragraph.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use relata_rows::Document;

fn main() {
    for path in std::io::stdin().lines() {
        let document = Document::of_lines(std::fs::read_to_string(path.unwrap()).unwrap());
        // The code point at which each byte stands.
        let mut points = Vec::with_capacity(document.text.len() + 1);
        for (n, c) in document.text.chars().enumerate() {
            points.extend(std::iter::repeat_n(n, c.len_utf8()));
        }
        points.push(document.text.chars().count());
        let mut block = usize::MAX;
        let lines: Vec<String> = relata_language::sentences(&document)
            .iter()
            .map(|s| {
                let tokens: Vec<String> = s
                    .tokens
                    .iter()
                    .map(|t| format!("[{},{}]", points[t.span.start], points[t.span.end]))
                    .collect();
                let first = std::mem::replace(&mut block, s.block) != s.block;
                format!("{{\"paragraph\":{first},\"tokens\":[{}]}}", tokens.join(","))
            })
            .collect();
        println!("[{}]", lines.join(","));
    }
}
