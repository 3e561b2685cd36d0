use super::*;

/// One message: id, references, content, date, sender (0 is the own side).
struct Mail<'a>(&'a str, &'a [&'a str], u128, i64, u32);

fn add(to: &mut Conversations, mail: &Mail<'_>) -> Added {
    let references: Vec<String> = mail.1.iter().map(|id| id.to_string()).collect();
    let recipients = if mail.4 == 0 { vec![0, 7] } else { vec![0] };
    to.add(&Facts {
        message_id: mail.0,
        references: &references,
        content_key: mail.2,
        subject: 5,
        date: Some(mail.3),
        from: Some(mail.4),
        recipients: &recipients,
        ..Facts::default()
    })
}

fn resolve(mails: &[Mail<'_>]) -> Conversations {
    let mut all = Conversations::new(false);
    for mail in mails {
        add(&mut all, mail);
    }
    all.resolve(&|person| person == 0);
    all
}

#[test]
fn answers_join_their_question_even_when_it_is_missing_or_the_references_loop() {
    let all = resolve(&[
        Mail("b", &["a"], 1, 20, 1),
        Mail("c", &["a", "b"], 2, 30, 0),
        Mail("x", &["y"], 3, 10, 2),
        Mail("y", &["x"], 4, 11, 2),
    ]);
    assert_eq!(all.conversations.len(), 2);
    assert_eq!(all.conversations[0].messages, 2);
    assert_eq!(all.conversations[0].id, key64(b"a"), "named after the oldest ancestor, read or not");
    assert_eq!(all.orphans().count(), 1);
}

#[test]
fn the_id_does_not_depend_on_the_order_of_reading() {
    let mails = || [Mail("a", &[], 9, 10, 1), Mail("b", &["a"], 8, 20, 0), Mail("c", &["b"], 7, 30, 1)];
    let forward = resolve(&mails());
    let mut turned = mails();
    turned.reverse();
    let backward = resolve(&turned);
    assert_eq!(forward.conversations[0].id, backward.conversations[0].id);
    assert_eq!(forward.conversations[0].created(), Some(10));
    assert_eq!(backward.conversations[0].modified(), Some(30));
}

#[test]
fn a_copy_is_a_duplicate_and_a_reused_id_is_not() {
    let mut all = Conversations::new(false);
    assert_eq!(add(&mut all, &Mail("a", &[], 1, 10, 1)), Added::New);
    assert_eq!(add(&mut all, &Mail("a", &[], 1, 10, 1)), Added::Duplicate);
    assert_eq!(add(&mut all, &Mail("a", &[], 2, 11, 1)), Added::IdReused);
    assert_eq!(add(&mut all, &Mail("a", &[], 3, 12, 4)), Added::IdReused);
    all.resolve(&|_| false);
    let sizes: Vec<u32> = all.conversations.iter().map(|c| c.messages).collect();
    assert_eq!(sizes, [2, 1], "another sender under the same id is another conversation");
    assert_ne!(all.conversations[0].id, all.conversations[1].id);
}

#[test]
fn the_person_is_the_other_side_and_the_agent_whoever_of_ours_wrote_last() {
    let all = resolve(&[Mail("a", &[], 1, 10, 0), Mail("b", &["a"], 2, 20, 7)]);
    assert_eq!(all.conversations[0].person(), Some(7));
    assert_eq!(all.conversations[0].agent(), Some(0));
}

#[test]
fn messages_without_an_id_stand_alone() {
    let all = resolve(&[Mail("", &[], 1, 10, 1), Mail("", &[], 2, 20, 1)]);
    assert_eq!(all.conversations.len(), 2);
}
