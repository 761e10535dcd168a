"""The nouns of a pack, one file each: what may be written in YAML, and nothing else."""

from jingwei.kernel.packs.spec.about import About, Document
from jingwei.kernel.packs.spec.balance import Balance, OneSided
from jingwei.kernel.packs.spec.body import Body, Deciding, Programme, Share, reaches
from jingwei.kernel.packs.spec.case import Case
from jingwei.kernel.packs.spec.clause import Clause, Section
from jingwei.kernel.packs.spec.committee_kind import CommitteeKind
from jingwei.kernel.packs.spec.condition import Condition
from jingwei.kernel.packs.spec.flow import Flow
from jingwei.kernel.packs.spec.indicator import (
    Indicator,
    Organisations,
    OrganisationsWith,
    Records,
    RecordsFilter,
)
from jingwei.kernel.packs.spec.item_kind import ItemKind
from jingwei.kernel.packs.spec.kind import Kind
from jingwei.kernel.packs.spec.matter_type import MatterType
from jingwei.kernel.packs.spec.obligation import Obligation
from jingwei.kernel.packs.spec.role import Role
from jingwei.kernel.packs.spec.term import Term
from jingwei.kernel.packs.spec.turn import Sign, Turn
from jingwei.kernel.packs.spec.words import Spec, Words

__all__ = [
    "About",
    "Balance",
    "Body",
    "Case",
    "Clause",
    "CommitteeKind",
    "Condition",
    "Deciding",
    "Document",
    "Flow",
    "Indicator",
    "ItemKind",
    "Kind",
    "MatterType",
    "Obligation",
    "OneSided",
    "Organisations",
    "OrganisationsWith",
    "Programme",
    "Records",
    "RecordsFilter",
    "Role",
    "Section",
    "Share",
    "Sign",
    "Spec",
    "Term",
    "Turn",
    "Words",
    "reaches",
]
