//! Whole names of persons: which of several is the best one, and where one is cut in two.

use crate::text::fold;
use std::cmp::Reverse;

/// The best of several names with their counts. One that repeats the local part of the address counts least; then one in which
/// family and given name stand apart counts most, then the one seen most often in any spelling, then in this one; of equals the
/// first.
pub fn best<'n>(names: &'n [(Box<str>, u32)], address: &str) -> &'n str {
    let local = fold::key(address.split('@').next().unwrap_or_default());
    let alike = |name: &str| {
        let key = fold::person_key(name);
        let of_key = names.iter().filter(|(other, _)| fold::person_key(other) == key);
        of_key.map(|(_, count)| u64::from(*count)).sum::<u64>()
    };
    let rank = |at: usize, (name, count): &(Box<str>, u32)| {
        let whole = !split_name(name, "").given.is_empty();
        (fold::key(name) != local, whole, alike(name), *count, Reverse(at))
    };
    let best = names.iter().enumerate().max_by_key(|(at, name)| rank(*at, name));
    best.map_or("", |(_, (name, _))| name)
}

/// A name cut in two as the destination's Last Name and First Name want it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SplitName {
    pub family: String,
    /// Empty where it is not certain what is family and what is given name: the family name then is the whole.
    pub given: String,
    /// There was no name: the family name is the local part of the address.
    pub from_address: bool,
}

/// Words of names that are no person's.
const OF_NO_PERSON: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "法人",
    "(株)",
    "(有)",
    "協会",
    "組合",
    "センター",
    "サポート",
    "窓口",
    "事務局",
];
/// The same where words stand apart.
const NO_PERSONS: &[&str] = &[
    "inc", "ltd", "llc", "co", "corp", "company", "gmbh", "team", "support", "shop", "store", "office",
    "service", "services", "sales", "desk", "group",
];

/// Cuts a display name of two words. Japanese names put the family first; others put it last, unless a comma
/// (`Yamada, Taro`) or capitals (`YAMADA Taro`) say so. A name of one word, of more than two, or of a company is all family
/// name.
pub fn split_name(name: &str, address: &str) -> SplitName {
    let name = name.trim();
    if name.is_empty() {
        let local = address.split('@').next().unwrap_or(address);
        return SplitName { family: local.to_string(), given: String::new(), from_address: true };
    }
    let split = |family: &str, given: &str| SplitName {
        family: family.trim().to_string(),
        given: given.trim().to_string(),
        from_address: false,
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let word = |word: &&str| word.trim_end_matches(['.', ',']).to_lowercase();
    let plain = fold::normal(name);
    if OF_NO_PERSON.iter().any(|word| plain.contains(word))
        || words.iter().map(word).any(|word| NO_PERSONS.contains(&word.as_str()))
    {
        return split(name, "");
    }
    if let Some((family, given)) = name.split_once(", ") {
        return split(family, given);
    }
    let [first, last] = words[..] else { return split(name, "") };
    let capitals = |word: &str| word.chars().nth(1).is_some() && !word.contains(char::is_lowercase);
    if name.chars().any(is_japanese) || (capitals(first) && !capitals(last)) {
        return split(first, last);
    }
    split(last, first)
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, family: &str, given: &str) {
        let split = split_name(name, "taro.yamada@example.jp");
        assert_eq!((split.family.as_str(), split.given.as_str()), (family, given), "{name}");
    }

    #[test]
    fn names_are_cut_as_their_language_puts_them() {
        check("山田 太郎", "山田", "太郎");
        check("山田　太郎", "山田", "太郎");
        check("Taro Yamada", "Yamada", "Taro");
        check("Yamada, Taro", "Yamada", "Taro");
        check("YAMADA Taro", "YAMADA", "Taro");
        check("TARO YAMADA", "YAMADA", "TARO");
        check("", "taro.yamada", "");
    }

    #[test]
    fn what_cannot_be_cut_with_certainty_is_not_cut() {
        for name in [
            "Taro",
            "Anna Maria Schmidt",
            "株式会社 みどり商会",
            "㈱ みどり",
            "Midori Inc.",
            "山田 太郎 営業",
        ] {
            check(name, name, "");
        }
    }
}
