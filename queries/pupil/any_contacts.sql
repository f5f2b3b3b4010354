-- Whether there are contacts at all
--
-- Where the file was never imported, nothing may be concluded from a pupil without any.
--
-- returns: contacts BIGINT
select count(*) as contacts from contact
