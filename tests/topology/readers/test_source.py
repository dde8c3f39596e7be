"""Files that are not what they should be are refused in one clear sentence, however they are made."""

import pytest

from topology.readers import Input, ReadError, read
from topology.readers.source import MAX_BYTES, parse


def refusal(data: bytes | str) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read([Input("a.yaml", data.encode() if isinstance(data, str) else data)])
    assert str(caught.value).startswith("a.yaml"), caught.value
    assert "\n" not in str(caught.value)
    return caught.value


def test_an_empty_file_is_refused() -> None:
    assert refusal("").code == "empty"
    assert refusal("# nothing but a comment\n").code == "empty"


def test_a_file_above_a_megabyte_is_refused_unread() -> None:
    assert refusal(b"a: [" + b"x, " * (MAX_BYTES // 3) + b"]").code == "too-large"


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    assert (refusal(b"Resources:\n  \xff\xfe").code, refusal(b"Resources:\n  \xff\xfe").line) == ("not-text", 2)
    assert refusal("Resources:\n  A: \0").line == 2


@pytest.mark.parametrize(
    "text", ['A: "\\0"', 'A: "\\U00100001"', '{"A": "\\u0000"}', '{"A": "\\udbc0\\udc01"}', '{"A": "\\ud800"}']
)
def test_characters_that_no_text_holds_are_refused_where_they_are_escaped_too(text: str) -> None:
    assert refusal(text).code == "not-text"


def test_broken_yaml_is_refused_with_its_line() -> None:
    error = refusal("Resources:\n  A: [1, 2\n  B: 3\n")
    assert error.code == "not-yaml"
    assert error.line == 3


def test_broken_json_is_refused_with_its_line() -> None:
    error = refusal('{"Resources":\n {"A": }\n}')
    assert (error.code, error.line) == ("not-json", 2)


def test_an_alias_bomb_is_refused_before_it_unfolds() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join(['*a' + str(i - 1)] * 9)}]" for i in range(1, 12)]
    assert refusal("\n".join(lines)).code == "too-many-aliases"


def test_more_aliases_than_a_template_has_are_refused() -> None:
    assert refusal("a: &a 1\nb: [" + "*a, " * 1001 + "]").code == "too-many-aliases"


def test_an_alias_without_its_anchor_is_refused() -> None:
    assert refusal("a: *b").code == "not-yaml"


@pytest.mark.parametrize(
    "text", ["[" * 500 + "]" * 500, '{"a":' * 500 + "1" + "}" * 500, "a: " + "{b: " * 100 + "1" + "}" * 100]
)
def test_deeply_nested_values_are_refused(text: str) -> None:
    assert refusal(text).code == "too-deep"


def test_a_key_that_stands_twice_is_refused_with_its_line() -> None:
    error = refusal("Resources:\n  A: {Type: X}\n  A: {Type: Y}\n")
    assert (error.code, error.line) == ("duplicate-key", 3)
    assert refusal('{"Resources": {"A": 1, "A": 2}}').code == "duplicate-key"


@pytest.mark.parametrize("text", ["? [a, b]\n: 1\n", "? {a: b}\n: 1\n", "a: &x k\n*x : 1\n"])
def test_keys_that_are_no_texts_are_refused(text: str) -> None:
    assert refusal(text).code == "not-yaml"


@pytest.mark.parametrize(
    "text", ["a: !!python/object/apply:os.system [ls]", "a: !!binary aGk=", "a: !<tag:x> 1", "a: !!set {b}"]
)
def test_tags_that_a_template_does_not_have_are_refused(text: str) -> None:
    assert refusal(text).code == "unknown-tag"


def test_a_second_document_in_one_file_is_refused() -> None:
    assert refusal("Resources: {}\n---\nResources: {}\n").code == "not-a-template"


@pytest.mark.parametrize("text", ["just words", "[1, 2]", "a: b", "42", '{"a": 1}'])
def test_what_is_no_template_is_refused_with_what_it_is_instead(text: str) -> None:
    assert refusal(text).code == "not-a-template"


def test_numbers_become_numbers_only_where_they_read_back_the_same() -> None:
    value = parse("[1, 0123, 1.4, 1.40, 1e3, 22:22, 0x1f, 2010-09-09, 1.4.0, 012345678901]", "a").value
    assert value == [1, "0123", 1.4, "1.40", "1e3", "22:22", "0x1f", "2010-09-09", "1.4.0", "012345678901"]


def test_words_of_yaml_1_1_are_what_cloudformation_takes_them_for() -> None:
    assert parse("[yes, Off, 'yes', ~, null, y]", "a").value == [True, False, "yes", None, None, "y"]


def test_short_intrinsics_become_long_ones() -> None:
    text = "[!Ref A, !GetAtt A.B.C, !Sub '${A}', !Join [',', [a]], !If [C, !Ref A, x], !Condition C, !GetAZs '']"
    assert parse(text, "a").value == [
        {"Ref": "A"}, {"Fn::GetAtt": ["A", "B.C"]}, {"Fn::Sub": "${A}"}, {"Fn::Join": [",", ["a"]]},
        {"Fn::If": ["C", {"Ref": "A"}, "x"]}, {"Condition": "C"}, {"Fn::GetAZs": ""},
    ]  # fmt: skip


def test_merge_keys_and_aliases_give_what_they_stand_for() -> None:
    assert parse("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n", "a").value["b"] == {"x": 1, "y": 3}


def test_json_is_read_like_yaml() -> None:
    assert parse('{"a": [1, 1.40, -0, true, null, "x"]}', "a").value == {"a": [1, "1.40", "-0", True, None, "x"]}
