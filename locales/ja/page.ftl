### 画面の言葉。最初の画面のものは first.ftl に。です・ます。何が起きるかを先に、なぜかを後に。

stop = 中止する
show-rest = ほか { $count } 件を見る
blank = （空）

## 通信しないこと

silence-title = 通信しないことを、ご自身で確かめられます
silence-how = ファイルは、このブラウザの中だけで読み、変換し、箱に詰めます。どこかのサーバーへ送る仕組みを持っていません。言葉だけでなく、次の方法で確かめてください。
silence-back = 作業に戻る
silence-now = いまの状態
silence-asked = 通信した回数
silence-stopped = ブラウザが止めた回数
silence-line = ネットワーク
silence-online = つながっています
silence-offline = 切れています
silence-counted = ページを開いてからの数です。ページのすべての部分で数えています。
silence-attempt = 試しに送信してみる
silence-attempted = 送信を試みましたが、ブラウザが止めました。この端末からは何も出ていません。
silence-policy = ブラウザに課している決まり
silence-policy-why = このページは、はじめに次の決まり（Content-Security-Policy）をブラウザに渡しています。接続（connect-src 'none'）も、フォームの送信も、枠の読み込みもできず、動けるのはハッシュで名指ししたスクリプトだけです。ファイルを扱う部分は、さらに外へ出られない枠（sandbox）の中にあり、別のページへ移ることも、窓を開くこともできません。
silence-steps = 開発者ツールで見る（4 手順）
silence-step-1 = キーボードの F12（Mac は option + command + I）で、開発者ツールを開きます。
silence-step-2 = 「ネットワーク」（Network）を選び、「ログを保持」（Preserve log）に印を付けます。
silence-step-3 = いつもどおりファイルを入れ、検品から引き渡しまで進めます。
silence-step-4 = 一覧を見ます。blob: と data: で始まるものは端末の中の動きです。https: で始まる行が増えていなければ、何も送られていません。
silence-plug = もっと確かな方法：回線を抜く
silence-plug-how = ページを開いたあと、LAN ケーブルを抜くか Wi-Fi を切ってください。そのまま最後まで使えます。1 つの HTML ファイルとして保存し、通信できない端末で開くこともできます。
silence-stored = この端末に保存しているもの
stored-files = 詰めたファイルと荷造りの控え（ブラウザの保存領域）
stored-copies = 回線なしで使うための、このページの写し
stored-others = Cookie などの記録
stored-refused = ここでは使えません
stored-why = お手元のファイルを写し取ることはありません。詰めた箱と、その荷造りで決めたことは、消すまで残ります。保存したファイルは、ご自身のフォルダーにあります。
silence-print = 本物のページか
print-why = このファイルの SHA-256 です。配布元がファイルと一緒に示している値（SHA256SUMS）と同じであることを確かめてください。
print-self = 偽のページは、ここに何でも表示できます。拡張機能が表示を変えることもあります。確実に調べるには、ファイルを保存して、お使いの端末で計算してください。
silence-rest = 残るもの
silence-rest-1 = 配布元が、明日には別のページを置くこともありえます。ハッシュを確かめたファイルを手元に置き、そこから開いてください。
silence-rest-2 = WebRTC という通信は、ブラウザの決まりでは止められません。このページは開いてすぐ WebRTC を取り除き、ファイルの中身は、WebRTC のない別の場所（ワーカー）で扱います。
silence-rest-3 = 外側のページ（箱を保存する短いプログラム）は、別のページへ移ることができます。ただし、ファイルは読みません。
silence-rest-4 = ブラウザの拡張機能と、端末そのものは、この決まりの外にあります。気になるときは、回線を抜いてお使いください。

## 検品

check-reading = 読んでいます
check-not-read = まだ読んでいません
check-title-none = 読み取れた記録がありません。下の理由を見て、ファイルを入れ直してください。
check-title = { $read } 件を読みました。{ $held ->
    [0] このまま荷造りできます。
   *[other] { $held } 件は、このままでは送れません。
  }
check-lead = 元のファイルには手を加えません。決めたことは、いつでも取り消せます。
check-again = もう一度読む
check-stale = 下の内容は、変える前のものです。
check-clean = 直すところは見つかりませんでした
check-clean-why = すべての記録が、行き先の決まりに合っています。
check-outcome = いま荷造りすると { $packed } 件の記録が入り、{ $held } 件は保留になります。
check-next = 荷造りへ進む
survey-done = 検品が終わりました。

filter-text = さがす（ファイル・列・値・ことば）
filter-errors = 止まるものだけ
filter-tab = タブ
filter-tab-all = すべてのタブ
filter-source = ファイル
filter-source-all = すべてのファイル
filter-shown = { $count } 種類のうち { $shown } 種類
filter-clear = すべて表示
filter-source-maybe = 場所を挙げきれないものは、このファイルにもあるかもしれないので、残しています。

group-held = 止まります
group-held-why = そのままでは行き先が受け取りません。箱には入れず、別のファイルに残します。
group-changed = 変わります
group-changed-why = 送れますが、思っていた形とは違う結果になります。
group-told = お知らせ
group-told-why = 整えたことなど、知っておいていただきたいことです。
finding-unit = 件
finding-more-values = ほか { $count } 通りの値
answer-hold = 保留にする
answer-pack = このまま送る
answer-leave = 承知した
answer-more = 値を決める…
answer-everywhere = 同じものを、すべての表で：
answer-set = この値にする
answer-value-of = { $what } の新しい値
answers-all = { $count ->
    [1] この 1 件
   *[other] 同じもの { $count } 件すべて
  }
answers-all-why = ここで決めると、同じもののすべてに効きます。
answers-value = この値すべて
answers-record = 1 件ずつ
answers-place = { $source } の { $number } 件目
answered-hold = 保留にします。箱には入れず、別のファイルに残します。
answered-pack = このまま送ります。
answered-leave = 承知しました。このままにします。
answered-set = 「{ $value }」にします。
answered-blank = 空にします。
column-leave-out = この列は使わない
changes-title = 変更の一覧（{ $count }）
change-value = 値「{ $value }」
change-tab = { $source } の行き先: { $value }
change-column = { $source } の列「{ $name }」: { $value }
change-charset = { $source } の文字コード: { $value }
change-delimiter = { $source } の区切り: { $value }
change-role = { $source } の扱い: { $value ->
    [errors] 前回の移行結果
   *[other] 移行する記録
 }
change-id = { $source } のIDの列: { $value }
change-error = { $source } のエラーの列: { $value }
change-exclude = { $source } を入れない
change-remove = 取り消す
change-remove-one = 「{ $what }」を取り消す
fix-contact-by-email = { $number ->
    [0] メールアドレスから特定する
   *[other] { $number } 件をメールアドレスから特定する
  }
fix-accounts-from = 会社名から取引先を作る
fix-copy = 「{ $field }」を「{ $other }」と同じにする
fix-agents-from-mail = 自社のアドレスを担当者にする
fold = たたむ
more-same = 同じことが、ほかの { $count } か所にもあります
more-told = ほか { $count } 種類のお知らせを見る
fix = 直す（{ $option } を { $value } にする）
go-own = 自社のアドレスを選ぶ
go-agents = 担当者の表を見る
go-columns = 列を確かめる
go-settings = 時刻の地域を確かめる
go-folders = フォルダーの表を見る
look = 該当箇所を見る
look-close = 閉じる

place-title = { $count } 件のうち { $first }〜{ $last } 件目の元の記録
place-previous = 前へ
place-next = 次へ
place-all = 全 { $count } 件をたどる（ファイルを読み直します）
place-go = 何件目へ
place-sought = ファイルを読み直しています… { $percent } %
place-line = 行
place-record = { $number } 件目
place-waiting = 読んでいます… あと { $count } 件
place-failed = { $count } 件は読めませんでした。
mail-subject = 件名
mail-from = 差出人
mail-to = 宛先
mail-date = 日時
mail-attachments = 添付
mail-source = ファイル
mail-text = 本文

plan-bar = 決めたことの取り消しと保存
undo = 取り消す
redo = やり直す
plan-save = 決めたことを保存
plan-open = 保存したものを開く
plan-opened = 保存した内容を読み込みました。
plan-elsewhere = この内容の行き先は、このページにはありません。
plan-not-one = このファイルは、保存した内容として読めませんでした。

settings-title = 書き出し方
settings-more = ほかの決めごと（{ $changed ->
        [0] 標準のまま
       *[other] { $changed } 項目を変更
    }）
zone = 時刻の地域
zone-why = 地域の書かれていない日時を、この地域の時刻として読みます。
times-caption = はじめの数件で確かめてください
times-found = ファイルの日時
times-used = 書き出す日時（世界標準時）
value-yes = はい
value-no = いいえ
option-contact-by-email = 連絡先をメールアドレスで特定する
option-contact-by-email-why = 連絡先の ID がない問い合わせを、同じアドレスの連絡先に結び付けます。
option-agents-from-mail = 自社のアドレスを担当者にする
option-agents-from-mail-why = 担当者の一覧がないとき、メールを送った自社のアドレスから作ります。
option-accounts-from = 取引先を作る
option-accounts-from-why = 連絡先にある会社名のうち、取引先の表にないものから作ります。自社のドメインと、gmail.com などのメールサービスからは作りません。
option-accounts-from-organizations = 会社名から
option-accounts-from-domains = 会社名、なければメールのドメインから
option-mail-body = メールのどちらの本文を書き込むか
option-mail-body-why = 多くのメールには、テキストと HTML の 2 つの本文があります。引用はどちらにも残ります。
option-mail-body-plain = テキスト
option-mail-body-html = HTML（あるとき）
option-garbled = 書き出しの前から文字化けしている文章
option-garbled-why = すべての文字が戻るものだけを直します。
option-garbled-keep = そのままにする
option-garbled-mend = 元に戻す
fix-garbled = 文字化けを元に戻す
option-too-long = 移行先の上限より長い文章
option-too-long-why = 切ったときは、全文を問い合わせの添付ファイルにします。
option-too-long-hold = 問い合わせを保留する
option-too-long-cut = 切って、全文を添付する
option-attachments = 添付ファイル
option-attachments-why = あとから送ることもできます。今回は「入れない」、2 回目に「添付ファイルだけ」を選びます。
option-attachments-with = 一緒に入れる
option-attachments-without = 入れない
option-attachments-only = 添付ファイルだけ
option-attachment-max = 添付ファイルの大きさの上限
option-from = この日から
option-until = この日まで
option-window-why = 期間の外の記録は、関わるものごと除きます。日時のない記録は、いちばん古いものとして扱います。
option-keep-deleted = 削除済みのメールも取り込む
option-keep-deleted-why = メールソフトで消しても、整理するまではファイルに残っています。
option-window-from = この日時から
option-window-from-why = この時刻ちょうどのメールから入れます。
option-window-to = この日時の前まで
option-window-to-why = この時刻からのメールと、日時のないメールは入れません。
option-address = このアドレスのメールだけ
option-address-why = 差出人か宛先にあるものを入れます。空なら、すべて入れます。
option-direction = 送信と受信
option-direction-why = 自社のアドレスから出たメールを送信とします。
option-direction-all = 両方
option-direction-in = 受信だけ
option-direction-out = 送信だけ
option-duplicates = 同じメールの写し
option-duplicates-why = 一字一句同じものだけを写しとします。
option-duplicates-drop = 1 通だけ入れる
option-duplicates-folder = フォルダーごとに 1 通
option-duplicates-keep = すべて入れる
option-merge = アカウントをまとめる
option-merge-why = 旧サーバーと新サーバーの受信トレイなど、同じ名前のフォルダーが 1 つになります。
option-subject-threading = 件名でもやりとりをつなぐ
option-subject-threading-why = 返信の印がないメールを、件名と相手が同じなら 1 つの問い合わせにまとめます。

folders-title = フォルダー
folders-why = フォルダーを押すと、メールを読めます。名前は変えられます。同じ名前のものは 1 つにまとまります。
folders-why-states = フォルダーを押すと、メールを読めます。フォルダーと状態の組ごとに取り込みます。
folder-found = 元のフォルダー
folder-take = 入れる
folder-take-one = 「{ $name }」を入れる
folder-goes = 移行先のフォルダー
folder-name-one = 「{ $name }」の移行先での名前
folder-state = 状態
folder-state-one = 「{ $name }」のメールの状態
folder-no-state = （決まっていません）
folder-none = （フォルダーなし）
folder-messages = 通数
folder-copies = 写し
folder-left = 除外
folder-held = 保留
folder-size = 大きさ
folder-dates = 日付（世界標準時）
mailboxes-title = 取り込む順
grid-title = 行を見て直す
grid-why = 表の行を、書き出すときの値で見られます。色の付いたところには気づきがあります。直した値は書き出すときに使われ、元のファイルは変わりません。
grid-open = 行を見る
grid-tab = 表
grid-go = 行の番号へ
grid-rows = 全 { $total } 行
grid-column = 列
grid-find = 探す文字
grid-search = 探す
grid-failed = 読めませんでした。もう一度お試しください。
grid-hits = 「{ $field }」の { $count } 行に「{ $part }」があります。
grid-row = { $number } 行目
grid-instead = 置き換える文字（空欄なら消します）
grid-replace = { $count } 行で置き換える
grid-number = 行
grid-found = 元の値
grid-used = 書き出す値
grid-told = 気づき
grid-edit = この値を直す
kind-text = 文字
kind-id = ID
kind-email = メールアドレス
kind-date-time = 日時
kind-boolean = はい・いいえ
kind-integer = 整数
conversations-title = 会話を読む
conversations-why = メール { $messages } 通が { $conversations } 件の会話になりました。それぞれが 1 件のチケットになります。
conversations-read = 会話を見る
conversations-all = すべての会話
conversation-one = 会話「{ $name }」
reader-title = 「{ $name }」のメール
reader-range = { $total } 通のうち { $first }～{ $last }
reader-at = { $total } 通のうち { $at } 通目
reader-pages = ページ
reader-messages = メール
reader-newer = 新しいほう
reader-older = 古いほう
reader-previous = 前
reader-next = 次
letters = { $count } 通

sample-title = サポートに見せる見本
sample-why = 見つかったことの記録を、数件ずつ 1 つのファイルにします。名前・アドレス・番号・文章は、同じ種類・同じ長さの文字に置き換えます。同じ人は、同じ文字になります。列の名前・状態・日にちと、おかしいところはそのまま残ります。
sample-look = 送信はしません。保存して中をご覧になり、ご自身でお渡しください。
sample-make = 見本を作る
sample-save = 見本を保存（{ $size }）

sources-title = 荷物ごとの中身
sources-caption = { $count } 件のファイル（{ $size }）
col-kind = 種類
col-records = 件数
col-goes = 行き先のタブ
kind-mbox = メール（MBOX）
kind-eml = メール（EML）
kind-csv = 表（CSV）
kind-zip = ZIP
kind-file = 添付ファイルの中身
kind-receipt = 前回の控え
kind-ignored = 索引など（読まない）
kind-empty = 空のファイル
kind-unknown = 見分けられない
why-mbox = 「From 」の行で始まるため
why-eml = メールのヘッダーで始まるため
why-csv = 区切りの数がそろった行が続くため
why-zip = ZIP の印で始まるため
why-file = 添付の表に名前があるか、添付と一緒に置かれているため
why-receipt = nizukuri が書いたもののため
why-ignored = メールソフト自身のファイルのため。メールは隣のファイルから読みます
why-empty = 中身がありません。もう一度書き出してください
why-unknown = メール・表・ZIP のどれでもありません。MBOX・EML・CSV で書き出してください
source-within = { $name } の中
source-taken = 入れる
zip-opened = 中身を読みました
tab-of = { $name } の行き先のタブ
tab-none = 入れない

columns-open = 列を確かめる
columns-title = { $name } の列 → { $tab }
columns-why = ファイルの列ごとに、行き先のどの項目になるかを示します。違っていたら選び直してください。
template-save = ひな形として保存
template-why = 同じ列のファイルが次に来たら、「保存したものを開く」でひな形を選んでください。
template-opened = ひな形を開きました。同じ列のファイルがあれば、そこでお尋ねします。
templates = ひな形
template-fits = 列は { $name } と同じですが、決め方が違います。
template-take = 同じように決める
columns-unused = まだ列のない項目（列へ引いて置けます）：
columns-missing = 必ず要る項目に、列が決まっていません：{ $fields }
col-column = ファイルの列
col-sample = 値の例
col-field = 行き先の項目
col-sure = 確かさ
column-number = { $number } 列目
field-of = 「{ $name }」の行き先の項目
field-carry = 元の名前のまま移す
field-none = 使わない
assumed = 推定の項目名
sure-said = ご指定
sure-guess = 推定
sure-percent = { $percent } %

own-title = 自社のアドレス
own-why = 印を付けたアドレスから出たメールを「送信」、ほかを「受信」として扱います。
col-own = アドレス
col-sent = 送信
col-received = 受信

agents-title = 担当者
agents-why = 問い合わせは、メールアドレスだけで担当者に結び付きます。一覧にない担当者の分は、移行先の管理者に割り当てられます。
agents-fall = このままでは、問い合わせ { $tickets } 件・スレッド { $threads } 件・コメント { $comments } 件が管理者に割り当てられます。
agents-sure = { $percent } % 以上の候補をまとめて採用（{ $count } 人）
col-agent = 担当者
col-department = 部門
col-tickets = 問い合わせ
col-threads = スレッド
col-comments = コメント
col-decision = だれのことか
col-state = 状態
agent-listed = 一覧にあります
agent-unknown = 一覧にありません
agent-invalid = アドレスとして読めません
agent-inactive = 無効になっています
agent-name = 名前だけです
agent-nobody = （担当者なし）
agent-spelled = { $count } 通りの書き方
agent-found = { $value }（同じ名前）
agent-said = { $value }
agent-said-to = { $value } に合わせる
agent-said-add = 一覧に加える { $value }
agent-said-administrator = 管理者に任せる
agent-choose = 選ぶ
agent-department = 部門を決める
agent-address = 担当者のメールアドレス
agent-match = この人に合わせる
agent-add = 一覧に加える
agent-administrator = 管理者に任せる

aside = まとめ
boxes-title = 箱（{ $size } × { $count }）
boxes-title-each = 箱（1 箱 { $size } まで）
boxes-title-mail = 箱 { $count } 個
boxes-title-mail-each = 箱 { $count } 個（1 箱 { $size } まで）
too-much = 受け入れの上限（{ $limit }）を超えます。次のようにすれば収まります。
proposal-years = { $years } 年の分：{ $records } 件、およそ { $size }
proposal-attachment-max = { $over } を超える添付ファイル { $files } 個を除く：およそ { $size }
proposal-attachments-later = 添付ファイル（{ $later }）は 2 回目に送る：今回はおよそ { $size }
proposal-ask = または、行き先のサポートにご相談ください。全部でおよそ { $size } です。
proposal-take = これにする
proposal-taken = 選択中
boxes-estimated = 圧縮する前の大きさによる見込みです。
box-empty = 空き
contents-title = 中身
col-tab = タブ
col-packed = 入る
col-held = 保留
months-title = 月ごとのメール
months-text = { $first }から{ $last }まで、{ $count } 通。メールのない月は { $gaps } か月です。
months-gaps = { $more ->
    [0] { $first }のメールがありません。
   *[other] { $first }ほか { $more } か月のメールがありません。
  }
months-show = 表で見る
months-hide = 表を閉じる

## 荷造り

pack-title = { $packed } 件の記録を荷造りします
packing-title = 荷造りしています
packing-why = この画面を開いたままお待ちください。中止すると、途中の箱は残りません。
pack-lead = 箱に詰め、詰め終えた箱をもう一度開いて確かめます。
pack-what = これから行うこと
pack-records = { $packed } 件を、{ $destination }の形に書き出します。
pack-records-mail = { $packed } 通を、{ $destination }の形に書き出します。本文も添付もそのままです。
pack-held = { $held } 件は箱に入れず、別の CSV に残します。
pack-held-mail = { $held } 通は箱に入れません。どのメールかは messages.csv に書きます。
pack-caps = 箱は上限を超える前に閉じ、次の箱に移ります。
pack-verify = 詰めた箱を読み直し、名前・大きさ・件数・ハッシュ値を確かめます。
pack-verify-mail = 詰めた箱を読み直し、1 通ずつ元のメールと比べます。
pack-stale = 検品のあとに変えたところがあるので、はじめに読み直します。
pack-start = すべてを荷造りする
pilot-title = まず、お試しの荷物を
pilot-lead = 「{ $tab }」を少しだけ選び、それに関わるものと一緒に詰めます。取り込まれた結果を見てから、すべてを荷造りできます。
pilot-by = 選び方
pilot-newest = 新しい順
pilot-oldest = 古い順
pilot-random = 無作為
pilot-search = 検索
pilot-text-search = 番号か件名に含まれる文字
pilot-text-random = 乱数の種（同じなら、選ばれるものも同じ）
pilot-count = 件数
pilot-start = お試しを荷造りする
pack-nothing = 入れられる記録がありません。検品に戻って確かめてください。
way-title = 箱の置き場所
way-folder = 「{ $folder }」フォルダーへ直接保存します
way-folder-why = その中に今回の分のフォルダーを作り、できた箱から入れます。ほかのファイルには触れません。
way-opfs = いったんブラウザの中に置き、あとで 1 箱ずつ保存します
way-opfs-why = この端末のディスクを使います。ページを閉じても、できあがった箱は、消すまで残ります。途中で閉じると、途中の箱は消えます。
way-blob = ブラウザが一時的に預かり、あとで 1 箱ずつ保存します
way-blob-why = ページを閉じると消えます。引き渡しの画面で、閉じる前に保存してください。
way-choose-folder = 保存先のフォルダーを選ぶ
way-other-folder = 別のフォルダーを選ぶ
space-folder = 選んだフォルダーに、最大 { $size } の空きが要ります。空きがいくらあるかは、ブラウザからは分かりません。
space-opfs = 最大 { $size } の空きが要ります。箱を保存する先にも、同じだけ要ります。
space-blob = 最大 { $size } のメモリーか空きが要ります。箱を保存する先にも、同じだけ要ります。
space-free = ブラウザによると、空きは { $free } です。
space-short = 足りないかもしれません。最大 { $size } が要りますが、空きは { $free } です。
space-short-folder = 保存先のフォルダーを選ぶか、空きを作るか、送るものを減らしてください（試し荷造り、または年を絞る）。
space-short-less = 空きを作るか、送るものを減らしてください（試し荷造り、または年を絞る）。
pack-done = 荷造りが終わりました。

progress-bytes = { $done } / { $total }（{ $percent } %）
time-left = { $unit ->
    [seconds] あと約 { $count } 秒
    [minutes] あと約 { $count } 分
   *[other] あと約 { $count } 時間
  }
time-left-packing = { $unit ->
    [seconds] あと約 { $count } 秒。そのあと箱を確かめます
    [minutes] あと約 { $count } 分。そのあと箱を確かめます
   *[other] あと約 { $count } 時間。そのあと箱を確かめます
  }
job-stopped = 中止しました。途中のものは残していません。

## 引き渡し

handover-title = { $count } 箱に { $packed } 件の記録を詰めました
handover-lead = 番号の順に保存し、番号の順に渡してください。保存したファイルのハッシュ値は、下の値と同じになります。
handover-lead-folder = 箱は、選んだフォルダーに入っています。番号の順に渡してください。
handover-pilot = これはお試しの荷物です。保存して渡し、取り込まれた結果を確かめてください。もう一度荷造りすると、このページに置いたものは入れ替わります。
handover-pilot-go = すべての荷造りに進む
handover-stale = 荷造りのあとに、荷物か決めたことを変えています。反映するには、もう一度荷造りしてください。
bundles-title = 渡す箱（{ $count } 個）
bundle-verified = 読み直して確かめました
bundle-not-verified = 確かめられませんでした。渡さないでください
bundle-inside = 中身（{ $count } 件のファイル）
entry-records = { $count } 件
sum-copy = 写す
sum-copy-of = { $name } のハッシュ値を写す
sum-copied = { $name } のハッシュ値を写しました。
save = 保存
save-one = { $name } を保存
save-again = もう一度保存
save-taken = 保存を始めました
save-preparing = 用意しています…
saved-in-folder = 「{ $folder }」に入っています
papers-title = 添える書類
paper-report-html = 人が読むための報告書
paper-findings-csv = 見つかったことの一覧（すべての箇所）
paper-manifest-json = 箱の中身とハッシュ値の一覧
paper-receipt-json = 控え。2 回目の移行で使うので、必ず保存してください
paper-messages-csv = どのメールがどこへ行ったかの一覧（詰めた先・写し・除外・保留）
paper-accounts-csv = 新しいサーバーに、先に登録しておく自社のユーザー
paper-attributes-csv = メールボックスでは移せないもの（ラベルや担当者など）。手で設定し直すときに
paper-held = 保留にした行。直して、次回に送れます
ledger-title = 突き合わせ
ledger-caption = 読んだ件数 ＝ 詰めた件数 ＋ 保留 ＋ 重複 ＋ 除外
ledger-why = 元のファイルの件数で数えています。メール 1 通からは、問い合わせとスレッドのように、いくつかの記録ができます。
flow-text = 読んだ { $count } 件の行方：{ $ends }。ファイルごとの数は、下の表にあります。
flow-packed = ほか { $count } 箱
flow-mail = メール
flow-others = ほか { $count } ファイル
ledger-read = 読んだ
ledger-packed = 詰めた
ledger-held = 保留
ledger-duplicate = 重複
ledger-filtered = 除外
ledger-already = 取り込み済み
template = ひな形（新環境の項目）
results = 前回の移行結果
results-tab = 送ったもの
results-id = IDの列
results-error = エラーの列
results-missing = 列を選んでください。選ぶまで、この表は使われません。
previous-title = 2 回目の移行
previous-text = 控えには、前回の記録が { $records } 件あります。「保存したものを開く」で控えを選ぶと、前回決めたことがそのまま使えます。
previous-counts = 新しい { $new } 件・変わった { $changed } 件・前回失敗した { $failed } 件・取り込み済み { $already } 件
previous-files = 添付ファイル { $files } 件は、合計が大きいため、中身の変化を荷造りのときに確かめます。
ledger-total = 合計
ledger-balances = すべてのファイルで、件数が合っています。
ledger-does-not = 件数の合わないファイルがあります。箱を渡さないでください。
checklist-title = 渡すときの確認
checklist-done = { $count } 項目のうち { $done } 項目が済みました。
checklist-risk = 省くと：
handover-delete = このページが端末に置いたものを消す
handover-delete-why = 保存し終えたら消してください。元のファイルと、保存した箱はそのまま残ります。
handover-deleted = このページが端末に置いたものを消しました。

## うまくいかないとき

failed-saving-failed = 箱を置けませんでした
failed-saving-failed-why = ディスクの空きが足りないか、保存が許されていません。空きを増やすか、荷造りの画面で別の保存先を選んでください。
failed-source-changed = 読んでいたファイルが変わったか、なくなりました
failed-source-changed-why = 検品のあとに動かしたり書き換えたりしたファイルを、いったん外して入れ直してください。
failed-bundle-damaged = 詰めた箱が、読み直すと元と違っていました
failed-bundle-damaged-why = ディスクの不調かもしれません。この箱は渡せません。別の保存先を選んで、もう一度荷造りしてください。
failed-ledger-unbalanced = 件数が合いませんでした
failed-ledger-unbalanced-why = 抜けのあるものを渡さないよう、荷造りを取りやめました。こちらのプログラムの誤りです。
failed-storage-full = ディスクの空きが足りません
failed-storage-full-why = 空きを増やすか、荷造りの画面で、空きのあるディスクのフォルダーを選んでください。
failed-folder-refused = 選んだフォルダーに書き込めません
failed-folder-refused-why = ブラウザが書き込みを許していません。もう一度選んで許可するか、別のフォルダーを選んでください。
failed-folder-gone = 選んだフォルダーが見つかりません
failed-folder-gone-why = 動かしたか、ディスクが外れたようです。もう一度選んでください。
failed-option-value = 選んだ内容に、使えない値があります
failed-option-value-why = 「取り消す」で 1 つ前に戻すか、書き出し方の値を直してください。
failed-option-unfit = この行き先では、一部だけを選べません
failed-option-unfit-why = どの記録を基準に選ぶかが、行き先の定義に書かれていません。すべてを荷造りしてください。
failed-option-unknown = 読み込んだ内容に、知らない項目があります
failed-option-unknown-why = この内容は、別の行き先か、新しい版で保存されたようです。「取り消す」で戻せます。
failed-plan-unreadable = 決めたことの内容を読めませんでした
failed-plan-unreadable-why = 「取り消す」で 1 つ前に戻してください。

# メールの区切り
go-borders = 区切りを確かめる
borders-open = 区切りを確かめる（{ $count }）
borders-title = { $name } のメールの区切り
borders-why = MBOX では「From 」で始まる行がメールの区切りです。本文の行と見分けにくいものを挙げました。違っていたら切りかえてください。
borders-sum = 「From 」の行 { $lines } = メール { $messages } 通 + 本文の行 { $text }。確かめたいもの: { $doubtful }
border-border = 区切り
border-text = 本文
border-headers = 見出しの行が続いています
border-no-blank-line = 前に空行がなく、日時もありません
border-no-envelope = アドレスも日時もありませんが、見出しの行が続いています
border-one-header = 続く見出しの行が 1 行だけです
border-in-headers = 見出しの途中にあります
border-no-headers = 見出しの行が続いていません
border-content-length = 前のメールの見出しにある長さ（Content-Length）の内側です
border-plan = 自分で決めました
border-context = 前後の文
border-make-border = ここでメールを分ける
border-make-text = 前のメールにつなぐ
change-borders = { $source } のメールの区切り: { $value } か所
charset-of = { $source } の文字コード
charset-auto = 自動（表示と中身から判断）
charset-before = 表示どおりなら
charset-after = 読んだ結果
