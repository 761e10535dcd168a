"""What organisations show of themselves."""

from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from jingwei.foundation.organisations.queries import SEE, held_changes_for, waiting_for
from jingwei.foundation.organisations.queries.finding import FINDS
from jingwei.foundation.organisations.views import posts_of_an_account
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.manifest import Mechanism, MenuItem, Panel


def waiting(actor: Actor) -> list[Waiting]:
    """Posts to fill anew, planned changes that were held up."""
    return [*waiting_for(actor), *held_changes_for(actor)]


mechanism = Mechanism(
    name="organisations",
    label=_l("组织"),
    menu=(MenuItem("through", pgettext_lazy("several", "组织"), "/organisations/", "tree", SEE, order=60),),
    panels=(Panel("account.page", "organisations/panels/account.html", posts_of_an_account),),
    waiting=waiting,
    finds=FINDS,
)
