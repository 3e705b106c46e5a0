//! Offices over time, administrative units, calendars, competence.
