"""What people type about an asset: its name and fields, reasons, and licences to link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
)
from wtforms.validators import DataRequired, Length, NoneOf, NumberRange, Optional, Regexp

from application.queries.asset_view import AssetView
from core.asset.values import SYSTEM_FIELDS
from entrypoints.web.reasons import ReasonForm

_LONGEST = 200
_LINE = (Length(max=_LONGEST), Regexp(r"^[^\x00-\x1f\x7f]*$", message="One line of text."))
_OWN = NoneOf(SYSTEM_FIELDS, message="This field comes from Microsoft and cannot be edited.")


@dataclass(frozen=True)
class Edits:
    """What a save would change; None leaves the name as it is."""

    name: str | None = None
    custom_fields: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.name is not None or bool(self.custom_fields)


class KeptField(Form):
    name = HiddenField(validators=[*_LINE, _OWN])
    value = StringField(validators=_LINE)


class EditForm(Form):
    """`version` is the one that was shown; a new field needs a name."""

    version = IntegerField(validators=[NumberRange(min=1)])
    name = StringField("Name", validators=[DataRequired("An asset needs a name."), *_LINE])
    fields = FieldList(FormField(KeptField), max_entries=_LONGEST)
    new_name = StringField("New field", validators=[*_LINE, _OWN])
    new_value = StringField("Its value", validators=_LINE)

    def validate_new_name(self, named: StringField) -> None:
        if self.new_value.data and not (named.data or "").strip():
            raise ValueError("A field needs a name.")

    def edits(self, asset: AssetView) -> Edits:
        """What was typed and is not so already."""
        typed = {each["name"]: each["value"] or "" for each in self.fields.data}
        if new := (self.new_name.data or "").strip():
            typed[new] = self.new_value.data or ""
        kept = asset.own_fields
        name = (self.name.data or "").strip()
        return Edits(
            name=None if name == asset.name else name,
            custom_fields={each: text for each, text in typed.items() if kept.get(each) != text},
        )


class AnswerForm(EditForm):
    """The edits once more, with the answer to the question that they raised."""

    token = HiddenField()
    accept_loss = BooleanField()
    why = StringField(validators=[Length(max=500)])


class CandidateForm(ReasonForm):
    """A purchase at Microsoft that may be the asset's licence."""

    order = HiddenField(validators=[DataRequired(), *_LINE])
    line = IntegerField(validators=[NumberRange(min=0)])


class LinkForm(ReasonForm):
    """`order`, or `perpetual_id`."""

    order = StringField("Microsoft’s order id, or its alias", validators=_LINE)
    perpetual_id = StringField("Perpetual ID", validators=_LINE)
    line = IntegerField("Line of the order", validators=[Optional(), NumberRange(min=0)])


def edit_form_of(asset: AssetView) -> EditForm:
    """The form as it is shown first."""
    fields = [{"name": name, "value": value} for name, value in asset.own_fields.items()]
    shown: dict[str, Any] = {"version": asset.version, "name": asset.name, "fields": fields}
    return EditForm(data=shown)
