//! What `destinations/zoho-desk.toml` must say, column by column and rule by rule, as the vendor's pages do.

use crate::destination::load::{built_in, from_toml};
use crate::destination::{FieldKind, MailUnit, MailValue};

#[test]
fn zoho_has_nine_tabs_in_the_order_of_its_import() {
    let to = built_in("zoho-desk").unwrap();
    let tabs: Vec<_> = to.tabs.iter().map(|tab| (tab.id.as_str(), tab.file.as_str())).collect();
    let expected = [
        ("agents", "Agents"),
        ("accounts", "Accounts"),
        ("contacts", "Contacts"),
        ("products", "Products"),
        ("tickets", "Tickets"),
        ("threads", "Threads"),
        ("comments", "Comments"),
        ("attachments", "Attachments"),
        ("articles", "Articles"),
    ];
    assert_eq!(tabs, expected);
    assert_eq!((to.caps.bundles, to.caps.part_rows), (5, u64::MAX));
}

#[test]
fn zoho_writes_confirmed_columns_exactly_and_in_order() {
    let to = built_in("zoho-desk").unwrap();
    let confirmed = |tab: &str| {
        let fields = to.tabs[to.tab(tab).unwrap()].fields.iter();
        fields.filter(|field| field.confirmed).map(|field| field.name.as_str()).collect::<Vec<_>>().join(",")
    };
    assert_eq!(confirmed("agents"), "agentExtId,Last Name,First Name,Full Name,Email");
    assert_eq!(
        confirmed("accounts"),
        "AccountExtId,Account Name,Created Time,Modified Time,Phone,Email,Fax,Website,Industry,Street,City,\
         Description,Annual Revenue"
    );
    assert_eq!(
        confirmed("contacts"),
        "ContactExtId,First Name,Last Name,AccountExtId,Phone,Created Time,Modified Time,Type,Mobile,Street,City,\
         State,Country,Zip,Description"
    );
    assert_eq!(
        confirmed("tickets"),
        "TicketExtId,ContactExtId,Subject,Description,Due Date,Created Time,Modified Time,Closed Time,Status"
    );
    assert_eq!(
        confirmed("threads"),
        "ThreadExtId,TicketExtId,Content,SendDateTime,ReceivedTime,Sender Email,Direction,isPrivate,\
         FromEmailAddress,To,Channel"
    );
    for assumed in ["products", "comments", "attachments", "articles"] {
        assert_eq!(confirmed(assumed), "", "{assumed}");
    }
}

#[test]
fn zoho_states_its_rules() {
    let to = built_in("zoho-desk").unwrap();
    let field = |tab: &str, name: &str| {
        let tab = &to.tabs[to.tab(tab).unwrap()];
        tab.fields[tab.field(name).unwrap()].clone()
    };
    let contact = field("tickets", "ContactExtId").reference.unwrap();
    assert!(contact.holds && contact.tab == "contacts");
    assert_eq!(contact.blank_code.as_deref(), Some("contact-missing"));
    assert_eq!(contact.through.as_deref(), Some("Email"));
    let agent = field("tickets", "Agent Email").reference.unwrap();
    assert!(!agent.holds);
    assert_eq!((agent.tab.as_str(), agent.field.as_deref()), ("agents", Some("Email")));
    assert_eq!(field("threads", "Content").when_blank.as_deref(), Some("NULL"));
    assert_eq!(field("tickets", "Subject").max_chars, Some(255));
    assert_eq!(field("tickets", "Description").max_chars, Some(32_000));
    assert_eq!(field("tickets", "Created Time").required_with.as_deref(), Some("threads"));
    assert_eq!(field("threads", "isPrivate").kind, FieldKind::Boolean);
    assert_eq!(field("contacts", "Last Name").mail, Some(MailValue::PersonFamilyName));
    assert_eq!(to.tabs[to.tab("tickets").unwrap()].from_mail, Some(MailUnit::Conversation));
    assert_eq!(to.tabs[to.tab("attachments").unwrap()].folder.as_deref(), Some("Attachments"));
}

#[test]
fn every_assumed_column_of_the_facts_is_there() {
    let to = built_in("zoho-desk").unwrap();
    let assumed = |tab: &str| {
        let fields = to.tabs[to.tab(tab).unwrap()].fields.iter();
        let written = fields.filter(|field| !field.unwritten);
        written
            .filter(|field| !field.confirmed)
            .map(|field| field.name.as_str())
            .collect::<Vec<_>>()
            .join(",")
    };
    assert_eq!(assumed("agents"), "Department,Status");
    assert_eq!(assumed("contacts"), "Email");
    assert_eq!(
        assumed("tickets"),
        "Email,agentExtId,Agent Name,Agent Email,Department,Priority,Channel,Category,Sub Category,\
         Classification,ProductExtId,Phone,Resolution,Tags"
    );
    assert_eq!(assumed("threads"), "Cc,Bcc,Content Type");
    assert_eq!(assumed("comments"), "CommentExtId,TicketExtId,Content,Commenter Email,isPublic,Created Time");
    assert_eq!(assumed("products"), "ProductExtId,Product Name,Description,Created Time,Modified Time");
    assert_eq!(
        assumed("attachments"),
        "AttachmentExtId,TicketExtId,ThreadExtId,CommentExtId,File Name,File Path,Size,SHA-256"
    );
    assert_eq!(
        assumed("articles"),
        "ArticleExtId,Title,Answer,Category,Section,Author Email,Status,Created Time,Modified Time"
    );
}

#[test]
fn a_line_lost_from_the_file_is_no_panic() {
    let whole = include_str!("../../../destinations/zoho-desk.toml");
    let lines: Vec<&str> = whole.lines().collect();
    for lost in (0..lines.len()).step_by(13) {
        let kept = lines.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, line)| *line);
        if let Err(error) = from_toml(&kept.collect::<Vec<_>>().join("\n")) {
            assert!((1..=lines.len()).contains(&error.line), "{error}");
        }
    }
}
