//! Which tab a file's name speaks of.

use crate::destination::{Destination, Tab};
use crate::text::fold;

/// The tab whose name or alias the file's name holds. Of several the longest wins, then the one that stands
/// last: in English and Japanese alike the last word says what a thing is (`ticket_comments`, 顧客問い合わせ).
/// The folders it lies in do not count.
pub(super) fn tab_named(to: &Destination, file_name: &str) -> Option<usize> {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = fold::key(stem);
    let mut best: Option<(usize, usize, usize)> = None;
    for (index, tab) in to.tabs.iter().enumerate() {
        for word in words(tab) {
            let Some(at) = stem.rfind(&word) else { continue };
            let rank = (word.chars().count(), at);
            if best.is_none_or(|(length, place, _)| rank > (length, place)) {
                best = Some((rank.0, rank.1, index));
            }
        }
    }
    best.map(|(_, _, index)| index)
}

/// What the tab is called, folded; without words so short that they hide in others.
fn words(tab: &Tab) -> impl Iterator<Item = String> {
    let names = [&tab.file, &tab.id].into_iter().chain(&tab.aliases);
    names
        .map(|name| fold::key(name))
        .filter(|word| word.chars().count() >= if word.is_ascii() { 3 } else { 2 })
}
