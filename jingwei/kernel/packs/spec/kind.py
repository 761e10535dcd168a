"""A kind of organisation: in which tree it stands and under what."""

from pydantic import model_validator

from jingwei.kernel.packs.spec.role import Tree
from jingwei.kernel.packs.spec.words import Id, Spec, Words


class Kind(Spec):
    """What an organisation is; `is_tenant_root` may stand at the top of a university's tree."""

    id: Id
    tree: Tree
    label: Words
    parents: tuple[Id, ...] = ()
    is_branch: bool = False
    is_tenant_root: bool = False
    functional: bool = False
    temporary: bool = False

    @model_validator(mode="after")
    def stands_somewhere(self) -> "Kind":
        if not self.parents and not self.is_tenant_root:
            raise ValueError("a kind needs «parents» or has to be a tenant root")
        if self.is_branch and self.tree != "party":
            raise ValueError("only a Party organisation can be a branch")
        return self
