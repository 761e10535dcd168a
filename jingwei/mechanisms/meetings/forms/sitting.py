"""What people type while a meeting is set, held and minuted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters.forms.fields import Day, Sentence
from jingwei.foundation.people.queries import people_to_choose
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.flow import OPEN
from jingwei.mechanisms.meetings.models import Hearing, Meeting, Seat
from jingwei.mechanisms.meetings.queries import roster_at, speakers_at
from jingwei.mechanisms.meetings.rules import CAME, count_base, due_at, may_be_set_for, votes_by_proxy
from jingwei.ui.picking import Picked

IN = timedelta(days=30)
MOMENT = "%Y-%m-%dT%H:%M"


SIDE_BY_SIDE = (("yes", "no", "abstained", "spoilt"), ("person", "due", "review_on"))


def rows_of(form: forms.Form) -> list[list[forms.BoundField]]:
    """The fields of a form as they stand on the page: what is counted together stands side by side."""
    rows: list[list[forms.BoundField]] = []
    for field in form:
        group = next((each for each in SIDE_BY_SIDE if field.name in each), ())
        if rows and rows[-1][-1].name in group:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows


class Convene(forms.Form):
    """Which body, when, where."""

    body = forms.ChoiceField(label=_l("什么会"), widget=forms.RadioSelect)
    starts_at = forms.DateTimeField(
        label=_l("什么时候"),
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
    )
    room = forms.CharField(label=_l("在哪里"), max_length=60, required=False)

    def __init__(
        self, *args: Any, bodies: Sequence[Body], last: Meeting | None, body: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["body"].choices = [(each.id, each.label.here()) for each in bodies]
        wanted = next((each.id for each in bodies if each.stands_for == body), "")
        fields["body"].initial = wanted or (bodies[0].id if bodies else None)
        fields["starts_at"].initial = next_time(last)
        fields["room"].initial = last.room if last else ""

    def clean_starts_at(self) -> datetime:
        """The moment, unless no meeting may be set for its day."""
        starts_at: datetime = self.cleaned_data["starts_at"]
        if fault := may_be_set_for(starts_at.date()):
            raise forms.ValidationError(fault)
        return starts_at


def next_time(last: Meeting | None) -> datetime:
    """A week after the last one, or in three days at two in the afternoon, where that has passed."""
    guess = (clock.now() + timedelta(days=3)).astimezone(clock.ZONE).replace(hour=14, minute=0)
    if last is None or last.starts_at is None:
        return guess
    again = last.starts_at.astimezone(clock.ZONE) + timedelta(days=7)
    return again if again > clock.now() else guess.replace(hour=again.hour, minute=again.minute)


class Attend(forms.Form):
    """Who is there: all, until somebody is marked otherwise; where some have signed in, of the others nothing is guessed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = roster_at(meeting).seats
        now = " ".join(f"{seat.pk}:{seat.attends}" for seat in self.seats)
        self.shown = set(str(self.data.get("seen") or now).split())
        self.fields["seen"].initial = now
        if self.is_bound:
            self.data = {**self.data.dict(), "seen": now} if hasattr(self.data, "dict") else self.data
        is_open = meeting.state == OPEN
        guess = None if any(seat.attends in CAME for seat in self.seats) else Seat.Attends.PRESENT
        for seat in self.seats:
            unfit = {Seat.Attends.EXPECTED}
            if is_open and seat.attends in CAME:
                unfit |= {Seat.Attends.LEAVE, Seat.Attends.ABSENT}
            else:
                unfit |= {Seat.Attends.LEFT}
            choices = [each for each in Seat.Attends.choices if each[0] not in unfit]
            known = seat.attends if seat.attends != Seat.Attends.EXPECTED else guess
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(
                label=seat.person.name,
                choices=choices,
                initial=known,
                widget=forms.RadioSelect,
                help_text=seat.post if seat.has_vote else _("{post}，没有表决权").format(post=seat.post),
            )

    def clean(self) -> dict[str, Any]:
        """The values of the verb; who asked leave or signed in meanwhile is looked at once more."""
        values = super().clean() or {}
        for seat in self.seats:
            name, is_new = f"seat_{seat.pk}", f"{seat.pk}:{seat.attends}" not in self.shown
            if is_new and values.get(name) != seat.attends:
                told = _("刚刚有变化：{state}。请再看一遍。").format(state=seat.get_attends_display())
                self.add_error(name, told)

        def marked(state: str) -> list[int]:
            return [seat.person_id for seat in self.seats if values.get(f"seat_{seat.pk}") == state]

        return {"present": marked(Seat.Attends.PRESENT), "leave": marked(Seat.Attends.LEAVE)}


class Open(forms.Form):
    """Who chairs, where it is not the one whom the rule names."""

    chair = forms.TypedChoiceField(label=_l("谁主持"), coerce=int, empty_value=None, required=False)
    reason = forms.CharField(label=_l("换人主持的，写一句为什么"), max_length=200, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roster, named = roster_at(meeting), registry.body(meeting.body).deciding
        rule = {*named.chair} if named else set()
        self.people = {seat.person_id: seat.person for seat in roster.present}
        first = sorted(roster.present, key=lambda seat: seat.role not in rule)
        fields: Any = self.fields
        fields["chair"].choices = [(seat.person_id, _in_words(seat)) for seat in first]
        fields["chair"].initial = first[0].person_id if first else None
        self.is_by_rule = bool(first) and first[0].role in rule

    def clean(self) -> dict[str, Any]:
        """The values of the verb."""
        values = super().clean() or {}
        return {"chair": self.people.get(values.get("chair") or 0), "reason": values.get("reason", "")}


def _in_words(seat: Seat) -> str:
    return _("{name}（{post}）").format(name=seat.person.name, post=seat.post_here)


class Entrust(forms.Form):
    """Who speaks for one who cannot come, and what is read out."""

    holder = forms.TypedChoiceField(label=_l("委托谁"), coerce=int)
    opinion = Sentence(
        rows=6, label=_l("书面意见"), max_length=1000, help_text=_l("开会以后才看得到，写进会议记录。")
    )

    def __init__(self, *args: Any, meeting: Meeting, actor: Actor, **kwargs: Any) -> None:
        seats = roster_at(meeting).voting
        own = next((seat for seat in seats if seat.person_id == actor.person_id), None)
        to = next((seat for seat in seats if own and seat.pk == own.entrusted_to_id), None)
        kwargs["initial"] = {"opinion": own.opinion if own else "", "holder": to.person_id if to else None}
        super().__init__(*args, **kwargs)
        others = [seat for seat in seats if seat != own and seat.attends != Seat.Attends.LEAVE]
        self.people = {seat.person_id: seat.person for seat in others}
        fields: Any = self.fields
        fields["holder"].choices = [(seat.person_id, _in_words(seat)) for seat in others]
        with_vote = registry.body(meeting.body).deciding
        if with_vote and with_vote.absent == "vote":
            fields["holder"].label, fields["opinion"].required = _("委托谁代投票"), False

    def clean_holder(self) -> Any:
        """The person of that number."""
        return self.people[self.cleaned_data["holder"]]


class StepAside(forms.Form):
    """Who steps aside, and why."""

    person = forms.TypedChoiceField(label=_l("谁回避"), coerce=int)
    reason = forms.CharField(label=_l("为什么"), max_length=200)

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aside = set(hearing.recusals.values_list("person_id", flat=True))
        seats = [seat for seat in roster_at(hearing.meeting).present if seat.person_id not in aside]
        self.people = {seat.person_id: seat.person for seat in seats}
        fields: Any = self.fields
        fields["person"].choices = [(seat.person_id, seat.person.name) for seat in seats]

    def clean_person(self) -> Any:
        """The person of that number."""
        return self.people[self.cleaned_data["person"]]


class Resolve(forms.Form):
    """The vote as it was counted, in words what was resolved; of what is decided, who does it until when."""

    manner = forms.ChoiceField(
        label=_l("怎么表决的"), choices=Hearing.Manner.choices, widget=forms.RadioSelect
    )
    yes = forms.IntegerField(label=_l("赞成"), min_value=0)
    no = forms.IntegerField(label=_l("反对"), min_value=0, initial=0)
    abstained = forms.IntegerField(label=_l("弃权"), min_value=0, initial=0)
    spoilt = forms.IntegerField(
        label=_l("废票"), min_value=0, initial=0, help_text=_l("只有票决才有。"), required=False
    )
    resolution = Sentence(rows=4, label=_l("议决了什么"), max_length=1000)
    person = Picked(label=_l("谁来办"), required=False, help_text=_l("写姓名或学工号；没有通过的不用写。"))
    due = Day(label=_l("哪天前办成"), required=False)
    review_on = Day(
        label=_l("哪天回头看"), required=False, help_text=_l("到那以后的第一次会，它自己列在议程上。")
    )
    person.when = due.when = _l("通过了要写")  # type: ignore[attr-defined]

    def __init__(self, *args: Any, hearing: Hearing, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        _seats, present = count_base(hearing)
        told = _("能表决的到了 {present} 人。").format(present=present)
        if proxies := votes_by_proxy(hearing):
            told += _("另外有 {count} 票是受托代投的。").format(count=proxies)
        fields["yes"].help_text = told
        fields["manner"].initial = Hearing.Manner.HANDS
        fields["resolution"].initial = hearing.item.proposal
        if hearing.item.bodies[-1] == registry.body(hearing.meeting.body).stands_for:
            fields["due"].initial = clock.today() + IN
            at = reverse("meetings:hearing", args=(hearing.meeting_id, hearing.pk, "resolve"))
            fields["person"].offer(people_to_choose(actor), at=at, side_by_side=False)
        else:
            del fields["person"], fields["due"], fields["review_on"]


NOBODY = _l("主持、说明情况，不写谁说的")


class Write(forms.Form):
    """Who said what: those who have not spoken come first, whoever speaks last once nobody else is left."""

    speaker = forms.ChoiceField(label=_l("谁说的"), required=False)
    text = Sentence(rows=3, label=_l("说了什么"), max_length=1000)

    def __init__(
        self, *args: Any, hearing: Hearing, speakers: Sequence[str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["speaker"]
        named = speakers_at(hearing) if speakers is None else speakers
        offered.choices = [("", NOBODY), *((each, each) for each in named)]


class Rewrite(Write):
    """A line of one's own, as it is now."""

    def __init__(self, *args: Any, minute: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"speaker": minute.speaker, "text": minute.text}
        super().__init__(*args, hearing=minute.hearing, **kwargs)


class CorrectMinute(forms.Form):
    """What is wrong in a line."""

    text = Sentence(
        rows=3,
        label=_l("应该是什么"),
        max_length=1000,
        help_text=_l("原来那一条不动，更正写在后面，谁都看得到。"),
    )

    def __init__(self, *args: Any, minute: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"text": minute.text}
        super().__init__(*args, **kwargs)


class Guests(forms.Form):
    """Who sits in without a seat, one on each line."""

    guests = Sentence(
        rows=4,
        label=_l("列席的人"),
        max_length=200,
        required=False,
        help_text=_l("一行一个：姓名，后面可以写单位。名单上的人不用写。"),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        kwargs["initial"] = {"guests": meeting.guests.replace("、", "\n")}
        super().__init__(*args, **kwargs)


class LookAgain(forms.Form):
    """Which of what is due, what was found, and when next."""

    hearing = forms.TypedChoiceField(label=_l("回头看哪一项"), coerce=int, widget=forms.RadioSelect)
    found = Sentence(rows=3, label=_l("看到了什么"), max_length=300)
    review_on = Day(label=_l("哪天再看"), required=False, help_text=_l("不用再看的，不填。"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due = list(due_at(meeting))
        fields: Any = self.fields
        fields["hearing"].choices = [(each.pk, each.title) for each in due]
        fields["hearing"].initial = due[0].pk if due else None


class Arrive(forms.Form):
    """The code that was scanned."""

    code = forms.CharField(label=_l("签到码"), max_length=100)


class Amend(forms.Form):
    """What was found wrong."""

    text = Sentence(
        label=_l("更正什么"), max_length=300, help_text=_l("签过字的记录不动，更正写在下面，谁都看得到。")
    )
