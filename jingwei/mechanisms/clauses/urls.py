"""The routes of clauses."""

from django.urls import path

from jingwei.mechanisms.clauses.views import changes, sheet, texts

urlpatterns = [
    path("", sheet.clauses, name="list"),
    path("table.xlsx", sheet.table, name="table"),
    path("adopt/", changes.adopt, name="adopt"),
    path("leave/", changes.leave, name="leave"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:adoption_id>/<str:change>/", changes.decide, name="decide"),
    path("text/", texts.read, name="texts"),
    path("text/attach/", texts.attach_all, name="attach-texts"),
    path("<str:clause_id>/", sheet.clause, name="one"),
    path("<str:clause_id>/text/", texts.attach, name="attach"),
]
