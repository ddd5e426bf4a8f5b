-- A ledger as peers write it in PL/pgSQL: one call posts one transfer, locks its two accounts in the
-- order of their ids, and keeps versions and running balances with the entries.
create table peer_accounts (
  id       bigint primary key,
  balance  bigint not null default 0,
  version  bigint not null default 0,
  minimum  bigint not null
);
create table peer_transfers (
  id          bigint generated always as identity primary key,
  debited     bigint not null references peer_accounts (id),
  credited    bigint not null references peer_accounts (id),
  amount      bigint not null check (amount > 0),
  metadata    jsonb  not null default '{}',
  created_at  timestamptz not null default now()
);
create index on peer_transfers (debited);
create index on peer_transfers (credited);
create table peer_entries (
  id              bigint generated always as identity primary key,
  transfer_id     bigint not null references peer_transfers (id),
  account_id      bigint not null references peer_accounts (id),
  amount          bigint not null,
  balance_before  bigint not null,
  balance_after   bigint not null,
  version         bigint not null,
  created_at      timestamptz not null default now()
);
create index on peer_entries (transfer_id);
create index on peer_entries (account_id, version);

create function peer_post(from_id bigint, to_id bigint, moved bigint) returns bigint
  language plpgsql
  as $$
  declare
    payer peer_accounts;
    payee peer_accounts;
    transfer bigint;
  begin
    if moved <= 0 or from_id = to_id then
      raise exception 'a transfer moves something from one account to another';
    end if;
    perform 1 from peer_accounts where id in (from_id, to_id) order by id for update;
    update peer_accounts set balance = balance - moved, version = version + 1
      where id = from_id returning * into payer;
    if payer.balance < payer.minimum then
      raise exception 'insufficient funds';
    end if;
    update peer_accounts set balance = balance + moved, version = version + 1
      where id = to_id returning * into payee;
    insert into peer_transfers (debited, credited, amount) values (from_id, to_id, moved)
      returning id into transfer;
    insert into peer_entries (transfer_id, account_id, amount, balance_before, balance_after, version)
      values
        (transfer, from_id, -moved, payer.balance + moved, payer.balance, payer.version),
        (transfer, to_id, moved, payee.balance - moved, payee.balance, payee.version);
    return transfer;
  end
  $$;
