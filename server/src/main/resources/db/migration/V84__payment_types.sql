alter table payments
  drop constraint payments_type_check,
  add constraint payments_type_check
    check (
      type in (
        'payment', 'deposit', 'withdrawal', 'transaction', 'conversion', 'capture', 'reversal'));
