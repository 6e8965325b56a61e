//! Arithmetic that a reader would do, so that two numbers stand on one scale: units, rates and sums, shares of totals,
//! changes and levels, money at a rate that is told. What cannot be done from what is told is refused with a reason.

use super::concept::{self, Kin};
use super::interval::{self, arg, perhaps};
use super::prices;
use super::rate;
use super::told::Told;
use super::unit;
use relata_rows::{Arg, Change, Direction, Figure, Interval, Reason, Why};

/// Two figures on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// The first.
    pub left: Interval,
    /// The second.
    pub right: Interval,
    /// What was worked out: "5,000 a day × 30 = 150,000 a month".
    pub arithmetic: Option<Reason>,
    /// Whether a change was held against levels, so that the times of the two differ by that.
    pub by_change: bool,
    /// Whether parts add up to wholes on this scale: counts, sums and amounts do, shares and prices do not.
    pub adds: bool,
}

/// What a number is a number of.
#[derive(Debug, Clone, PartialEq)]
enum Scale<'f> {
    /// Things, people, events.
    Count,
    /// Percent, and points of it.
    Percent,
    Points,
    /// So many times as much.
    Times,
    /// So many among so many, or a level on a scale.
    Rate,
    Money(&'f str),
    Unit(unit::Scale),
    /// A unit that turns into no other.
    Own(&'f str),
}

fn scale(figure: &Figure) -> Scale<'_> {
    let code = figure.unit.code.as_str();
    match (code, figure.measure.kind.as_str()) {
        ("%", _) => Scale::Percent,
        ("%{points}" | "%{basis}", _) => Scale::Points,
        (code, "money") => Scale::Money(code),
        ("1" | "", "rate") if figure.change.is_some() => Scale::Times,
        // "At a rate of 2,100 a day" counts what comes a day.
        ("1" | "", "rate" | "level") if figure.measure.basis.is_some() && figure.measure.what == "rate" => {
            Scale::Count
        }
        ("1" | "", "rate" | "level") => Scale::Rate,
        ("1" | "", _) => Scale::Count,
        (code, _) => unit::scale(code).map_or(Scale::Own(code), Scale::Unit),
    }
}

/// A change by a number, and the number itself; `None` of a level, also of one that something rose to.
fn change(figure: &Figure) -> Option<&Change> {
    let change = figure.change.as_ref()?;
    let is = |v: Option<f64>| v.is_some() && v == figure.interval.stated;
    (!is(change.to) && !is(change.from)).then_some(change)
}

/// Brings two figures to one scale.
///
/// # Errors
/// Why that cannot be done, in words.
pub fn bridge(a: &Told, b: &Told) -> Result<Bridge, Reason> {
    for told in [a, b] {
        if interval::is_open(&told.figure.interval) {
            return Err(Why::NoNumberFor.of([&told.text]));
        }
    }
    match (change(&a.figure), change(&b.figure)) {
        (Some(x), Some(y)) => changes(a, x, b, y),
        (Some(x), None) => of_one_scale(a, x, b).map_or_else(|| against_levels(a, x, b), Ok),
        (None, Some(y)) => {
            of_one_scale(b, y, a).map_or_else(|| against_levels(b, y, a), Ok).map(Bridge::turned)
        }
        (None, None) => levels(a, b),
    }
}

impl Bridge {
    /// The same told from the other side.
    #[must_use]
    pub fn turned(self) -> Bridge {
        Bridge { left: self.right, right: self.left, ..self }
    }
}

fn plain(left: Interval, right: Interval) -> Bridge {
    Bridge { left, right, arithmetic: None, by_change: false, adds: true }
}

/// A change with its sign: down is below nought. Times are percent.
fn signed(figure: &Figure, change: &Change) -> Interval {
    let down = change.direction == Direction::Down;
    let i = &figure.interval;
    match scale(figure) {
        Scale::Times if down => interval::mapped(i, |v| (1.0 / v.max(1.0) - 1.0) * 100.0, true),
        Scale::Times => interval::mapped(i, |v| (v - 1.0) * 100.0, false),
        Scale::Points if figure.unit.code == "%{basis}" => {
            interval::scaled(i, if down { -0.01 } else { 0.01 })
        }
        _ if down => interval::scaled(i, -1.0),
        _ => *i,
    }
}

fn changes(a: &Told, x: &Change, b: &Told, y: &Change) -> Result<Bridge, Reason> {
    let (left, right) = (signed(&a.figure, x), signed(&b.figure, y));
    let relative = |f: &Figure| matches!(scale(f), Scale::Percent | Scale::Times);
    let percent = (relative(&a.figure), relative(&b.figure));
    if percent == (true, true) || (percent == (false, false) && scale(&a.figure) == scale(&b.figure)) {
        return Ok(Bridge { adds: false, ..plain(left, right) });
    }
    let told = |c: &Change| c.base.or(c.from);
    let Some(base) = told(x).or_else(|| told(y)).filter(|b| *b > 0.0) else {
        return Err(Why::NoBase.alone());
    };
    let to_percent = |i: Interval| interval::scaled(&i, 100.0 / base);
    let (left, right) =
        (if percent.0 { left } else { to_percent(left) }, if percent.1 { right } else { to_percent(right) });
    let arithmetic = Some(Why::InPercentOf.of([arg(base)]));
    Ok(Bridge { left, right, arithmetic, by_change: false, adds: false })
}

/// A change that is a level by another name: prices that rose, and inflation; a share of a whole that was lost, and the
/// losses as a share of it.
fn of_one_scale(a: &Told, change: &Change, b: &Told) -> Option<Bridge> {
    let percent = scale(&a.figure) == Scale::Percent && scale(&b.figure) == Scale::Percent;
    let whole = |t: &Told| t.figure.measure.of.is_some();
    let bridge = |left| Bridge { adds: false, ..plain(left, b.figure.interval) };
    if percent && prices::are_of(a) && prices::are_of(b) {
        return Some(bridge(signed(&a.figure, change)));
    }
    (percent && whole(a) && whole(b)).then(|| bridge(a.figure.interval))
}

/// A change against a level: the level before must be told.
fn against_levels(a: &Told, change: &Change, b: &Told) -> Result<Bridge, Reason> {
    let level = &b.figure;
    let Some(before) = before(a, change, b) else {
        return Err(Why::NoLevelBefore.of([&a.text, &b.text]));
    };
    let left = signed(&a.figure, change);
    let (now, then) = (level.interval, before);
    let shown = |i: &Interval| perhaps(i.stated.or(i.low));
    let (right, arithmetic) = match scale(&a.figure) {
        Scale::Percent | Scale::Times => {
            let ratio = interval::quotient(&now, &then);
            let percent = interval::mapped(&ratio, |v| (v - 1.0) * 100.0, false);
            let by = percent.stated.or(percent.low).unwrap_or_default();
            let why = if by < 0.0 { Why::QuotientDown } else { Why::QuotientUp };
            let ratio = arg(ratio.stated.unwrap_or_default());
            (percent, why.of([shown(&now), shown(&then), ratio, arg(by.abs())]))
        }
        _ => {
            let by = difference(&now, &then);
            (by, Why::Difference.of([shown(&now), shown(&then), shown(&by)]))
        }
    };
    Ok(Bridge { left, right, arithmetic: Some(arithmetic), by_change: true, adds: false })
}

fn difference(a: &Interval, b: &Interval) -> Interval {
    Interval {
        low: a.low.zip(b.high).map(|(a, b)| a - b),
        high: a.high.zip(b.low).map(|(a, b)| a - b),
        low_soft: a.low_soft || b.high_soft,
        high_soft: a.high_soft || b.low_soft,
        stated: a.stated.zip(b.stated).map(|(a, b)| a - b),
        bound: a.bound,
    }
}

/// The level from which a change goes: told with the level that it is held against, or with the change itself.
fn before(a: &Told, change: &Change, b: &Told) -> Option<Interval> {
    let exact = |v: f64| Interval {
        low: Some(v),
        high: Some(v),
        low_soft: false,
        high_soft: false,
        stated: Some(v),
        bound: relata_rows::Bound::Exact,
    };
    let level = &b.figure;
    let from = change
        .since
        .as_ref()
        .and_then(|p| p.start)
        .or_else(|| a.figure.period.as_ref().and_then(|p| p.start));
    let earlier = |other: &&Figure| {
        other.unit.code == level.unit.code
            && !interval::is_open(&other.interval)
            && match (
                other.period.as_ref().and_then(|p| p.start),
                level.period.as_ref().and_then(|p| p.start),
            ) {
                (Some(then), Some(now)) => then < now && from.is_none_or(|f| f == then),
                _ => false,
            }
    };
    let beside = b.beside.iter().map(AsRef::as_ref).find(earlier).map(|f| f.interval);
    let own = level.change.as_ref().filter(|c| c.to.is_some() && c.to == level.interval.stated);
    beside.or_else(|| own.and_then(|c| c.from.or(c.base)).map(exact)).or_else(|| {
        let near = unit_of(a) == unit_of(b);
        change.from.or(change.base).filter(|_| near).map(exact)
    })
}

fn unit_of(told: &Told) -> &str {
    &told.figure.unit.code
}

fn levels(a: &Told, b: &Told) -> Result<Bridge, Reason> {
    let (x, y) = (&a.figure, &b.figure);
    let bridge = match (scale(x), scale(y)) {
        (Scale::Percent, Scale::Percent) => Bridge { adds: false, ..plain(x.interval, y.interval) },
        (Scale::Money(one), Scale::Money(other)) => money(a, one, b, other)?,
        (Scale::Unit(one), Scale::Unit(other)) if one.base == other.base => units(a, one, b, other),
        (Scale::Percent, Scale::Count | Scale::Unit(_) | Scale::Money(_)) => share(a, b)?,
        (Scale::Count | Scale::Unit(_) | Scale::Money(_), Scale::Percent) => {
            share(b, a).map(Bridge::turned)?
        }
        (Scale::Count, Scale::Count) => {
            let ((left, one), (right, other)) = (all_but(a), all_but(b));
            Bridge { arithmetic: one.or(other), ..plain(left, right) }
        }
        (one, other) if one == other => Bridge { adds: false, ..plain(x.interval, y.interval) },
        _ => {
            return Err(Why::OtherKinds.of([sort(x), sort(y)]));
        }
    };
    rate::basis(a, b, bridge)
}

/// What a figure is a quantity of, in words.
fn sort(figure: &Figure) -> Reason {
    match scale(figure) {
        Scale::Count => Why::Count.alone(),
        Scale::Percent => Why::Share.alone(),
        Scale::Points => Why::Points.alone(),
        Scale::Times => Why::Multiple.alone(),
        Scale::Rate => Why::Rate.alone(),
        Scale::Money(code) => Why::Money.of([code]),
        Scale::Unit(_) | Scale::Own(_) => Why::Amount.of([&figure.unit.label]),
    }
}

/// "all but two of the 30" is 28, where the 30 is told beside.
fn all_but(told: &Told) -> (Interval, Option<Reason>) {
    let own = told.figure.interval;
    let text = told.text.to_lowercase();
    if !(text.starts_with("all but") || text.starts_with("all except")) {
        return (own, None);
    }
    let whole = told.beside.iter().find(|f| f.unit.code == "1" && f.measure.what == told.figure.measure.what);
    match whole {
        Some(whole) => {
            let left = difference(&whole.interval, &own);
            let shown = |i: &Interval| perhaps(i.stated);
            (left, Some(Why::Difference.of([shown(&whole.interval), shown(&own), shown(&left)])))
        }
        None => (own, None),
    }
}

fn units(a: &Told, one: unit::Scale, b: &Told, other: unit::Scale) -> Bridge {
    let (from, to) = (&a.figure.unit, &b.figure.unit);
    // The first in the unit of the second, as people would read it.
    let (right, own) = (b.figure.interval, a.figure.interval);
    let left = if from.code == to.code {
        own
    } else {
        let based = unit::to_base(&own, one);
        interval::mapped(&based, |v| (v - other.offset) / other.factor, other.factor < 0.0)
    };
    let arithmetic = (from.code != to.code)
        .then(|| {
            Some((a.figure.interval.stated?, unit::convert(a.figure.interval.stated?, &from.code, &to.code)?))
        })
        .flatten()
        .map(|(v, w)| Why::InOther.of([arg(v), Arg::from(&from.label), arg(w), Arg::from(&to.label)]));
    Bridge { left, right, arithmetic, by_change: false, adds: one.base != "s" && one.base != "K" }
}

fn money(a: &Told, one: &str, b: &Told, other: &str) -> Result<Bridge, Reason> {
    let (x, y) = (&a.figure, &b.figure);
    if x.unit.price_year != y.unit.price_year {
        return Err(Why::OtherPrices.alone());
    }
    if one == other {
        return Ok(plain(x.interval, y.interval));
    }
    if let Some((factor, shown)) = exchange(a, other) {
        return Ok(Bridge {
            arithmetic: Some(shown),
            ..plain(interval::scaled(&x.interval, factor), y.interval)
        });
    }
    if let Some((factor, shown)) = exchange(b, one) {
        return Ok(Bridge {
            arithmetic: Some(shown),
            ..plain(x.interval, interval::scaled(&y.interval, factor))
        });
    }
    Err(Why::NoExchange.of([one, other]))
}

/// How much of `currency` one of the figure's own is, as told beside it: the same sum in both, or a rate.
fn exchange(told: &Told, currency: &str) -> Option<(f64, Reason)> {
    let own = told.figure.interval.stated.filter(|v| *v > 0.0)?;
    let others = told.beside.iter().filter(|f| f.unit.code == currency);
    others.filter_map(|f| Some((f, f.interval.stated.filter(|v| *v > 0.0)?))).find_map(|(f, v)| {
        let code = &told.figure.unit.code;
        if f.measure.what == "rate" || f.measure.text.contains("exchange") {
            let values = [arg(own), code.into(), arg(v), arg(own * v), currency.into()];
            return Some((v, Why::Exchange.of(values)));
        }
        (f.measure.what == told.figure.measure.what)
            .then(|| (v / own, Why::AsTold.of([arg(own), code.into(), arg(v), currency.into()])))
    })
}

/// A share against a count: of a total that is told beside one of them.
fn share(a: &Told, b: &Told) -> Result<Bridge, Reason> {
    let counted = |f: &Figure| {
        concept::terms(&format!("{} {}", f.measure.of.as_deref().unwrap_or_default(), f.measure.what))
    };
    let own = counted(&a.figure);
    let total = |f: &&Figure| {
        f.unit.code == b.figure.unit.code
            && f.change.is_none()
            && concept::terms(&f.measure.what)
                .iter()
                .any(|t| own.iter().any(|o| concept::hold(t, o) == Kin::Same))
    };
    let beside = a.beside.iter().map(AsRef::as_ref).find(total);
    // With the count itself only a larger number can be its total.
    let larger = |f: &&Figure| total(f) && f.interval.low > b.figure.interval.high;
    let Some(whole) = beside.or_else(|| b.beside.iter().map(AsRef::as_ref).find(larger)) else {
        return Err(Why::NoWhole.of([&a.text, &b.text]));
    };
    let part = interval::scaled(&interval::product(&a.figure.interval, &whole.interval), 0.01);
    // The total is what is printed: a share of 9,000 is not a share of 8,500.
    let part = match whole.interval.stated {
        Some(v) => interval::scaled(&a.figure.interval, v / 100.0),
        None => part,
    };
    let values = [a.figure.interval.stated, whole.interval.stated, part.stated];
    let arithmetic = Why::PercentOf.of(values.map(perhaps));
    Ok(Bridge { arithmetic: Some(arithmetic), ..plain(part, b.figure.interval) })
}
