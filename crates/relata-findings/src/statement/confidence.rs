//! How far a statement is to be trusted: the share of such rows that is right.

/// From how sure the model is of a draft's cue and contents (mean marginal probability of their labels, the
/// least of the parts) to the share of such drafts whose content and source are right, on PolNeAR dev in
/// twelve equal parts (`docs/figures.md`). To be set anew with each model.
const POINTS: [(f32, f32); 13] = [
    (0.0, 0.2),
    (0.49, 0.42),
    (0.64, 0.53),
    (0.74, 0.56),
    (0.82, 0.66),
    (0.89, 0.77),
    (0.93, 0.82),
    (0.96, 0.85),
    (0.98, 0.91),
    (0.99, 0.93),
    (0.994, 0.945),
    (0.997, 0.955),
    (1.0, 0.975),
];

/// The confidence of a draft of which the model is `sure`, along straight lines between the points.
pub(crate) fn of(sure: f32) -> f32 {
    let upper = POINTS.iter().position(|p| p.0 >= sure).unwrap_or(POINTS.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (POINTS[upper - 1], POINTS[upper]);
    y0 + (y1 - y0) * ((sure - x0) / (x1 - x0)).clamp(0.0, 1.0)
}
