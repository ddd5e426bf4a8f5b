select ensure_month_partitions(history, (now() at time zone 'UTC')::date, 13)
from unnest(array['payments'::regclass, 'entries'::regclass, 'audit_events'::regclass]) as history;
