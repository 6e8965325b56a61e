//! The language of a text.

use relata_rows::{Block, BlockKind};
use whatlang::Lang;

/// Letters below which a text is too short for its trigrams to tell its language.
const LETTERS_MIN: usize = 120;

/// Bytes of text that are looked at: enough to tell, whatever the length of the text.
const SAMPLE_BYTES: usize = 12_000;

/// ISO 639-1 code of the language of most of the body of a text. Where the body is too short or
/// unclear, the language that the document gives itself (`stated`, a BCP 47 tag); else `None`.
pub(crate) fn language(text: &str, blocks: &[Block], stated: Option<&str>) -> Option<String> {
    let sample = sample(text, blocks);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let told =
        || whatlang::detect(&sample).filter(|info| info.is_reliable()).and_then(|info| code(info.lang()));
    let told = if letters >= LETTERS_MIN { told() } else { None };
    told.map(str::to_owned).or_else(|| primary(stated?))
}

/// Blocks from the beginning, the middle and the end of the body, so that one quotation in another
/// language does not decide.
fn sample(text: &str, blocks: &[Block]) -> String {
    let body: Vec<&str> = blocks
        .iter()
        .filter(|b| !matches!(b.kind, BlockKind::Furniture | BlockKind::Table))
        .filter_map(|b| b.span.get(text))
        .collect();
    let mut sample = String::new();
    for part in 0..3 {
        let room = SAMPLE_BYTES / 3 * (part + 1);
        for block in &body[body.len() * part / 3..body.len() * (part + 1) / 3] {
            let end = block.floor_char_boundary(room.saturating_sub(sample.len()).min(block.len()));
            sample.push_str(&block[..end]);
            sample.push('\n');
            if sample.len() >= room {
                break;
            }
        }
    }
    sample
}

/// The language of a BCP 47 tag, where it is one of two letters.
fn primary(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next()?.trim();
    let two = primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_alphabetic());
    two.then(|| primary.to_ascii_lowercase())
}

/// ISO 639-1 code of a language that `whatlang` knows by its ISO 639-3 code.
fn code(lang: Lang) -> Option<&'static str> {
    const CODES: &[(Lang, &str)] = &[
        (Lang::Afr, "af"),
        (Lang::Aka, "ak"),
        (Lang::Amh, "am"),
        (Lang::Ara, "ar"),
        (Lang::Aze, "az"),
        (Lang::Bel, "be"),
        (Lang::Ben, "bn"),
        (Lang::Bul, "bg"),
        (Lang::Cat, "ca"),
        (Lang::Ces, "cs"),
        (Lang::Cmn, "zh"),
        (Lang::Cym, "cy"),
        (Lang::Dan, "da"),
        (Lang::Deu, "de"),
        (Lang::Ell, "el"),
        (Lang::Eng, "en"),
        (Lang::Epo, "eo"),
        (Lang::Est, "et"),
        (Lang::Fin, "fi"),
        (Lang::Fra, "fr"),
        (Lang::Guj, "gu"),
        (Lang::Heb, "he"),
        (Lang::Hin, "hi"),
        (Lang::Hrv, "hr"),
        (Lang::Hun, "hu"),
        (Lang::Hye, "hy"),
        (Lang::Ind, "id"),
        (Lang::Ita, "it"),
        (Lang::Jav, "jv"),
        (Lang::Jpn, "ja"),
        (Lang::Kan, "kn"),
        (Lang::Kat, "ka"),
        (Lang::Khm, "km"),
        (Lang::Kor, "ko"),
        (Lang::Lat, "la"),
        (Lang::Lav, "lv"),
        (Lang::Lit, "lt"),
        (Lang::Mal, "ml"),
        (Lang::Mar, "mr"),
        (Lang::Mkd, "mk"),
        (Lang::Mya, "my"),
        (Lang::Nep, "ne"),
        (Lang::Nld, "nl"),
        (Lang::Nob, "nb"),
        (Lang::Ori, "or"),
        (Lang::Pan, "pa"),
        (Lang::Pes, "fa"),
        (Lang::Pol, "pl"),
        (Lang::Por, "pt"),
        (Lang::Ron, "ro"),
        (Lang::Rus, "ru"),
        (Lang::Sin, "si"),
        (Lang::Slk, "sk"),
        (Lang::Slv, "sl"),
        (Lang::Sna, "sn"),
        (Lang::Spa, "es"),
        (Lang::Srp, "sr"),
        (Lang::Swe, "sv"),
        (Lang::Tam, "ta"),
        (Lang::Tel, "te"),
        (Lang::Tgl, "tl"),
        (Lang::Tha, "th"),
        (Lang::Tuk, "tk"),
        (Lang::Tur, "tr"),
        (Lang::Ukr, "uk"),
        (Lang::Urd, "ur"),
        (Lang::Uzb, "uz"),
        (Lang::Vie, "vi"),
        (Lang::Yid, "yi"),
        (Lang::Zul, "zu"),
    ];
    CODES.iter().find(|(known, _)| *known == lang).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata_rows::{Origin, Span};

    fn told(text: &str, stated: Option<&str>) -> Option<String> {
        let span = Span::new(0, text.len());
        let origin = Origin::Bytes { start: 0, end: text.len() };
        language(text, &[Block { span, kind: BlockKind::Paragraph, level: 0, origin }], stated)
    }

    #[test]
    fn the_text_decides_where_it_is_long_enough() {
        let spanish = "La presa se rompió durante la noche y el agua llegó hasta las primeras casas del pueblo, \
                       cuyos vecinos pidieron ayuda al gobierno del estado antes de que amaneciera.";
        assert_eq!(told(spanish, Some("en-US")).as_deref(), Some("es"));
        assert_eq!(told("Dam breaks", Some("en-US")).as_deref(), Some("en"));
        assert_eq!(told("Dam breaks", None), None);
        assert_eq!(told("Dam breaks", Some("x-klingon")), None);
    }
}
