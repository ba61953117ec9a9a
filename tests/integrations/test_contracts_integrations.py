"""What every integration promises, also the one that is added tomorrow."""

import asyncio
import importlib
import inspect
import pkgutil

import pytest
from jenkins_answers import raw

import integrations
from integrations.errors import IntegrationError, UnavailableError


def systems():
    """Every class of the integrations that can be pinged, found by looking."""
    for found in pkgutil.iter_modules(integrations.__path__, "integrations."):
        module = importlib.import_module(found.name)
        for _, each in inspect.getmembers(module, inspect.isclass):
            if each.__module__.startswith(found.name) and hasattr(each, "ping"):
                yield each


SYSTEMS = sorted(systems(), key=lambda each: each.__name__)


def test_the_integrations_are_these():
    """One that is added is named here, so that nobody overlooks it."""
    assert [each.__name__ for each in SYSTEMS] == [
        "Alertmanager",
        "Git",
        "Jenkins",
        "Model",
        "Prometheus",
        "Store",
    ]


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_integration_gives_a_sign_of_life_and_can_be_closed(system):
    """`ping` and `close` are asynchronous and need nothing but the object."""
    for name in ("ping", "close"):
        method = getattr(system, name)
        assert inspect.iscoroutinefunction(method)
        assert list(inspect.signature(method).parameters) == ["self"]


@pytest.mark.parametrize("name", ["Alertmanager", "Jenkins", "Prometheus"])
async def test_a_system_that_is_not_there_says_so_by_its_name_and_address(name):
    """The operator reads which system it is, and where it was looked for."""
    async with raw(asyncio.sleep) as url:
        pass
    system = next(each for each in SYSTEMS if each.__name__ == name)(url)
    with pytest.raises(UnavailableError) as error:
        await system.ping()
    await system.close()
    assert error.value.where == f"{name} at {url}"
    assert error.value.came_back == "no connection: nothing listens there"


def test_every_error_is_of_a_known_kind():
    """Those who catch IntegrationError catch them all."""
    assert {each.__name__ for each in IntegrationError.__subclasses__()} == {
        "NotFoundError",
        "RefusedError",
        "TooLongError",
        "UnavailableError",
    }
