"""The ways out of the page: mail, behind one Protocol with a Null twin. Web push stands in `push`, robots in `robots`."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

PERMANENT = 500
ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>]+>?")


class NotNow(Exception):
    """The other end did not take it, and may later; says what it answered."""


class Never(Exception):
    """The other end will not take it, however often it is tried; says what it answered."""


@dataclass(frozen=True)
class Message:
    """What is sent: `lines` are words and the address they lead to; `key` is the same however often it is sent.

    `bare` only says that there is something, for a way on which others may read along.
    """

    subject: str
    bare: str
    lines: tuple[tuple[str, str], ...]
    home: str
    settings: str
    leave: str
    key: str


class Channel(Protocol):
    """A way to somebody's address."""

    is_there: bool

    def send(self, to: str, message: Message) -> str:
        """Send it; returns what the other end answered. Raises NotNow or Never."""


class NoMail:
    """An installation without mail: nobody is asked for it, nothing is sent."""

    is_there = False

    def send(self, to: str, message: Message) -> str:
        """There is no way."""
        raise Never("no mail server is set up")


class Smtp:
    """Mail through the server of `JINGWEI_MAIL_HOST`."""

    is_there = True

    def send(self, to: str, message: Message) -> str:
        """Send one mail of plain text; what is sent twice has the same Message-ID."""
        host = settings.SITE.partition("://")[2].partition(":")[0]
        headers = {
            "Message-ID": f"<{message.key}@{host}>",
            "List-Unsubscribe": f"<{message.leave}>",
            "Auto-Submitted": "auto-generated",
        }
        mail = EmailMessage(message.subject, _body(message), to=[to], headers=headers)
        try:
            with get_connection() as mail.connection:
                mail.send()
        except smtplib.SMTPRecipientsRefused as fault:
            ((code, said),) = fault.recipients.values()
            raise _fault(code, said) from fault
        except smtplib.SMTPDataError as fault:
            raise _fault(fault.smtp_code, fault.smtp_error) from fault
        except (smtplib.SMTPException, OSError) as fault:
            # What concerns the server and not the one addressee, a wrong password too, is put right by somebody.
            raise NotNow(_nobody(str(fault))) from fault
        except ValueError as fault:
            raise Never("what stands in the register is no mail address") from fault
        return "250"


def mail() -> Channel:
    """Mail as this installation has it."""
    return Smtp() if settings.EMAIL_HOST else NoMail()


def _fault(code: int, said: bytes | str) -> Exception:
    told = said.decode(errors="replace") if isinstance(said, bytes) else said
    return (Never if code >= PERMANENT else NotNow)(_nobody(f"{code} {told}"))


def _nobody(told: str) -> str:
    """An answer without the addresses in it: it is read by more than the one to whom it went."""
    return ADDRESS.sub("…", " ".join(told.split()))


def _body(message: Message) -> str:
    told = "\n\n".join(f"{words}\n{address}" for words, address in message.lines)
    foot = _("什么时候、用什么方式告诉你，在这里改：{settings}\n不想再收邮件：{leave}")
    return f"{told}\n\n--\n{foot.format(settings=message.settings, leave=message.leave)}\n"
