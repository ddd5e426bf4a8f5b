-- Whether a password is as short as it is because a second factor stood beside it when it was chosen.
alter table passwords
  add column beside_factor boolean not null default false,
  drop constraint passwords_change_reason_check,
  add constraint passwords_change_reason_check
    check (change_reason in ('breached', 'demanded', 'factor_lost'));
