"""Everything that is printed or handed to another calendar: results in, bytes out. Nothing here touches
the disk."""

from services.documents.calendar import calendar_pdf
from services.documents.chronology import chronology_pdf
from services.documents.ics import calendar_ics
from services.documents.pages import plan_pdf, summary_pdf
from services.documents.recovery import recovery_code_pdf

__all__ = ["calendar_ics", "calendar_pdf", "chronology_pdf", "plan_pdf", "recovery_code_pdf", "summary_pdf"]
