//! The best dependency tree with one root: Chu & Liu 1965, Edmonds 1967, by contraction of cycles.

/// What stands for "cannot be".
const NEVER: f32 = -1e9;
/// How many words are tried as the root where the greedy choice is no tree.
const ROOTS: usize = 3;

/// Scores of arcs: `get(word, head)` for words 0.. and heads 0..=words, where head 0 is the root and
/// head h is word h - 1.
#[derive(Debug, Clone)]
pub(crate) struct Arcs {
    words: usize,
    scores: Vec<f32>,
}

impl Arcs {
    /// `scores`: rows of `words + 1` floats, one row a word.
    pub(crate) fn new(words: usize, scores: Vec<f32>) -> Self {
        debug_assert_eq!(scores.len(), words * (words + 1));
        Arcs { words, scores }
    }

    fn row(&self, word: usize) -> &[f32] {
        &self.scores[word * (self.words + 1)..(word + 1) * (self.words + 1)]
    }

    /// The head of each word: 0 for the root, else 1 + the head's index. Exactly one word has the root.
    pub(crate) fn tree(&self) -> Vec<usize> {
        let greedy: Vec<usize> = (0..self.words)
            .map(|w| best((0..=self.words).filter(|&h| h != w + 1), |h| self.row(w)[h]))
            .collect();
        let roots = greedy.iter().filter(|&&h| h == 0).count();
        if roots == 1 && cycle(&greedy).is_none() {
            return greedy;
        }
        let mut candidates: Vec<usize> = (0..self.words).collect();
        // A stable sort: the first of equals stays first.
        candidates.sort_by(|&a, &b| self.row(b)[0].total_cmp(&self.row(a)[0]));
        let mut kept = (f32::NEG_INFINITY, greedy);
        for &root in candidates.iter().take(ROOTS) {
            let mut matrix = Square::new(self.words + 1);
            for w in 0..self.words {
                for h in 1..=self.words {
                    if h != w + 1 && w != root {
                        matrix.set(w + 1, h, self.row(w)[h]);
                    }
                }
            }
            matrix.set(root + 1, 0, self.row(root)[0]);
            let heads = arborescence(&matrix)[1..].to_vec();
            let total = heads.iter().enumerate().map(|(w, &h)| self.row(w)[h]).sum::<f32>();
            if total > kept.0 {
                kept = (total, heads);
            }
        }
        kept.1
    }
}

/// The candidate of the highest score, the first of equals.
fn best(candidates: impl Iterator<Item = usize>, score: impl Fn(usize) -> f32) -> usize {
    let mut top = (0, f32::NEG_INFINITY);
    for c in candidates {
        let s = score(c);
        if s > top.1 {
            top = (c, s);
        }
    }
    top.0
}

/// The nodes of a cycle of `heads` (head of node i + 1; 0 is the root), if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        let mut path = Vec::new();
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            path.push(at);
            at = heads[at - 1];
        }
        if at != 0 && seen[at] == start {
            let from = path.iter().position(|&p| p == at)?;
            return Some(path.split_off(from));
        }
    }
    None
}

/// A square of scores: `get(node, head)`.
struct Square {
    size: usize,
    scores: Vec<f32>,
}

impl Square {
    fn new(size: usize) -> Self {
        Square { size, scores: vec![NEVER; size * size] }
    }
    fn get(&self, node: usize, head: usize) -> f32 {
        self.scores[node * self.size + head]
    }
    fn set(&mut self, node: usize, head: usize, score: f32) {
        self.scores[node * self.size + head] = score;
    }
}

/// The best tree from node 0: the head of each node (that of node 0 means nothing).
fn arborescence(s: &Square) -> Vec<usize> {
    let mut heads = vec![0; s.size];
    for (node, head) in heads.iter_mut().enumerate().skip(1) {
        *head = best((0..s.size).filter(|&h| h != node), |h| s.get(node, h));
    }
    let Some(ring) = cycle(&heads[1..]) else { return heads };
    // The ring becomes one node, the last of a smaller graph.
    let inside = |n: usize| ring.contains(&n);
    let outside: Vec<usize> = (0..s.size).filter(|&n| !inside(n)).collect();
    let last = outside.len();
    let mut small = Square::new(last + 1);
    let mut enter = vec![0; last];
    let mut leave = vec![0; last];
    for (i, &a) in outside.iter().enumerate() {
        for (j, &b) in outside.iter().enumerate() {
            small.set(i, j, s.get(a, b));
        }
        if a != 0 {
            leave[i] = best(ring.iter().copied(), |v| s.get(a, v));
            small.set(i, last, s.get(a, leave[i]));
        }
        // What it costs to break the ring at v and hang it under a.
        let gain = |v: usize| s.get(v, a) - s.get(v, heads[v]);
        enter[i] = best(ring.iter().copied(), gain);
        small.set(last, i, gain(enter[i]));
    }
    let sub = arborescence(&small);
    for (i, &a) in outside.iter().enumerate().skip(1) {
        heads[a] = if sub[i] == last { leave[i] } else { outside[sub[i]] };
    }
    let above = sub[last];
    heads[enter[above]] = outside[above];
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every tree of a few words with one root, by trying all heads.
    fn brute(arcs: &Arcs) -> f32 {
        let n = arcs.words;
        let mut top = f32::NEG_INFINITY;
        let mut heads = vec![0; n];
        loop {
            let own = heads.iter().enumerate().any(|(w, &h)| h == w + 1);
            if !own && heads.iter().filter(|&&h| h == 0).count() == 1 && cycle(&heads).is_none() {
                top = top.max(heads.iter().enumerate().map(|(w, &h)| arcs.row(w)[h]).sum());
            }
            let Some(i) = heads.iter().position(|&h| h < n) else { return top };
            heads[i] += 1;
            heads[..i].fill(0);
        }
    }

    proptest! {
        #[test]
        fn tree_has_one_root_no_cycle_and_the_best_score(n in 1usize..5, scores in prop::collection::vec(-9f32..9.0, 30)) {
            let arcs = Arcs::new(n, scores[..n * (n + 1)].to_vec());
            let heads = arcs.tree();
            prop_assert_eq!(heads.iter().filter(|&&h| h == 0).count(), 1);
            prop_assert!(cycle(&heads).is_none());
            let total: f32 = heads.iter().enumerate().map(|(w, &h)| arcs.row(w)[h]).sum();
            // Three roots are tried of up to four: only then may a better tree exist.
            if n <= ROOTS {
                prop_assert!((total - brute(&arcs)).abs() < 1e-3, "{} {}", total, brute(&arcs));
            }
        }

        #[test]
        fn long_sentences_have_trees(scores in prop::collection::vec(-9f32..9.0, 40 * 41)) {
            let heads = Arcs::new(40, scores).tree();
            prop_assert_eq!(heads.iter().filter(|&&h| h == 0).count(), 1);
            prop_assert!(cycle(&heads).is_none());
        }
    }
}
