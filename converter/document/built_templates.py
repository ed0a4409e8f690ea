"""The Word templates of a form that has none shipped: built when they are needed, one for each variant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from converter.document.render import WordTemplate
from converter.form import Form


@lru_cache(maxsize=4)
def built_templates(form: Form) -> Mapping[str, WordTemplate]:
    """The template of each category (机关类别), "" for a report without one."""
    from converter.document.template.build import build_word_template  # python-docx, which others do without

    made = {
        variant: WordTemplate.of(build_word_template(form, variant), f"Word 模板（{variant.name}）")
        for variant in form.variants
    }
    return {category: made[form.variant(category)] for category in ("", *form.categories)}
