"""The SQL side of `textsearch.folding`; its tables are written out, because a migration never changes."""

from django.db import migrations

# Most texts have no rare character: that table is consulted only where a quick look finds one.
# Katakana become hiragana one by one; translate() over their whole table takes four times as long.
FOLD = r"""
CREATE FUNCTION ja_fold(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT btrim(regexp_replace(regexp_replace(
        CASE WHEN plain ~ '[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ髙﨑嵜𠮷濱濵邊邉齊斎齋澤櫻廣國圀嶋嶌德惠榮瀧龍關鹽檜眞冨學會蘆條萬與壽圓實寶堯巖彌槇栁鷗賴靜穗總聰藏豐舘鐵郞黑峯螢桒曾禰諫遙藪籠藝禮來麥靏靍晉曉枩栢槗增壯奧姬將卷應戶拔擴拂龜兒體餘劍劔勞醫參團圖聲賣處內佛縣鎭雜靈靑驛驅鷄麴黃點齒頰剝噓摑塡瘦繫蟬醬屛禱蠟莖假價寫轉歸檢驗險傳從讀續權觀經繼濟數樞區變辨辯瓣當擔ヵヶゕゖヽヾ]'
            THEN translate(plain, 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ髙﨑嵜𠮷濱濵邊邉齊斎齋澤櫻廣國圀嶋嶌德惠榮瀧龍關鹽檜眞冨學會蘆條萬與壽圓實寶堯巖彌槇栁鷗賴靜穗總聰藏豐舘鐵郞黑峯螢桒曾禰諫遙藪籠藝禮來麥靏靍晉曉枩栢槗增壯奧姬將卷應戶拔擴拂龜兒體餘劍劔勞醫參團圖聲賣處內佛縣鎭雜靈靑驛驅鷄麴黃點齒頰剝噓摑塡瘦繫蟬醬屛禱蠟莖假價寫轉歸檢驗險傳從讀續權觀經繼濟數樞區變辨辯瓣當擔ヵヶゕゖヽヾ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþαβγδεζηθικλμνξοπρστυφχψωϊϋѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя高崎崎吉浜浜辺辺斉斉斉沢桜広国国島島徳恵栄滝竜関塩桧真富学会芦条万与寿円実宝尭巌弥槙柳鴎頼静穂総聡蔵豊館鉄郎黒峰蛍桑曽祢諌遥薮篭芸礼来麦鶴鶴晋暁松柏橋増壮奥姫将巻応戸抜拡払亀児体余剣剣労医参団図声売処内仏県鎮雑霊青駅駆鶏麹黄点歯頬剥嘘掴填痩繋蝉醤屏祷蝋茎仮価写転帰検験険伝従読続権観経継済数枢区変弁弁弁当担かけかけゝゞ')
            ELSE plain
        END,
        '([\u3041-\u3096])[-\u2010-\u2015\u2212\u2500\u30FC]+', '\1ー', 'g'), '[\u0001-\u0022\u0024\u0027-\u002A\u002C-\u002F\u003A-\u003F\u005B-\u0060\u007B-\u00B4\u00B6-\u00BF\u00D7\u00F7\u2000-\u206F\u2190-\u21FF\u2500-\u25FF\u3000-\u3004\u3008-\u3020\u3030\u303D\u30A0\uFE10-\uFE6F\uFFFD]+', ' ', 'g'), ' ')
    FROM (
        SELECT coalesce(string_agg(
            CASE WHEN ascii(letter) BETWEEN 12449 AND 12532 THEN chr(ascii(letter) - 96) ELSE letter END,
            '' ORDER BY place), '') AS plain
        FROM string_to_table(
            lower(regexp_replace(normalize(given, NFKC), '[\u00AD\u00B7\u200B-\u200F\u2060-\u2064\u30FB\uFE00-\uFE0F\uFEFF\U000E0100-\U000E01EF]+', '', 'g') COLLATE "C"), NULL
        ) WITH ORDINALITY AS letters(letter, place)
    ) AS prepared;
END
"""

# Every character with its follower, at its place; the last one of a word alone, so that a prefix finds it.
# Places end at 16383 in a tsvector: what comes after the first 16,000 characters is not searched.
BIGRAMS = r"""
CREATE FUNCTION ja_bigrams(given text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(
        string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':' || place, ' '), ''
    )::tsvector
    FROM (
        SELECT place, rtrim(letter || lead(letter, 1, '') OVER (ORDER BY place), ' ') AS lexeme
        FROM string_to_table(ja_fold(left(given, 16000)), NULL) WITH ORDINALITY AS letters(letter, place)
    ) AS pairs
    WHERE place <= 16000 AND lexeme <> '' AND NOT starts_with(lexeme, ' ');
END
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION ja_fold(text)"),
        migrations.RunSQL(BIGRAMS, "DROP FUNCTION ja_bigrams(text)"),
    ]
