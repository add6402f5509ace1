from django.db import models

from indicators.models import Decision, KeptFile


def attachment_path(attachment: "DecisionFile", filename: str) -> str:
    return f"decisions/{attachment.sha256}"


class DecisionFile(KeptFile):
    """The text of a decision, kept as it was handed in."""

    decision = models.ForeignKey(
        Decision, verbose_name="Văn bản", on_delete=models.PROTECT, related_name="files"
    )
    file = models.FileField("Tệp", upload_to=attachment_path, max_length=200)

    class Meta(KeptFile.Meta):
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
