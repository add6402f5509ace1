from django.db import models

from indicators.models import Decision, User


def attachment_path(attachment: "DecisionFile", filename: str) -> str:
    return f"decisions/{attachment.sha256}"


class DecisionFile(models.Model):
    """The text of a decision, kept as it was handed in."""

    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản", on_delete=models.PROTECT, related_name="files"
    )
    file = models.FileField("Tệp", upload_to=attachment_path, max_length=200)
    file_name = models.CharField("Tên tệp", max_length=255)
    size_bytes = models.PositiveIntegerField("Kích thước (byte)")
    sha256 = models.CharField("Mã băm", max_length=64)
    uploaded_at = models.DateTimeField("Tải lên lúc")
    uploaded_by = models.ForeignKey(
        User, verbose_name="Người tải lên", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "tệp của văn bản"
        verbose_name_plural = "tệp của văn bản"
        ordering = ["decision", "uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "sha256"],
                name="decision_file_unique",
                violation_error_message="Văn bản đã có tệp này.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
