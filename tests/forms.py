"""Forms that tests run over: every edition, one on trial that differs in its tables alone."""

from __future__ import annotations

from converter.form import Form
from converter.form.editions import EDITIONS, edition
from tests.form.trial_edition import TRIAL

FORMS: dict[str, Form] = {**{key: edition(key) for key in EDITIONS}, TRIAL.edition: TRIAL}
EVERY_FORM = [*FORMS]
