use super::*;

#[test]
fn a_key_is_new_a_copy_or_taken() {
    let mut keys = TabKeys::default();
    assert_eq!(keys.claim(1, 10, 0), KeyUse::New);
    assert_eq!(keys.claim(1, 10, 0), KeyUse::Duplicate);
    assert_eq!(keys.claim(1, 11, 0), KeyUse::Taken);
    keys.release(1);
    assert_eq!(keys.claim(1, 11, 0), KeyUse::New);
}

#[test]
fn what_is_written_is_told_apart_from_what_was_surveyed() {
    let mut keys = TabKeys::default();
    keys.claim(1, 10, 3);
    assert_eq!(
        (keys.pack(1, 11), keys.pack(1, 11), keys.pack(1, 10)),
        (KeyUse::New, KeyUse::Duplicate, KeyUse::Taken)
    );
    assert_eq!(keys.pack(2, 20), KeyUse::New);
    assert_eq!((keys.has(1), keys.has(2), keys.is_packed(2)), (true, false, true));
    let all: Vec<_> = (0..TabKeys::packed_pieces()).flat_map(|piece| keys.packed(piece)).collect();
    let told = |content: u64| 1 << 63 | content;
    assert_eq!(all, [(1, told(11)), (2, told(20))]);
    keys.forget_packed();
    assert_eq!((keys.has(1), keys.is_packed(1), keys.is_packed(2)), (true, false, false));
    assert_eq!((keys.pack(2, 21), keys.pack(1, 12)), (KeyUse::New, KeyUse::New));
}

#[test]
fn the_key_of_a_record_that_is_held_when_written_goes_to_no_other() {
    let mut keys = TabKeys::default();
    keys.claim(1, 10, 3);
    assert_eq!((keys.pack(1, 10), keys.pack(2, 20)), (KeyUse::New, KeyUse::New));
    keys.keep_back(1);
    keys.keep_back(2);
    assert_eq!((keys.has(1), keys.is_packed(1), keys.is_packed(2)), (true, false, false));
    assert_eq!((keys.pack(1, 11), keys.pack(2, 20)), (KeyUse::Taken, KeyUse::Duplicate));
    assert!((0..TabKeys::packed_pieces()).all(|piece| keys.packed(piece).is_empty()));
    keys.forget_packed();
    assert_eq!((keys.has(1), keys.pack(1, 11), keys.is_packed(1)), (true, KeyUse::New, true));
}

#[test]
fn what_the_plan_changed_is_told_from_what_an_earlier_run_sent() {
    let mut keys = TabKeys::default();
    keys.note_before(1, 10, Some(7));
    keys.note_before(2, 10, None);
    keys.claim(1, 10, 3);
    keys.pack(1, 10);
    keys.edited(1, 7);
    assert!(!keys.has_changed(1, 10, Some(7)) && !keys.has_changed(1, 10, None));
    assert!(keys.has_changed(1, 10, Some(0)) && keys.has_changed(1, 11, None));
    assert!(!keys.has_changed(2, 10, Some(5)), "an old receipt does not say");
    let all: Vec<_> = (0..TabKeys::packed_pieces()).flat_map(|piece| keys.packed(piece)).collect();
    assert_eq!(all, [(1, 1 << 63 | 7 << 32 | 10), (2, 10)]);
}

#[test]
fn a_broken_leaf_gives_its_keys_back() {
    let mut keys = TabKeys::default();
    keys.claim(1, 10, 3);
    keys.claim(2, 10, 4);
    keys.release_leaf(3);
    assert_eq!((keys.has(1), keys.is_held(1), keys.has(2), keys.is_held(2)), (false, true, true, false));
}

#[test]
fn the_first_listing_of_an_address_wins() {
    let mut keys = TabKeys::default();
    keys.list(7, "C-1");
    keys.list(7, "C-2");
    assert_eq!(keys.listed(7), Some("C-1"));
}
