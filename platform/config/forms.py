"""How every form of the house is drawn: our components instead of Django's markup."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.name.as_field_group }}` come out labelled and tied to their errors."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
