"""Keys of the tables of money, as a file has them."""

from indicators.resources.widgets import KeyWidget
from programs.models import Component


class ComponentWidget(KeyWidget):
    """A node as programme/code, e.g. dtts-mn-2021-2025/DA4.TDA1: a code repeats in the next
    programme."""

    def __init__(self) -> None:
        super().__init__(Component, "dự án, tiểu dự án")
        self.programmes: dict[int, str] = {}

    def forget(self) -> None:
        super().forget()
        self.programmes = {}

    def keys_of(self, instance: Component) -> list[str]:
        return [f"{self._programme_of(instance)}/{instance.code}"]

    def _programme_of(self, instance: Component) -> str:
        """One query for each programme, not for each node."""
        if instance.programme_id not in self.programmes:
            self.programmes[instance.programme_id] = instance.programme.code
        return self.programmes[instance.programme_id]
