from typing import Any

import pytest

from tests.unit.sandbox.shoonya.bench import CLASSIC, CURRENT, Bench, sha256


async def quick(bench: Bench, **changes: str) -> Any:
    return await bench.send("QuickAuth", **{**bench.quick(), **changes})


async def code(bench: Bench) -> str:
    answer = await bench.http.get(
        "/OAuthlogin/authorize/oauth",
        params={"client_id": bench.account.client_id, "practice": "1"},
    )
    assert answer.status_code == 302
    return answer.headers["location"].split("code=")[1]


def verifier(bench: Bench, of: str) -> dict[str, str]:
    account = bench.account
    return {"code": of, "checksum": sha256(f"{account.client_id}{account.secret_code}{of}")}


async def test_quick_auth_gives_a_token_and_the_rights(bench: Bench) -> None:
    row = (await quick(bench)).json()
    assert row["stat"] == "Ok"
    assert row["susertoken"] == bench.token  # the one that lives is kept
    assert {"LMT", "SL-LMT", "MKT", "SL-MKT"} == set(row["orarr"])
    assert {each["prd"] for each in row["prarr"]} >= {"C", "M", "I"}
    assert row["spasswordreset"] == "N"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pwd": sha256("bad")}, "Wrong Password"),
        ({"factor2": "000000"}, "Invalid OTP"),
        ({"vc": "X"}, "Invalid Vendor Code"),
        ({"appkey": sha256("x")}, "Invalid App Key"),
        ({"uid": "OTHER"}, "Wrong user id or user details"),
        ({"imei": ""}, "Missing imei"),
    ],
)
async def test_each_wrong_part_has_its_words(
    bench: Bench, changes: dict[str, str], words: str
) -> None:
    answer = await quick(bench, **changes)
    assert answer.status_code == 400
    assert answer.json()["stat"] == "Not_Ok"
    assert answer.json()["emsg"] == f"Invalid Input : {words}"


async def test_one_time_password_of_the_step_before_is_good_and_an_old_one_is_not(
    bench: Bench,
) -> None:
    old = bench.quick()["factor2"]
    bench.clock.wall_ns += 30 * 10**9
    assert (await quick(bench, factor2=old)).status_code == 200
    bench.clock.wall_ns += 60 * 10**9
    assert (await quick(bench, factor2=old)).status_code == 400


async def test_server_whose_clock_is_off_refuses_the_right_password(bench: Bench) -> None:
    await bench.control("/switches", totp_skew_s=300.0)
    assert (await quick(bench)).json()["emsg"] == "Invalid Input : Invalid OTP"


async def test_code_buys_one_session(bench: Bench) -> None:
    fields = verifier(bench, await code(bench))
    row = await bench.post("GenAcsTok", CURRENT, **fields)
    assert row["access_token"] == row["susertoken"] == bench.token
    assert int(row["expires_in"]) > 10**9
    assert row["USERID"] == row["uid"] == row["actid"] == bench.uid
    assert set(row["orarr"]) == {"LMT", "SL-LMT"}  # this tree takes no market orders
    again = await bench.send("GenAcsTok", CURRENT, **fields)
    assert again.status_code == 400
    assert again.json()["emsg"] == "Invalid Input : INVALID_VERIFIER"


async def test_code_is_refused_late_without_uid_and_with_a_wrong_sum(bench: Bench) -> None:
    fields = verifier(bench, await code(bench))
    for changes in ({"uid": ""}, {"checksum": sha256("x")}):
        answer = await bench.send("GenAcsTok", CURRENT, **{**fields, **changes})
        assert answer.json()["emsg"] == "Invalid Input : INVALID_VERIFIER"
    bench.clock.mono_ns += 301 * 10**9
    assert (await bench.send("GenAcsTok", CURRENT, **fields)).status_code == 400


async def test_login_page_sends_nobody_away_from_this_machine(bench: Bench) -> None:
    path = "/OAuthlogin/authorize/oauth"
    away = {"client_id": bench.account.client_id, "redirect_url": "https://example.org/"}
    assert (await bench.http.get(path, params=away)).status_code == 400
    assert (await bench.http.get(path, params={"client_id": "x"})).status_code == 400
    page = await bench.http.get(path, params={"client_id": bench.account.client_id})
    assert "Log in" in page.text
    form = await bench.http.post(
        "/OAuthlogin/finish", content=f"client_id={bench.account.client_id}"
    )
    assert "code=" in form.headers["location"]


async def test_each_tree_wants_its_own_kind_of_token(bench: Bench) -> None:
    for tree in (CLASSIC, CURRENT):
        assert (await bench.post("UserDetails", tree))["uid"] == bench.uid
        dead = await bench.post("UserDetails", tree, token="0" * 64)
        assert dead["emsg"] == "Session Expired : Invalid Session Key"
    data = f'jData={{"uid":"{bench.uid}"}}'.encode()
    key, bearer = f"&jKey={bench.token}".encode(), {"Authorization": f"Bearer {bench.token}"}
    swapped = await bench.raw(f"/{CURRENT}/UserDetails", data + key)
    assert (swapped.status_code, swapped.content) == (200, b"")
    swapped = await bench.raw(f"/{CLASSIC}/UserDetails", data, bearer)
    assert (swapped.status_code, swapped.content) == (200, b"")


async def test_session_ends_with_logout_and_at_three_in_the_morning(bench: Bench) -> None:
    assert (await bench.post("Logout"))["stat"] == "Ok"
    assert (await bench.post("OrderBook"))["emsg"].startswith("Session Expired")
    bench.token = (await quick(bench)).json()["susertoken"]
    assert (await bench.post("UserDetails"))["stat"] == "Ok"
    await bench.control("/clock", advance_s=17 * 3600 + 60)
    assert (await bench.post("UserDetails"))["emsg"].startswith("Session Expired")


async def test_dead_session_may_come_with_another_status(bench: Bench) -> None:
    await bench.control("/switches", session_status=403)
    answer = await bench.send("OrderBook", token="x")
    assert (answer.status_code, answer.json()["stat"]) == (403, "Not_Ok")


async def test_two_slashes_are_one_and_unknown_routes_are_404(bench: Bench) -> None:
    body = f'jData={{"uid":"{bench.uid}"}}&jKey={bench.token}'.encode()
    assert (await bench.raw(f"/{CLASSIC}//UserDetails", body)).json()["stat"] == "Ok"
    assert (await bench.raw(f"/{CLASSIC}/Nope", body)).status_code == 404
    assert (await bench.raw(f"/{CURRENT}/QuickAuth", body)).status_code == 404


async def test_password_changes(bench: Bench) -> None:
    old = sha256(bench.account.password)
    wrong = await bench.post("Changepwd", oldpwd=sha256("x"), pwd="longenough")
    assert wrong["emsg"] == "Invalid Input : Wrong Password"
    same = await bench.post("Changepwd", oldpwd=old, pwd=bench.account.password)
    assert same["emsg"] == "Error Occurred : Password already used"
    assert (await bench.post("Changepwd", oldpwd=old, pwd="longenough"))["stat"] == "Ok"
    assert (await quick(bench)).status_code == 400
    assert (await quick(bench, pwd=sha256("longenough"))).status_code == 200


async def test_forced_password_change_is_said_at_login(bench: Bench) -> None:
    await bench.control("/switches", password_reset=True)
    assert (await quick(bench)).json()["spasswordreset"] == "Y"


async def test_expired_password_is_refused_until_it_is_changed(bench: Bench) -> None:
    await bench.control("/switches", password_expired=True)
    assert (await quick(bench)).json()["emsg"] == "Invalid Input : Password Expired"
    await bench.post("Changepwd", oldpwd=sha256(bench.account.password), pwd="longenough")
    assert (await quick(bench, pwd=sha256("longenough"))).json()["stat"] == "Ok"


async def test_client_details_show_nobody_real(bench: Bench) -> None:
    row = await bench.post("ClientDetails", CURRENT)
    assert row["email"].endswith("@sandbox.invalid")
    assert row["pan"] == "AAAAA0000A"
