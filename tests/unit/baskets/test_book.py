"""The book of baskets: kept between runs, taken back by undo, never losing a line."""

import msgspec
import pytest
from msgspec.structs import replace

from terminal.baskets import files
from terminal.baskets.basket import MOST_LEGS, BasketProblem
from terminal.domain.order import Side
from tests.fakes.clock import eventually
from tests.unit.baskets.rig import NIFTY_CALL, leg, rigged


async def test_several_baskets_survive_a_restart(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add(
            [leg(Side.BUY, 3, price="99.95"), leg(Side.SELL, 65, instrument=NIFTY_CALL)]
        )
        rig.baskets.rename("Basket", "Straddle")
        rig.baskets.create("Hedge")
        rig.baskets.add([leg(reduces=True)])
        rig.baskets.set_buys_first(buys_first=False)
        await rig.baskets.aclose()
        later = rig.new_baskets()
        assert later.names() == ["Straddle", "Hedge"]
        assert later.current == "Hedge"
        for name in later.names():
            assert later.get(name) == rig.baskets.get(name)
        await later.aclose()


async def test_deleting_and_removing_are_taken_back(tmp_path):
    async with rigged(tmp_path) as rig:
        keys = rig.baskets.add([leg(quantity=n) for n in (1, 2, 3, 4)])
        before = rig.baskets.basket
        undo = rig.baskets.remove(keys[1:3])
        assert [each.quantity for each in rig.baskets.basket.legs] == [1, 4]
        undo()
        assert rig.baskets.basket == before
        undo = rig.baskets.remove(keys[1:3])
        rig.baskets.edit(keys[0], quantity=9)
        undo()
        assert [each.quantity for each in rig.baskets.basket.legs] == [9, 4, 2, 3]
        undo = rig.baskets.delete("Basket")
        assert rig.baskets.basket.legs == ()
        undo()
        assert rig.baskets.names() == ["Basket"]
        assert len(rig.baskets.basket.legs) == 4


async def test_a_basket_holds_twenty_legs(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add([leg()] * MOST_LEGS)
        with pytest.raises(BasketProblem, match="20 legs"):
            rig.baskets.add([leg()])
        assert len(rig.baskets.basket.legs) == MOST_LEGS


async def test_names_are_unique_and_not_empty(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.create("Basket")
        assert rig.baskets.names() == ["Basket", "Basket 2"]
        assert rig.baskets.duplicate("Basket 2") == "Basket 2 2"
        with pytest.raises(BasketProblem, match="already"):
            rig.baskets.rename("Basket", "Basket 2")
        with pytest.raises(BasketProblem, match="needs a name"):
            rig.baskets.rename("Basket", "  \n ")


async def test_a_leg_keeps_its_key_and_a_new_one_never_gets_it(tmp_path):
    async with rigged(tmp_path) as rig:
        keys = rig.baskets.add([leg(quantity=1), leg(quantity=2)])
        await rig.send()
        rig.baskets.remove([keys[1]])
        (fresh,) = rig.baskets.add([leg(quantity=3)])
        assert fresh not in keys, "it would show the result of the leg that is gone"


@pytest.mark.parametrize("content", [b"{not json", b'{"version": 2, "baskets": []}', b"[]"])
async def test_a_file_that_cannot_be_read_is_kept(tmp_path, content):
    (tmp_path / "baskets.json").write_bytes(content)
    async with rigged(tmp_path) as rig:
        assert "baskets.unreadable.json" in rig.baskets.complaint
        rig.baskets.add([leg()])
        await rig.baskets.aclose()
        assert (tmp_path / "baskets.unreadable.json").read_bytes() == content


async def test_one_bad_leg_does_not_take_the_others_with_it(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add([leg(quantity=1), leg(quantity=2)])
        await rig.baskets.aclose()
        file = tmp_path / "baskets.json"
        saved = msgspec.json.decode(file.read_bytes())
        saved["baskets"][0]["legs"][0]["quantity"] = "many"
        file.write_bytes(msgspec.json.encode(saved))
        later = rig.new_baskets()
        assert [each.quantity for each in later.basket.legs] == [2]
        assert "baskets.unreadable.json" in later.complaint
        assert b"many" in (tmp_path / "baskets.unreadable.json").read_bytes()
        await later.aclose()


async def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    async with rigged(tmp_path) as rig:
        said = []
        rig.baskets.notices.connect(said.append)
        (tmp_path / "baskets.json").mkdir()
        rig.baskets.add([leg()])
        await eventually(lambda: said)
        assert said[0].title == "Baskets are not saved"


async def test_a_file_goes_out_and_comes_back_under_a_free_name(tmp_path):
    async with rigged(tmp_path) as rig:
        rig.baskets.add([leg(quantity=1), leg(Side.SELL, 2)])
        for suffix in ("json", "csv"):
            path = tmp_path / f"out.{suffix}"
            await rig.baskets.export("Basket", path)
            found = await rig.baskets.read_file(path)
            assert found.bad == ()
            assert found.basket == rig.baskets.get("Basket")
            name = rig.baskets.adopt(found.basket)
            assert rig.baskets.get(name) == replace(rig.baskets.get("Basket"), name=name)
        assert rig.baskets.names() == ["Basket", "Basket 2", "Basket 3"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", b"{", "not JSON"),
        ("a.json", b'{"format": "other"}', "no basket"),
        ("a.json", b'{"format": "terminal-basket", "version": 9}', "version 9"),
        ("a.csv", b"hello\n", "column names"),
        ("a.csv", b"\xff\xfe\x00", "not a text file"),
        ("a.csv", b"x" * 1_000_002, "larger"),
    ],
)
async def test_a_file_that_is_no_basket_is_refused_in_words(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    async with rigged(tmp_path) as rig:
        with pytest.raises(BasketProblem, match=words):
            await rig.baskets.read_file(tmp_path / name)
        with pytest.raises(BasketProblem, match="could not be read"):
            await rig.baskets.read_file(tmp_path / "missing.json")


def test_a_csv_written_by_hand_is_read():
    text = "Instrument,Side,Quantity,Price,Product\r\n"
    text += 'NSE:INFY,BUY,"1,000",1500.5,CNC\r\nNSE:TCS,sell,5,,mis\r\n'
    found = files.read(text, "my trades.csv")
    assert found.basket.name == "my trades"
    (one,) = found.basket.legs
    assert (one.quantity, one.order_type.value, str(one.price)) == (1000, "limit", "1500.5")
    (bad,) = found.bad
    assert bad.where == "Line 3"
    assert "needs a price" in bad.text
    assert bad.source == "NSE:TCS,sell,5,,mis"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1,up,5,NSE:INFY,limit,5,,mis,day,,no", "'up' is no side: buy, sell"),
        ("1,buy,5.5,NSE:INFY,limit,5,,mis,day,,no", "'5.5' is not a quantity"),
        ("1,buy,0,NSE:INFY,limit,5,,mis,day,,no", "whole units above 0"),
        ("1,buy,5,INFY,limit,5,,mis,day,,no", "is not an instrument"),
        ("1,buy,5,NSE:INFY,limit,x,,mis,day,,no", "'x' is not a price"),
        ("1,buy,5,NSE:INFY,limit,NaN,,mis,day,,no", "must be above 0"),
        ("1,buy,5,NSE:INFY,sl,5,,mis,day,,no", "needs a trigger"),
        ("1,buy,5,NSE:INFY,limit,5,,co,day,,no", "'co' is no product"),
        ("1,buy,5,NSE:INFY,limit,5,,mis,ttl,,no", "needs minutes"),
        ("1,buy,5,NSE:INFY,limit,5,,mis,day,,maybe", "yes or no"),
        ("1,buy,5,NSE:INFY,limit,5,,mis,day,,no,more", "more cells"),
    ],
)
def test_each_bad_line_says_what_is_wrong(line, words):
    found = files.read(",".join(files.COLUMNS) + "\n" + line + "\n", "b.csv")
    (bad,) = found.bad
    assert words in bad.text
    assert bad.source == line
    assert found.basket.legs == ()


def test_the_twenty_first_line_is_told_not_dropped():
    line = "buy,5,NSE:INFY,limit,5,mis"
    text = "Side,Quantity,Instrument,Type,Price,Product\n" + "\n".join([line] * 21)
    found = files.read(text, "b.csv")
    assert len(found.basket.legs) == 20
    assert found.bad[0].where == "Line 22"


def test_a_name_is_no_formula_in_a_spreadsheet():
    basket = replace(files.read("Side,Quantity,Instrument\n", "x.csv").basket, name="=HYPERLINK(1)")
    text = files.to_csv(basket)
    assert "'=HYPERLINK" in text
    assert files.read(text, "x.csv").basket.name == "=HYPERLINK(1)"
