"""A mail server that takes most letters."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.locmem import EmailBackend


class PickyBackend(EmailBackend):
    """Like the outbox of tests, but refuses whoever is at “hong.vn”."""

    def send_messages(self, messages: list) -> int:
        for message in messages:
            for address in message.to:
                if address.endswith("@hong.vn"):
                    raise SMTPRecipientsRefused({address: (550, b"no such user")})
        return super().send_messages(messages)
