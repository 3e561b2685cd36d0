### 報告書（report.html）と一覧（findings.csv）の言葉。

## 全体

report-title = 荷造りの報告書
report-heading = { $destination }への荷造りの報告書
report-records = { $count } 件
report-summary = { $read } 件を読み、{ $packed } 件を { $bundles } 個のファイルに詰めました。
report-pilot = お試しの荷物です。「{ $tab }」{ $records }件({ $by })と、それに関わるデータだけを詰めました。ほかはすべて「対象外」に数えています。
report-selected = 「{ $tab }」{ $records }件({ $by })と、それに関わるデータだけを詰めました。ほかはすべて「対象外」に数えています。
report-by-newest = 新しい順
report-by-oldest = 古い順
report-by-random = 無作為
report-by-search = 検索で選択
report-summary-held = { $held } 件は保留にしました。理由は下にあります。
report-summary-none-held = 保留にしたものはありません。
report-verified = 書き終えたファイルをすべて読み直し、大きさ・照合値・件数が合うことを確かめました。
report-not-verified = 書き終えたファイルの読み直しは済んでいません。
report-privacy = この報告書は、お使いの機器の中だけで作られました。元のファイルには手を加えていません。
report-program = nizukuri { $version }
report-nothing = ありません。

## 見出し

report-in = 入ったもの
report-guesses-caption = 行き先の項目を推定した列
report-out = 出るもの
report-tabs-caption = タブごとの件数
report-folders-caption = フォルダーごとの行き先（－は、入れなかったもの）
report-bundles-caption = 渡すファイルと照合値（SHA-256）
report-entries-caption = { $bundle } の中の表
report-held = 保留にしたもの
report-held-lead = 次のものは詰めていません。行は held フォルダーの CSV にあります。直して、もう一度入れられます。
report-held-caption = 保留の理由と件数
report-repairs = 読みかえたもの
report-repairs-lead = 書き出す値を直したものと、ご指定の値にしたものです。元のファイルは変えていません。
report-repairs-caption = 読みかえの例
report-others = そのほかに知っておいていただきたいこと
report-others-caption = 見つかったこと
report-ledger = 帳尻
report-ledger-lead = どのファイルも、読んだ件数は、詰めた・保留・重複・対象外の合計と同じです。
report-ledger-caption = ファイルごとの件数
report-ledger-unbalanced = 件数の合わないファイルがあります。この荷造りは使わないでください。
report-checklist = 渡すときの確認
report-checklist-caption = 確認することと、飛ばしたときのおそれ
report-notes = この報告書について
report-guard-note = findings.csv では、式と間違われる値（= + - @ などで始まるもの）の前に ' を付けています。渡すファイルと held の CSV の値は変えていません。

report-choices = お決めいただいたこと
report-choices-caption = 決めたことの一覧
report-choices-more = ほか { $count } 件は、receipt.json の plan にあります。
report-blank = （空）

## 決めたこと

choice-zone = 時刻の地域
choice-own-address = 自社のアドレス
choice-subject-threading = 件名でもやりとりをつなぐ
choice-keep-deleted = 削除済みのメールも取り込む
choice-window-from = この日時からのメール
choice-window-to = この日時より前のメール
choice-address = このアドレスのメールだけ
choice-direction = 送信と受信
choice-duplicates = 同じメールの写し
choice-folder = フォルダー
choice-state = 状態
choice-mailbox = フォルダー「{ $name }」
choice-contact-by-email = 連絡先をメールアドレスで特定する
choice-agents-from-mail = 自社のアドレスを担当者にする
choice-accounts-from = 取引先を作る
choice-mail-body = メールの本文
choice-too-long = 移行先の上限より長い文章
choice-pilot = お試しの件数
choice-pilot-by = お試しの選び方
choice-pilot-seed = お試しの乱数の種
choice-pilot-search = お試しで探す文字
choice-from = この日から
choice-until = この日まで
choice-attachments = 添付ファイル
choice-attachment-max = 添付ファイルの大きさの上限
choice-tab = { $source } の行き先
choice-charset = { $source } の文字コード
choice-delimiter = { $source } の区切り
choice-role = { $source } の扱い
choice-id = { $source } のIDの列
choice-error = { $source } のエラーの列
choice-column = { $source } の列「{ $name }」
choice-agent = 担当者「{ $name }」
choice-nobody = (担当者なし)
choice-administrator = 管理者に任せる
choice-added = 担当者に加える
choice-carry = 元の名前のまま移す
choice-none = 入れない
choice-record = { $source } の { $number } 件目
choice-found = 値「{ $value }」
choice-hold = 保留にする
choice-pack = このまま送る
choice-leave = 承知のうえで、そのままにする
choice-set = 「{ $value }」にする
choice-blank = 空にする
choice-yes = はい
choice-no = いいえ
choice-without = 入れない
choice-only = 添付ファイルだけ

## 列

report-column-source = ファイル
report-column-kind = 種類
report-column-size = 大きさ
report-column-read = 読んだ
report-column-packed = 詰めた
report-column-held = 保留
report-column-duplicate = 重複
report-column-already = 取り込み済み
report-column-filtered = 対象外
report-column-tab = タブ
report-column-folder = 元のフォルダー
report-column-target = 詰めた先（フォルダー / 状態）
report-column-records = 件数
report-column-name = 名前
report-column-sum = 照合値
report-column-what = 内容
report-column-count = 件数
report-column-consequence = どうなるか
report-column-remedy = どうすればよいか
column-start = 開始バイト
column-bytes = バイト数
column-date = 日時(UTC)
column-content = 内容の印
column-outcome = 扱い
column-folder = フォルダ
column-state = 状態
column-target = 入れた場所
column-account = ユーザー
column-domain = ドメイン
column-name = 名前
column-sent = 送信数
column-received = 受信数
column-message-id = Message-ID
outcome-packed = 荷造りした
outcome-held = 保留した
outcome-duplicate = 重複のため除いた
outcome-filtered = 選択により除いた
report-column-before = 元の値
report-column-after = 使った値
report-column-examples = 例の件数
report-column-about = 何について
report-column-fields = 列 → 項目
report-column-choice = 決めたこと
report-column-done = 済
report-column-check = 確認すること
report-column-risk = 飛ばしたときのおそれ
report-total = 合計

## held の CSV の列

held-why = 保留の理由

## findings.csv の列

column-code = コード
column-severity = 重さ
column-title = 見つかったこと
column-tab = タブ
column-field = 項目
column-source = ファイル
column-record = 何件目
column-line = 行
column-found = 元の値
column-used = 使った値
column-consequence = どうなるか
column-remedy = どうすればよいか

## 重さ

severity-error = 止まります
severity-warning = 変わります
severity-note = お知らせ

## ファイルの種類

kind-mbox = メールの箱（MBOX）
kind-eml = メール（EML）
kind-csv = 表
kind-zip = ZIP
kind-file = 添付するファイル
kind-receipt = 控え
kind-ignored = 読まない
kind-empty = 空
kind-unknown = 不明
