"""The one page of the floor: 50 rows of 10 cells, with a count, or without."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from bench.bare.models import Person


def people(request: HttpRequest, university_id: int) -> HttpResponse:
    """A page as most would write it: filter, count, offset, template."""
    rows = Person.objects.filter(university_id=university_id).order_by("id")
    page = Paginator(rows, 50).page(int(request.GET.get("page", "1")))
    return render(request, "bare/people.html", {"people": list(page), "count": page.paginator.count})


def uncounted(request: HttpRequest, university_id: int) -> HttpResponse:
    """The same without the count."""
    rows = Person.objects.filter(university_id=university_id).order_by("id")[:50]
    return render(request, "bare/people.html", {"people": list(rows), "count": ""})


urlpatterns = [path("people/<int:university_id>/", people), path("uncounted/<int:university_id>/", uncounted)]
