//! The measures of coreference over clusters of mentions, each a sum over documents (Pradhan et al. 2014).

use std::collections::HashMap;

/// A mention: where it begins and ends.
pub type Key = (usize, usize);
/// The mentions of each actor; no mention in two of them.
pub type Clusters = Vec<Vec<Key>>;

/// Numerator and denominator of recall and of precision.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Ratio {
    /// Right, of the gold's.
    pub recall: (f64, f64),
    /// Right, of ours.
    pub precision: (f64, f64),
}

impl Ratio {
    /// Precision, recall and their harmonic mean, 0 to 1.
    pub fn prf(self) -> (f64, f64, f64) {
        let share = |(n, d): (f64, f64)| if d > 0.0 { n / d } else { 0.0 };
        let (p, r) = (share(self.precision), share(self.recall));
        (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
    }

    fn add(&mut self, other: Ratio) {
        let sum = |a: &mut (f64, f64), b: (f64, f64)| *a = (a.0 + b.0, a.1 + b.1);
        sum(&mut self.recall, other.recall);
        sum(&mut self.precision, other.precision);
    }
}

/// Counts of the measures; added up over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Counts {
    /// Mentions found at all.
    pub mentions: Ratio,
    /// Links (Vilain et al. 1995).
    pub muc: Ratio,
    /// Mentions, each by its clusters' overlap (Bagga and Baldwin 1998).
    pub b3: Ratio,
    /// Clusters, matched one to one (Luo 2005, φ4).
    pub ceaf_e: Ratio,
}

impl Counts {
    /// The counts of one document: the gold's clusters and ours.
    pub fn of(gold: &Clusters, ours: &Clusters) -> Counts {
        let [in_gold, in_ours] = [gold, ours].map(place);
        let found = in_gold.keys().filter(|k| in_ours.contains_key(*k)).count() as f64;
        let mentions =
            Ratio { recall: (found, in_gold.len() as f64), precision: (found, in_ours.len() as f64) };
        let muc = Ratio { recall: muc(gold, &in_ours), precision: muc(ours, &in_gold) };
        let b3 = Ratio { recall: b3(gold, ours, &in_ours), precision: b3(ours, gold, &in_gold) };
        let matched = matched(gold, ours, &in_ours);
        let ceaf_e = Ratio { recall: (matched, gold.len() as f64), precision: (matched, ours.len() as f64) };
        Counts { mentions, muc, b3, ceaf_e }
    }

    /// Adds another document's.
    pub fn add(&mut self, other: &Counts) {
        self.mentions.add(other.mentions);
        self.muc.add(other.muc);
        self.b3.add(other.b3);
        self.ceaf_e.add(other.ceaf_e);
    }

    /// The CoNLL score: the mean of the F1 of the three measures, 0 to 1.
    pub fn conll(&self) -> f64 {
        [self.muc, self.b3, self.ceaf_e].iter().map(|r| r.prf().2).sum::<f64>() / 3.0
    }
}

/// The cluster of each mention.
fn place(clusters: &Clusters) -> HashMap<Key, usize> {
    clusters.iter().enumerate().flat_map(|(c, keys)| keys.iter().map(move |k| (*k, c))).collect()
}

/// How many links of `of` stand in the other partition, and how many there are.
fn muc(of: &Clusters, other: &HashMap<Key, usize>) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for keys in of {
        let mut parts: Vec<usize> = keys.iter().filter_map(|k| other.get(k).copied()).collect();
        let missing = keys.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        sums.0 += (keys.len() - parts.len() - missing) as f64;
        sums.1 += (keys.len() - 1) as f64;
    }
    sums
}

fn b3(of: &Clusters, others: &Clusters, other: &HashMap<Key, usize>) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for keys in of {
        let mut shared: HashMap<usize, f64> = HashMap::new();
        for c in keys.iter().filter_map(|k| other.get(k)).filter(|c| **c < others.len()) {
            *shared.entry(*c).or_default() += 1.0;
        }
        // Small sums of whole numbers: their order does not matter.
        sums.0 += shared.values().map(|n| n * n).sum::<f64>() / keys.len() as f64;
        sums.1 += keys.len() as f64;
    }
    sums
}

/// The greatest sum of the likeness (φ4) of clusters matched one to one.
fn matched(gold: &Clusters, ours: &Clusters, in_ours: &HashMap<Key, usize>) -> f64 {
    let mut likeness = vec![vec![0.0; ours.len()]; gold.len()];
    for (g, keys) in gold.iter().enumerate() {
        for c in keys.iter().filter_map(|k| in_ours.get(k)) {
            likeness[g][*c] += 2.0 / (keys.len() + ours[*c].len()) as f64;
        }
    }
    assign(&likeness)
}

/// The greatest sum of one value a row and a column (Kuhn 1955, with the potentials of Jonker and
/// Volgenant 1987: rows times rows times columns).
fn assign(values: &[Vec<f64>]) -> f64 {
    let columns = values.first().map_or(0, Vec::len);
    if values.len() > columns {
        let turned: Vec<Vec<f64>> = (0..columns).map(|c| values.iter().map(|row| row[c]).collect()).collect();
        return if columns == 0 { 0.0 } else { assign(&turned) };
    }
    let rows = values.len();
    // Row 0 and column 0 stand for nothing.
    let (mut u, mut v) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_of = vec![0; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut from = vec![0; columns + 1];
        let mut done = vec![false; columns + 1];
        let mut at = 0;
        while row_of[at] != 0 {
            done[at] = true;
            let (here, mut delta, mut next) = (row_of[at], f64::INFINITY, 0);
            for c in (1..=columns).filter(|&c| !done[c]) {
                let cost = -values[here - 1][c - 1] - u[here] - v[c];
                if cost < least[c] {
                    (least[c], from[c]) = (cost, at);
                }
                if least[c] < delta {
                    (delta, next) = (least[c], c);
                }
            }
            for c in 0..=columns {
                if done[c] {
                    u[row_of[c]] += delta;
                    v[c] -= delta;
                } else {
                    least[c] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[from[at]];
            at = from[at];
        }
    }
    (1..=columns).filter(|&c| row_of[c] != 0).map(|c| values[row_of[c] - 1][c - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(text: &[&[usize]]) -> Clusters {
        text.iter().map(|c| c.iter().map(|&n| (n, n + 1)).collect()).collect()
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    /// The example of Pradhan et al. 2014, figure 1: gold {a b c} {d e f g}, response {a b} {c d} {f g h i};
    /// the sums worked out by hand from the definitions.
    #[test]
    fn the_example_of_the_paper() {
        let counts = Counts::of(
            &clusters(&[&[1, 2, 3], &[4, 5, 6, 7]]),
            &clusters(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]),
        );
        let (p, r, _) = counts.muc.prf();
        assert!(near(r, 2.0 / 5.0) && near(p, 2.0 / 5.0), "{r} {p}");
        let (p, r, _) = counts.b3.prf();
        assert!(near(r, (5.0 / 3.0 + 5.0 / 4.0) / 7.0) && near(p, 4.0 / 8.0), "{r} {p}");
        let (p, r, _) = counts.ceaf_e.prf();
        assert!(near(r, (4.0 / 5.0 + 4.0 / 8.0) / 2.0) && near(p, (4.0 / 5.0 + 4.0 / 8.0) / 3.0), "{r} {p}");
    }

    #[test]
    fn the_same_is_all_right() {
        let one = clusters(&[&[1, 2], &[3]]);
        assert!(near(Counts::of(&one, &one).conll(), 1.0));
        assert!(near(Counts::of(&one, &Vec::new()).conll(), 0.0));
    }

    #[test]
    fn clusters_are_matched_for_the_greatest_sum() {
        assert!(near(assign(&[vec![0.9, 0.8], vec![0.8, 0.1]]), 1.6));
        assert!(near(assign(&[vec![0.2], vec![0.7], vec![0.1]]), 0.7));
    }
}
