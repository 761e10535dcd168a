"""The routes of people and accounts."""

from django.urls import path

from jingwei.foundation.people.views import accounts, amendments, people

urlpatterns = [
    path("", people.people, name="list"),
    path("mine/", people.my_data, name="my-data"),
    path("mine/password/", accounts.my_password, name="my-password"),
    path("<int:person_id>/", people.person, name="one"),
    path("amendments/", amendments.amendments, name="amendments"),
    path("amendments/<int:amendment_id>/", amendments.one, name="amendment"),
    path("amendments/<int:amendment_id>/<slug:step>/", amendments.one, name="amendment-act"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.new, name="account-new"),
    path("accounts/<int:account_id>/", accounts.one, name="account"),
    path("accounts/<int:account_id>/<slug:step>/", accounts.one, name="account-act"),
]
