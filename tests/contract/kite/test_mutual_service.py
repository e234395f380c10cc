"""The fund service through our client against the practice server: days pass, replies get lost."""

import asyncio
import signal
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from terminal.domain.errors import Rejected, Unknown, Written
from terminal.domain.mutual import FundOrderState, SipChange, SipState
from terminal.domain.notice import Recorded, Refused
from terminal.runtime.clock import SystemClock
from tests.contract.kite.mutual_desk import (
    EQUITY,
    HELD,
    MutualDesk,
    desk,
    funds_process,
    funds_server,
)
from tests.fakes.clock import eventually
from tests.fakes.sandbox_process import SandboxProcess

__all__ = ["desk", "funds_process", "funds_server"]
ROOT = Path(__file__).resolve().parents[3]
ORDERS = {"method": "POST", "path": "/mf/orders"}
SIPS = {"method": "POST", "path": "/mf/sips"}


# -- days pass


async def test_a_purchase_settles_at_the_nav_of_its_day_and_is_held(desk: MutualDesk) -> None:
    today = desk.today
    result = await desk.service.place(desk.buy(5000))
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Written)
    assert (await desk.until_order(result.key, "open")).amount == 5000
    await desk.pass_days(3)
    row = desk.order(result.key)
    assert (row.state, row.nav_date) == (FundOrderState.COMPLETE, today)
    assert desk.notices[-1].level == "good"
    held = desk.holding(EQUITY)
    assert held is not None
    assert (held.quantity, held.average_nav) == (row.quantity, row.nav)
    await eventually(lambda: desk.service.lots(held))
    value = desk.service.valued(held)
    assert value.invested == row.quantity * row.nav
    assert value.value is not None
    assert value.pnl == value.value - value.invested


async def test_holdings_from_before_have_a_yearly_return(desk: MutualDesk) -> None:
    held = desk.holding(HELD)
    assert held is not None
    await eventually(lambda: len(desk.service.lots(held)) == 2)
    value = desk.service.valued(held)
    assert value.xirr is not None
    assert -0.9 < value.xirr < 2
    assert desk.service.totals().xirr is not None
    assert sum(part for _, part in desk.service.allocation("amc")) == desk.service.totals().value
    assert len(desk.service.search("birla index")) == 1


async def test_a_sip_fires_by_the_clock_and_ends_after_its_instalments(desk: MutualDesk) -> None:
    result = await desk.service.create_sip(desk.plan(initial_amount=Decimal(1500)))
    assert isinstance(result, Recorded)
    await eventually(lambda: desk.sip(result.key).next_on)  # the broker's own row
    sip = desk.sip(result.key)
    assert (sip.state, sip.instalments, sip.pending) == (SipState.ACTIVE, 2, 2)
    assert sip.next_on == desk.today + timedelta(days=7)
    assert {row.amount for row in desk.service.orders()} == {1500}
    await desk.pass_days(7.1)
    sip = desk.sip(result.key)
    assert (sip.done, sip.pending) == (1, 1)
    assert [row.amount for row in desk.service.orders() if row.placed_by_sip] == [2000]
    assert any("SIP instalment of ₹2,000" in notice.text for notice in desk.notices)
    paused = await desk.service.modify_sip(result.key, SipChange(paused=True))
    assert isinstance(paused, Recorded)
    await desk.until_sip(result.key, "paused")
    await desk.pass_days(7)
    assert desk.sip(result.key).done == 1
    await desk.service.modify_sip(result.key, SipChange(paused=False))
    await desk.until_sip(result.key, "active")
    await desk.pass_days(7)
    assert (desk.sip(result.key).state, desk.sip(result.key).done) == (SipState.CANCELLED, 2)


async def test_the_cut_off_counts_by_the_exchanges_clock(desk: MutualDesk) -> None:
    ours_ns = SystemClock().now_ns()
    theirs_ns = desk.server.state()["now_ns"]
    seen_ns = desk.service.broker_now_ns(desk.account, ours_ns)
    assert abs(seen_ns - theirs_ns) < 5e9
    scheme = desk.service.scheme(EQUITY)
    assert scheme is not None
    assert desk.service.cut_off(scheme, seen_ns).nav_day == desk.today
    assert desk.service.broker_now_ns("kite:other", ours_ns) == ours_ns


async def test_a_whole_redemption_leaves_nothing(desk: MutualDesk) -> None:
    held = desk.holding(HELD)
    assert held is not None
    result = await desk.service.place(desk.redeem(held.quantity))
    assert isinstance(result, Recorded)
    again = await desk.service.place(desk.redeem(Decimal("0.001")))
    assert isinstance(again, Refused)
    await desk.pass_days(3)
    assert desk.order(result.key).state is FundOrderState.COMPLETE
    assert desk.holding(HELD) is None


async def test_our_checks_and_the_servers_agree_at_the_edges(desk: MutualDesk) -> None:
    """What passes our checks is taken, and what they refuse is refused by the server too."""
    facet = desk.broker.mutual_funds
    assert facet is not None
    for isin, amount in (
        (EQUITY, 999), (EQUITY, 1000), (EQUITY, "1000.5"), (HELD, 500), (HELD, 499),
        ("INF209KA1K88", 5050), ("INF209KA1K88", 5100), ("INF209K01XQ5", 5000),
    ):  # fmt: skip
        intent = desk.buy(amount, isin)
        ours = desk.service.check_order(intent)
        theirs = await facet.place(intent)
        assert bool(ours) is isinstance(theirs, Rejected), (isin, amount, ours, theirs)


# -- lost replies


@pytest.mark.parametrize(
    ("kind", "arrives"),
    [
        ("accept_drop", True),
        ("accept_502", True),
        ("truncated", True),
        ("drop", False),
        ("http_502", False),
        ("html", False),
    ],
)
async def test_a_lost_reply_makes_no_second_order_and_no_second_sip(
    desk: MutualDesk, funds_server: SandboxProcess, kind: str, arrives: bool
) -> None:
    funds_server.arm(kind, match=ORDERS)
    funds_server.arm(kind, match=SIPS)
    order = await desk.service.place(desk.buy(5000))
    plan = await desk.service.create_sip(desk.plan())
    for result in (order, plan):
        assert isinstance(result, Recorded)
        assert isinstance(result.outcome, Unknown), result
        assert result.outcome.reason
    assert isinstance(order, Recorded)
    assert isinstance(plan, Recorded)
    await desk.until_order(order.key, "open" if arrives else "not_placed")
    await desk.until_sip(plan.key, "active" if arrives else "not_placed")
    assert await desk.listed() == ((1, 1) if arrives else (0, 0))
    assert await desk.journal.load_open("mutual", desk.account) == []
    if arrives:
        assert desk.order(order.key).tag == order.key
        assert len(desk.service.orders()) == len(desk.service.sips()) == 1


async def test_a_lost_change_ends_in_the_truth(
    desk: MutualDesk, funds_server: SandboxProcess
) -> None:
    made = await desk.service.create_sip(desk.plan())
    assert isinstance(made, Recorded)
    await desk.until_sip(made.key, "active")
    change = {"method": "PUT", "path": "/mf/sips/*"}
    funds_server.arm("accept_drop", match=change)
    await desk.service.modify_sip(made.key, SipChange(paused=True))
    await desk.until_sip(made.key, "paused")
    funds_server.arm("drop", match=change)
    await desk.service.modify_sip(made.key, SipChange(paused=False))
    assert desk.sip(made.key).state is SipState.UNKNOWN
    await desk.until_sip(made.key, "paused")
    assert "did not happen" in desk.notices[-1].text
    funds_server.arm("accept_502", match={"method": "DELETE", "path": "/mf/sips/*"})
    await desk.service.cancel_sip(made.key)
    await desk.until_sip(made.key, "cancelled")


@pytest.mark.parametrize(
    ("kind", "code"), [("http_429", "rate_limited"), ("token_403", "login_needed")]
)
async def test_a_refusal_on_the_way_is_told_in_words_and_nothing_is_made(
    desk: MutualDesk, funds_server: SandboxProcess, kind: str, code: str
) -> None:
    funds_server.arm(kind, match=ORDERS)
    result = await desk.service.place(desk.buy(5000))
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Rejected)
    assert result.outcome.code == code
    assert result.outcome.hint
    assert desk.order(result.key).state is FundOrderState.REJECTED
    assert desk.notices[-1].text.startswith(result.outcome.text)


async def test_an_address_that_is_not_registered_is_told_with_the_way_out(
    desk: MutualDesk, funds_server: SandboxProcess
) -> None:
    funds_server.switch(mf_writes=False)
    result = await desk.service.place(desk.buy(5000))
    assert isinstance(result, Recorded)
    assert isinstance(result.outcome, Rejected)
    assert "disabled" in desk.order(result.key).message


@pytest.mark.parametrize("kind", ["http_502", "html", "token_403"])
async def test_reads_that_fail_keep_the_rows_and_recover(
    desk: MutualDesk, funds_server: SandboxProcess, kind: str
) -> None:
    before = desk.service.holdings()
    assert before
    funds_server.arm(kind, match={"method": "GET", "path": "/mf/*"}, count=-1)
    await desk.service.refresh(desk.account)
    assert desk.service.failed(desk.account)
    assert desk.service.holdings() == before
    funds_server.clear_faults()
    await desk.service.refresh(desk.account)
    assert desk.service.failed(desk.account) == ""


# -- killed

CHILD = """
import asyncio, sys
from pathlib import Path
import msgspec
from tests.contract.kite.mutual_desk import MutualDesk

class Server(msgspec.Struct):
    rest: str
    stream: str
    login: str
    credentials: dict[str, str]

async def main(path, server):
    desk = await MutualDesk(msgspec.json.decode(server, type=Server), Path(path)).open()
    print(desk.account, flush=True)
    sys.stdin.readline()
    await asyncio.gather(
        desk.service.place(desk.buy(7000)), desk.service.create_sip(desk.plan(3000))
    )

asyncio.run(main(*sys.argv[1:]))
"""


async def until_open(reader: MutualDesk, account: str, count: int) -> None:
    """Wait until the journal has so many writes whose fate is open."""
    while len(await reader.journal.load_open("mutual", account)) < count:
        await SystemClock().sleep(0.05)


async def until_received(server: SandboxProcess) -> None:
    """Wait until the server has the requests in its hands: the faults armed for them are spent."""
    while server.state()["faults"]:
        await SystemClock().sleep(0.05)


@pytest.mark.parametrize(("kind", "arrives"), [("accept_hang", True), ("hang", False)])
async def test_killed_between_journal_and_reply_the_next_run_finds_out_and_sends_nothing(
    funds_server: SandboxProcess, tmp_path: Path, kind: str, arrives: bool
) -> None:
    path = tmp_path / "writes.sqlite"
    told = {
        "rest": funds_server.rest, "stream": funds_server.stream, "login": funds_server.login,
        "credentials": funds_server.credentials,
    }  # fmt: skip
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, str(path), msgspec.json.encode(told).decode(),
        cwd=ROOT, stdin=-1, stdout=-1,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    async with asyncio.timeout(60):
        account = (await child.stdout.readline()).decode().strip()
        funds_server.arm(kind, match=ORDERS, seconds=20)
        funds_server.arm(kind, match=SIPS, seconds=20)
        child.stdin.write(b"go\n")
        reader = MutualDesk(funds_server, path)
        await reader.journal.open()
        await until_open(reader, account, 2)
        await until_received(funds_server)
    child.kill()
    await child.wait()
    assert child.returncode == -signal.SIGKILL
    funds_server.clear_faults()
    desk = await reader.open()
    await eventually(
        lambda: all(row.state != "unknown" for row in desk.service.orders()), within_s=20
    )
    await eventually(
        lambda: all(row.state != "unknown" for row in desk.service.sips()), within_s=20
    )
    assert [row.state for row in desk.service.orders()] == ["open" if arrives else "not_placed"]
    assert [row.state for row in desk.service.sips()] == ["active" if arrives else "not_placed"]
    assert await desk.listed() == ((1, 1) if arrives else (0, 0))
    assert await desk.journal.load_open("mutual", desk.account) == []
    await desk.aclose()
    assert desk.failures == []
