import converter


def test_what_the_package_offers_is_there() -> None:
    for name in converter.__all__:
        assert getattr(converter, name) is not None


def test_the_list_of_what_it_offers_is_complete_and_sorted_like_the_modules() -> None:
    assert set(converter.__all__) == set(converter._MODULES)
