use super::*;
use proptest::prelude::*;

fn check(leaf: &str, kind: Kind, expected: &str) {
    assert_eq!(folder_of(leaf, kind), expected, "{leaf}");
}

#[test]
fn a_file_on_its_own_lies_in_no_folder() {
    check("a.eml", Kind::Eml, "");
    check("1700000000.M1P2.mail:2,S", Kind::Eml, "");
    check("t.csv", Kind::Table, "");
    check("受信トレイ/t.csv", Kind::Table, "");
}

#[test]
fn directories_of_eml_files_are_folders() {
    check("受信トレイ/1.eml", Kind::Eml, "受信トレイ");
    check("受信トレイ/仕事/件名.eml", Kind::Eml, "受信トレイ/仕事");
    check("info@example.jp/Sent Items/1A2B-00000001.eml", Kind::Eml, "info@example.jp/Sent Items");
    check("Mail/仕事/a.eml", Kind::Eml, "Mail/仕事");
    check("new/a.eml", Kind::Eml, "new");
}

#[test]
fn the_directory_everything_was_dropped_in_is_no_folder() {
    let check = |names: &[&str], expected: &str| {
        assert_eq!(wrapper(&mut names.iter().copied()), expected, "{names:?}");
    };
    check(&["書き出し/受信トレイ/1.eml", "書き出し/読んで.txt", "書き出し/仕事/顧客/2.eml"], "書き出し");
    check(&["backup/Inbox", "backup/Inbox.sbd/仕事", "desktop.ini"], "backup");
    check(&["仕事/1.eml", "仕事/顧客/2.eml"], "");
    check(&["info/cur/1:2,S", "info/.Sent/cur/2:2,S"], "");
    check(&["受信トレイ/仕事/1.eml"], "");
    check(&["a/x/1.eml", "b/x/1.eml"], "");
    check(&["a/x/1.eml", "2.eml"], "");
    check(&[], "");
    assert_eq!(folder_below("書き出し", "書き出し/受信トレイ/1.eml", Kind::Eml), "受信トレイ");
    assert_eq!(folder_below("Takeout", "Takeout/Mail/仕事.mbox", Kind::Mbox), "仕事");
    assert_eq!(folder_below("仕事.mbox", "仕事.mbox/mbox", Kind::Mbox), "仕事");
    assert_eq!(folder_below("", "受信トレイ/1.eml", Kind::Eml), "受信トレイ");
}

#[test]
fn an_mbox_is_a_folder_of_its_own_name() {
    check("name.mbox", Kind::Mbox, "name");
    check("仕事.MBOX", Kind::Mbox, "仕事");
    check("Inbox", Kind::Mbox, "Inbox");
    check("info@example.jp", Kind::Mbox, "info@example.jp");
    check("受信トレイ_新着.mbox", Kind::Mbox, "受信トレイ_新着");
    check("mbox", Kind::Mbox, "mbox");
    check("2019年/顧客.mbox", Kind::Mbox, "2019年/顧客");
    check(".mbox", Kind::Mbox, ".mbox");
}

#[test]
fn thunderbird_profiles_lose_what_leads_to_their_folders() {
    check("Profiles/ab12.default-release/Mail/Local Folders/Inbox", Kind::Mbox, "Inbox");
    check("ab12.default/Mail/Local Folders/Inbox.sbd/仕事", Kind::Mbox, "Inbox/仕事");
    check("ab12.default/Mail/pop.example.jp/Inbox.sbd/A.sbd/B", Kind::Mbox, "Inbox/A/B");
    check("Mail/Inbox.sbd/仕事", Kind::Mbox, "Mail/Inbox/仕事");
    check("ImapMail/INBOX.sbd/仕事", Kind::Mbox, "ImapMail/INBOX/仕事");
    check("ImapMail/imap.example.jp/INBOX.sbd/&U9dP4Q-", Kind::Mbox, "INBOX/受信");
    check("Local Folders/Sent", Kind::Mbox, "Sent");
    check("imap.example.jp/INBOX", Kind::Mbox, "INBOX");
    check("Mail/Local Folders/Archives.sbd/2019/cur/1433271111537.eml", Kind::Eml, "Archives/2019");
}

#[test]
fn apple_mailboxes_are_directories() {
    check("仕事.mbox/mbox", Kind::Mbox, "仕事");
    check("Exported/仕事.mbox/mbox", Kind::Mbox, "Exported/仕事");
    check("仕事.mbox.zip/mbox", Kind::Mbox, "仕事");
    check("INBOX.mbox/Messages/12.emlx", Kind::Eml, "INBOX");
    let store = "Mail/V10/01234567-89AB-CDEF-0123-456789ABCDEF";
    let within = "76543210-89AB-CDEF-0123-456789ABCDEF/Data/3/1/Messages/13001.partial.emlx";
    check(&format!("{store}/INBOX.mbox/{within}"), Kind::Eml, "INBOX");
    check(&format!("{store}/親.mbox/子.mbox/{within}"), Kind::Eml, "親/子");
    check("Mail/IMAP-a@imap.example.jp/INBOX.mbox/Messages/1.emlx", Kind::Eml, "INBOX");
    check("Mail/Mailboxes/Old.mbox/Messages/1.emlx", Kind::Eml, "Old");
}

#[test]
fn maildir_states_are_no_folders() {
    check("Maildir/cur/1700000000.M1P2.mail:2,S", Kind::Eml, "INBOX");
    check("home/.maildir/new/1700000000.M1P2.mail", Kind::Eml, "INBOX");
    check("Maildir/.Sub.Folder/cur/1700000000.M1P2.mail;2,FRS", Kind::Eml, "Sub/Folder");
    check("info/.Sent/new/1700000000.M1P2.mail", Kind::Eml, "Sent");
    check("Maildir/.&U9dP4Q-.&MMYwuTDI-/cur/1", Kind::Eml, "受信/テスト");
    check("Maildir/Sent/cur/1", Kind::Eml, "Sent");
    check("仕事/cur/1", Kind::Eml, "仕事");
    check("cur/1", Kind::Eml, "");
}

#[test]
fn a_zip_of_plain_files_is_a_folder_of_its_name() {
    check("Inbox.zip/12 - Hello.eml", Kind::Eml, "Inbox");
    check("down/Sent (2).zip/1.eml", Kind::Eml, "Sent");
    check("backup.zip/受信トレイ/1.eml", Kind::Eml, "受信トレイ");
    check("backup.zip/backup/受信トレイ/1.eml", Kind::Eml, "受信トレイ");
    check("backup.zip/backup/1.eml", Kind::Eml, "backup");
    check("Inbox.zip/Inbox.mbox", Kind::Mbox, "Inbox");
    check("profile.zip/Mail/Local Folders/Inbox.sbd/仕事", Kind::Mbox, "Inbox/仕事");
    check(".zip", Kind::Mbox, ".zip");
}

#[test]
fn takeout_tells_folders_by_labels() {
    let all = "Takeout/Mail/All mail Including Spam and Trash-002.mbox";
    check(all, Kind::Mbox, "");
    check(
        "takeout-20261121.zip/Takeout/メール/すべてのメール（迷惑メール、ゴミ箱のメールを含む）.mbox",
        Kind::Mbox,
        "",
    );
    check("takeout-20261121.zip/Takeout/Mail/仕事.mbox", Kind::Mbox, "仕事");
    let check = |labels: &str, expected: &str| assert_eq!(of_message("", labels), expected, "{labels}");
    check("Inbox,Opened,Category Updates,仕事/顧客,仕事", "仕事/顧客");
    check("受信トレイ,未読,重要,\"A, B\"", "A, B");
    check("Sent,仕事", "仕事");
    check("Sent,Inbox,Opened", "Sent");
    check("Trash,仕事/顧客", "Trash");
    check("Archived,Opened,Starred", "Archived");
    check("Unread", "");
    check("", "");
    assert_eq!(of_message("仕事", "Inbox,顧客"), "仕事");
}

#[test]
fn names_that_only_look_encoded_stay() {
    let check = |name: &str, expected: &str| {
        assert_eq!(modified_utf7(&Cow::Borrowed(name)), expected, "{name}");
    };
    check("&ZeVnLIqe-", "日本語");
    check("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語");
    check("R&-D", "R&D");
    check("R&D", "R&D");
    check("Q&A-list", "Q&A-list");
    check("Sales&Marketing-2020", "Sales&Marketing-2020");
    check("&AGE-", "&AGE-");
}

#[test]
fn well_known_folders_are_known_in_both_languages() {
    let check = |folder: &str, expected: Option<Role>| assert_eq!(role_of(folder), expected, "{folder}");
    check("INBOX", Some(Role::Inbox));
    check("受信箱", Some(Role::Inbox));
    check("送信済みアイテム", Some(Role::Sent));
    check("INBOX/Sent", Some(Role::Sent));
    check("[Gmail]/Sent Mail", Some(Role::Sent));
    check("下書き", Some(Role::Drafts));
    check("ｺﾞﾐ箱", Some(Role::Trash));
    check("Junk E-mail", Some(Role::Junk));
    check("迷惑メール", Some(Role::Junk));
    check("Archives", Some(Role::Archive));
    check("受信トレイ/仕事", None);
    check("仕事/Archive", None);
    check("", None);
}

proptest! {
    #[test]
    fn no_path_makes_trouble(
        parts in prop::collection::vec("[&A-Ca0\\-.,/ ]{0,6}|cur|Mail|Maildir|a.mbox|A.sbd|x.zip|V1|mbox|\\PC{0,4}", 0..6),
        labels in "[A\",/ ]{0,12}|\\PC*",
        mbox in any::<bool>(),
    ) {
        let folder = folder_of(&parts.join("/"), if mbox { Kind::Mbox } else { Kind::Eml });
        prop_assert!(folder.is_empty() || folder.split('/').all(|name| !name.is_empty()), "{folder}");
        of_message("", &labels);
        role_of(&folder);
    }
}
