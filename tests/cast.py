"""The recurring people of the tests, and how they belong together. Read this once.

Oita city's desk: Saito (supporter) accompanies Hana and Ren, with Kido (peer) beside her for Hana.
    Tanaka sits next to Saito and accompanies nobody of hers: the near miss. Abe manages the office.
    Sora signed up by herself and waits; nobody has taken her on. Ren has no log-in.
Beppu city's desk: Mori (supporter) accompanies Yui; Goto manages the office.
Oita prefecture: Ono manages. Eto edits pages. The operator runs the servers and supports nobody.
Oto's company in Oita city offers `shelves` (published) and `draft`; Hana was introduced to `shelves`.
Kaze's company, also in Oita city, offers `garden`; Yui was introduced there: Oto's near miss.
Mada's company has signed up and waits for Abe.
"""

from dataclasses import dataclass

from accounts.models import Membership, Organisation, Participant, Project, User
from jobs.models import Application, Opportunity
from tests import factories as make


@dataclass
class Cast:
    oita: Organisation
    beppu: Organisation
    prefecture: Organisation
    project: Project
    saito: User
    tanaka: User
    kido: User
    abe: User
    mori: User
    goto: User
    ono: User
    eto: User
    operator: User
    hana: Participant
    ren: Participant
    sora: Participant
    yui: Participant
    oto: User
    oto_company: Organisation
    kaze: User
    kaze_company: Organisation
    mada: User
    mada_company: Organisation
    shelves: Opportunity
    draft: Opportunity
    garden: Opportunity
    hana_at_shelves: Application
    yui_at_garden: Application


def _staff(name: str, organisation: Organisation, role: str = "supporter") -> User:
    user = make.UserFactory(name=name, email=f"{name}@test.example")
    Membership.objects.create(user=user, organisation=organisation, role=role, starts_on="2024-04-01")
    return user


def assemble() -> Cast:
    """Bring everybody into the database."""
    oita = make.OrganisationFactory()
    beppu = make.OrganisationFactory(municipality=make.town(make.BEPPU))
    prefecture = make.PrefectureFactory()
    for body in (oita, beppu, prefecture):
        make.LegalBasisFactory(organisation=body)
    project = make.ProjectFactory(lead=prefecture, partners=[oita, beppu])
    saito, kido = _staff("saito", oita), _staff("kido", oita, "peer")
    mori = _staff("mori", beppu)

    def participant(nickname: str, desk: Organisation, *team: User, account: bool = True) -> Participant:
        user = make.UserFactory(name="", email=f"{nickname}@test.example") if account else None
        return make.ParticipantFactory(nickname=nickname, desk=desk, user=user, team=team)

    hana = participant("hana", oita, saito, kido)
    ren = participant("ren", oita, saito, account=False)
    yui = participant("yui", beppu, mori)
    sora = participant("sora", oita)
    Participant.objects.filter(pk=sora.pk).update(taken_on_at=None)
    sora.refresh_from_db()

    oto_company = make.CompanyFactory(name="おと書店")
    kaze_company = make.CompanyFactory(name="かぜ農園")
    mada_company = make.CompanyFactory(name="まだ製作所", approved_at=None)
    shelves = make.OpportunityFactory(company=oto_company, title="本だなの整理")
    garden = make.OpportunityFactory(company=kaze_company, title="花だんの水やり", fields_of_work=["farming"])
    return Cast(
        oita=oita,
        beppu=beppu,
        prefecture=prefecture,
        project=project,
        saito=saito,
        tanaka=_staff("tanaka", oita),
        kido=kido,
        abe=_staff("abe", oita, "manager"),
        mori=mori,
        goto=_staff("goto", beppu, "manager"),
        ono=_staff("ono", prefecture, "manager"),
        eto=_staff("eto", prefecture, "editor"),
        operator=make.UserFactory(name="operator", is_staff=True, is_superuser=True),
        hana=hana,
        ren=ren,
        sora=sora,
        yui=yui,
        oto=_staff("oto", oto_company, "company"),
        oto_company=oto_company,
        kaze=_staff("kaze", kaze_company, "company"),
        kaze_company=kaze_company,
        mada=_staff("mada", mada_company, "company"),
        mada_company=mada_company,
        shelves=shelves,
        draft=make.OpportunityFactory(
            company=oto_company, title="値札つけ", state="draft", published_at=None
        ),
        garden=garden,
        hana_at_shelves=make.ApplicationFactory(
            opportunity=shelves, participant=hana, state="introduced", project=project
        ),
        yui_at_garden=make.ApplicationFactory(
            opportunity=garden, participant=yui, state="introduced", project=project
        ),
    )
