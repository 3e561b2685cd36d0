//! Headers of real exports, and the tab and fields they must go to.

use super::*;
use crate::destination::load::{built_in, from_toml};

fn zoho() -> Destination {
    built_in("zoho-desk").unwrap()
}

fn header(names: &str) -> Vec<String> {
    names.split(',').map(|name| name.trim().to_string()).collect()
}

/// Matches a header row; gives the tab's id and `column>field` for each matched column.
fn matched(file: &str, names: &str, say: Option<&Override>) -> Option<(String, Vec<String>)> {
    let (to, header) = (zoho(), header(names));
    let found = match_table(&to, file, &header, say)?;
    assert_eq!(found.columns.len(), header.len());
    let tab = &to.tabs[found.tab];
    let mut fields: Vec<usize> = found.columns.iter().flatten().map(|given| given.field).collect();
    fields.sort_unstable();
    fields.dedup();
    assert_eq!(fields.len(), found.columns.iter().flatten().count(), "a field was given twice");
    let pairs = header.iter().zip(&found.columns);
    let pairs = pairs.filter_map(|(name, given)| Some((name, given.as_ref()?)));
    Some((
        tab.id.clone(),
        pairs.map(|(name, given)| format!("{name}>{}", tab.fields[given.field].name)).collect(),
    ))
}

/// The table must go to this tab, and these pairs (`column>field`) must be among the matches.
fn check(file: &str, names: &str, tab: &str, pairs: &[&str]) {
    let (found, all) = matched(file, names, None).unwrap_or_else(|| panic!("no tab for {names}"));
    assert_eq!(found, tab, "{names}: {all:?}");
    for pair in pairs {
        assert!(all.iter().any(|one| one == pair), "{pair} is not among {all:?}");
    }
}

#[test]
fn the_destinations_own_headers_are_certain() {
    let to = zoho();
    for (index, tab) in to.tabs.iter().enumerate() {
        let header: Vec<String> = tab.fields.iter().map(|field| field.name.clone()).collect();
        let found = match_table(&to, "export.csv", &header, None).unwrap();
        assert_eq!((found.tab, found.confidence), (index, 100), "{}", tab.id);
        let fields: Vec<_> = found.columns.iter().map(|given| given.as_ref().unwrap().field).collect();
        assert_eq!(fields, (0..tab.fields.len()).collect::<Vec<_>>(), "{}", tab.id);
        assert!(found.columns.iter().flatten().all(|given| given.confidence == 100 && given.note.is_none()));
    }
}

#[test]
fn a_freshdesk_ticket_export_is_tickets() {
    let names = "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,\
                 Resolved time,Closed time,Last updated time,Initial response time,Time tracked,\
                 First response time (in hrs),Resolution time (in hrs),Agent interactions,\
                 Customer interactions,Resolution status,First response status,Tags,Survey results,\
                 Association type,Product,Full name,Title,Email,Contact ID,Company Name,Custom one,Custom two";
    let pairs = [
        "Ticket ID>TicketExtId",
        "Agent>Agent Name",
        "Group>Department",
        "Source>Channel",
        "Type>Classification",
        "Due by Time>Due Date",
        "Closed time>Closed Time",
        "Last updated time>Modified Time",
        "Email>Email",
        "Contact ID>ContactExtId",
    ];
    check("export.csv", names, "tickets", &pairs);
    assert!(!matched("x.csv", names, None).unwrap().1.contains(&"Title>Subject".to_string()));
}

#[test]
fn a_freshservice_ticket_export_is_tickets() {
    let names = "Ticket Id,Subject,Description,Status,Urgency,Impact,Priority,Source,Type,Requester Name,\
                 Requester Email,Agent,Group,Created Time,Resolved Time,Due by Time,Last Updated Time,Category,\
                 Sub-Category,Item,Company,Tags";
    let pairs = ["Requester Email>Email", "Resolved Time>Closed Time", "Sub-Category>Sub Category"];
    check("report.csv", names, "tickets", &pairs);
}

/// External ids are there for some requesters only, and a field has one column: by the other every ticket finds its
/// contact.
#[test]
fn a_zendesk_view_is_tickets_of_requesters_by_their_own_id() {
    let names = "Summation column,Group,Id,Subject,Requester,Requester id,Requester external id,Requester email,\
                 Requester domain,Submitter,Assignee,Ticket type,Priority,Status,Via,Created at,Updated at,\
                 Assigned at,Organization,Due date,Solved at,Resolution time,Satisfaction Score,Reopens,Replies,\
                 Channel kind [list],Tags";
    let pairs = [
        "Id>TicketExtId",
        "Requester id>ContactExtId",
        "Requester>Contact Name",
        "Requester email>Email",
        "Assignee>Agent Name",
        "Group>Department",
        "Via>Channel",
        "Ticket type>Classification",
        "Created at>Created Time",
        "Solved at>Closed Time",
        "Due date>Due Date",
    ];
    check("view-2026.csv", names, "tickets", &pairs);
}

#[test]
fn zohos_own_ticket_exports_are_tickets() {
    let names = "Ticket Id,Ticket Reference Id,Subject,Description,Status,Contact Name,Email,Ticket Owner,Department,\
                 Created Time,Closed Time,Account Name,Priority,Channel,Classification";
    check("x.csv", names, "tickets", &["Ticket Id>TicketExtId", "Ticket Owner>Agent Name"]);
    let api =
        "ticketNumber,subject,status,contactId,assigneeId,assigneeName,departmentName,createdTime,closedTime";
    check(
        "x.csv",
        api,
        "tickets",
        &["ticketNumber>TicketExtId", "assigneeId>agentExtId", "contactId>ContactExtId"],
    );
    check("x.csv", "External ID,Subject,Contact Email,Contact Name", "tickets", &["Contact Email>Email"]);
    let japanese =
        "件名,ステータス,連絡先名,メールアドレス,問い合わせの担当者,部門,期限,分類,カテゴリー,サブカテゴリー";
    check(
        "x.csv",
        japanese,
        "tickets",
        &["問い合わせの担当者>Agent Name", "期限>Due Date", "分類>Classification"],
    );
}

#[test]
fn a_maildealer_side_table_is_tickets() {
    check(
        "x.csv",
        "メールID,件名,状態,担当者,ラベル,分類,本文",
        "tickets",
        &["メールID>TicketExtId", "状態>Status", "担当者>Agent Name", "ラベル>Tags", "本文>Description"],
    );
}

#[test]
fn address_books_of_mailwise_relation_and_others_are_contacts() {
    let mailwise = "顧客コード,名前,メールアドレス,会社コード,会社名,部課,電話番号(会社),担当(会社)";
    check("customer.csv", mailwise, "contacts", &["顧客コード>ContactExtId", "名前>Full Name"]);
    check("x.csv", mailwise, "contacts", &["会社コード>AccountExtId", "電話番号(会社)>Phone"]);
    check("x.csv", "メールアドレス,名前,会社名,部課", "contacts", &["メールアドレス>Email"]);
    let relation = "姓,名,ふりがな(姓),ふりがな(名),性別,郵便番号,都道府県,市区町村,住所1,住所2,会社名,部署名,役職,\
                    ウェブサイトURL,担当者メールアドレス";
    check("x.csv", relation, "contacts", &["担当者メールアドレス>Email", "住所1>Street", "都道府県>State"]);
    let nameless = "ふりがな(姓),ふりがな(名),性別,郵便番号,都道府県,市区町村,住所1,住所2,会社名,部署名,役職,\
                    ウェブサイトURL,担当者メールアドレス";
    check("x.csv", nameless, "contacts", &["担当者メールアドレス>Email"]);
    let cart = "システム顧客番号,氏名(姓),氏名(名),氏名フリガナ(セイ),氏名フリガナ(メイ),メールアドレス,電話番号,\
                携帯電話番号,FAX番号,郵便番号,都道府県,市区町村,町域・番地,ビル等,会社名,部署名,備考";
    check("x.csv", cart, "contacts", &["システム顧客番号>ContactExtId", "氏名(姓)>Last Name"]);
    let cyber = "表示名,姓,名,個人メールアドレス1,会社メールアドレス1,携帯番号(個人)1,会社電話番号1,会社名,部署,役職,備考";
    check("x.csv", cyber, "contacts", &["姓>Last Name", "個人メールアドレス1>Email", "会社電話番号1>Phone"]);
    check(
        "x.csv",
        "id,login,firstname,lastname,email",
        "contacts",
        &["login>ContactExtId", "lastname>Last Name"],
    );
}

#[test]
fn companies_are_accounts() {
    let names = "会社コード,会社名,会社よみ,電話番号(会社),担当(会社)";
    check("x.csv", names, "accounts", &["会社コード>AccountExtId", "会社名>Account Name"]);
    check("x.csv", "取引先ID,取引先名,電話番号,備考", "accounts", &["取引先名>Account Name"]);
}

#[test]
fn agents_are_told_from_contacts_only_by_their_id_or_the_file_name() {
    check("x.csv", "agentExtId,姓,名,メールアドレス", "agents", &["メールアドレス>Email", "姓>Last Name"]);
    check("x.csv", "担当者ID,担当者名,担当者メールアドレス,部門", "agents", &["担当者メールアドレス>Email"]);
    check("x.csv", "姓,名,メールアドレス,電話番号", "contacts", &["電話番号>Phone"]);
    check("x.csv", "姓,名,メールアドレス", "contacts", &[]);
    check("Agents_01.csv", "Last Name,First Name,Email", "agents", &[]);
    check("2026/担当者一覧.csv", "姓,名,メールアドレス,電話番号", "agents", &[]);
    check("担当者/顧客リスト.csv", "姓,名,メールアドレス", "contacts", &[]);
    check("取引先担当者.csv", "姓,名,メールアドレス", "contacts", &[]);
}

#[test]
fn the_two_faced_column_goes_by_the_kind_of_table_and_says_so() {
    let to = zoho();
    let note = |names: &str, column: usize| {
        let found = match_table(&to, "x.csv", &header(names), None).unwrap();
        let given = found.columns[column].clone().unwrap();
        let tab = &to.tabs[found.tab];
        (tab.id.clone(), tab.fields[given.field].name.clone(), given.note.unwrap_or_default())
    };
    let expect = |tab: &str, field: &str, note: &str| (tab.to_string(), field.to_string(), note.to_string());
    assert_eq!(
        note("会社名,担当者,担当者メールアドレス,電話番号", 2),
        expect("contacts", "Email", "two-faced-customer-column")
    );
    assert_eq!(
        note("件名,ステータス,メールアドレス,担当者メールアドレス", 3),
        expect("tickets", "Agent Email", "two-faced-agent-column")
    );
    assert_eq!(note("担当者ID,姓,担当者メールアドレス", 2), expect("agents", "Email", ""));
    assert_eq!(note("氏名,メールアドレス,電話番号", 0), expect("contacts", "Full Name", "full-name-column"));
}

#[test]
fn the_customers_own_address_column_wins_over_the_two_faced_one() {
    let names = "担当者メールアドレス,姓,メールアドレス";
    let (tab, pairs) = matched("x.csv", names, None).unwrap();
    assert_eq!(
        (tab.as_str(), pairs),
        ("contacts", vec!["姓>Last Name".into(), "メールアドレス>Email".into()])
    );
}

#[test]
fn threads_comments_and_attachments_are_told_from_their_tickets() {
    let threads = "ThreadExtId,TicketExtId,Content,SendDateTime,ReceivedTime,Sender Email,Direction,isPrivate,\
                   FromEmailAddress,To";
    check("x.csv", threads, "threads", &["To>To"]);
    check("x.csv", "CommentExtId,TicketExtId,コメント,isPublic", "comments", &["コメント>Content"]);
    check("ticket_comments.csv", "Ticket Id,Comment,Created at", "comments", &["Comment>Content"]);
    check("x.csv", "AttachmentExtId,Ticket Id,File Name", "attachments", &[]);
    check("Threads_01.csv", "Ticket ID,Subject,Content,日付", "threads", &[]);
}

#[test]
fn too_little_is_no_match() {
    let none =
        ["Email", "", "foo,bar", "Status,Priority", "日付,金額", "Email,foo,bar", "Phone,Fax,City", "メモ"];
    for names in none {
        assert_eq!(matched("x.csv", names, None), None, "{names}");
    }
    let many = format!("Subject,Email,{}", (0..60).map(|n| format!("c{n}")).collect::<Vec<_>>().join(","));
    assert_eq!(matched("x.csv", &many, None), None);
    assert_eq!(match_table(&zoho(), "Tickets_01.csv", &[], None), None);
}

#[test]
fn width_case_spaces_and_marks_do_not_matter() {
    check("x.csv", "\u{FEFF}ｔｉｃｋｅｔ　ＩＤ,SUBJECT\u{A0},requester-EMAIL", "tickets", &[]);
    check("x.csv", "氏名（姓）,氏名（名）,メールアドレス\u{3000},ﾒﾓ", "contacts", &["氏名（姓）>Last Name"]);
}

#[test]
fn of_two_equal_columns_the_first_is_taken() {
    let (_, pairs) = matched("x.csv", "Ticket ID,Subject,Email,Email", None).unwrap();
    assert_eq!(pairs.iter().filter(|pair| pair.ends_with(">Email")).count(), 1);
    let found = match_table(&zoho(), "x.csv", &header("Ticket ID,Subject,Email,Email"), None).unwrap();
    assert!(found.columns[2].is_some() && found.columns[3].is_none());
}

fn say(tab: Option<&str>, columns: &[(&str, &str)]) -> Override {
    let columns = columns.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect();
    Override { tab: tab.map(str::to_string), columns }
}

#[test]
fn the_users_say_decides_the_tab() {
    let names = "姓,名,メールアドレス";
    assert_eq!(matched("x.csv", names, Some(&say(Some("none"), &[]))), None);
    assert_eq!(matched("x.csv", names, Some(&say(Some("agents"), &[]))).unwrap().0, "agents");
    assert_eq!(
        matched("x.csv", "foo,bar", Some(&say(Some("tickets"), &[]))),
        Some(("tickets".into(), vec![]))
    );
    assert_eq!(matched("x.csv", names, Some(&say(Some("nowhere"), &[]))).unwrap().0, "contacts");
}

#[test]
fn the_users_say_decides_columns() {
    let names = "No,件名,担当者メールアドレス,メールアドレス,状態";
    let decided = say(None, &[("No", "TicketExtId"), ("担当者メールアドレス", "Email"), ("#5", "none")]);
    let (tab, pairs) = matched("x.csv", names, Some(&decided)).unwrap();
    assert_eq!(
        (tab.as_str(), pairs.join(" ")),
        ("tickets", "No>TicketExtId 件名>Subject 担当者メールアドレス>Email".into())
    );
    let found = match_table(&zoho(), "x.csv", &header(names), Some(&decided)).unwrap();
    let given = found.columns[2].clone().unwrap();
    assert_eq!((given.confidence, given.note), (100, None), "the user's choice is certain and needs no note");
}

#[test]
fn a_choice_by_number_or_in_another_case_is_understood() {
    let decided = say(Some("tickets"), &[("#1", "Subject"), ("BETREFF", "Resolution"), ("#x", "Phone")]);
    let (_, pairs) = matched("x.csv", "Title,Betreff,#x", Some(&decided)).unwrap();
    assert_eq!(pairs.join(" "), "Title>Subject Betreff>Resolution #x>Phone");
    let unknown = say(Some("tickets"), &[("Title", "No such field")]);
    assert_eq!(matched("x.csv", "Title", Some(&unknown)).unwrap().1.join(" "), "Title>Subject");
}

#[test]
fn an_invented_destination_matches_by_its_own_words() {
    let to = from_toml(include_str!("../../../tests/fixtures/destinations/ryokan-ledger.toml")).unwrap();
    let found = |file: &str, names: &str| match_table(&to, file, &header(names), None).map(|found| found.tab);
    assert_eq!(found("x.csv", "客番号,氏名,Email"), Some(0));
    assert_eq!(found("x.csv", "便り番号,客番号,文面"), Some(1));
    assert_eq!(found("x.csv", "TicketExtId,Subject"), None);
}
