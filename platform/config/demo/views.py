"""Saved views of the list of people, as support workers and a manager keep them."""

from accounts.models import Organisation, SavedView, User
from accounts.workflow import save_view, share_view
from config.demo.accounts import address
from config.demo.files import read
from config.demo.keys import key_id


def ensure_views(bodies: dict[str, Organisation]) -> None:
    """Every written view; one that the desk shares was given to it by its manager."""
    for texts in read("views")["view"]:
        public_id = key_id("view", texts["name"])
        if SavedView.objects.filter(public_id=public_id).exists():
            continue
        owner = User.objects.get(email=address(texts["by"]))
        view = save_view(texts["name"], by=owner, filters=texts["filters"], columns=texts["columns"])
        SavedView.objects.filter(pk=view.pk).update(public_id=public_id)
        if desk := texts.get("shared_with"):
            share_view(view, bodies[desk], by=owner)
