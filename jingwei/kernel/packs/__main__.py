"""`python -m jingwei.kernel.packs check | seal PACK | schema`: look after the packs from a shell."""

import sys

from jingwei.kernel.packs.check import check
from jingwei.kernel.packs.fault import BrokenPack
from jingwei.kernel.packs.library import ROOT
from jingwei.kernel.packs.load import load
from jingwei.kernel.packs.schema import write
from jingwei.kernel.packs.versions import seal


def main(arguments: list[str]) -> int:
    """Run one word; faults go to the error stream, one a line."""
    match arguments:
        case ["check"]:
            faults = check()
            print("\n".join(str(fault) for fault in faults) or "packs: no fault", file=sys.stderr)
            return 1 if faults else 0
        case ["seal", name]:
            try:
                print(seal(load(ROOT / name)))
            except BrokenPack as broken:
                print(broken, file=sys.stderr)
                return 1
            return 0
        case ["schema"]:
            print("\n".join(write(ROOT / "schema")))
            return 0
    print("usage: python -m jingwei.kernel.packs check | seal PACK | schema", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
