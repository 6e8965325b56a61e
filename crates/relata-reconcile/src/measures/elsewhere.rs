//! Whether two figures are of two places or of two times, and the verdict where they are.

use super::convert::Bridge;
use super::interval;
use super::period::{self, Time};
use super::place::{Place, Spot};
use super::roots;
use super::spots;
use super::told::Told;
use super::verdict::{Judgement, Prepared, named, plain};
use super::when::{time, times, told_apart};
use relata_gazetteer::fold;
use relata_rows::{Period, Reason, Verdict, Why};

/// Other places, and other times.
pub(super) fn judgement(a: &Prepared<'_>, b: &Prepared<'_>, bridge: &Bridge) -> Option<Judgement> {
    let spot = match a.facets.place.hold(&b.facets.place) {
        Spot::Unknown => recorded_by(a, b),
        known => known,
    };
    let told = [&a.told.figure.interval, &b.told.figure.interval];
    let close = interval::close_as_told(&bridge.left, &bridge.right, told);
    // Two places that share a name, and one number that few things have, are one place.
    let one = close && (a.facets.place.is_one_but_for_features(&b.facets.place) || is_named_by(a, b));
    let capital = is_capital(a, b) || is_capital(b, a);
    if matches!(spot, Spot::Other | Spot::Within | Spot::Around) && !(one || capital) {
        let (x, y) = (place(a), place(b));
        let why = match spot {
            Spot::Within => Why::PlaceWithin,
            Spot::Around => Why::PlaceAround,
            _ => Why::OfOther,
        };
        return Some(plain(Verdict::OtherPlace, why.of([x, y])));
    }
    let (left, right) = (&a.facets.context, &b.facets.context);
    if let Some((x, y)) = left.apart(right).filter(|_| !close && !capital) {
        return Some(plain(Verdict::OtherPlace, Why::OfOther.of([&x.text, &y.text])));
    }
    for (part, whole) in [(left, right), (right, left)] {
        if let Some(name) = part.part_of(whole).filter(|_| !close) {
            return Some(plain(Verdict::OtherPlace, Why::OfOneAlone.of([&name.text])));
        }
    }
    if let Some((x, y)) = spots::apart(&a.told.sentence, &b.told.sentence).filter(|_| !close) {
        return Some(plain(Verdict::OtherPlace, Why::OfOther.of([named(&x, a.told), named(&y, b.told)])));
    }
    for (whole, part, why) in [(a, b, Why::PlaceAround), (b, a, Why::PlaceWithin)] {
        let of = &part.facets.place.names;
        if !close && spots::is_whole_of(&whole.told.sentence, &part.told.sentence, of) {
            let words = |p: &Prepared<'_>| {
                Some(place(p)).filter(|t| !t.is_empty()).unwrap_or_else(|| named("", p.told))
            };
            return Some(plain(Verdict::OtherPlace, why.of([words(a), words(b)])));
        }
    }
    if let Some((x, y)) = spoken_for(a, b).filter(|_| !close) {
        return Some(plain(Verdict::OtherPlace, Why::ToldFor.of([x, y])));
    }
    let (x, y) = (time(a.told), time(b.told));
    let when = if bridge.by_change { change(x, y) } else { times(a.told, b.told) };
    // A time that only the sentence tells, or of which the text says nothing.
    let said = told_apart(a.told, b.told).filter(|_| x.is_none() || y.is_none());
    let shown = |period: Option<&Period>, said: Option<String>, told: &Told| match (said, period, told.day) {
        (Some(said), ..) => Reason::words(said),
        (None, Some(period), _) => period::shown(period),
        (None, None, Some(day)) => Why::UpTo.of([day.to_string()]),
        (None, None, None) => Reason::default(),
    };
    let (first, second) = said.unzip();
    let (x, y) = (shown(x, first, a.told), shown(y, second, b.told));
    let why = match when {
        Time::Within => Why::PeriodWithin,
        Time::Around => Why::PeriodAround,
        Time::Other => Why::OfOther,
        Time::Same | Time::Unknown => return None,
    };
    Some(plain(Verdict::OtherPeriod, why.of([x, y])))
}

/// Whether the sentence of one names all of the place of the other, which so is no other place: both are of one slope in
/// "a landslide at Monte Sardo" and "earth covered homes at Monte Sardo".
fn is_named_by(a: &Prepared<'_>, b: &Prepared<'_>) -> bool {
    let within = |x: &Prepared<'_>, y: &Prepared<'_>| {
        let sentence = format!(" {} ", fold(&y.told.sentence));
        let names = x.facets.place.names.iter().filter(|n| !y.facets.place.names.contains(*n));
        let mut names = names.peekable();
        names.peek().is_some() && names.all(|n| sentence.contains(n.as_str()))
    };
    within(a, b) || within(b, a)
}

/// Whether one is of "the Norwegian capital", and the other of Oslo.
fn is_capital(told: &Prepared<'_>, named: &Prepared<'_>) -> bool {
    let says = told.told.sentence.split(|c: char| !c.is_alphanumeric()).any(|w| w == "capital");
    let of = |name: &String| Place::capital_of(name);
    says && named
        .facets
        .place
        .names
        .iter()
        .filter_map(of)
        .any(|country| told.facets.place.names.contains(&country))
}

/// "Halverton recorded 3,260 burglaries": a figure without a place, credited to what the other names as a place or as
/// that of which its place is a part, is of it.
fn recorded_by(a: &Prepared<'_>, b: &Prepared<'_>) -> Spot {
    let credited = |x: &Prepared<'_>, y: &Prepared<'_>| {
        let credit = x.told.credit.as_ref().filter(|c| x.facets.place.is_empty() && !c.person)?;
        let place = y.told.figure.place.as_ref()?;
        let name = credit.name.as_str();
        (!name.contains(' ') && place.text.split(' ').any(|w| w == name)).then(|| Place::of([name], ""))
    };
    if let Some(place) = credited(a, b) {
        return place.hold(&b.facets.place);
    }
    credited(b, a).map_or(Spot::Unknown, |place| a.facets.place.hold(&place))
}

/// The two places that local officials speak of, where neither figure says where it counts.
fn spoken_for<'t>(a: &Prepared<'t>, b: &Prepared<'t>) -> Option<(&'t str, &'t str)> {
    let local = |p: &Prepared<'t>| {
        let told = p.told;
        let nowhere = p.facets.place.is_empty();
        let offices = told.credit.iter().filter(|_| nowhere).flat_map(|c| &c.offices);
        let local = offices.filter(|(title, _)| roots::is_local(title));
        local.map(|(_, place)| place.as_str()).collect::<Vec<_>>()
    };
    let (x, y) = (local(a), local(b));
    let shared = x.iter().any(|p| y.iter().any(|q| p.eq_ignore_ascii_case(q)));
    Some((*x.first()?, *y.first()?)).filter(|_| !shared)
}

/// The place of a figure in its own words; empty where it has none.
pub(super) fn place(side: &Prepared<'_>) -> String {
    side.told
        .figure
        .place
        .as_ref()
        .map(|p| p.text.clone())
        .filter(|t| !t.is_empty())
        .unwrap_or_else(|| side.facets.place.shown())
}

/// A change and the level that it ends with are of one time where they end together.
fn change(a: Option<&Period>, b: Option<&Period>) -> Time {
    match (a.and_then(|p| p.end), b.and_then(|p| p.end)) {
        (Some(x), Some(y)) if x != y => Time::Other,
        _ => Time::Same,
    }
}
