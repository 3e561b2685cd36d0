/**
 * A small mailbox, byte for byte as a mail program leaves it: Japanese in ISO-2022-JP (7-bit, hence the escapes),
 * a reply, an attachment, a body that is not what its label says, and one mail that is there twice.
 * Invented people. The comments show what the coded lines say.
 */

const LINES = [
  'From yamamoto@kobo.example.com Mon Jan 15 09:12:30 2024',
  'Message-ID: <20240115091230.1@kobo.example.com>',
  'Date: Mon, 15 Jan 2024 09:12:30 +0900',
  'From: =?ISO-2022-JP?B?GyRCOzNLXBsoQiAbJEI3QxsoQg==?= <yamamoto@kobo.example.com>', // 山本 恵
  'To: support@shop.example.jp',
  'Subject: =?ISO-2022-JP?B?GyRCRzxJSj1xJE46RkgvOVQkSyREJCQkRhsoQg==?=', // 納品書の再発行について
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=ISO-2022-JP',
  'Content-Transfer-Encoding: 7bit',
  '',
  '\x1b$B$*@$OC$K$J$C$F$*$j$^$9!#@DMU9)K<$N;3K\\$G$9!#\x1b(B', // お世話になっております。青葉工房の山本です。
  '12\x1b$B7nJ,$NG<IJ=q$r!"$b$&0lEY$*Aw$j$$$?$@$1$^$9$+!#\x1b(B', // 12月分の納品書を、もう一度お送りいただけますか。
  '',
  'From support@shop.example.jp Mon Jan 15 11:40:02 2024',
  'Message-ID: <20240115114002.7@shop.example.jp>',
  'In-Reply-To: <20240115091230.1@kobo.example.com>',
  'References: <20240115091230.1@kobo.example.com>',
  'Date: Mon, 15 Jan 2024 11:40:02 +0900',
  'From: =?ISO-2022-JP?B?GyRCJDMkaCRfPiZFORsoQiAbJEIlNSVdITwlSBsoQg==?= <support@shop.example.jp>', // こよみ商店 サポート
  'To: yamamoto@kobo.example.com',
  'Subject: =?ISO-2022-JP?B?UmU6IBskQkc8SUo9cSROOkZILzlUJEskRCQkJEYbKEI=?=', // Re: 納品書の再発行について
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=ISO-2022-JP',
  'Content-Transfer-Encoding: 7bit',
  '',
  '\x1b$B;3K\\MM\x1b(B', // 山本様
  '\x1b$B$*Ld$$9g$o$;$"$j$,$H$&$4$6$$$^$9!#K\\F|Cf$K$*Aw$j$7$^$9!#\x1b(B', // お問い合わせありがとうございます。本日中にお送りします。
  '\x1b$B$3$h$_>&E9\x1b(B \x1b$BEDCf\x1b(B', // こよみ商店 田中
  '>From here on this line begins with a quoted From, as mbox files have it.',
  '',
  'From mori@hana.example.com Tue Feb 06 18:03:44 2024',
  'Message-ID: <9f2c@hana.example.com>',
  'Date: Tue, 6 Feb 2024 18:03:44 +0900',
  'From: =?UTF-8?B?5qOuIOOBguOBiuOBhA==?= <mori@hana.example.com>', // 森 あおい
  'To: support@shop.example.jp',
  'Subject: =?UTF-8?B?56C05pCN44Gu5YaZ55yf44KS44GK6YCB44KK44GX44G+44GZ?=', // 破損の写真をお送りします
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="leaf"',
  '',
  '--leaf',
  'Content-Type: text/plain; charset=UTF-8',
  'Content-Transfer-Encoding: base64',
  '',
  '5bGK44GE44Gf5rmv44Gu44G/44Gu57iB44GM5qyg44GR44Gm44GE44G+44GX44Gf44CC5YaZ55yf44KS5re744GI44G+44GZ44CCDQo=', // 届いた湯のみの縁が欠けていました。写真を添えます。
  '--leaf',
  'Content-Type: image/png',
  'Content-Disposition: attachment; filename="=?UTF-8?B?5rmv44Gu44G/LnBuZw==?="', // 湯のみ.png
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  '--leaf--',
  '',
  'From order@kita.example.com Thu Apr 11 08:20:10 2024',
  'Message-ID: <A1134@kita.example.com>',
  'Date: Thu, 11 Apr 2024 08:20:10 +0900',
  'From: =?UTF-8?B?5YyX5p2RIOS/rg==?= <order@kita.example.com>', // 北村 修
  'To: support@shop.example.jp',
  'Subject: =?UTF-8?B?6KuL5rGC5pu444Gu5Lu2?=', // 請求書の件
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=ISO-2022-JP',
  'Content-Transfer-Encoding: base64',
  '',
  'kL+LgY+Rh0CCxodBgsyItpa8gvCBdYeKlmuRuo+kie+BdoLJkryCtYLEgq2CvoKzgqKBQoLmguuC', // 請求書①と②の宛名を「㈱北村商会」に直してください。よろしくお願いいたします。（Shift_JIS で、表示と違う）
  'tYKtgqiK6IKigqKCvYK1gtyCt4FCDQo=',
  '',
  'From yamamoto@kobo.example.com Mon Jan 15 09:12:30 2024',
  'Message-ID: <20240115091230.1@kobo.example.com>',
  'Date: Mon, 15 Jan 2024 09:12:30 +0900',
  'From: =?ISO-2022-JP?B?GyRCOzNLXBsoQiAbJEI3QxsoQg==?= <yamamoto@kobo.example.com>', // 山本 恵
  'To: support@shop.example.jp',
  'Subject: =?ISO-2022-JP?B?GyRCRzxJSj1xJE46RkgvOVQkSyREJCQkRhsoQg==?=', // 納品書の再発行について
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=ISO-2022-JP',
  'Content-Transfer-Encoding: 7bit',
  '',
  '\x1b$B$*@$OC$K$J$C$F$*$j$^$9!#@DMU9)K<$N;3K\\$G$9!#\x1b(B', // お世話になっております。青葉工房の山本です。
  '12\x1b$B7nJ,$NG<IJ=q$r!"$b$&0lEY$*Aw$j$$$?$@$1$^$9$+!#\x1b(B', // 12月分の納品書を、もう一度お送りいただけますか。
  '',
];

export const MAILBOX = LINES.join('\n');

const MESSAGES = MAILBOX.split(/(?<=\n)(?=From \S+ \w{3} )/);
const [first, reply, broken, order, again] = MESSAGES.map((message) => message.replace(/\n*$/, '\n\n'));

/** The same mail as three folders; the inbox has the order, too. */
export const FOLDERS: [string, string][] = [
  ['Inbox.mbox', `${first}${broken}${order}${again}`],
  ['Sent.mbox', reply!],
  ['注文.mbox', order!],
];
