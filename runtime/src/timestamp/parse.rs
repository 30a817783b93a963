//! The timestamp parser: the formats that Smithy defines, and the deviations from them that services send.

use super::{DAY, MONTHS, Timestamp, WEEKDAYS, days};

/// Parses any format. The first character and the `T` between date and time identify it.
pub(super) fn any(text: &str) -> Option<Timestamp> {
    match text.as_bytes().first()? {
        b'A'..=b'Z' => http_date(text),
        _ if text.contains(['T', 't']) => utc_date_time(text).or_else(|| date_time(text)),
        _ => epoch_seconds(text),
    }
}

/// Parses `1985-04-12T23:20:50.52Z` at fixed positions, because responses have many of them.
fn utc_date_time(text: &str) -> Option<Timestamp> {
    let (date_time, fraction) = text.as_bytes().strip_suffix(b"Z")?.split_first_chunk()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = *date_time
    else {
        return None;
    };
    let fraction = match fraction {
        [] => &b"0"[..],
        [b'.', digits @ ..] => digits,
        _ => return None,
    };
    let two = |tens, ones| Some(digit(tens)? * 10 + digit(ones)?);
    let date = days(two(y1, y2)? * 100 + two(y3, y4)?, two(m1, m2)?, two(d1, d2)?)?;
    clock_on(date, [two(h1, h2)?, two(n1, n2)?, two(s1, s2)?], std::str::from_utf8(fraction).ok()?)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

/// Parses `1985-04-12T23:20:50.52Z`, also with an offset, without a zone (UTC), or without seconds.
fn date_time(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once(['T', 't'])?;
    let [year, month, day] = split(date, '-')?;
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at_checked(zone)?;
    let offset = match zone.split_at_checked(1) {
        None | Some(("Z" | "z", "")) => 0,
        Some(("+", offset)) => minutes(offset)?,
        Some(("-", offset)) => -minutes(offset)?,
        Some(_) => return None,
    };
    let at = time_on(days(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)?, time)?;
    Some(Timestamp { seconds: at.seconds.checked_sub(offset * 60)?, ..at })
}

/// Parses the three formats of RFC 9110: IMF-fixdate, also with a fraction, and the obsolete RFC 850 and asctime.
fn http_date(text: &str) -> Option<Timestamp> {
    let Some((weekday, rest)) = text.split_once(", ") else { return asctime(text) };
    is_weekday(weekday).then_some(())?;
    if let Some([date, time, "GMT" | "UTC"]) = split(rest, ' ') {
        let [day, month, year] = split(date, '-')?;
        return time_on(days(full_year(year)?, month_of(month)?, digits(day, 2)?)?, time);
    }
    let [day, month, year, time, "GMT" | "UTC"] = split(rest, ' ')? else { return None };
    time_on(days(digits(year, 4)?, month_of(month)?, number(day)?)?, time)
}

/// Parses `Sun Nov  6 08:49:37 1994`. A day with one digit has two spaces before it.
fn asctime(text: &str) -> Option<Timestamp> {
    let mut parts = text.split_ascii_whitespace();
    let [weekday, month, day, time, year] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    (parts.next().is_none() && is_weekday(weekday)).then_some(())?;
    time_on(days(digits(year, 4)?, month_of(month)?, number(day)?)?, time)
}

/// Returns whether text is the name of a weekday or its first three letters. It need not be the weekday of the date.
fn is_weekday(name: &str) -> bool {
    const ENDS: [&str; 7] = ["rsday", "day", "urday", "day", "day", "sday", "nesday"];
    let full = |(start, end): (&str, &str)| {
        name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest == end)
    };
    WEEKDAYS.into_iter().zip(ENDS).any(full)
}

fn month_of(name: &str) -> Option<i64> {
    Some(MONTHS.iter().position(|month| *month == name)? as i64 + 1)
}

/// Returns the year of an RFC 850 date. Two digits are from 1969 to 2068, as in POSIX.
fn full_year(year: &str) -> Option<i64> {
    match digits(year, 2) {
        Some(short) => Some(short + if short < 69 { 2000 } else { 1900 }),
        None => digits(year, 4),
    }
}

/// Parses seconds since 1970-01-01T00:00:00Z in decimal notation. A float would round the digits.
fn epoch_seconds(text: &str) -> Option<Timestamp> {
    let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    (is_digits(whole) && is_digits(fraction)).then_some(())?;
    let all = [whole, fraction].concat();
    let point = exponent.checked_add(i64::try_from(whole.len()).ok()?)?;
    let (seconds, nanos) = shifted(all.as_bytes(), point)?;
    Some(match (is_negative, nanos) {
        (false, _) => Timestamp { seconds, nanos },
        (true, 0) => Timestamp { seconds: -seconds, nanos },
        (true, _) => Timestamp { seconds: -seconds - 1, nanos: 1_000_000_000 - nanos },
    })
}

/// Returns the digits before a point at `point`, and the nine digits after it.
fn shifted(digits: &[u8], point: i64) -> Option<(i64, u32)> {
    let mut seconds = 0_i64;
    let first = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    let at = |index: i64| {
        let digit = usize::try_from(index).ok().and_then(|index| digits.get(index));
        digit.map_or(0, |digit| i64::from(digit - b'0'))
    };
    let first = i64::try_from(first).ok()?;
    // More than 19 digits do not fit an integer; leading zeros are not counted.
    let end = if first < i64::try_from(digits.len()).ok()? { point } else { first };
    (end.saturating_sub(first) <= 19).then_some(())?;
    for index in first..end {
        seconds = seconds.checked_mul(10)?.checked_add(at(index))?;
    }
    let nanos = (0..9).fold(0, |nanos, index| nanos * 10 + at(point.saturating_add(index)));
    Some((seconds, u32::try_from(nanos).ok()?))
}

/// Returns the time `23:20:50.52` or `23:20` on a day.
fn time_on(days: i64, time: &str) -> Option<Timestamp> {
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [hour, minute, second] = match split(clock, ':') {
        Some(parts) => parts,
        None if fraction == "0" => {
            let [hour, minute] = split(clock, ':')?;
            [hour, minute, "00"]
        }
        None => return None,
    };
    clock_on(days, [digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?], fraction)
}

/// Returns the time of the hour, minute, second and digits of a fraction on a day.
fn clock_on(days: i64, [hour, minute, second]: [i64; 3], fraction: &str) -> Option<Timestamp> {
    // A leap second (60) counts as the next second.
    (hour <= 23 && minute <= 59 && second <= 60 && is_digits(fraction)).then_some(())?;
    let nanos = nanoseconds(fraction);
    Some(Timestamp::new(days * DAY + hour * 3600 + minute * 60 + second, nanos))
}

/// Returns the nanoseconds of the decimal digits of a fraction. Digits after the ninth are cut off.
fn nanoseconds(fraction: &str) -> u32 {
    let digits =
        fraction.bytes().map(|digit| u32::from(digit.wrapping_sub(b'0'))).chain(std::iter::repeat(0));
    digits.take(9).fold(0, |nanos, digit| nanos * 10 + digit)
}

/// Returns the minutes of an offset: `05:30`, `0530` or `05`.
fn minutes(offset: &str) -> Option<i64> {
    let (hours, minutes) = match offset.split_once(':') {
        Some(parts) => parts,
        None if offset.len() == 2 => (offset, "00"),
        None => offset.split_at_checked(2)?,
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    if hours <= 23 && minutes <= 59 { Some(hours * 60 + minutes) } else { None }
}

fn split<const N: usize>(text: &str, at: char) -> Option<[&str; N]> {
    let mut parts = text.split(at);
    let mut out = [""; N];
    for part in &mut out {
        *part = parts.next()?;
    }
    parts.next().is_none().then_some(out)
}

/// Parses a number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    if text.len() == count { number(text) } else { None }
}

/// Parses digits, without a sign or space.
fn number(text: &str) -> Option<i64> {
    if is_digits(text) { text.parse().ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
