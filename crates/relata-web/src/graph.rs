//! Who has to do with whom, as geometry: layers from those who lean down to those on whom all rests, and a ring of
//! partners around one. The templates draw it as SVG, and say the same in text.

use relata_rows::Reason;
use std::collections::BTreeMap;

/// A thing in a picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Node {
    /// What it is called.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// What it is, for its look: `document`, `source`, `body`.
    pub kind: &'static str,
}

/// A line between two things, by their numbers: the first leans on the second.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edge {
    /// Who leans.
    pub from: usize,
    /// On whom.
    pub to: usize,
    /// How: `copy`, `passage`, `cites`, `of`.
    pub kind: &'static str,
    /// How often.
    pub weight: usize,
    /// Where that stands.
    pub href: String,
    /// The words, or why, for whoever points at it.
    pub title: Reason,
}

/// A thing in its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placed {
    /// Left edge.
    pub x: u32,
    /// Top.
    pub y: u32,
    /// Its name as far as it has room.
    pub short: String,
    /// The thing.
    pub node: Node,
}

/// A line in its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Its way, as an SVG path.
    pub path: String,
    /// Its width, 1 to 5.
    pub width: u32,
    /// Those whom it joins, by name.
    pub ends: (String, String),
    /// The line.
    pub edge: Edge,
}

/// Things in columns: whoever leans stands left of those on whom it leans.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layers {
    /// The things.
    pub nodes: Vec<Placed>,
    /// The lines, in the order in which they were given.
    pub lines: Vec<Line>,
    /// Width of the picture.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// Width and height of the box of a thing, and the room between columns and between boxes.
const BOX: (u32, u32) = (190, 26);
const GAP: (u32, u32) = (70, 10);

impl Layers {
    /// Draws things and the lines between them; lines that go to a thing out of number are left out.
    pub fn of(nodes: Vec<Node>, edges: Vec<Edge>) -> Layers {
        let edges: Vec<Edge> =
            edges.into_iter().filter(|e| e.from != e.to && e.from.max(e.to) < nodes.len()).collect();
        let ranks = ranks(nodes.len(), &edges);
        let last = ranks.iter().copied().max().unwrap_or(0);
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); last + 1];
        for (n, rank) in ranks.iter().enumerate() {
            columns[last - rank].push(n);
        }
        order(&mut columns, &edges);
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0) as u32;
        let height = rows * (BOX.1 + GAP.1) + GAP.1;
        let mut places = vec![(0, 0); nodes.len()];
        for (c, column) in columns.iter().enumerate() {
            let free = height - column.len() as u32 * (BOX.1 + GAP.1);
            for (r, &n) in column.iter().enumerate() {
                let y = GAP.1 / 2 + free / 2 + r as u32 * (BOX.1 + GAP.1);
                places[n] = (4 + c as u32 * (BOX.0 + GAP.0), y);
            }
        }
        let most = edges.iter().map(|e| e.weight).max().unwrap_or(1).max(1);
        let line = |edge: Edge| {
            let ((ax, ay), (bx, by)) = (places[edge.from], places[edge.to]);
            let (ay, by) = (ay + BOX.1 / 2, by + BOX.1 / 2);
            let path = if ax == bx {
                // In one column: round the outside.
                let x = ax + BOX.0;
                format!("M{x} {ay}C{0} {ay} {0} {by} {x} {by}", x + GAP.0 / 2)
            } else {
                let (a, b) = if ax < bx { (ax + BOX.0, bx) } else { (ax, bx + BOX.0) };
                let middle = a.midpoint(b);
                format!("M{a} {ay}C{middle} {ay} {middle} {by} {b} {by}")
            };
            let ends = (nodes[edge.from].name.clone(), nodes[edge.to].name.clone());
            Line { path, width: 1 + (edge.weight * 4 / most) as u32, ends, edge }
        };
        let lines = edges.into_iter().map(line).collect();
        let placed = |(n, node): (usize, &Node)| Placed {
            x: places[n].0,
            y: places[n].1,
            short: fitting(&node.name, f64::from(BOX.0 - 16)),
            node: node.clone(),
        };
        let placed = nodes.iter().enumerate().map(placed).collect();
        Layers { nodes: placed, lines, width: (last as u32 + 1) * (BOX.0 + GAP.0) - GAP.0 / 2 + 8, height }
    }
}

/// How far each thing is from those that lean on nothing, by its longest way. Who shares a passage need not lean; where things lean on each other in a
/// circle, the line that closes it does not count.
fn ranks(nodes: usize, edges: &[Edge]) -> Vec<usize> {
    let mut onto: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    edges.iter().filter(|e| e.kind != "passage").for_each(|e| onto[e.from].push(e.to));
    let mut ranks: Vec<Option<usize>> = vec![None; nodes];
    let mut open = vec![false; nodes];
    for first in 0..nodes {
        // A stack of its own, since documents decide how long chains are.
        let mut stack = vec![(first, 0)];
        while let Some((n, next)) = stack.pop() {
            if ranks[n].is_some() {
                continue;
            }
            open[n] = true;
            if let Some(&to) = onto[n].get(next) {
                stack.push((n, next + 1));
                if ranks[to].is_none() && !open[to] {
                    stack.push((to, 0));
                }
            } else {
                ranks[n] = Some(onto[n].iter().filter_map(|&to| ranks[to]).map(|r| r + 1).max().unwrap_or(0));
                open[n] = false;
            }
        }
    }
    ranks.into_iter().map(Option::unwrap_or_default).collect()
}

/// Puts the things of each column near those with which they have to do: by the mean place of these in the columns
/// beside them, twice there and back (the barycentre method of Sugiyama, Tagawa and Toda 1981).
fn order(columns: &mut [Vec<usize>], edges: &[Edge]) {
    let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for e in edges {
        near.entry(e.from).or_default().push(e.to);
        near.entry(e.to).or_default().push(e.from);
    }
    let there_and_back = (0..columns.len()).chain((0..columns.len()).rev());
    for c in there_and_back.clone().chain(there_and_back) {
        let place: BTreeMap<usize, f64> = columns
            .iter()
            .flat_map(|column| {
                let share = move |r: usize| (r as f64 + 0.5) / column.len() as f64;
                column.iter().enumerate().map(move |(r, &n)| (n, share(r)))
            })
            .collect();
        let mean = |n: &usize| {
            let own: Vec<f64> =
                near.get(n).into_iter().flatten().filter_map(|m| place.get(m)).copied().collect();
            if own.is_empty() { place[n] } else { own.iter().sum::<f64>() / own.len() as f64 }
        };
        let mut sorted: Vec<(f64, usize)> = columns[c].iter().map(|n| (mean(n), *n)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        columns[c] = sorted.into_iter().map(|(_, n)| n).collect();
    }
}

/// Somebody with whom one has to do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// Where what lies between both stands.
    pub rows: String,
    /// How often together, against each other, and in words about each other.
    pub counts: [usize; 3],
}

/// A line from the middle to a partner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spoke {
    /// Its ends: x and y near the middle, x and y near the partner.
    pub ends: [i32; 4],
    /// Which count: 0 together, 1 against, 2 in words.
    pub count: usize,
    /// Its width, 1 to 5.
    pub width: u32,
}

/// A partner in its place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Around {
    /// Where its name stands.
    pub x: i32,
    /// See `x`.
    pub y: i32,
    /// Whether the name ends there, on the left, or begins there.
    pub ends: bool,
    /// Its name as far as it has room.
    pub short: String,
    /// Its lines.
    pub spokes: Vec<Spoke>,
    /// The partner.
    pub partner: Partner,
}

/// One in the middle, with partners around it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ring {
    /// The one.
    pub middle: String,
    /// The partners, clockwise from above.
    pub partners: Vec<Around>,
}

/// Half the width and height of a [`Ring`], and the distances of partners.
pub const RING: (i32, i32) = (330, 190);
const RADIUS: (f64, f64) = (150.0, 145.0);

impl Ring {
    /// Draws partners around `middle` in their order.
    pub fn of(middle: &str, partners: Vec<Partner>) -> Ring {
        let most = partners.iter().flat_map(|p| p.counts).max().unwrap_or(1).max(1);
        let step = std::f64::consts::TAU / partners.len().max(1) as f64;
        let around = |(n, partner): (usize, Partner)| {
            let angle = step * n as f64 - std::f64::consts::FRAC_PI_2;
            let (dx, dy) = (angle.cos(), angle.sin());
            let (x, y) = (dx * RADIUS.0, dy * RADIUS.1);
            let told: Vec<usize> = (0..3).filter(|&k| partner.counts[k] > 0).collect();
            let spokes = told.iter().enumerate().map(|(i, &count)| {
                // Lines to one partner run beside each other.
                let off = (i as f64 - (told.len() as f64 - 1.0) / 2.0) * 6.0;
                let (ox, oy) = (-dy * off, dx * off);
                let ends = [dx * 26.0 + ox, dy * 26.0 + oy, x * 0.93 + ox, y * 0.93 + oy];
                let ends = ends.map(|v| v.round() as i32);
                Spoke { ends, count, width: 1 + (partner.counts[count] * 4 / most) as u32 }
            });
            let spokes = spokes.collect();
            Around {
                x: x.round() as i32 + if dx < -0.01 { -4 } else { 4 },
                y: y.round() as i32 + 4,
                ends: dx < -0.01,
                short: clipped(&partner.name, 24),
                spokes,
                partner,
            }
        };
        Ring { middle: clipped(middle, 28), partners: partners.into_iter().enumerate().map(around).collect() }
    }
}

/// As much of a name as fits a width, by what letters of twelve pixels take up in most sans-serif fonts.
fn fitting(name: &str, width: f64) -> String {
    let wide = |c: char| if c.is_uppercase() || "mwMW@%—".contains(c) { 9.2 } else { 6.7 };
    let mut used = 0.0;
    for (at, c) in name.char_indices() {
        used += wide(c);
        if used > width {
            return format!("{}…", name[..at].trim_end());
        }
    }
    name.to_owned()
}

/// A name that fits.
fn clipped(name: &str, most: usize) -> String {
    match name.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(name: &str) -> Node {
        Node { name: name.to_owned(), ..Node::default() }
    }

    fn edge(from: usize, to: usize) -> Edge {
        Edge { from, to, weight: 1, ..Edge::default() }
    }

    #[test]
    fn whoever_leans_stands_left_of_the_root() {
        // A copy of a paper that cites an office of a ministry; another paper cites the ministry.
        let nodes = ["copy", "paper", "office", "ministry", "other"].map(node).to_vec();
        let layers = Layers::of(nodes, vec![edge(0, 1), edge(1, 2), edge(2, 3), edge(4, 3), edge(4, 99)]);
        let x: Vec<u32> = layers.nodes.iter().map(|n| n.x).collect();
        assert!(x[0] < x[1] && x[1] < x[2] && x[2] < x[3] && x[4] < x[3]);
        assert_eq!(layers.lines.len(), 4);
        assert_eq!(layers.lines[0].ends, ("copy".to_owned(), "paper".to_owned()));
        assert!(layers.nodes.iter().all(|n| n.x + BOX.0 <= layers.width && n.y + BOX.1 <= layers.height));
    }

    #[test]
    fn boxes_never_meet_and_the_same_is_drawn_the_same() {
        let make = || {
            let nodes = (0..30).map(|n| node(&n.to_string())).collect();
            let edges = (0..60).map(|n| edge(n * 7 % 20, 20 + n * 3 % 10)).collect();
            Layers::of(nodes, edges)
        };
        let layers = make();
        assert_eq!(layers, make());
        let mut places: Vec<(u32, u32)> = layers.nodes.iter().map(|n| (n.x, n.y)).collect();
        places.sort_unstable();
        assert!(places.windows(2).all(|w| w[0].0 != w[1].0 || w[0].1 + BOX.1 <= w[1].1));
    }

    #[test]
    fn circles_and_nothing_do_no_harm() {
        let circle = Layers::of(
            ["a", "b", "c"].map(node).to_vec(),
            vec![edge(0, 1), edge(1, 2), edge(2, 0), edge(1, 1)],
        );
        assert_eq!((circle.nodes.len(), circle.lines.len()), (3, 3));
        assert!(Layers::of(vec![], vec![]).nodes.is_empty());
        let chain = (0..400).map(|n| edge(n, n + 1)).collect();
        let long = Layers::of((0..401).map(|n| node(&n.to_string())).collect(), chain);
        assert!(long.nodes[0].x > 0 && long.nodes[400].x > long.nodes[0].x);
    }

    #[test]
    fn partners_stand_around_the_middle_with_a_line_for_each_count() {
        let partner = |counts| Partner { counts, ..Partner::default() };
        let ring = Ring::of(
            "A",
            vec![partner([3, 0, 0]), partner([1, 2, 0]), partner([0, 1, 1]), partner([1, 1, 1])],
        );
        assert_eq!(ring.partners.iter().map(|p| p.spokes.len()).collect::<Vec<_>>(), [1, 2, 2, 3]);
        let [above, right, below, left] = ring.partners.as_slice() else { panic!("four partners") };
        assert!(above.y < 0 && below.y > 0 && right.x > 0 && left.x < 0 && left.ends);
        assert!(ring.partners.iter().all(|p| p.x.abs() < RING.0 && p.y.abs() < RING.1));
        assert!(above.spokes[0].width > right.spokes[0].width);
        assert!(Ring::of("A", vec![]).partners.is_empty());
    }
}
