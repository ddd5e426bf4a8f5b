-- By what histories are narrowed and few payments have, so that few payments pay for it: the kinds that
-- are not plain payments, and reversals.
create index payments_type on payments (tenant_id, type, id) where type not in ('payment', 'transaction');
create index payment_links_reversals on payment_links (tenant_id, parent_id) where kind = 'reversal';
