//! Legacy charsets of other countries, told by the byte values their texts are made of.
//!
//! For mail without a label that is neither Unicode nor Japanese. It knows Korean, Chinese and Russian; everything
//! else is taken for windows-1252, as nearly all of it is. No frequencies of letters: telling Greek from Hebrew
//! from Polish would take tables larger than all other evidence together.

use super::Charset;
use encoding_rs::{BIG5, EUC_KR, GBK, KOI8_R, WINDOWS_1251, WINDOWS_1252};
use std::cell::Cell;

/// Enough bytes to judge by.
const SAMPLE: usize = 1 << 16;

/// The most plausible of them.
pub fn guess(bytes: &[u8]) -> Charset {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let sample = bytes.get(start..).unwrap_or_default();
    let sample = sample.get(..SAMPLE).unwrap_or(sample);
    eastern(sample).or_else(|| cyrillic(sample)).unwrap_or(WINDOWS_1252)
}

/// Korean and simplified Chinese among what could be kanji of EUC-JP throughout. A list of Japanese names can, too: so
/// only what is certain counts.
pub fn without_kana(bytes: &[u8]) -> Option<Charset> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let hangul = |lead: u8, _| matches!(lead, 0xb0..=0xc8);
    let simplified = |_, trail: u8| trail >= 0xa1;
    let seen = Cell::new(0u16);
    let frequent = |lead: u8, trail: u8| {
        let at = FREQUENT.iter().position(|&it| it == u16::from_be_bytes([lead, trail]));
        at.inspect(|at| seen.set(seen.get() | 1 << at)).is_some()
    };
    if sample.contains(&b' ') && share(sample, |_, _| true, hangul)? >= 95 {
        return Some(EUC_KR);
    }
    let often = share(sample, simplified, frequent)? >= 10;
    (often && seen.get().count_ones() >= 4).then_some(GBK)
}

/// 的是我您在了们这你 of GB 2312: a tenth of any Chinese text. In EUC-JP they are 議頁厘艇壓阻断宸低, of which no text has
/// four so often.
const FREQUENT: [u16; 9] = [0xb5c4, 0xcac7, 0xced2, 0xc4fa, 0xd4da, 0xc1cb, 0xc3c7, 0xd5e2, 0xc4e3];

/// Korean syllables stand in 25 rows; Chinese takes the frequent half of GB 2312 or of Big5.
fn eastern(bytes: &[u8]) -> Option<Charset> {
    let hangul = |lead: u8, _| matches!(lead, 0xb0..=0xc8);
    let hanzi = |lead: u8, trail: u8| matches!((lead, trail), (0xa1 | 0xa3 | 0xb0..=0xd7, 0xa1..=0xfe));
    let frequent = |lead: u8, _| matches!(lead, 0xa1 | 0xa4..=0xc6);
    let korean = |lead: u8, trail: u8| lead >= 0xa1 && trail >= 0xa1;
    let simplified = |_, trail: u8| trail != 0x7f && trail >= 0x40;
    let traditional =
        |lead: u8, trail: u8| (0xa1..=0xf9).contains(&lead) && matches!(trail, 0x40..=0x7e | 0xa1..);
    if share(bytes, korean, hangul)? >= 95 {
        return Some(EUC_KR);
    }
    let (gbk, big5) = (share(bytes, simplified, hanzi)?, share(bytes, traditional, frequent)?);
    match gbk.max(big5) {
        0..80 => None,
        _ if big5 > gbk => Some(BIG5),
        _ => Some(GBK),
    }
}

/// Percent of pairs that are usual: 0 if one is impossible, `None` with too few to say.
fn share(bytes: &[u8], possible: impl Fn(u8, u8) -> bool, usual: impl Fn(u8, u8) -> bool) -> Option<usize> {
    let (mut all, mut good) = (0usize, 0usize);
    let mut rest = bytes;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        if lead.is_ascii() {
            continue;
        }
        let Some((&trail, after)) = rest.split_first() else { break }; // Cut short: no evidence.
        if lead == 0x80 || lead == 0xff || trail == 0xff || !possible(lead, trail) {
            return Some(0);
        }
        rest = after;
        all += 1;
        good += usize::from(usual(lead, trail));
    }
    (all >= 4).then(|| good * 100 / all)
}

/// Words of letters above 0xBF: elsewhere in Europe such letters stand alone among ASCII. Small letters are
/// the upper half in windows-1251 and the lower in KOI8-R.
fn cyrillic(bytes: &[u8]) -> Option<Charset> {
    let (mut words, mut others, mut upper) = (0usize, 0usize, 0usize);
    for run in bytes.split(|byte| *byte < 0xc0) {
        if run.len() >= 3 {
            words += run.len();
            upper += run.iter().filter(|byte| **byte >= 0xe0).count();
        } else {
            others += run.len();
        }
    }
    let enough = words >= 10 && words >= others * 4;
    enough.then_some(if upper * 2 > words { WINDOWS_1251 } else { KOI8_R })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::EUC_JP;

    fn check(text: &str, charset: Charset) {
        let (bytes, ..) = charset.encode(text);
        assert_eq!(guess(&bytes).name(), charset.name(), "{text}");
    }

    #[test]
    fn what_has_no_kana_may_be_korean_or_chinese() {
        let check = |text: &str, charset: Charset| {
            let (bytes, ..) = charset.encode(text);
            assert_eq!(super::super::detect(&bytes).name(), charset.name(), "{text}");
        };
        check("안녕하세요 주문하신 상품의 재고를 확인했습니다 감사합니다", EUC_KR);
        check("我们已经收到您的订单，将尽快处理。如有问题请联系我们的客服部门。", GBK);
        check("東京都千代田区永田町 大阪府大阪市北区梅田 愛知県名古屋市中区", EUC_JP);
        check("第三回定例会議議事録添付資料一式 断水対策会議議題決定 低価格商品販売促進企画会議", EUC_JP);
    }

    #[test]
    fn other_scripts_are_told_apart() {
        check("안녕하세요. 주문한 상품이 아직 도착하지 않았습니다.", EUC_KR);
        check("您好，我们还没有收到订购的商品，请尽快确认发货情况。", GBK);
        check("您好，我們還沒有收到訂購的商品，請盡快確認出貨情況。", BIG5);
        check("Здравствуйте, заказ ещё не пришёл", WINDOWS_1251);
        check("Здравствуйте, заказ еще не пришел", KOI8_R);
        check("Où est ma commande ? Größe, naïve, Łódź", WINDOWS_1252);
    }
}
