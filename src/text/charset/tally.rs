//! How Japanese bytes read as CP932 and as EUC-JP: each reading is weighed character by character.
//!
//! The two charsets share most byte values, so validity alone misjudges short texts and half-width
//! kana. Weights are in tenths of what a hiragana is worth and follow how often each row of JIS X 0208 occurs
//! in mail; half-width kana count when their sequence can be spoken.

use super::Charset;
use encoding_rs::{EUC_JP, SHIFT_JIS};
use std::sync::OnceLock;

/// Enough bytes to judge by.
const SAMPLE: usize = 1 << 15;
/// A reading with at least this average weight is Japanese.
pub const PLAUSIBLE: i64 = 40;
/// Weight of a byte sequence without a meaning.
const INVALID: i64 = -20;

/// One reading, weighed.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    pub charset: Charset,
    /// Characters outside ASCII, and invalid sequences.
    pub chars: i64,
    pub errors: i64,
    /// Full-width hiragana and katakana.
    pub kana: i64,
    /// Half-width kana.
    pub half: i64,
    /// Frequent kanji.
    pub common: i64,
    weight: i64,
}

impl Tally {
    fn new(charset: Charset) -> Tally {
        Tally { charset, chars: 0, errors: 0, kana: 0, half: 0, common: 0, weight: 0 }
    }

    /// Average weight in hundredths of a hiragana: 100 is all hiragana, 0 and less is noise.
    pub fn average(&self) -> i64 {
        self.weight * 10 / self.chars.max(1)
    }

    fn add(&mut self, weight: i64) {
        self.chars += 1;
        self.errors += i64::from(weight == INVALID);
        self.weight += weight;
    }

    /// A character by its row and cell (区点) of JIS X 0208 and of what vendors put behind it.
    fn add_pair(&mut self, row: u8, cell: u8) {
        let weight = match (row, cell) {
            (1, _) => 6,
            (2, _) => 2,
            (3, 16..=25 | 33..=58 | 65..=90) => 5,
            (4, 1..=83) | (5, 1..=86) => {
                self.kana += 1;
                if row == 4 { 10 } else { 9 }
            }
            (6, 1..=56) | (7, 1..=81) => 0,
            (8, 1..=32) => 4,
            (13, _) => 5,
            (16..=46, _) | (47, 1..=51) if is_common(row, cell) => {
                self.common += 1;
                10
            }
            (16..=46, _) | (47, 1..=51) => 5,
            (48..=83, _) | (84, 1..=6) => -8,
            (89..=92, _) | (115..=118, _) | (119, 1..=12) => 1,
            (95..=114, _) => -10, // User-defined: characters of one machine.
            _ => INVALID,
        };
        self.add(weight);
    }
}

/// The better of the two readings; `None` without a character to weigh. It need not be plausible.
pub fn japanese(bytes: &[u8]) -> Option<Tally> {
    let (sjis, euc) = (cp932(bytes), euc_jp(bytes));
    let rank = |tally: &Tally| (tally.errors == 0 && tally.average() > 0, tally.average());
    let best = if rank(&euc) > rank(&sjis) { euc } else { sjis };
    (best.chars > 0).then_some(best)
}

/// From the first byte above 0x7F on, with the one before it: an ASCII head says nothing.
fn sample(bytes: &[u8]) -> (u8, &[u8]) {
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(bytes.len());
    let (head, rest) = bytes.split_at(start);
    (head.last().copied().unwrap_or(0), rest.get(..SAMPLE).unwrap_or(rest))
}

/// Weighs the bytes as CP932.
pub fn cp932(bytes: &[u8]) -> Tally {
    let mut tally = Tally::new(SHIFT_JIS);
    let mut run = HalfRun::default();
    let (before, mut rest) = sample(bytes);
    let mut previous = before;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        let before = std::mem::replace(&mut previous, lead);
        match lead {
            0..=0x7f => run.end(&mut tally),
            0xa1..=0xdf => run.add(lead, &mut tally),
            0x81..=0x9f | 0xe0..=0xfc => {
                run.end(&mut tally);
                let Some((&trail, after)) = rest.split_first() else { break }; // Cut short: no evidence.
                if let 0x40..=0x7e | 0x80..=0xfc = trail {
                    rest = after;
                    previous = 0xff;
                    let next = after.first().copied().unwrap_or(0);
                    if is_rather_a_quote(before, lead, trail, next) {
                        tally.add(-8);
                    } else {
                        let (row, cell) = row_and_cell(lead, trail);
                        tally.add_pair(row, cell);
                    }
                } else {
                    tally.add(INVALID);
                }
            }
            _ => tally.add(INVALID),
        }
    }
    run.end(&mut tally);
    tally
}

/// The curly quotes and dashes of windows-1252 are lead bytes of CP932: I’m reads as I知. Such a pair stands alone
/// between ASCII, a letter beside it, and ends in ASCII itself.
fn is_rather_a_quote(before: u8, lead: u8, trail: u8, next: u8) -> bool {
    let alone = before.is_ascii() && next.is_ascii() && trail.is_ascii_alphabetic();
    alone
        && matches!(lead, 0x85 | 0x91..=0x97)
        && (before.is_ascii_alphabetic() || next.is_ascii_alphabetic())
}

/// CP932 packs two rows into one lead byte.
fn row_and_cell(lead: u8, trail: u8) -> (u8, u8) {
    let lead = if lead < 0xa0 { lead - 0x81 } else { lead - 0xc1 };
    let trail = if trail < 0x7f { trail - 0x40 } else { trail - 0x41 };
    (lead * 2 + 1 + trail / 94, trail % 94 + 1)
}

/// Weighs the bytes as EUC-JP.
pub fn euc_jp(bytes: &[u8]) -> Tally {
    let mut tally = Tally::new(EUC_JP);
    let mut run = HalfRun::default();
    let (_, mut rest) = sample(bytes);
    while let Some((&lead, after)) = rest.split_first() {
        if lead != 0x8e {
            run.end_marked();
        }
        rest = after;
        match (lead, after) {
            (0..=0x7f, _) => {}
            (0x8e, &[kana @ 0xa1..=0xdf, ref after @ ..]) => {
                rest = after;
                run.add_marked(kana, &mut tally);
            }
            (0x8f, &[0xa1..=0xfe, 0xa1..=0xfe, ref after @ ..]) => {
                rest = after;
                tally.add(1);
            }
            (0xa1..=0xfe, &[trail @ 0xa1..=0xfe, ref after @ ..]) => {
                rest = after;
                tally.add_pair(lead - 0xa0, trail - 0xa0);
            }
            (0x8e | 0x8f | 0xa1..=0xfe, [] | [0xa1..=0xfe]) => break, // Cut short: no evidence.
            _ => tally.add(INVALID),
        }
    }
    tally
}

/// A run of half-width kana.
#[derive(Default)]
struct HalfRun {
    length: u32,
    previous: u8,
}

impl HalfRun {
    /// Weighs one kana of CP932. Small ones, the long mark and the sound marks want the right one before them.
    fn add(&mut self, kana: u8, tally: &mut Tally) {
        tally.half += 1;
        tally.add(self.weigh(kana));
    }

    fn weigh(&mut self, kana: u8) -> i64 {
        let spoken = matches!(self.previous, 0xa6..=0xdf);
        let voiceable = matches!(self.previous, 0xb3 | 0xb6..=0xc4 | 0xca..=0xce);
        let h_row = matches!(self.previous, 0xca..=0xce);
        self.length += 1;
        self.previous = kana;
        match kana {
            0xa1..=0xa5 => -3,
            0xa6 => 2,
            0xa7..=0xb0 if spoken => 5,
            0xde if voiceable => 7,
            0xdf if h_row => 7,
            0xa7..=0xb0 | 0xde | 0xdf => -10,
            _ => 6,
        }
    }

    /// A single kana between ASCII is rather an accented letter or a degree sign.
    fn end(&mut self, tally: &mut Tally) {
        if self.length == 1 {
            tally.weight -= 11;
        }
        *self = HalfRun::default();
    }

    /// EUC-JP marks each kana with 0x8E. Twice by chance (CP932 社 is 0x8ED0), not over and over.
    fn add_marked(&mut self, kana: u8, tally: &mut Tally) {
        tally.half += 1;
        let weight = self.weigh(kana).max(0) + 3;
        tally.add(if self.length > 2 { weight + 8 } else { weight });
    }

    fn end_marked(&mut self) {
        *self = HalfRun::default();
    }
}

/// Whether the character is one of the most frequent kanji.
fn is_common(row: u8, cell: u8) -> bool {
    static SET: OnceLock<Vec<bool>> = OnceLock::new();
    let index = |row: u8, cell: u8| usize::from(row) * 95 + usize::from(cell);
    let set = SET.get_or_init(|| {
        // By decoding each pair: an encoder would need tables of its own.
        let mut frequent = vec![false; 0x10000];
        for c in COMMON.chars() {
            if let Some(slot) = frequent.get_mut(c as usize) {
                *slot = true;
            }
        }
        let mut set = vec![false; 95 * 95];
        for (row, cell) in (1..=84).flat_map(|row| (1..=94).map(move |cell| (row, cell))) {
            let pair = [0xa0 + row, 0xa0 + cell];
            let text = super::decode_as(&pair, EUC_JP).text;
            if let (Some(c), Some(slot)) = (text.chars().next(), set.get_mut(index(row, cell))) {
                *slot = frequent.get(c as usize).copied().unwrap_or(false);
            }
        }
        set
    });
    set.get(index(row, cell)).copied().unwrap_or(false)
}

/// Kanji of news, of business mail, and of names and places, most of them in the first few hundred by use.
const COMMON: &str = "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九\
入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期\
公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資\
予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男\
基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建\
語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算\
視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落欧\
担好退準賞訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差衆個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融\
型白深字答夜製票況音申様港識注呼渉達良響阪帰針専推谷古候史天階程満敗管値歌買突兵接請器士光討路悪科攻崎督授催細効図週積丸\
他及湾録処省旧室憲太橋歩離岸客風紙激否周師摘材登系批郎母易健黒火戸速存花春飛殺央券赤号単盟座青破編捜竹除完降超責並療従右\
修捕隊危採織森競拡故館振給屋介読弁根色友苦就迎走販園具左異歴辞将秋因献厳馬愛幅休維富浜父遺彼般未塁貿講邦舞林装諸夏素亡劇\
河遣航抗冷模雄適婦鉄寄益込顔緊類児余禁印逆王返標換久短油妻暴輪占宣背昭廃植熱宿薬伊江清習険頼僚覚吉盛船倍均億途圧芸許皇\
臨踏駅署抜壊債便伸留罪停興爆陸玉源儀波創障継筋狙帯延羽努固闘精則葬乱避普散司康測豊洋静善逮婚厚喜齢囲卒迫略承浮惑崩順\
紀聴脱旅絶級幸岩練押軽倒了庁博城患締等救執層版老令角絡損房募曲撤裏払削密庭徒措仏績築貨志混載昇池陣我勤為血遅抑幕居染温雑\
招奈季困星傷永択秀著徴誌庫弾償功拠香欠更秘拒刑坂刻底賛塚致抱繰服犯尾描布恐寺鈴盤息宇項喪伴遠養懸戻街巨震願絵希越契掲躍\
棄欲痛触邸依籍汚縮還枚属笑互複慮郵束仲栄札枠似夕恵板列露沖探逃借緩節需骨射傾届曜遊迷夢巻購揮君燃充雨閉緒跡包駐貢鹿弱却端\
賃折紹獲郡併草徹飲貴埼衝焦奪雇災浦暮替析預焼簡譲称肉納樹挑章臓律誘紛貸至宗促慎控智握照宙酒俊銭薄堂渋群銃悲秒操携奥診詰託\
晴撮誕侵括掛謝双孝刺到駆寝透津壁稲仮暗裂敏鳥純是飯排裕堅訳盗芝綱吸典賀扱顧弘看訟戒祉誉歓勉奏勧騒翌陽閥甲快縄片郷敬揺\
免既薦隣悩華泉御範隠冬徳皮哲漁杉里釈己荒貯硬妥威豪熊歯滞微隆埋症暫忠倉昼茶彦肝柱喚沿妙唱祭袋阿索誠忘襲雪筆吹訓懇浴俳童\
宝柄驚麻封胸娘砂李塩浩誤剤瀬趣陥斎貫仙慰賢序弟旬腕兼聖旨即洗柳舎偽較覇兆床畑慣詳毛緑尊抵脅祝礼窓柔茂犠旗距雅飾網竜詩昔\
繁殿濃翼牛茨潟敵魅嫌魚斉液貧敷擁衣肩圏零酸兄罰怒滅泳礎腐祖幼脚菱荷潮梅泊尽杯僕桜滑孤黄煕炎賠句寿鋼頑甘臣鎖彩摩浅励掃雲\
掘縦輝蓄軸巡疲稼瞬捨皆砲軟噴沈誇祥牲秩帝宏唆鳴阻泰賄撲凍堀腹菊絞乳煙縁唯膨矢耐恋塾漏紅慶猛芳懲郊剣腰炭踊幌彰棋丁冊恒眠\
揚冒之勇曽械倫陳憶怖犬菜耳潜珍梨仁克岳概拘墓黙須偏雰卵遇湖諮狭喫卓干頂虫刷亀糧梶湯箱簿炉牧殊殖艦溶輩穴奇慢鶴謀暖昌拍朗\
丈鉱寛覆胞泣涙隔浄匹没暇肺孫貞靖鑑飼陰銘鋭随烈尋渕稿丹啓也丘棟壌漫玄粘悟舗妊塗熟軒旭恩毒騰往豆遂晩狂叫栃岐陛緯培衰艇屈径\
淡抽披廷錦准暑拝磯奨妹浸剰胆氷繊駒乾虚棒寒孜霊帳悔諭祈惨虐翻墜沼据肥徐糖搭姉髪忙盾脈滝拾軌俵妃盆粉擦鯨漢糸荘諾雷漂懐勘\
綿栽才拐笠駄添汗冠斜銅鏡聡浪亜覧詐壇勲魔酬紫湿曙紋卸奮趙欄逸涯拓眼瓶獄尚阜彫咲穏顕巧矛垣召欺釣缶萩粧俺葛粟栗賭怪鳩貼\
々亮翔蓮樋凛颯蒼杏菅辻堤椎梓柴榎桐槻樫桑楠笹菱葵藍蕗蛭";
