"""Passwords by Argon2id at the OWASP setting (19 MiB, two passes, one lane; about 22 ms), and what they keep to.

How strict each check is stands in `rules.yaml`; that an earlier password does not come back, the verbs on accounts see to.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)


class Argon2id(Argon2PasswordHasher):
    """Django's hasher with the parameters of OWASP instead of its costlier default."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class NotCommon(CommonPasswordValidator):
    """None of those that are tried first, where the rules ask for it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse with the reason."""
        if settings.RULES.passwords.refuse_common:
            super().validate(password, user)


class NotLikeUsername(UserAttributeSimilarityValidator):
    """Not the account's own name, where the rules ask for it."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username",))

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse with the reason."""
        if settings.RULES.passwords.refuse_like_username:
            super().validate(password, user)
