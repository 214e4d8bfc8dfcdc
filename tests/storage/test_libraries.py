"""Libraries tell their own versions and licences."""

from importlib.metadata import version

from enhancer_gui.storage.libraries import installed_libraries, licence_text, used_libraries


def test_that_what_the_program_needs_is_listed_with_version_and_licence() -> None:
    libraries = {library.name.lower(): library for library in installed_libraries()}
    assert libraries["numpy"].version == version("numpy")
    assert "BSD" in libraries["numpy"].licence
    assert "GPL" in libraries["pyside6_essentials"].licence
    assert all(len(library.licence) < 200 and "\n" not in library.licence for library in libraries.values())


def test_that_libraries_of_libraries_are_listed_and_tools_of_developers_are_not() -> None:
    names = {library.name.lower() for library in installed_libraries()}
    assert "pydantic_core" in names
    assert names.isdisjoint({"pytest", "mypy", "ruff"})


def test_that_the_text_of_a_licence_can_be_read() -> None:
    assert "Redistribution and use" in licence_text("numpy")
    assert licence_text("no-such-library") == ""


def test_that_a_program_that_is_not_frozen_uses_what_is_installed() -> None:
    assert used_libraries() == installed_libraries()
