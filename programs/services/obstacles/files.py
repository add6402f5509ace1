"""Papers of an obstacle; what they are is told by their bytes, as with those of decisions."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from indicators.models import User
from programs.models import Obstacle, ObstacleFile, ObstacleStep
from programs.services.attachments import checked
from programs.services.decision_rules import DecisionRefused

from .rights import may_edit
from .steps import ObstacleRefused, allow, held, take_step, told_of


@transaction.atomic
def attach_to_obstacle(
    *, obstacle: Obstacle, upload: UploadedFile, by: User, now: datetime
) -> ObstacleFile:
    """Keeps a paper. Raises ObstacleRefused, beside the field `file`, for one that is too large, of
    another kind than its content may be, or there already."""
    obstacle = held(obstacle, ObstacleStep.ATTACHED, None)
    allow(may_edit(by, obstacle))
    try:
        attachment = checked(upload)
    except DecisionRefused as refused:
        raise ObstacleRefused("file", str(refused), "file") from refused
    digest = hashlib.sha256(attachment.content).hexdigest()
    if known := obstacle.files.filter(sha256=digest).first():
        message = f"Tệp này đã được đính kèm, tên là “{known.file_name}”."
        raise ObstacleRefused("known_file", message, "file")
    row = ObstacleFile(
        obstacle=obstacle,
        file_name=attachment.name,
        size_bytes=len(attachment.content),
        sha256=digest,
        uploaded_at=now,
        uploaded_by=by,
    )
    row.file.save(attachment.name, ContentFile(attachment.content), save=False)
    row.full_clean()
    row.save()
    before = told_of(obstacle)
    take_step(obstacle, before, ObstacleStep.ATTACHED, by=by, now=now, text=attachment.name)
    return row
