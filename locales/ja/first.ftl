### 最初の画面の言葉: はじめから読めるもの。page.ftl の言葉は、その画面とともに少し遅れて届く。
### です・ます。何が起きるかを先に、なぜかを後に。

skip = 本文へ移動
close = 閉じる
show-more = 続きを見る
rest = ほかに { $count } 件あります。
getting-ready = 準備しています…
footer = nizukuri は、お使いの端末の中だけで動きます。元のファイルは書き換えません。
drop-here = ここで放すと、荷物に加わります

## 手順

steps = 手順
step-destination = 行き先
step-files = 荷物
step-check = 検品
step-pack = 荷造り
step-handover = 引き渡し
step-is-done = （済み）
step-files-detail = { $count } 件・{ $size }
step-check-detail = { $count } 件を読みました
step-handover-detail = { $count } 箱

## 通信しないこと

silence-badge = このページは通信しません
silence-check = 確かめる

## 行き先

destination-title = どこへ移しますか
destination-lead = 行き先に合わせて、列の名前、日時の書き方、1 箱の大きさを整えます。あとから変えられます。
destination-next = 荷物を選ぶ
destination-cap = { $size } までの箱を { $bundles } 個まで
destination-cap-each = 1 箱 { $size } まで
destination-not-taken = この方法では移らないもの：{ $tabs }
destination-records = ヘルプデスクへ：メールや表を、問い合わせの記録にして移します
destination-mail = メールのまま：フォルダーごとに移します
destination-zoho-desk-about = 移行支援（Zwitch）に渡すファイルを作ります。
destination-zoho-desk-import-about = 管理者がご自身でインポートするファイルを作ります。
destination-maildealer-about = フォルダーと状態ごとの MBOX を作ります。
destination-thunderbird-about = フォルダーの形のまま MBOX を作ります。
destination-roundcube-about = サーバーの上限に収まるファイルを作ります。
destination-mail-server-about = 新旧サーバーのメールを、重なりなく 1 つにまとめます。
destination-eml-archive-about = 1 通ずつのファイルを ZIP にまとめます。保管にも使えます。
trust-silence = 外へ送りません
trust-silence-why = 読み込みも変換も、この端末の中で行います。
trust-originals = 元のファイルは変えません
trust-originals-why = 直すのは、詰める写しのほうです。いつでも取り消せます。
trust-nothing-lost = 黙って捨てません
trust-nothing-lost-why = 読んだ件数と、詰めた件数・残した件数を、最後に突き合わせます。

## 荷物

files-title = 荷物を入れてください
files-lead = メールや CSV を、ファイルでもフォルダーごとでも。何のファイルかは、名前ではなく中身で見分けます。
files-drop = ページのどこにでも、ファイルやフォルダーを落とせます。
files-pick = ファイルを選ぶ
files-pick-folder = フォルダーを選ぶ
files-kinds = MBOX・EML・CSV・TSV と、それらの ZIP。数ギガバイトでも、数万件でも扱えます。
files-sample = 見本データで試す
files-gathering = フォルダーを見ています… { $count } 件
files-added = { $known ->
    [0] { $count } 件のファイルを加えました。
   *[other] { $count } 件のファイルを加えました。{ $known } 件は、すでに入っています。
  }
files-list = { $count } 件のファイル（{ $size }）
files-clear = すべて外す
files-remove = 外す
files-remove-one = { $name } を外す
files-replace = 差し替える
files-replace-one = { $name } を別のファイルに差し替える
files-replaced = { $name } の中身を { $file } に差し替えました。決めたことはそのままです。
files-unopened = { $count } 件のファイルを開けませんでした。ほかのソフトで使っていないか、読む権限があるかを確かめて、もう一度入れてください。フォルダーは「フォルダーを選ぶ」からも入れられます。
col-name = 名前
col-size = 大きさ
files-next = 検品する

## 荷造り

phase-starting = 準備しています
phase-reading = 読んでいます
phase-packing = 箱に詰めています
phase-verifying = 詰めた箱を確かめています
live-progress = { $phase }。{ $percent } %

## 引き渡し

previous-hint = 2 回目の移行ですか。前回の receipt.json と、届いた結果、新しい書き出しを追加してください。
left-done = 前回の箱が { $count } 個（{ $size }）、このブラウザに残っています
left-done-why = { $destination } への荷造りです。保存が済んでいない箱は、引き渡しの画面で保存できます。
left-done-take = 引き渡しに進む
left-broken = 前回の荷造りは、途中で切れました
left-broken-why = できあがった箱はありません。途中のものは消しました。同じファイルを入れ直せば、前回決めたことのまま続けられます。
left-broken-take = 前回決めたことで続ける
left-files = 入れ直すファイル: { $files }{ $more ->
    [0] {""}
   *[other] {" "}ほか { $more } 件
  }
left-delete = この箱を消す

## うまくいかないとき

crash = こちらのプログラムが途中で止まりました
crash-why = 入れたファイルと、決めたことはそのままです。もう一度お試しください。同じところで止まるときは、荷物を半分ずつ入れると、原因のファイルが分かります。
failed = 途中で続けられなくなりました
failed-why = 下に理由の記録があります。内容を確かめて、もう一度お試しください。
failed-start-failed = 準備ができませんでした
failed-start-failed-why = お使いのブラウザが古いか、WebAssembly が止められているようです。新しい Chrome・Edge・Firefox・Safari でお試しください。
failed-destination-unread = このサイトの行き先を読み取れませんでした
failed-destination-unread-why = このページとは別の版のために作られています。サイトの窓口にお知らせください。下の行き先は、そのままお使いになれます。
failed-safe = 元のファイルは変わっていません。途中の箱は残していません。
failed-again = もう一度試す
failed-close = 閉じる
