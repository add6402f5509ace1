"""A list as somebody narrowed it, kept under a name."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from indicators.models import User


class ViewOf(models.TextChoices):
    OBSTACLES = "obstacles", "Khó khăn, vướng mắc"
    TASKS = "tasks", "Nhiệm vụ"


class SavedView(models.Model):
    """`query` is the address's own, so that a view is a plain link; only `services.saved_views`
    writes it."""

    user = models.ForeignKey(
        User,
        verbose_name="Người lưu",
        on_delete=models.CASCADE,  # a person's own habit, of no use without the person
        related_name="saved_views",
    )
    of = models.CharField("Danh sách", max_length=10, choices=ViewOf.choices)
    name = models.CharField("Tên bộ lọc", max_length=60)
    query = models.CharField("Điều kiện lọc", max_length=1000, blank=True)
    is_shared = models.BooleanField("Dùng chung", default=False)
    saved_at = models.DateTimeField("Lưu lúc")

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ["name", "pk"]
        constraints = [
            # also serves "the views of this person": the links above the list
            models.UniqueConstraint(
                fields=["user", "of", "name"],
                name="saved_view_unique",
                violation_error_message="Bạn đã có bộ lọc mang tên này.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(query=""),
                name="saved_view_has_name_and_filters",
                violation_error_message="Bộ lọc phải có tên và ít nhất một điều kiện.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list, narrowed so."""
        lists = {ViewOf.OBSTACLES: "obstacle_list", ViewOf.TASKS: "task_list"}
        return f"{reverse(f'programs:{lists[ViewOf(self.of)]}')}?{self.query}"
