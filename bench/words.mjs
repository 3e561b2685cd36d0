/** Invented people and what they write to a shop's help desk. */

export const AGENTS = ['佐藤 美咲', '鈴木 健太', '高橋 由美', '田中 大輔', '伊藤 直子', '渡辺 翔', '山本 彩', '中村 亮'].map(
  (name, at) => ({ id: `AG-${String(at + 1).padStart(3, '0')}`, name, address: `agent${at + 1}@shop.example.jp` }),
);
export const SHOP = 'support@shop.example.jp';
export const CUSTOMERS = 20_000;

const FAMILY = ['小林', '加藤', '吉田', '山田', '佐々木', '山口', '松本', '井上', '木村', '林', '清水', '斎藤', '森', '池田'];
const GIVEN = ['陽子', '拓也', '真由美', '和也', '千尋', '誠', '恵', '浩二', '里奈', '修', '優子', '剛', '明美', '直樹'];

/** The customer of that number: always the same name and address. */
export function customer(number) {
  const name = `${FAMILY[number % FAMILY.length]} ${GIVEN[(number * 5 + (number >> 4)) % GIVEN.length]}`;
  return { id: `CT-${String(number).padStart(6, '0')}`, name, address: `kokyaku${number}@mail${number % 37}.example.com` };
}

export const SUBJECTS = ['注文した商品が届きません', '返品・交換について', 'ログインできない', '請求書の再発行のお願い', '領収書の宛名変更',
  '在庫の確認', 'サイズ違いの商品が届いた', '配送日時を変更したい', 'クーポンが使えない', '会員情報の変更について', 'お見積りのご依頼',
  '不具合のご報告', '納期について教えてください', 'パスワード再設定メールが来ない'];

export const SENTENCES = ['お世話になっております。', '先日注文した商品がまだ届いておりません。', '注文番号は下記のとおりです。',
  'お手数ですがご確認をお願いいたします。', '画面に「エラーが発生しました」と表示されます。', '添付のとおり、画面の写しをお送りします。',
  '何度か試しましたが、状況は変わりませんでした。', '急いでおりますので、早めにご返信いただけますと助かります。',
  'ご連絡ありがとうございます。', '在庫を確認のうえ、改めてご案内いたします。', '配送業者に問い合わせたところ、明日の到着予定とのことです。',
  'ご不便をおかけして申し訳ございません。', '代わりの商品を本日発送いたしました。', '営業時間は平日の10時から18時までです。',
  '返金の手続きには、5営業日ほどお時間をいただいております。', '請求先の部署名を「経理部」に変更してください。', '以上、よろしくお願いいたします。'];

export const STATUSES = ['未対応', '対応中', '完了', '完了', '完了'];
export const PRIORITIES = ['高', '中', '中', '低'];
export const DEPARTMENTS = ['カスタマーサポート', '返品センター', '法人営業部'];
export const TYPES = ['質問', '不具合', '要望', 'クレーム'];
export const TAGS = ['至急', '配送', '返品', '会員', '請求', '在庫'];

/** `2025/03/14 9:05` as Japanese exports write it. */
export function slashed(minutes) {
  const at = new Date(Date.UTC(2023, 0, 1) + minutes * 60_000);
  const two = (number) => String(number).padStart(2, '0');
  const day = `${at.getUTCFullYear()}/${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}`;
  return `${day} ${at.getUTCHours()}:${two(at.getUTCMinutes())}`;
}
