//! The vectors of words by themselves, outside any sentence.
//!
//! Those with which the encoder begins: the piece vectors of MiniLM, which was trained on a billion pairs of sentences
//! that mean the same (all-MiniLM-L6-v2; Wang et al. 2020, Reimers and Gurevych 2019) and were left as they are when
//! the model was trained. Their mean is taken off, since all vectors share it (Mu and Viswanath 2018, "All-but-the-top").

use crate::{HIDDEN, Model};

/// What a vector of length 1 is multiplied with, so that its numbers are whole ones and products are exact.
const SCALE: f32 = 8192.0;

/// The direction of a word or phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector([i16; HIDDEN]);

impl Vector {
    /// The cosine of the angle between two: 1 where they are one, about 0 where they have nothing in common.
    pub fn cosine(&self, other: &Vector) -> f32 {
        let product: i32 = self.0.iter().zip(&other.0).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
        product as f32 / (SCALE * SCALE)
    }

    fn towards(sum: &[f32; HIDDEN]) -> Option<Vector> {
        let length = sum.iter().fold(0.0f32, |all, v| all + v * v).sqrt();
        (length > 0.0).then(|| {
            let mut own = [0; HIDDEN];
            for (o, s) in own.iter_mut().zip(sum) {
                *o = (s / length * SCALE).round() as i16;
            }
            Vector(own)
        })
    }
}

impl Model {
    /// The direction of the words of `phrase`, parted by white space; `None` where there are none.
    pub fn vector(&self, phrase: &str) -> Option<Vector> {
        let mean = self.mean.get_or_init(|| self.encoder.mean_piece());
        let mut sum = [0.0; HIDDEN];
        for word in phrase.split_whitespace() {
            self.encoder.alone(word, &mut sum);
            sum.iter_mut().zip(mean).for_each(|(s, m)| *s -= m);
        }
        Vector::towards(&sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(a: &str, b: &str) -> f32 {
        let model = Model::built_in().expect("the model is whole");
        let vector = |words: &str| model.vector(words).expect("there are words");
        vector(a).cosine(&vector(b))
    }

    #[test]
    fn words_that_mean_much_the_same_lie_near_each_other() {
        assert!((cosine("harbour", "harbour") - 1.0).abs() < 0.01);
        assert!(cosine("killed", "died") > cosine("killed", "injured"));
        assert!(cosine("detained", "arrested") > cosine("detained", "harvested"));
        assert_eq!(cosine("harvest", "crop").to_bits(), cosine("crop", "harvest").to_bits());
    }

    #[test]
    fn nothing_has_no_direction() {
        let model = Model::built_in().expect("the model is whole");
        assert_eq!(model.vector("  "), None);
    }
}
