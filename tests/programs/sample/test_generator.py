from programs.sample import DISTRICTS, Generator

COMMUNES = {district: [f"{district}-a", f"{district}-b"] for district in DISTRICTS}


def test_generator_invents_the_same_each_time() -> None:
    assert Generator(COMMUNES).invent() == Generator(COMMUNES).invent()


def test_acts_have_no_empty_lines_and_come_in_the_order_of_their_days() -> None:
    acts = Generator(COMMUNES).invent().acts

    assert all(amount for act in acts for amount in act.lines.values())
    assert [act.signed_on for act in acts] == sorted(act.signed_on for act in acts)
    assert len({act.signed_on for act in acts}) == len(acts) == 16


def test_lines_that_hand_capital_on_add_up_to_nothing() -> None:
    acts = [act for act in Generator(COMMUNES).invent().acts if act.title.startswith("Chuyển")]

    assert [sum(act.lines.values()) for act in acts] == [0, 0]


def test_amounts_are_never_finer_than_a_thousand_dong() -> None:
    invented = Generator(COMMUNES).invent()
    amounts = [amount for one in invented.acts for amount in one.lines.values()]
    amounts += [amount for one in invented.days for amount in one.amounts.values()]

    assert all(amount == round(amount, 3) for amount in amounts)
