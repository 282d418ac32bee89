"""Every form of the house says what it wants, and what was wrong, where it is."""

from django import forms


class Wishes(forms.Form):
    name = forms.CharField(label="お名前", help_text="ニックネームでも大丈夫です。")
    days = forms.MultipleChoiceField(
        label="曜日",
        choices=[("mon", "月"), ("tue", "火")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="読みました", required=False)
    where = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_has_a_label_and_says_in_words_that_it_is_required():
    drawn = str(Wishes())
    assert '<label class="field-label" for="id_name">お名前<span class="field-required">※必須</span>' in drawn
    assert drawn.count("※必須") == 1


def test_help_stands_above_the_control_and_is_tied_to_it():
    drawn = Wishes()["name"].as_field_group()
    assert 'aria-describedby="id_name_helptext"' in drawn
    assert drawn.index("ニックネームでも") < drawn.index("<input")


def test_several_choices_are_a_group_with_a_legend():
    drawn = Wishes()["days"].as_field_group()
    assert "<fieldset" in drawn
    assert '<legend class="field-label">曜日' in drawn


def test_one_checkbox_has_its_words_beside_it():
    assert '<label class="check field-control"><input type="checkbox"' in Wishes()["agreed"].as_field_group()


def test_errors_are_listed_first_and_lead_to_their_fields():
    drawn = str(Wishes({"days": ["sun"]}))
    summary, fields = drawn.split('<div class="fields">')
    assert 'role="alert"' in summary
    assert 'href="#id_name"' in summary
    assert 'href="#id_days"' in summary
    assert 'id="id_days"' in fields
    assert 'aria-invalid="true"' in fields
    assert 'id="id_name_error"' in fields
    assert 'aria-describedby="id_name_helptext id_name_error"' in fields


def test_hidden_fields_are_sent_and_not_shown():
    drawn = str(Wishes())
    assert drawn.count('name="where"') == 1
    assert 'for="id_where"' not in drawn
