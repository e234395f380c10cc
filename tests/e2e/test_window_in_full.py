"""The whole window against the practice server: what only shows when every part is there."""

from tests.e2e.person import at_the_desk


def test_ipv4_only_counts_from_the_next_log_in(qrun, sandbox, tmp_path):
    async def day():
        async with at_the_desk(sandbox, tmp_path) as person:
            await person.live()
            terminal = person.terminal
            assert not terminal.kinds[0]._config("live").force_ipv4
            terminal.settings.change("network", "only_ipv4", True)
            await person.until(lambda: terminal.kinds[0]._config("live").force_ipv4)
            # What is logged in stays so.
            assert person.terminal.accounts.states()[0].connection == "live"

    qrun(day())
