### 検品で見つかったことの言葉。finding-<コード> が見出し、.consequence はそのままにするとどうなるか、
### .remedy はどうすればよいか。見出しに件数は書きません（件数は別に示します）。
### 使える値: $count 件数, $number コードの数, $field 項目, $found 元の値, $used 使った値, $tab タブ名

## ファイル

finding-source-empty = 中身のないファイルです
    .consequence = このファイルからは何も取り込まれません。
    .remedy = 書き出しに失敗していないか、元のサービスで確かめてください。
finding-source-unknown = 読み方のわからないファイルです
    .consequence = このファイルからは何も取り込まれません。
    .remedy = メール（MBOX、EML）、表（CSV、TSV）、またはそれらの ZIP で書き出し直してください。
finding-source-unreadable = ファイルを最後まで読めませんでした
    .consequence = このファイルからは何も取り込まれません。
    .remedy = ファイルが移動や削除をされていないか確かめて、もう一度選んでください。
finding-byte-order-mark = 先頭に文字コードの目印（BOM）がありました
    .consequence = 目印を除いて読みました。内容は変わりません。
    .remedy = 何もしなくてかまいません。

## メールの箱（MBOX）

finding-mbox-no-message = メールが 1 通も見つかりません
    .consequence = このファイルからは何も取り込まれません。
    .remedy = メールソフトから MBOX 形式で書き出し直してください。
finding-mbox-text-before-first = 最初のメールより前に文字があります
    .consequence = その部分はどのメールにも属さないため、取り込まれません。
    .remedy = 箱の先頭が壊れていないか、その場所を確かめてください。
finding-mbox-from-line-in-body = 本文に「From 」で始まる行がありました
    .consequence = メールの区切りではなく、本文として読みました。
    .remedy = 2 通のメールが 1 通になっていないか、その場所を確かめてください。
finding-mbox-no-blank-line = メールの区切りの前に空行がありません
    .consequence = 区切りとして読みました。1 通が 2 通に分かれているおそれがあります。
    .remedy = その場所の前後を確かめてください。

## メール 1 通

finding-message-too-large = 大きすぎるメールがあります
    .consequence = 件名や宛先だけを読み、本文と添付ファイルは取り込まれません。
    .remedy = 必要なら、そのメールを元のサービスから別に保存してください。
finding-headers-missing = 差出人や件名のないメールです
    .consequence = 誰のどのやりとりか、わからないまま扱われます。
    .remedy = 元のメールを見て、必要なければ外してください。
finding-date-missing = 日付のないメールです
    .consequence = ほかの場所から日付を取りました。取れないときは空のままです。
    .remedy = 使われた日付が正しいか確かめてください。
finding-date-repaired = 日付の書き方を読みかえました
    .consequence = 読みかえた日付で取り込まれます。
    .remedy = 前後を比べて、正しいか確かめてください。
finding-message-id-missing = メールの番号（Message-ID）がありません
    .consequence = 内容から番号を作ります。返信とのつながりが切れることがあります。
    .remedy = 何もしなくてかまいません。
finding-message-id-reused = 違うメールに同じ番号（Message-ID）が付いています
    .consequence = 別のメールとして、どちらも取り込みます。
    .remedy = 同じメールでないか、その場所を確かめてください。
finding-address-unreadable = メールアドレスとして読めない宛先があります
    .consequence = 書かれたとおりに残します。人とは結び付きません。
    .remedy = 必要なら、移行先で直してください。
finding-mime-truncated = 途中で切れているメールがあります
    .consequence = 残っている部分だけを取り込みます。
    .remedy = 元のサービスから、そのメールを書き出し直してください。
finding-base64-damaged = 壊れた添付ファイルまたは本文があります
    .consequence = 読めたところまでを取り込みます。開けないことがあります。
    .remedy = 元のサービスで、そのメールを開いて確かめてください。
finding-nesting-too-deep = メールの中のメールが深く重なりすぎています
    .consequence = それより深い部分は、開かずに 1 つの添付ファイルとして残します。
    .remedy = 何もしなくてかまいません。
finding-header-flood = 見出しの行が多すぎるメールがあります
    .consequence = 上限より後の見出しは読まれず、宛先などが欠けることがあります。
    .remedy = 元のサービスで、そのメールを開いて確かめてください。
finding-mime-text-outside = メールの終わりの印より後に文字があります
    .consequence = メールソフトでは表示されない部分のため、取り込みません。
    .remedy = 必要な文が含まれていないか、その場所を確かめてください。

## 文字コード

finding-charset-mislabelled = 文字コードの表示と中身が違います
    .consequence = 表示ではなく、中身に合わせて読みました。
    .remedy = 前後を比べて、正しく読めているか確かめてください。
finding-charset-missing = 文字コードの表示がありません
    .consequence = 中身から推定して読みました。
    .remedy = 文字化けしていないか確かめてください。
finding-charset-undecodable = 読めない文字があります
    .consequence = 読めない文字は「�」になって取り込まれます。
    .remedy = 文字コードを選び直すか、元のファイルを書き出し直してください。
finding-charset-mixed = 1 つのファイルに 2 種類の文字コードが混ざっています
    .consequence = 行ごとに判断して読みました。一部が文字化けしているおそれがあります。
    .remedy = その場所が正しく読めているか確かめてください。
finding-nul-bytes = 文字ではないバイト（NUL）が含まれています
    .consequence = 移行先で値が途中までしか読まれないことがあります。
    .remedy = 元のファイルを書き出し直してください。
finding-characters-unwelcome = 「{ $field }」に、移行先で使えないとされる文字があります
    .consequence = 値が受け付けられなかったり、途中で切れたりするおそれがあります。
    .remedy = 全角の文字に置き換えるか、元の値を直してください。
finding-characters-replaced = 「{ $field }」の、移行先で使えない文字を置き換えました
    .consequence = 全角の文字で書き込みます。
    .remedy = 何もしなくてかまいません。
finding-control-characters = 目に見えない制御文字が含まれています
    .consequence = そのまま取り込まれます。移行先で表示が乱れることがあります。
    .remedy = 何もしなくてかまいません。気になるときは元の値を直してください。

## 表（CSV、TSV）

finding-table-sep-line = 先頭に表計算ソフト用の行（sep=）がありました
    .consequence = その行は見出しではないため、読み飛ばしました。
    .remedy = 何もしなくてかまいません。
finding-table-blank-line = 空の行がありました
    .consequence = 空の行は取り込まれません。
    .remedy = 何もしなくてかまいません。
finding-table-no-rows = 見出しだけで、行のない表です
    .consequence = この表からは何も取り込まれません。
    .remedy = 書き出しの条件（期間など）を確かめてください。
finding-header-duplicate = 同じ見出しの列が 2 つ以上あります
    .consequence = 違う列を取り込んでしまうおそれがあります。
    .remedy = どの列を使うか、列の対応で選んでください。
finding-header-blank = 見出しのない列があります
    .consequence = その列は取り込まれません。
    .remedy = 必要な列なら、列の対応で行き先を選んでください。
finding-row-too-short = 列の足りない行があります
    .consequence = 足りない列は空として読みました。
    .remedy = 行の途中で改行されていないか確かめてください。
finding-row-too-long = 見出しより列の多い行があります
    .consequence = 値が 1 つずつずれているおそれがあります。余った値は取り込まれません。
    .remedy = 区切りの文字や引用符（"）が正しいか、その行を確かめてください。
finding-row-over-limit = 大きすぎる行があります
    .consequence = その行は取り込まれません。
    .remedy = 引用符（"）の閉じ忘れがないか、その行を確かめてください。
finding-quote-stray = 値の途中に引用符（"）があります
    .consequence = 書かれたとおりに読みました。
    .remedy = 値が正しく分かれているか確かめてください。
finding-quote-unclosed = 閉じていない引用符（"）があります
    .consequence = それより後ろの行が 1 つの値になっているおそれがあります。
    .remedy = その場所の引用符を直して、入れ直してください。
finding-table-unmatched = どのタブの表か、わかりません
    .consequence = この表は取り込まれません。
    .remedy = 行き先のタブを選んでください。
finding-column-unmatched = 行き先の決まっていない列があります
    .consequence = 「{ $field }」の列は取り込まれません。
    .remedy = 必要な列なら、行き先の項目を選んでください。
finding-column-carried = 列「{ $field }」を、元の名前のまま移します
    .consequence = 移行先に同じ名前のカスタム項目がないと、取り込まれません。
    .remedy = 移行先にカスタム項目を作るか、移行の担当者に列の名前を伝えてください。
finding-column-guessed = 列の行き先を推定しました
    .consequence = 「{ $field }」の列は、推定した項目に取り込まれます。
    .remedy = 列の対応が正しいか確かめてください。
finding-two-faced-agent-column = 「{ $field }」を、対応した担当者のアドレスとして読みました
    .consequence = 顧客側の担当者のアドレスだった場合、違う人に割り当てられます。
    .remedy = 値が自社のアドレスか確かめ、違えば列の対応を直してください。
finding-two-faced-customer-column = 「{ $field }」を、顧客側の担当者のアドレスとして読みました
    .consequence = 自社の担当者のアドレスだった場合、違う人が連絡先になります。
    .remedy = 値が顧客のアドレスか確かめ、違えば列の対応を直してください。
finding-full-name-column = 姓名の入った列を、姓として読みました
    .consequence = 姓の項目に姓名がそのまま入ります。
    .remedy = 姓と名を分けたいときは、元の表で列を分けてください。

## ZIP

finding-zip-damaged = 壊れた ZIP です
    .consequence = この ZIP からは何も取り込まれません。
    .remedy = もう一度ダウンロードするか、書き出し直してください。
finding-zip-multi-disk = いくつかに分割された ZIP です
    .consequence = この ZIP からは何も取り込まれません。
    .remedy = 1 つの ZIP にまとめ直すか、中身を取り出してから入れてください。
finding-zip-too-many-entries = ZIP の中のファイルが多すぎます
    .consequence = この ZIP からは何も取り込まれません。
    .remedy = いくつかの ZIP に分けてください。
finding-zip-entry-encrypted = パスワードのかかったファイルが ZIP の中にあります
    .consequence = そのファイルは取り込まれません。
    .remedy = パスワードを外して、取り出したファイルを入れてください。
finding-zip-entry-method = 読めない圧縮方法のファイルが ZIP の中にあります
    .consequence = そのファイルは取り込まれません。
    .remedy = ZIP から取り出して、そのまま入れてください。
finding-zip-entry-overlaps = ZIP の中のファイルどうしが重なっています
    .consequence = 安全のため、そのファイルは取り込まれません。
    .remedy = ZIP を作り直してください。
finding-zip-bomb = 開くと異常に大きくなるファイルが ZIP の中にあります
    .consequence = 安全のため、そのファイルは取り込まれません。
    .remedy = 正しいファイルなら、ZIP から取り出して入れてください。
finding-zip-entry-damaged = ZIP の中に壊れたファイルがあります
    .consequence = 中身が正しいとは限らないため、そのファイルの記録はすべて保留にします。
    .remedy = もう一度ダウンロードするか、書き出し直してください。
finding-zip-nested = ZIP の中に ZIP があります
    .consequence = 中の ZIP は開かないため、取り込まれません。
    .remedy = 中の ZIP を取り出して入れてください。

## メールアドレス

finding-address-invalid = 「{ $field }」にメールアドレスではない値があります
    .consequence = 移行先で受け付けられないか、人と結び付きません。
    .remedy = 正しいメールアドレスに直してください。
finding-address-full-width = 「{ $field }」の全角文字を半角に直しました
    .consequence = 直した値で取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-address-case = 「{ $field }」の大文字を小文字にそろえました
    .consequence = そろえた値で取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-address-trimmed = 「{ $field }」の前後の余分な文字を除きました
    .consequence = メールアドレスだけが取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-own-address-missing = 自社のメールアドレスがわかりません
    .consequence = 受け取ったメールと送ったメールを見分けられません。
    .remedy = 自社のメールアドレスを選んでください。

## 日時

finding-date-unreadable = 日時として読めない値があります
    .consequence = 必要な項目なら記録が保留になり、そうでなければ空になるか、ほかの場所の日時を使います。
    .remedy = 元の値を、年・月・日の順に直してください。
finding-date-zone-assumed = 「{ $field }」に時差の表示がありません
    .consequence = 選ばれた地域の時刻として読み、世界標準時に直しました。
    .remedy = 地域が正しいか確かめてください。違うと時刻がずれます。
finding-date-short-year = 「{ $field }」の年が 2 けたです
    .consequence = 4 けたの年に読みかえました。
    .remedy = 読みかえた年が正しいか確かめてください。
finding-date-era = 「{ $field }」の年が和暦です
    .consequence = 西暦に読みかえました。
    .remedy = 何もしなくてかまいません。
finding-date-reshaped = 「{ $field }」の日時の書き方を、移行先に合わせました
    .consequence = 時刻は変わりません。
    .remedy = 何もしなくてかまいません。
finding-date-time-assumed = 「{ $field }」に時刻がありません
    .consequence = その日の 0 時として取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-date-order = 「{ $field }」が、前にあるはずの日時より早くなっています
    .consequence = 移行先で受け付けられないか、順序が乱れます。
    .remedy = 元の日時を確かめてください。
finding-closed-before-created = 作成より早く完了した問い合わせです
    .consequence = 移行先で受け付けられないことがあります。
    .remedy = 作成日時と完了日時を確かめてください。
finding-closed-time-missing = 完了した問い合わせに、完了日時がありません
    .consequence = 移行先で完了日時が正しく表示されません。
    .remedy = 完了日時の列を入れるか、そのままにするか決めてください。

## 値

finding-required-missing = 必要な「{ $field }」が空です
    .consequence = 移行先で受け付けられないため、保留にします。
    .remedy = 値を入れるか、値のある列を選んでください。
finding-required-when-missing = この場合に必要な「{ $field }」が空です
    .consequence = 移行先で正しく扱われないことがあります。
    .remedy = 値を入れてください。
finding-required-with-missing = やりとりのある記録に必要な「{ $field }」が空です
    .consequence = 記録とそのやりとりが取り込まれません。
    .remedy = 値を入れてください。
finding-blank-replaced = 空の「{ $field }」に、決められた値を入れました
    .consequence = 移行先が空を受け付けないため、その値で取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-default-applies = 空の「{ $field }」には、移行先が決まった値を入れます
    .consequence = 移行先の初めの値になります。
    .remedy = 違う値にしたいときは、元の表に入れてください。
finding-value-trimmed = 「{ $field }」の前後の空白を除きました
    .consequence = 空白のない値で取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-id-made = 「{ $field }」のない行に、IDを付けました
    .consequence = メールアドレス、または行の内容から作るため、次に実行したときも同じIDになります。
    .remedy = 何もしなくてかまいません。ほかのファイルがこの行を独自のIDで指しているときは、そのIDの列を選んでください。
finding-name-split = 「{ $field }」を、氏名から取り出しました
    .consequence = 日本語の氏名は姓・名の順、ほかは名・姓の順として読みます。
    .remedy = いくつか確かめて、違っていればファイルを直してください。
finding-opposite-used = 「{ $field }」を、逆の意味の列から読みました
    .consequence = その列の「はい」は「いいえ」、「いいえ」は「はい」として取り込まれます。
    .remedy = いくつか確かめてください。
finding-dash-blank = 「{ $field }」の「-」などを、空として読みました
    .consequence = 空の値として取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-value-too-long = 「{ $field }」が長すぎます
    .consequence = 移行先で受け付けられないか、切られます。こちらで値を切るのは、選ばれたときだけです。
    .remedy = 短い値に直すか、切って全文を添付ファイルにしてください。
finding-value-cut = 「{ $field }」が長すぎるため、切りました
    .consequence = 項目には先頭だけを入れます。全文は添付ファイルとして移ります。
    .remedy = 何もしなくてかまいません。
finding-value-not-allowed = 「{ $field }」に、移行先で使えない値があります
    .consequence = 移行先で受け付けられません。
    .remedy = 使える値を選んでください。
finding-value-new = 「{ $field }」に、移行先にまだない値があります
    .consequence = 移行先に新しい選択肢として加わります。
    .remedy = 書き間違いでないか確かめてください。
finding-value-respelled = 「{ $field }」の書き方を、移行先の値に合わせました
    .consequence = 合わせた値で取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-boolean-reshaped = 「{ $field }」の「はい・いいえ」を、移行先の書き方に合わせました
    .consequence = 意味は変わりません。
    .remedy = 何もしなくてかまいません。
finding-number-reshaped = 「{ $field }」の数の書き方を整えました
    .consequence = 全角や桁区切りを除いた数で取り込まれます。
    .remedy = 何もしなくてかまいません。
finding-number-unreadable = 「{ $field }」に、数として読めない値があります
    .consequence = 必要な項目なら記録が保留になり、そうでなければ空になります。
    .remedy = 数に直してください。

## ID

finding-id-duplicate = 同じ ID の記録が 2 つ以上あります
    .consequence = 2 つ目からは移行先で受け付けられないため、保留にします。
    .remedy = 同じ記録なら 1 つを外し、違う記録なら ID を分けてください。
finding-row-replaced = 直した行で置きかえました
    .consequence = 前に保留になった行の代わりに、直していただいた行を送ります。
    .remedy = 何もしなくてかまいません。
finding-attachment-left-out = 選んだとおり、添付ファイルを入れませんでした
    .consequence = 問い合わせとメールは、これらの添付ファイルなしで入ります。
    .remedy = あとで必要なら、「添付ファイルだけ」でもう一度荷造りしてください。
finding-receipt-unfit = 控え（receipt.json）を使えません
    .consequence = 前回入れたものがわからないため、すべてがもう一度入ります。
    .remedy = この行き先の、前回の控え（receipt.json）を、保存したときのまま追加してください。
finding-held-as-utf-8 = 保留の行に、元のファイルの文字コードでは書けない文字があります
    .consequence = その行は UTF-8 の別のファイル（名前の終わりが -utf-8）に残しました。
    .remedy = 何もしなくてかまいません。直したら、2 つとも入れてください。
finding-answer-unused = お決めいただいた答えのうち、当てはまるものがないものがあります
    .consequence = その答えは、何も変えません。
    .remedy = ファイルの名前や値が変わっていないか確かめてください。要らなければ「変更の一覧」で取り消せます。
finding-value-set = 「{ $field }」の値を、ご指定の値にしました
    .consequence = 元のファイルは変わりません。書き出すときだけ、この値になります。
    .remedy = 「変更の一覧」から、1 つずつ取り消せます。

finding-record-duplicate = まったく同じ記録が 2 つ以上ありました
    .consequence = 1 つだけを取り込みます。
    .remedy = 何もしなくてかまいません。
finding-id-spaces = 空白の入った ID があります
    .consequence = ほかのファイルと書き方が違うと、結び付きません。
    .remedy = ほかのファイルの ID と同じか確かめてください。
finding-id-full-width = 全角文字の入った ID があります
    .consequence = ほかのファイルと書き方が違うと、結び付きません。
    .remedy = ほかのファイルの ID と同じか確かめてください。
finding-id-scientific = 表計算ソフトが桁を落とした ID があります
    .consequence = 違う記録が同じ ID になり、取り違えるおそれがあります。
    .remedy = 元のサービスから書き出し直し、表計算ソフトで保存せずに入れてください。

## つながり

finding-agent-not-listed = 担当者が、担当者の一覧にいません
    .consequence = 移行先では管理者に割り当てられます。
    .remedy = 担当者を一覧に加えるか、ほかの担当者に合わせてください。
finding-agent-missing = 担当者のない問い合わせです
    .consequence = 移行先では管理者に割り当てられます。
    .remedy = 担当者を決めるか、そのままにしてください。
finding-agent-matched = ほかの担当者に合わせました
    .consequence = 選んだ担当者に割り当てられます。
    .remedy = 担当者の表で、合っているか確かめてください。
finding-agent-by-name = 名前から担当者を特定しました
    .consequence = 一覧でただ一人、同じ名前の担当者に割り当てられます。
    .remedy = 担当者の表で、同じ人か確かめてください。
finding-agent-name-only = 担当者の名前だけがあり、メールアドレスがありません
    .consequence = 問い合わせはメールアドレスだけで担当者に結び付くため、移行先では管理者に割り当てられます。
    .remedy = 担当者の表で、だれのことか選んでください。
finding-agent-default = 担当者のない問い合わせに、担当者を入れました
    .consequence = まとめて選んだ担当者に割り当てられます。
    .remedy = これでよければ、何もいりません。
finding-agent-left = 管理者に任せると決めた担当者です
    .consequence = 担当者を空欄で書き出し、移行先が管理者に割り当てます。
    .remedy = これでよければ、何もいりません。
finding-agent-inactive = 無効になっている担当者です
    .consequence = 移行先では管理者に割り当てられます。
    .remedy = 取り込みの前に移行先で有効にするか、担当者の表でほかの人を選んでください。
finding-author-not-listed = 書いた人が、有効な担当者の一覧にいません
    .consequence = 移行先では、管理者が書いたものとして表示されることがあります。
    .remedy = 担当者の表で、一覧に加えるか、ほかの担当者に合わせてください。
finding-agent-completed = 「{ $field }」を担当者の一覧から補いました
    .consequence = 一覧にある内容が入ります。
    .remedy = いくつか確かめてください。
finding-agent-incomplete = 「{ $field }」が空欄です
    .consequence = 移行先は、担当者の名前・メールアドレス・部門を求めています。
    .remedy = 担当者の一覧に書き加えるか、部門をまとめて指定してください。
finding-agent-spellings = 1 つのアドレスに、いくつもの書き方があります
    .consequence = すべて 1 つにまとめました(1 つのアドレスに最大 { $number } 通り)。
    .remedy = 何もいりません。
finding-agents-too-many = 担当者の種類が多すぎます
    .consequence = { $number } 種類を超えた分は、1 人ずつ数えたり見せたりしていません。
    .remedy = その列が本当に担当者か確かめ、違うなら列を合わせ直してください。
finding-contact-missing = 連絡先のない問い合わせです
    .consequence = やりとりや添付ファイルごと、取り込まれません。
    .remedy = 連絡先の ID を入れるか、メールアドレスから特定してください。
finding-contact-derived = メールアドレスから連絡先を特定しました
    .consequence = その連絡先の問い合わせとして取り込まれます。
    .remedy = 違う人になっていないか、いくつか確かめてください。
finding-reference-missing = 「{ $field }」の指す記録がありません
    .consequence = 移行先でつながりが切れるか、取り込まれません。
    .remedy = 足りないファイルを入れるか、値を直してください。
finding-account-not-listed = 取引先が、取引先の一覧にありません
    .consequence = 取引先のない連絡先として取り込まれます。
    .remedy = 取引先のファイルも入れてください。
finding-product-not-listed = 製品が、製品の一覧にありません
    .consequence = 製品のない問い合わせとして取り込まれます。
    .remedy = 製品のファイルも入れてください。
finding-thread-not-listed = 添付ファイルの属するやりとりがありません
    .consequence = 添付ファイルが、やりとりではなく問い合わせに付くことがあります。
    .remedy = やりとりのファイルも入れてください。
finding-comment-not-listed = 添付ファイルの属するコメントがありません
    .consequence = 添付ファイルが、コメントではなく問い合わせに付くことがあります。
    .remedy = コメントのファイルも入れてください。
finding-parent-held = 親の記録が保留になっています
    .consequence = 親なしでは取り込めないため、一緒に保留にします。
    .remedy = 親の記録を直すと、一緒に入ります。

## やりとりと人

finding-duplicate-message = 同じメールが 2 つ以上ありました
    .consequence = 1 通だけを取り込みます。
    .remedy = 何もしなくてかまいません。
finding-mail-not-taken = この移行先はメールを受け付けません
    .consequence = メールは取り込まれません。
    .remedy = メールを受け付ける移行先を選ぶか、表（CSV）で書き出し直してください。
finding-tab-not-taken = この移行先は、この種類のデータを受け付けません
    .consequence = 取り込まれません。
    .remedy = 受け付ける移行先を選ぶか、このファイルを外してください。
finding-replies-not-taken = やりとりごとに、最初のメールだけが移ります
    .consequence = 2通目からの{ $count }通は取り込まれません。
    .remedy = 必要なときは、スレッドを受け付ける移行先を選んでください。
finding-attachments-not-taken = この移行先は添付ファイルを受け付けません
    .consequence = 添付ファイル{ $count }個は取り込まれません。
    .remedy = 必要なときは、添付ファイルを受け付ける移行先を選んでください。
finding-subject-missing = 件名のないメールがあります
    .consequence = 件名がないことを示す言葉を、問い合わせの件名に入れます。
    .remedy = 何もしなくてかまいません。
finding-text-cut = 問い合わせの詳細に収まらない長いメールがあります
    .consequence = 詳細には先頭だけを入れます。全文はスレッドに入ります。
    .remedy = 何もしなくてかまいません。
finding-reply-parent-missing = 返信の元のメールがありません
    .consequence = 返信から始まる問い合わせになります。
    .remedy = 送信済みや過去の箱も一緒に入れると、つながることがあります。
finding-reply-loop = 返信のつながりが輪になっています
    .consequence = 日付の早いメールから始まるものとして扱います。
    .remedy = 何もしなくてかまいません。
finding-last-name-from-address = 名前のない人の姓に、メールアドレスを使いました
    .consequence = 姓が空だと受け付けられないため、アドレスの前半が姓になります。
    .remedy = 気になるときは、移行先で直してください。

## 荷造り

finding-cap-total = 移行先が受け取れる合計の大きさを超えます
    .consequence = 入りきらない記録は保留にします。
    .remedy = 期間や種類で分けるか、移行先の窓口に上限を相談してください。
finding-cap-bundles = 移行先が受け取れるファイルの数を超えます
    .consequence = 入りきらない記録は保留にします。
    .remedy = 期間や種類で分けるか、移行先の窓口に上限を相談してください。
finding-record-over-cap = 1 件だけで上限を超える記録があります
    .consequence = 分けても入らないため、保留にします。
    .remedy = 大きな添付ファイルや本文を外すか、別に渡してください。
finding-plain-csv-no-files = CSV だけの荷造りには、添付ファイルを入れられません
    .consequence = 添付ファイルは保留にします。
    .remedy = 添付ファイルも送るときは、ZIP での荷造りを選んでください。
finding-file-path-unfit = 安全に取り出せない名前の添付ファイルがあります
    .consequence = その添付ファイルは保留にします。
    .remedy = ファイルの名前を変えて、入れ直してください。
finding-file-path-taken = 同じ場所に入る添付ファイルが 2 つあります
    .consequence = 上書きを防ぐため、2 つ目は保留にします。
    .remedy = ファイルの名前を変えて、入れ直してください。
