//! Pictures as geometry: the templates draw them as SVG, and say the same in text.

/// One interval of a [`Strip`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mark {
    /// Smallest value; `None` where open.
    pub low: Option<f64>,
    /// Largest; `None` where open.
    pub high: Option<f64>,
    /// What stands beside it: the words, and the document.
    pub label: String,
    /// Under which heading it stands: the period.
    pub group: String,
    /// Verdict for its colour.
    pub verdict: &'static str,
    /// Where it leads.
    pub href: String,
    /// The sentence, for whoever points at it.
    pub title: String,
}

/// Intervals on one scale, with official values as lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// Height of the picture; its width is [`WIDTH`].
    pub height: u32,
    /// The intervals.
    pub bars: Vec<Bar>,
    /// Headings of groups: y, and words.
    pub groups: Vec<(u32, String)>,
    /// Values on the scale: x, and the number.
    pub ticks: Vec<(u32, String)>,
    /// Official values: x, and what they are.
    pub official: Vec<(u32, String)>,
    /// Whether equal distances are equal ratios.
    pub logarithmic: bool,
}

/// One interval as it is drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// Left end.
    pub x: u32,
    /// Its length.
    pub w: u32,
    /// Its line.
    pub y: u32,
    /// Whether it is open at the left or right.
    pub open: (bool, bool),
    /// The interval.
    pub mark: Mark,
}

/// Width of every picture, in its own units.
pub const WIDTH: u32 = 640;

const LEFT: u32 = 24;
const RIGHT: u32 = 616;
/// Where official values and ticks stand above the lines.
const HEAD: u32 = 22;
const LINE: u32 = 34;

/// A number as short as a scale wants it.
pub fn short(n: f64) -> String {
    let (value, unit) = match n.abs() {
        a if a >= 1e12 => (n / 1e12, " tn"),
        a if a >= 1e9 => (n / 1e9, " bn"),
        a if a >= 1e6 => (n / 1e6, " m"),
        a if a >= 1e4 => (n / 1e3, "k"),
        _ => (n, ""),
    };
    let text = format!("{value:.2}");
    format!("{}{unit}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// From values to places.
#[derive(Debug, Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
    logarithmic: bool,
}

impl Scale {
    /// One on which all values have a place; equal ratios where they lie far apart.
    fn over(values: &[f64]) -> Scale {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !low.is_finite() || !high.is_finite() {
            return Scale { low: 0.0, high: 1.0, logarithmic: false };
        }
        if low > 0.0 && high / low > 20.0 {
            return Scale { low: low / 1.2, high: high * 1.2, logarithmic: true };
        }
        let room = if high > low { (high - low) * 0.08 } else { (high.abs() * 0.1).max(0.5) };
        let floor = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
        Scale { low: floor, high: high + room, logarithmic: false }
    }

    fn share(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
    }

    fn at(&self, value: f64) -> u32 {
        LEFT + (self.share(value) * f64::from(RIGHT - LEFT)).round() as u32
    }

    /// Round values, about four of them.
    fn ticks(&self) -> Vec<f64> {
        if self.logarithmic {
            let (from, to) = (self.low.log10().ceil() as i32, self.high.log10().floor() as i32);
            let step = ((to - from) / 6).max(0) as usize + 1;
            return (from..=to).step_by(step).map(|e| 10_f64.powi(e)).collect();
        }
        let raw = (self.high - self.low) / 4.0;
        let power = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= raw).unwrap_or(raw);
        let first = (self.low / step).ceil();
        (0..8).map(|n| (first + f64::from(n)) * step).take_while(|v| *v <= self.high).collect()
    }
}

impl Strip {
    /// Draws `marks`, those of one group under its heading, and official values with what they are.
    pub fn of(marks: Vec<Mark>, official: Vec<(f64, String)>) -> Strip {
        let ends = marks.iter().flat_map(|m| [m.low, m.high]).flatten();
        let values: Vec<f64> = ends.chain(official.iter().map(|o| o.0)).filter(|v| v.is_finite()).collect();
        let scale = Scale::over(&values);
        let mut strip = Strip { logarithmic: scale.logarithmic, ..Strip::default() };
        let mut y = HEAD;
        let mut group = String::new();
        for mark in marks {
            if mark.group != group {
                group.clone_from(&mark.group);
                y += 18;
                strip.groups.push((y - 4, group.clone()));
            }
            let (left, right) =
                (mark.low.map_or(LEFT, |v| scale.at(v)), mark.high.map_or(RIGHT, |v| scale.at(v)));
            let open = (mark.low.is_none(), mark.high.is_none());
            let w = right.saturating_sub(left).max(6);
            strip.bars.push(Bar { x: left.min(RIGHT - 6), w, y: y + 18, open, mark });
            y += LINE;
        }
        strip.height = y + 24;
        strip.ticks = scale.ticks().into_iter().map(|v| (scale.at(v), short(v))).collect();
        strip.official = official.into_iter().map(|(v, what)| (scale.at(v), what)).collect();
        strip
    }
}

/// A small picture among others on one scale: what is told of one place and time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Small {
    /// Of what.
    pub label: String,
    /// Where all of it is.
    pub href: String,
    /// Height; its width is [`SMALL`].
    pub height: u32,
    /// The intervals.
    pub bars: Vec<Bar>,
    /// The smallest and the largest value on the scale that it shares.
    pub ends: (String, String),
}

/// Width of [`Small`] pictures, in their own units.
pub const SMALL: u32 = 200;

impl Small {
    /// Draws groups of intervals beside each other, each with its label and where it leads, all on one scale.
    pub fn of(groups: Vec<(String, String, Vec<Mark>)>) -> Vec<Small> {
        let ends = groups.iter().flat_map(|g| &g.2).flat_map(|m| [m.low, m.high]).flatten();
        let scale = Scale::over(&ends.filter(|v| v.is_finite()).collect::<Vec<_>>());
        let at = |v: f64| 6 + (scale.share(v) * f64::from(SMALL - 12)).round() as u32;
        let one = |(label, href, marks): (String, String, Vec<Mark>)| {
            let height = marks.len() as u32 * 11 + 5;
            let bar = |(n, mark): (usize, Mark)| {
                let (left, right) = (mark.low.map_or(6, at), mark.high.map_or(SMALL - 6, at));
                let open = (mark.low.is_none(), mark.high.is_none());
                let w = right.saturating_sub(left).max(4);
                Bar { x: left.min(SMALL - 10), w, y: n as u32 * 11 + 3, open, mark }
            };
            let bars = marks.into_iter().enumerate().map(bar).collect();
            Small { label, href, height, bars, ends: (short(scale.low), short(scale.high)) }
        };
        groups.into_iter().map(one).collect()
    }
}

/// One column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Column {
    /// Left edge.
    pub x: u32,
    /// Top.
    pub y: u32,
    /// Width.
    pub w: u32,
    /// Height.
    pub h: u32,
    /// What it counts: `2024-05`.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// Counts beside each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// The columns.
    pub columns: Vec<Column>,
}

/// Height of [`Columns`] above their line.
const TALL: u32 = 80;

impl Columns {
    /// Draws counts in their order.
    pub fn of(counts: Vec<(String, usize)>) -> Columns {
        let most = counts.iter().map(|c| c.1).max().unwrap_or(0).max(1);
        let step = (f64::from(WIDTH) / counts.len().max(1) as f64).min(64.0);
        let column = |(n, (label, count)): (usize, (String, usize))| {
            let h = (count as f64 / most as f64 * f64::from(TALL - 16)).ceil() as u32;
            let w = (step * 0.8).max(1.0) as u32;
            Column { x: (step * n as f64) as u32, y: TALL - h, w, h, label, count }
        };
        Columns { columns: counts.into_iter().enumerate().map(column).collect() }
    }

    /// Whether the label of column `n` has room.
    pub fn has_label(&self, n: &usize) -> bool {
        n.is_multiple_of(self.columns.len().div_ceil(8).max(1))
    }
}

/// Columns in two directions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stacks {
    /// For each stretch of time its parts: x, y, width, height, number of the part (0 to 3).
    pub parts: Vec<[u32; 5]>,
    /// The stretches: x of the middle, name, and counts.
    pub times: Vec<(u32, String, [usize; 4])>,
    /// The line from which columns grow.
    pub middle: u32,
    /// Height of the picture.
    pub height: u32,
}

impl Stacks {
    /// Draws four counts for each stretch of time: the first two upwards, the others downwards.
    pub fn of(times: Vec<(String, [usize; 4])>) -> Stacks {
        let tallest = |pair: fn(&[usize; 4]) -> usize| times.iter().map(|t| pair(&t.1)).max().unwrap_or(0);
        let (up, down) = (tallest(|c| c[0] + c[1]), tallest(|c| c[2] + c[3]));
        let unit = (140.0 / (up + down).max(1) as f64).min(24.0);
        let middle = (up as f64 * unit).ceil() as u32 + 8;
        let step = (f64::from(WIDTH) / times.len().max(1) as f64).min(64.0);
        let mut stacks =
            Stacks { middle, height: middle + (down as f64 * unit).ceil() as u32 + 26, ..Stacks::default() };
        for (n, (name, counts)) in times.into_iter().enumerate() {
            let x = (step * n as f64) as u32;
            let w = (step * 0.8).max(1.0) as u32;
            let tall = |count: usize| (count as f64 * unit).round() as u32;
            let (a, b, c, d) = (tall(counts[0]), tall(counts[1]), tall(counts[2]), tall(counts[3]));
            let parts = [
                [x, middle.saturating_sub(a), w, a, 0],
                [x, middle.saturating_sub(a + b), w, b, 1],
                [x, middle, w, c, 2],
                [x, middle + c, w, d, 3],
            ];
            stacks.parts.extend(parts.into_iter().filter(|p| p[3] > 0));
            stacks.times.push((x + w / 2, name, counts));
        }
        stacks
    }

    /// Whether the name of stretch `n` has room.
    pub fn has_label(&self, n: &usize) -> bool {
        n.is_multiple_of(self.times.len().div_ceil(8).max(1))
    }
}

/// Values over time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// The line, as the points of an SVG polyline.
    pub line: String,
    /// The values: x, y, and what they are; none where there are too many to point at.
    pub points: Vec<(u32, u32, String)>,
    /// Values on the scale: y, and the number.
    pub ticks: Vec<(u32, String)>,
    /// Times on the scale: x, and the name.
    pub times: Vec<(u32, String)>,
}

/// Height of the part of a [`Curve`] in which its line runs.
const CURVE: f64 = 200.0;

impl Curve {
    /// Draws values: the place in time as a number, the value, and the name of the time.
    pub fn of(values: &[(f64, f64, String)]) -> Curve {
        let heights: Vec<f64> = values.iter().map(|v| v.1).collect();
        let mut scale = Scale::over(&heights);
        scale.logarithmic = false;
        scale.low = scale.low.min(0.0);
        let (first, last) = (values.first().map_or(0.0, |v| v.0), values.last().map_or(1.0, |v| v.0));
        let width = f64::from(RIGHT - 64);
        let x = |t: f64| 64 + ((t - first) / (last - first).max(1e-9) * width).round() as u32;
        let y = |v: f64| (10.0 + (1.0 - scale.share(v)) * CURVE).round() as u32;
        let all = values.iter().map(|(t, v, name)| (x(*t), y(*v), format!("{name}: {}", short(*v))));
        let all: Vec<(u32, u32, String)> = all.collect();
        let line: Vec<String> = all.iter().map(|(x, y, _)| format!("{x},{y}")).collect();
        let every = values.len().div_ceil(6).max(1);
        Curve {
            line: line.join(" "),
            ticks: scale.ticks().into_iter().map(|v| (y(v), short(v))).collect(),
            times: values.iter().step_by(every).map(|(t, _, name)| (x(*t), name.clone())).collect(),
            points: if all.len() <= 120 { all } else { Vec::new() },
        }
    }
}

/// Things on the left, things on the right, and lines between them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fan {
    /// Those on the left: y, name, where it leads.
    pub left: Vec<(u32, String, String)>,
    /// Those on the right.
    pub right: Vec<(u32, String, String)>,
    /// Lines: y on the left, y on the right, width.
    pub lines: Vec<(u32, u32, u32)>,
    /// Height of the picture.
    pub height: u32,
}

impl Fan {
    /// Draws things with their addresses, and lines between them by their numbers with their weights.
    pub fn of(
        left: Vec<(String, String)>,
        right: Vec<(String, String)>,
        lines: &[(usize, usize, usize)],
    ) -> Fan {
        let rows = left.len().max(right.len()) as u32;
        let height = rows * 26 + 10;
        let y = |n: usize, of: usize| {
            let step = f64::from(height - 10) / of.max(1) as f64;
            (step * (n as f64 + 0.5)) as u32 + 5
        };
        let (l, r) = (left.len(), right.len());
        let placed = |all: Vec<(String, String)>, of: usize| {
            let one = |(n, (name, href)): (usize, (String, String))| (y(n, of), clipped(&name), href);
            all.into_iter().enumerate().map(one).collect()
        };
        let most = lines.iter().map(|line| line.2).max().unwrap_or(1).max(1);
        let lines = lines.iter().map(|&(a, b, weight)| (y(a, l), y(b, r), 1 + (weight * 4 / most) as u32));
        Fan { lines: lines.collect(), left: placed(left, l), right: placed(right, r), height }
    }
}

/// A name that fits beside a picture.
fn clipped(name: &str) -> String {
    match name.char_indices().nth(34) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(low: Option<f64>, high: Option<f64>) -> Mark {
        Mark { low, high, ..Mark::default() }
    }

    #[test]
    fn intervals_stand_in_the_order_of_their_values_on_one_scale() {
        let marks = vec![mark(Some(10.0), Some(20.0)), mark(Some(30.0), None), mark(None, Some(5.0))];
        let strip = Strip::of(marks, vec![(25.0, "official".into())]);
        let [a, b, c] = strip.bars.as_slice() else { panic!("three bars") };
        assert!(a.x + a.w < strip.official[0].0 && strip.official[0].0 < b.x);
        assert!(b.open.1 && c.open.0 && c.x + c.w <= a.x);
        assert!(strip.bars.iter().all(|b| b.x >= LEFT && b.x + b.w <= RIGHT + 6));
        assert!(!strip.logarithmic && (2..=8).contains(&strip.ticks.len()));
    }

    #[test]
    fn values_far_apart_get_a_scale_of_ratios() {
        let strip = Strip::of(vec![mark(Some(10.0), Some(20.0)), mark(Some(1e6), Some(2e6))], vec![]);
        assert!(strip.logarithmic && strip.ticks.len() >= 4);
    }

    #[test]
    fn small_pictures_share_their_scale() {
        let group = |low: f64, high: f64| (String::new(), String::new(), vec![mark(Some(low), Some(high))]);
        let all =
            Small::of(vec![group(10.0, 20.0), group(15.0, 40.0), (String::new(), String::new(), vec![])]);
        let at = |n: usize| all[n].bars[0].x;
        assert!(at(0) < at(1) && all[0].ends == all[1].ends);
        assert!(all[0].bars[0].x + all[0].bars[0].w <= SMALL && all[2].bars.is_empty());
        assert!(Small::of(vec![]).is_empty());
    }

    #[test]
    fn nothing_that_can_be_told_breaks_a_picture() {
        for values in [vec![], vec![0.0], vec![-5.0, 5.0], vec![f64::NAN], vec![f64::INFINITY], vec![1e300]] {
            let strip = Strip::of(values.iter().map(|&v| mark(Some(v), Some(v))).collect(), vec![]);
            assert_eq!(strip.bars.len(), values.len());
            assert!(strip.bars.iter().all(|b| b.x <= RIGHT && b.w <= WIDTH));
            Curve::of(&values.iter().map(|&v| (0.0, v, String::new())).collect::<Vec<_>>());
        }
        assert!(Columns::of(vec![]).columns.is_empty());
        assert!(Stacks::of(vec![("2024".into(), [0; 4])]).parts.is_empty());
        assert_eq!(Fan::of(vec![], vec![], &[]).height, 10);
    }

    #[test]
    fn numbers_on_scales_are_short() {
        assert_eq!([0.0, 950.0, 12_500.0, 2_300_000.0].map(short), ["0", "950", "12.5k", "2.3 m"]);
    }
}
