-- Measures by period
--
-- Each pupil's value of each measure in each academic year and term, all subjects
-- together, for figures over time. Filled by `build/measure_of_period`. Value added is
-- left out: its line depends on who is in scope. The enrolment is the one that is valid at
-- the end of the period.
--
-- makes:   pupil_measure
-- returns: measure ENUM, period_id USMALLINT, pupil_id UINTEGER, enrolment_id UINTEGER,
--          numerator DOUBLE, denominator DOUBLE
create table pupil_measure (
    measure measure_name not null,
    period_id usmallint not null,
    pupil_id uinteger not null,
    enrolment_id uinteger not null,
    numerator double not null,
    denominator double not null
);
