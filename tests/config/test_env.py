"""The environment is read strictly: what is not known or not understood stops the start by its name."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from jingwei.config.env import RESERVED, BadEnvironment, Mail, read


def at(folder: Path, **more: str) -> dict[str, str]:
    return {"JINGWEI_DATA": str(folder), **more}


@pytest.mark.parametrize("name", ["JINGWEI_DEBUGG", "JINGWEI_", "JINGWEI_data", "JINGWEI_S3_SECRET"])
def test_an_unknown_name_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadEnvironment, match=name):
        read(at(tmp_path, **{name: "1"}))


@pytest.mark.parametrize("name", ["PATH", "XJINGWEI_DEBUG", "DJANGO_DEBUG"])
def test_what_is_not_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    assert read(at(tmp_path, **{name: "x"})).debug is False


@pytest.mark.parametrize("value", ["perhaps", "2", "yes please", "-1"])
def test_a_yes_or_no_is_one_of_the_two(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadEnvironment, match="JINGWEI_DEBUG must be 1 or 0"):
        read(at(tmp_path, JINGWEI_DEBUG=value))


@pytest.mark.parametrize(
    ("value", "meant"), [("1", True), ("TRUE", True), ("on", True), ("0", False), ("", False)]
)
def test_yes_and_no_are_understood(tmp_path: Path, value: str, meant: bool) -> None:
    assert read(at(tmp_path, JINGWEI_DEBUG=value)).debug is meant


@pytest.mark.parametrize("url", ["mysql://x/y", "jingwei.sqlite3", "http://localhost", "postgres"])
def test_a_database_of_another_kind_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadEnvironment, match="DATABASE_URL"):
        read(at(tmp_path, DATABASE_URL=url))


def test_postgresql_is_read_from_its_address(tmp_path: Path) -> None:
    database = read(at(tmp_path, DATABASE_URL="postgresql://us%40er:p%2Fw@db.local:5433/jing%20wei")).database

    wanted = {"NAME": "jing wei", "USER": "us@er", "PASSWORD": "p/w", "HOST": "db.local", "PORT": "5433"}
    assert wanted.items() <= database.items()


def test_sqlite_in_the_data_folder_is_the_default(tmp_path: Path) -> None:
    database = read(at(tmp_path / "new")).database

    assert (tmp_path / "new").is_dir()
    assert database["NAME"] == str(tmp_path / "new" / "jingwei.sqlite3")
    assert "IMMEDIATE" in str(database["OPTIONS"])


def test_the_secret_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        first = read(at(tmp_path)).secret_key
    finally:
        os.umask(old)

    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert len(first) >= 64
    assert read(at(tmp_path)).secret_key == first


def test_a_given_secret_is_used_and_written_nowhere(tmp_path: Path) -> None:
    assert read(at(tmp_path, JINGWEI_SECRET_KEY="given")).secret_key == "given"
    assert not (tmp_path / "secret-key").exists()


def test_hosts_are_a_list(tmp_path: Path) -> None:
    assert read(at(tmp_path, JINGWEI_ALLOWED_HOSTS="a.cn, b.cn,")).allowed_hosts == ("a.cn", "b.cn")
    assert "127.0.0.1" in read(at(tmp_path)).allowed_hosts


def test_a_reserved_name_is_told_to_have_no_effect(tmp_path: Path) -> None:
    given = {f"JINGWEI_{name}": "x" for name in RESERVED}

    assert read(at(tmp_path, **given)).without_effect == tuple(sorted(given))
    assert read(at(tmp_path, JINGWEI_S3_BUCKET="")).without_effect == ()


def test_proxies_are_addresses_and_networks(tmp_path: Path) -> None:
    given = read(at(tmp_path, JINGWEI_TRUSTED_PROXIES="127.0.0.1, 10.2.0.0/24,::1,")).trusted_proxies

    assert [str(each) for each in given] == ["127.0.0.1/32", "10.2.0.0/24", "::1/128"]
    assert read(at(tmp_path)).trusted_proxies == ()


@pytest.mark.parametrize("value", ["nginx", "10.2.0.1/24", "127.0.0.1;::1", "*"])
def test_a_proxy_that_is_no_address_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(BadEnvironment, match="JINGWEI_TRUSTED_PROXIES"):
        read(at(tmp_path, JINGWEI_TRUSTED_PROXIES=value))


MAIL = {
    "JINGWEI_MAIL_HOST": "mail.example.edu",
    "JINGWEI_MAIL_FROM": "经纬 <jingwei@example.edu>",
    "JINGWEI_MAIL_SITE": "https://jingwei.example.edu/",
}


@pytest.mark.parametrize(("tls", "port"), [("", 587), ("starttls", 587), ("TLS", 465), ("none", 25)])
def test_mail_is_read_whole(tmp_path: Path, tls: str, port: int) -> None:
    mail = read(at(tmp_path, **MAIL, JINGWEI_MAIL_TLS=tls)).mail

    assert (mail.host, mail.port, mail.site) == ("mail.example.edu", port, "https://jingwei.example.edu")
    assert mail.security == (tls.lower() or "starttls")


def test_without_a_host_there_is_no_mail(tmp_path: Path) -> None:
    assert read(at(tmp_path)).mail == Mail()


def test_the_password_is_shown_nowhere(tmp_path: Path) -> None:
    given = read(at(tmp_path, **MAIL, JINGWEI_MAIL_USER="jingwei", JINGWEI_MAIL_PASSWORD="geheim"))

    assert given.mail.password == "geheim"
    assert "geheim" not in repr(given)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"JINGWEI_MAIL_HOST": ""}, "JINGWEI_MAIL_FROM"),
        ({"JINGWEI_MAIL_FROM": ""}, "JINGWEI_MAIL_FROM"),
        ({"JINGWEI_MAIL_FROM": "nobody"}, "JINGWEI_MAIL_FROM"),
        ({"JINGWEI_MAIL_PORT": "smtp"}, "JINGWEI_MAIL_PORT"),
        ({"JINGWEI_MAIL_PORT": "70000"}, "JINGWEI_MAIL_PORT"),
        ({"JINGWEI_MAIL_TLS": "yes"}, "JINGWEI_MAIL_TLS"),
        ({"JINGWEI_MAIL_USER": "x"}, "JINGWEI_MAIL_PASSWORD"),
        (
            {"JINGWEI_MAIL_USER": "x", "JINGWEI_MAIL_PASSWORD": "y", "JINGWEI_MAIL_TLS": "none"},
            "JINGWEI_MAIL_TLS",
        ),
        ({"JINGWEI_MAIL_SITE": ""}, "JINGWEI_MAIL_SITE"),
        ({"JINGWEI_MAIL_SITE": "jingwei.example.edu"}, "JINGWEI_MAIL_SITE"),
        ({"JINGWEI_MAIL_SITE": "https://x.example.edu/deep/path"}, "JINGWEI_MAIL_SITE"),
    ],
)
def test_mail_that_cannot_work_stops_the_start(tmp_path: Path, wrong: dict[str, str], named: str) -> None:
    with pytest.raises(BadEnvironment, match=named):
        read(at(tmp_path, **MAIL | wrong))
