"""Our few wishes to allauth."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Mails of the account pages carry neutral subjects: an inbox can be read by a family."""

    def format_email_subject(self, subject: str) -> str:
        """The subject alone, without the name of the site."""
        return subject
