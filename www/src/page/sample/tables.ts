/** Three tables of an invented shop, with the troubles that real exports have. */

/** The agents who will work in the new system. */
export const AGENTS = table(`
agentExtId,Last Name,First Name,Email,部門
A-1,田中,葵,tanaka@shop.example.jp,サポート
A-2,佐藤,陸,sato@shop.example.jp,サポート
A-3,高橋,結,takahashi@shop.example.jp,経理
`);

/**
 * Planted: a full-width agent address (T-1003), no contact (T-1004), an agent who is not listed (T-1005), a date in
 * words (T-1006), closed before it was created (T-1007), a status only by its case (T-1002).
 */
export const TICKETS = table(`
TicketExtId,ContactExtId,Subject,Description,Status,Created Time,Closed Time,Agent Email
T-1001,C-001,納品書の再発行について,12月分の納品書を再発行してほしい。,Closed,2024/01/15 9:12,2024/01/15 11:40,tanaka@shop.example.jp
T-1002,C-002,湯のみの縁が欠けていました,写真あり。交換を希望。,open,2024-02-06 18:03,,sato@shop.example.jp
T-1003,C-003,請求書の宛名,宛名を㈱北村商会に。,Open,2024-04-11 08:20,,ｓａｔｏ＠shop.example.jp
T-1004,,ログインできません,"パスワードを忘れた。
折り返し連絡がほしい。",Open,2024-04-12 10:05,,tanaka@shop.example.jp
T-1005,C-004,団体での注文,湯のみ 40 個の見積もり。,Open,2024-04-15 13:30,,suzuki@old.example.jp
T-1006,C-001,配送日の変更,来週の火曜に変更。,Open,来週の火曜,,takahashi@shop.example.jp
T-1007,C-002,交換品の到着,無事に届いた。,Closed,2024-02-20 16:45,2024-02-19 09:00,sato@shop.example.jp
T-1008,C-009,問い合わせ先の確認,連絡先の一覧にない人から。,Open,令和6年4月18日,,tanaka@shop.example.jp
`);

/**
 * Contacts in Shift_JIS (CP932), as older Japanese programs write them. It says:
 *
 *     顧客コード,姓,名,メールアドレス,会社名,電話番号
 *     C-001,山本,恵,yamamoto@kobo.example.com,青葉工房,03-0000-0101
 *     C-002,森,あおい,mori@hana.example.com,,090-0000-0102
 *     C-003,北村,修,order@kita.example.com,㈱北村商会,011-000-0103
 *     C-004,,,toiawase@umi.example.com,海辺の宿,050-0000-0104
 *
 * Planted: C-004 has no name.
 */
const CONTACTS_BASE64 =
  'jNqLcYNSgVuDaCyQqSyWvCyDgYFbg4uDQYNog4yDWCyJ747Qlrwsk2SYYpTUjYYNCkMtMDAxLI5SlnssjGIseWFtYW1vdG9Aa29i' +
  'by5leGFtcGxlLmNvbSyQwpd0jUiWWywwMy0wMDAwLTAxMDENCkMtMDAyLJBYLIKggqiCoixtb3JpQGhhbmEuZXhhbXBsZS5jb20s' +
  'LDA5MC0wMDAwLTAxMDINCkMtMDAzLJZrkbosj0Msb3JkZXJAa2l0YS5leGFtcGxlLmNvbSyHipZrkbqPpInvLDAxMS0wMDAtMDEw' +
  'Mw0KQy0wMDQsLCx0b2lhd2FzZUB1bWkuZXhhbXBsZS5jb20sikOV04LMj2gsMDUwLTAwMDAtMDEwNA0K';

export const CONTACTS = Uint8Array.from(atob(CONTACTS_BASE64), (char) => char.charCodeAt(0));

/** CRLF, as spreadsheets write it. */
function table(text: string): string {
  return text.trimStart().replaceAll('\n', '\r\n');
}
