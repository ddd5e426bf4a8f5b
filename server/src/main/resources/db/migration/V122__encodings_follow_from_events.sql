-- The canonical encoding follows from an event's columns and its version: kept beside them, it was
-- nearly half of every row.
alter table audit_events drop column encoding;
