//! Which listed person a name or an address may mean, and how surely.
//!
//! In: the listed persons, and a name or an address as some export spells it. Out: the one it certainly means, or
//! proposals with a percentage, best first. Spellings are folded (form KC, case, width, spaces, order of family and
//! given name). Kanji variants (髙 for 高) and misspellings are only proposed: they may be another person.

use crate::order;
use crate::text::fold;
use crate::text::hash::{KeyMap, key64};

/// How many proposals a name gets.
const MOST: usize = 3;
/// Against how many listed persons a name is compared letter by letter: more would take seconds.
const COMPARED: usize = 2_000;
/// Longer names are no names, and comparing takes the square of the length.
const LONGEST: usize = 64;

/// A listed person.
#[derive(Clone, Debug)]
struct Listed {
    /// As listed, without spaces around.
    name: String,
    /// Folded, family name first and last, with the usual kanji for variants.
    plain: [String; 2],
    /// Folded family and given name.
    parts: [String; 2],
    address: String,
}

/// Somebody who may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Number of the listed person, in the order they were added.
    pub who: usize,
    /// Percent; 100 and 98 are certain, everything below is a guess.
    pub confidence: u8,
    pub how: &'static str,
}

/// The same name to the letter.
pub const EXACT: &str = "exact";
/// The same name in another spelling.
pub const FOLDED: &str = "folded";

/// The listed persons.
#[derive(Debug, Default)]
pub struct Roll {
    all: Vec<Listed>,
    by_key: KeyMap<Vec<usize>>,
}

impl Roll {
    /// Adds a person. Any of the names may be empty; the whole name is made of its parts then.
    pub fn add(&mut self, name: &str, family: &str, given: &str, address: &str) {
        let name = if name.trim().is_empty() { format!("{family} {given}") } else { name.to_string() };
        let mut keys = keys(&name);
        let parts = match (family.trim(), given.trim()) {
            ("", _) | (_, "") => halves(&name),
            (family, given) => [fold::person_key(family), fold::person_key(given)],
        };
        if keys[0] == keys[1] && !parts[1].is_empty() {
            keys[1] = format!("{}{}", parts[1], parts[0]);
        }
        let who = self.all.len();
        for key in &keys {
            let known = self.by_key.entry(key64(key.as_bytes())).or_default();
            if !key.is_empty() && known.last() != Some(&who) {
                known.push(who);
            }
        }
        let plain = [plain(&keys[0]), plain(&keys[1])];
        self.all.push(Listed { name: name.trim().to_string(), plain, parts, address: address.to_string() });
    }

    /// The one listed person this name means without doubt, and whether it is spelled just so.
    pub fn certain(&self, name: &str) -> Option<Proposal> {
        let named = self.named(name);
        let exact: Vec<usize> =
            named.iter().copied().filter(|&who| self.all[who].name == name.trim()).collect();
        match (exact.as_slice(), named.as_slice()) {
            (&[who], _) => Some(Proposal { who, confidence: 100, how: EXACT }),
            ([], &[who]) => Some(Proposal { who, confidence: 98, how: FOLDED }),
            _ => None,
        }
    }

    /// All listed persons of this name, in any spelling.
    fn named(&self, name: &str) -> Vec<usize> {
        let mut all: Vec<usize> = Vec::new();
        for key in keys(name) {
            for &who in self.by_key.get(&key64(key.as_bytes())).into_iter().flatten() {
                if !all.contains(&who) {
                    all.push(who);
                }
            }
        }
        all
    }

    /// Who may be meant by this name or address; either may be empty.
    pub fn proposals(&self, name: &str, address: &str) -> Vec<Proposal> {
        let mut all: Vec<Proposal> = Vec::new();
        let mut add = |who: usize, confidence: u8, how| match all.iter_mut().find(|known| known.who == who) {
            Some(known) if known.confidence >= confidence => {}
            Some(known) => *known = Proposal { who, confidence, how },
            None => all.push(Proposal { who, confidence, how }),
        };
        let named = self.named(name);
        for &who in &named {
            let exact = self.all[who].name == name.trim();
            let (sure, how) = if exact { (100, EXACT) } else { (98, FOLDED) };
            // Two of one name are a toss-up; a name beside another address may be another person.
            let sure = if named.len() > 1 {
                50
            } else if address.is_empty() {
                sure
            } else {
                85
            };
            add(who, sure, how);
        }
        let wanted = keys(name);
        let simple = plain(&wanted[0]);
        for (who, listed) in self.all.iter().enumerate().take(COMPARED) {
            if listed.address == address && !address.is_empty() {
                continue;
            }
            if !wanted[0].is_empty() && !named.contains(&who) {
                if listed.plain.contains(&simple) {
                    add(who, 90, "variant");
                }
                if listed.parts.contains(&wanted[0]) {
                    add(who, 60, "part");
                }
                let near = listed.plain.iter().filter_map(|key| near(&simple, key)).max();
                near.into_iter().for_each(|sure| add(who, sure, "near"));
            }
            if let (Some((local, _)), Some((other, _))) =
                (address.split_once('@'), listed.address.split_once('@'))
            {
                if local == other {
                    add(who, 80, "local-part");
                }
                near(address, &listed.address).into_iter().for_each(|sure| add(who, sure, "near"));
            }
        }
        order::sort(&mut all, |a, b| b.confidence.cmp(&a.confidence).then(a.who.cmp(&b.who)));
        all.truncate(MOST);
        all
    }
}

/// A name folded as it is written, and with its last word first.
fn keys(name: &str) -> [String; 2] {
    let name = name.replace([',', '，', '、'], " ");
    let whole = fold::person_key(&name);
    let [first, last] = halves(&name);
    let turned = if last.is_empty() { whole.clone() } else { format!("{last}{first}") };
    [whole, turned]
}

/// The folded last word of a name, and what stands before it, in the order they are written.
fn halves(name: &str) -> [String; 2] {
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((first, last)) => [fold::person_key(first), fold::person_key(last)],
        None => [fold::person_key(name), String::new()],
    }
}

/// The usual kanji for variants that stand in names.
fn plain(name: &str) -> String {
    const VARIANTS: [(&str, char); 22] = [
        ("髙", '高'),
        ("﨑碕嵜", '崎'),
        ("邊邉", '辺'),
        ("齋齊斎", '斉'),
        ("澤", '沢'),
        ("濵濱", '浜'),
        ("廣", '広'),
        ("國", '国'),
        ("德", '徳'),
        ("惠", '恵'),
        ("眞", '真'),
        ("嶋嶌", '島'),
        ("櫻", '桜'),
        ("瀨", '瀬'),
        ("龍", '竜'),
        ("榮", '栄'),
        ("淵渕", '渊'),
        ("曾", '曽'),
        ("圓", '円'),
        ("冨", '富'),
        ("吉𠮷", '吉'),
        ("寛寬", '寛'),
    ];
    let usual =
        |c: char| VARIANTS.iter().find(|(variants, _)| variants.contains(c)).map_or(c, |(_, usual)| *usual);
    if name.is_ascii() { name.to_string() } else { name.chars().map(usual).collect() }
}

/// How alike two different texts are, in percent; `None` if a misspelling does not explain the difference.
fn near(one: &str, two: &str) -> Option<u8> {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let longest = one.len().max(two.len());
    let most = (longest / 4).min(3);
    if one == two || longest > LONGEST || one.len().abs_diff(two.len()) > most {
        return None;
    }
    let edits = edits(&one, &two);
    (edits <= most).then(|| (100 - 100 * edits / longest).min(90) as u8)
}

/// How many characters must be changed, added or taken out (Levenshtein).
fn edits(one: &[char], two: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (at, a) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (to, b) in two.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[to + 1];
            row[to + 1] = changed.min(diagonal + 1).min(row[to] + 1);
        }
    }
    row[two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roll() -> Roll {
        let mut roll = Roll::default();
        roll.add("髙橋 健", "", "", "takahashi@shop.example.jp");
        roll.add("", "佐藤", "花", "sato@shop.example.jp");
        roll.add("Tanaka Ichiro", "Tanaka", "Ichiro", "ichiro.tanaka@shop.example.jp");
        roll.add("山田 太郎", "", "", "taro@shop.example.jp");
        roll.add("山田 太郎", "", "", "taro2@shop.example.jp");
        roll
    }

    #[track_caller]
    fn check(name: &str, address: &str, expected: Option<(usize, u8, &str)>) {
        let first = roll().proposals(name, address).first().map(|p| (p.who, p.confidence, p.how));
        assert_eq!(first, expected, "{name} {address}");
    }

    #[test]
    fn spellings_of_one_name_are_certain() {
        let certain = |name: &str| roll().certain(name).map(|p| (p.who, p.how));
        assert_eq!(certain("佐藤 花"), Some((1, EXACT)));
        for name in ["佐藤　花", "佐藤花", "花 佐藤", "花佐藤"] {
            assert_eq!(certain(name), Some((1, FOLDED)), "{name}");
        }
        for name in ["TANAKA ichiro", "Ｉｃｈｉｒｏ　Ｔａｎａｋａ", "Tanaka, Ichiro", "ichiro tanaka"]
        {
            assert_eq!(certain(name), Some((2, FOLDED)), "{name}");
        }
    }

    #[test]
    fn what_may_be_another_person_is_never_certain() {
        for name in ["高橋 健", "山田 太郎", "山田", "佐藤 花子", "", "-"] {
            assert_eq!(roll().certain(name), None, "{name}");
        }
    }

    #[test]
    fn guesses_say_how_sure_they_are() {
        check("高橋 健", "", Some((0, 90, "variant")));
        check("佐藤", "", Some((1, 60, "part")));
        check("山田 太郎", "", Some((3, 50, EXACT)));
        check("Tanaka Ichirou", "", Some((2, 90, "near")));
        check("", "ichiro.tanaka@old.example.jp", Some((2, 80, "local-part")));
        check("", "ichiro.tanak@shop.example.jp", Some((2, 90, "near")));
        check("佐藤 花", "hana@mail.example.com", Some((1, 85, EXACT)));
        check("渡辺", "", None);
        check("", "", None);
    }
}
