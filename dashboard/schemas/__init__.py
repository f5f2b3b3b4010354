"""The files a school may import, in the order in which they are checked."""

from dashboard.schemas.attendance import ATTENDANCE, ATTENDANCE_TOTALS
from dashboard.schemas.column import Column, Schema
from dashboard.schemas.contacts import CONTACTS
from dashboard.schemas.learning import GRADES, QUESTIONS, RESULTS, SCALES
from dashboard.schemas.organisation import ACTIVITIES, ACTIVITY_PUPILS, COSTS, OPTIONS, ROOMS
from dashboard.schemas.people import CHARACTERISTICS, PUPILS
from dashboard.schemas.provision import CLASS_MEMBERS, CLASSES, INTERVENTION_PUPILS, INTERVENTIONS
from dashboard.schemas.staff import STAFF

SCHEMAS: dict[str, Schema] = {
    schema.name: schema
    for schema in (
        SCALES,
        GRADES,
        PUPILS,
        CHARACTERISTICS,
        ATTENDANCE,
        ATTENDANCE_TOTALS,
        RESULTS,
        QUESTIONS,
        CLASSES,
        CLASS_MEMBERS,
        INTERVENTIONS,
        INTERVENTION_PUPILS,
        STAFF,
        CONTACTS,
        OPTIONS,
        COSTS,
        ROOMS,
        ACTIVITIES,
        ACTIVITY_PUPILS,
    )
}

__all__ = ["SCHEMAS", "Column", "Schema"]
