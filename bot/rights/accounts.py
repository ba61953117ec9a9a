"""Acting as oneself: Jenkins with a person's own login, where they connected one."""

from bot.rights.guarded import Self
from integrations import Integrations

JENKINS = "jenkins"


class Accounts:
    """Opens people's own clients. `systems` are the ones that no handler gets: without a guard."""

    def __init__(self, systems: Integrations) -> None:
        self._systems = systems

    async def jenkins(self, person: str) -> Self | None:
        """Jenkins as this person, to be closed by the caller; None where they are not connected.

        Raises RefusedError where the login does not open, UnavailableError without the store.
        """
        if self._systems.jenkins_or_none is None:
            return None
        login = await self._systems.vault.login(JENKINS, person)
        if login is None:
            return None
        client = self._systems.jenkins_or_none.as_user(login.user, login.token)
        return Self(client, login.user)
