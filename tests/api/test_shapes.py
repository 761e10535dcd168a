"""The shapes of the API are worked out when they are asked for, and a problem is described once for all operations."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from ninja.operation import Operation

from jingwei.config.api import api, document
from jingwei.kernel.resources import PROBLEMS, Answer

AT_ONCE = 16


def operations() -> list[Operation]:
    return [
        operation
        for router in api._get_bound_routers()
        for path in router.path_operations.values()
        for operation in path.operations
    ]


def test_no_operation_keeps_a_shape_of_its_own_for_a_problem() -> None:
    kept = {
        (operation.operation_id, code)
        for operation in operations()
        for code, model in operation.response_models.items()
        if code in PROBLEMS and model is not None
    }
    assert kept == set()


def test_the_document_describes_every_problem_of_every_operation() -> None:
    told = [o for methods in document()["paths"].values() for o in methods.values()]
    refusals = [answer for o in told for code, answer in o["responses"].items() if code in PROBLEMS]
    assert len(refusals) == len(PROBLEMS) * len(told) == len(PROBLEMS) * len(operations())
    assert {answer["content"]["application/json"]["schema"]["$ref"] for answer in refusals} == {
        "#/components/schemas/Problem"
    }


def test_a_shape_is_worked_out_when_first_used_even_by_many_at_once() -> None:
    start = Barrier(AT_ONCE)

    class Inner(Answer):
        number: int

    class Outer(Answer):
        parts: list[Inner]

    assert not Outer.__pydantic_complete__

    def use(number: int) -> Outer:
        start.wait()
        return Outer.model_validate({"parts": [{"number": number}]})

    with ThreadPoolExecutor(AT_ONCE) as pool:
        seen = list(pool.map(use, range(AT_ONCE)))
    assert [outer.parts[0].number for outer in seen] == list(range(AT_ONCE))
    assert Outer.__pydantic_complete__
