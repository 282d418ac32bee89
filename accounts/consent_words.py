"""What is said before somebody says yes: for each purpose one text, in one place, with its version.

Whoever changes a text raises VERSION. The words are stored with each consent as they were, filled in and in the
language in which they were read.
"""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"

KEEP_RECORD = _(
    "相談の記録をつくり、{recipient}の担当の支援チームだけが見ます。"
    "いつでも取りやめることができます。だれが見たかは、あなたも確かめられます。"
)
INTRODUCE = _(
    "選んだ内容だけを、{recipient}に伝えます。氏名、住所、電話番号、相談の記録は伝えません。いつでも取りやめられます。"
)
SHARE_TEAM = _(
    "{recipient}の人が、あなたの支援チームに入ることがあります。入った人は、チームのほかの人と同じように、相談の記録を見ます。"
    "取りやめると、その人たちはすぐに見られなくなります。"
)
TELL_AGENCY = _(
    "あなたのことを、{recipient}に相談することがあります。伝える前に、何を伝えるかを、もう一度あなたと確かめます。"
    "いつでも取りやめられます。"
)
PUBLISH_STORY = _(
    "あなたの体験を、{recipient}が文章にして、みなさんに紹介することがあります。お名前は出しません。"
    "出す前に、文章をあなたに読んでもらいます。いつでも取りやめられ、そのあとは出しません。"
)
CONTACT_FAMILY = _(
    "{recipient}の支援チームが、あなたのご家族と話すことがあります。相談の記録は見せません。"
    "話す前に、何を話すかをあなたと確かめます。いつでも取りやめられます。"
)
FAMILY = _(
    "そのご家族もここに相談していて、同じように「よい」と言ったときに、お二人が家族だということを、{recipient}の支援チームが知って、それぞれと連絡します。"
    "そのときは、ここに相談していることを、お二人ともが知ります。記録は別べつのままで、おたがいの記録は見えません。"
    "そのご家族がここに来ているかどうかは、この返事では分かりません。いつでも取りやめられ、つながりはすぐに終わります。"
)
EARLIER_RECORD = _(
    "前の窓口での相談の記録を、{recipient}の支援チームが読みます。書きかえることはできません。前の窓口には、伝わりません。"
    "いつでも取りやめられ、すぐに読めなくなります。"
)

_WORDS = {
    "keep_record": KEEP_RECORD,
    "introduce": INTRODUCE,
    "share_team": SHARE_TEAM,
    "tell_agency": TELL_AGENCY,
    "publish_story": PUBLISH_STORY,
    "contact_family": CONTACT_FAMILY,
    "family": FAMILY,
    "earlier_record": EARLIER_RECORD,
}

EVERY = tuple(_WORDS.values())


def words_for(purpose: str, *, recipient: str) -> str:
    """The text for a purpose with the recipient's name in it, in the reader's language."""
    return str(_WORDS[purpose]).format(recipient=recipient)
