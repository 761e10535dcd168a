"""An import contract of our own: one file of a room is imported only by named files of the same room, and by tests."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OwnRoom(Contract):
    """`protected` names the file, `allowed` the files beside it that may import it. A room is its folder."""

    type_name = "own_room"

    protected: str = fields.StringField()  # type: ignore[assignment]
    allowed: set[str] = fields.SetField(subfield=fields.StringField())  # type: ignore[assignment]

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import of a protected file from outside its room, or from a file not allowed."""
        intruders = []
        for module in sorted(graph.modules):
            room, separator, _ = f"{module}.".partition(f".{self.protected}.")
            if separator:
                intruders += [
                    (importer, module)
                    for importer in sorted(graph.find_modules_that_directly_import(module))
                    if not self._may(importer, room)
                ]
        return ContractCheck(kept=not intruders, metadata={"intruders": intruders})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that should go through the queries or actions of the room."""
        for importer, imported in check.metadata["intruders"]:
            output.print_error(
                f"{importer} imports {imported}: ask the queries or actions of that room", bold=False
            )
        output.new_line()

    def _may(self, importer: str, room: str) -> bool:
        if "tests" in importer.split("."):
            return True
        inside, _, rest = importer.partition(f"{room}.")
        return not inside and rest.split(".")[0] in self.allowed
