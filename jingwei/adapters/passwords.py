"""Passwords by Argon2id at the OWASP setting (19 MiB, two passes, one lane; about 22 ms), and what they keep to.

How strict each check is stands in `rules.yaml`; that an earlier password does not come back, the verbs on accounts see to.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.errors import TooMany

ROOM = 8
"""Half of the server's threads: more than so many are never held by those who sign in."""
AT_ONCE = max(1, min((os.cpu_count() or 2) - 1, ROOM // 2))
"""So many passwords are worked on at once: a core is left for those who are in already."""
MOST_WAITING = ROOM - AT_ONCE
"""So many more wait for their turn; who comes then is asked to come again."""
_turns = threading.BoundedSemaphore(AT_ONCE)
_room = threading.BoundedSemaphore(ROOM)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn, or TooMany where too many wait already."""
    if not _room.acquire(blocking=False):
        raise TooMany(1, _l("登录的人太多，请过几秒再试。"))
    try:
        with _turns:
            yield
    finally:
        _room.release()


class Argon2id(Argon2PasswordHasher):
    """Django's hasher with the parameters of OWASP instead of its costlier default."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """The password concealed, in turn."""
        with _turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether it is that password, in turn."""
        with _turn():
            return super().verify(password, encoded)


class LongEnough(MinimumLengthValidator):
    """Of a length that takes long to try out."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("密码太短，至少要 {n} 个字符。").format(n=self.min_length)


class NotCommon(CommonPasswordValidator):
    """None of those that are tried first, where the rules ask for it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse with the reason."""
        if settings.RULES.passwords.refuse_common:
            super().validate(password, user)

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("这个密码太多人用，别人一猜就中，请换一个。")


class NotLikeUsername(UserAttributeSimilarityValidator):
    """Not the account's own name, where the rules ask for it."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username",))

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse with the reason."""
        if settings.RULES.passwords.refuse_like_username:
            super().validate(password, user)

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("密码和账号太像，请换一个。")
