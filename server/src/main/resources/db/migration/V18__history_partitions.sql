select ensure_month_partitions(history, current_date, 13)
from unnest(array['payments'::regclass, 'entries'::regclass, 'audit_events'::regclass]) as history;
