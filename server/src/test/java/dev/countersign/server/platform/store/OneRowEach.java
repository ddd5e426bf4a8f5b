package dev.countersign.server.platform.store;

import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts a row of a tenant into every table that has none of it yet, from the catalogue alone, so
 * that a new table is covered without a word. Checks and foreign keys don't matter to who sees a
 * row, so they are dropped first.
 */
final class OneRowEach {
  private static final String TABLES =
      """
      select relname
      from pg_class
      where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p')
        and not relispartition
        and relname not in ('flyway_schema_history', 'tenants', 'assets')
      """;
  private static final String DROP_CHECKS =
      """
      do $$
      declare
        found record;
      begin
        for found in
          select conrelid::regclass as relation, conname
          from pg_constraint
          where contype in ('c', 'f') and connamespace = 'public'::regnamespace
            and conparentid = 0 and coninhcount = 0
        loop
          execute format('alter table %s drop constraint %I', found.relation, found.conname);
        end loop;
      end
      $$
      """;
  private static final String COLUMNS =
      """
      select string_agg(quote_ident(attname), ', ' order by attnum) as names,
        string_agg(
          case
            when attname = 'tenant_id' then quote_literal(:tenant) || '::uuid'
            when attname = 'only_row' then 'true'
            when typname = 'uuid' then 'gen_random_uuid()'
            when typname in ('timestamptz', 'timestamp') then 'now()'
            when typname = 'date' then 'current_date'
            when typcategory = 'A' then '''{}'''
            when typname in ('int2', 'int4', 'int8', 'numeric') then '(random() * 1000000)::int % 30000'
            when typname = 'jsonb' then '''{}'''
            when typname = 'bytea' then 'decode(md5(random()::text), ''hex'')'
            when typname = 'bool' then 'true'
            when typname = 'xid8' then 'pg_current_xact_id()'
            else 'gen_random_uuid()::text'
          end,
          ', ' order by attnum) as "values"
      from pg_attribute
      join pg_type on pg_type.oid = atttypid
      where attrelid = :table::regclass and attnum > 0 and not attisdropped
      """;

  private record Columns(String names, String values) {}

  private final JdbcClient superuser;

  OneRowEach(JdbcClient superuser) {
    this.superuser = superuser;
  }

  void insert(TenantId tenant) {
    superuser.sql(DROP_CHECKS).update();
    List<String> tables = superuser.sql(TABLES).query((row, number) -> row.getString(1)).list();
    for (String table : tables) {
      Columns columns =
          superuser
              .sql(COLUMNS)
              .param("tenant", tenant.value().toString())
              .param("table", table)
              .query(Columns.class)
              .single();
      superuser
          .sql(
              "insert into %s (%s) values (%s) on conflict do nothing"
                  .formatted(table, columns.names(), columns.values()))
          .update();
    }
  }
}
