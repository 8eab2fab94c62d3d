"""Everything that is printed or handed to another calendar: results in, bytes out. Nothing here touches
the disk."""

from services.documents.calendar import calendar_pdf
from services.documents.chronology import chronology_pdf
from services.documents.consent import consent_pdf
from services.documents.familypage import family_plan_pdf
from services.documents.genogram import genogram_pdf
from services.documents.ics import calendar_ics
from services.documents.keyfacts import keyfacts_pdf
from services.documents.people import people_pdf
from services.documents.plan import plan_pdf
from services.documents.plandifference import plan_difference_pdf
from services.documents.recovery import recovery_code_pdf
from services.documents.summary import summary_pdf
from services.documents.visit import record_pdf

__all__ = [
    "calendar_ics",
    "calendar_pdf",
    "chronology_pdf",
    "consent_pdf",
    "family_plan_pdf",
    "genogram_pdf",
    "keyfacts_pdf",
    "people_pdf",
    "plan_difference_pdf",
    "plan_pdf",
    "record_pdf",
    "recovery_code_pdf",
    "summary_pdf",
]
