from services.registry.domain.sentra import belonging


def test_whoever_names_a_sentra_belongs_to_it() -> None:
    assert belonging({"sentra": "Sentra Rotan"}) == {"in_sentra": "yes"}


def test_what_is_no_yes_has_no_name() -> None:
    assert belonging({"in_sentra": "no"}) == belonging({"in_sentra": None, "sentra": ""}) == {"sentra": None}


def test_what_says_nothing_of_it_changes_nothing() -> None:
    assert belonging({"name": "Kalbana"}) == belonging({"in_sentra": "yes"}) == {}
