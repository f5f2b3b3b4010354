"""Care of the data: the record of processing, how long pupils are held, one pupil's record, erasing."""
