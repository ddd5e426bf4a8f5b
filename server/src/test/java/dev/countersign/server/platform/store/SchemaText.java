package dev.countersign.server.platform.store;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A schema as text, read from the catalogue, the same on every supported PostgreSQL: tables with
 * their columns, constraints, indexes, policies and grants, then functions. The months' partitions
 * are left out, for they differ from day to day, and so is Flyway's own table; other partitions are
 * told by name, for they have what their table has.
 */
final class SchemaText {
  private static final String TABLES =
      """
      select pg_class.oid::int,
        relname
          || case relkind when 'p' then ' partitioned by ' || pg_get_partkeydef(pg_class.oid) else '' end
          || case when relispartition
             then ' partition of ' || (select inhparent::regclass from pg_inherits where inhrelid = pg_class.oid)
               || ' ' || pg_get_expr(relpartbound, pg_class.oid)
             else '' end
          || case when relrowsecurity then ', row-level security' else '' end
          || case when relforcerowsecurity then ' forced' else '' end as head,
        relispartition
      from pg_class
      where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p', 'v', 'm', 'S')
        and relname !~ '_[0-9]{4}_[0-9]{2}$'
        and relname <> 'flyway_schema_history'
      order by relname
      """;
  // Since 18, "not null" is a constraint of its own ('n'); it is told with its column.
  private static final String PARTS =
      """
      select line
      from (
        select 1 as part, attnum::text as place,
          'column ' || attname || ' ' || format_type(atttypid, atttypmod)
            || case when attnotnull then ' not null' else '' end
            || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
        from pg_attribute
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = :table and attnum > 0 and not attisdropped
        union all
        select 2, conname, 'constraint ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint
        where conrelid = :table and contype <> 'n'
        union all
        select 3, indexrelid::regclass::text, 'index ' || pg_get_indexdef(indexrelid)
        from pg_index
        where indrelid = :table
        union all
        select 4, policyname,
          'policy ' || policyname || ' for ' || lower(cmd) || ' to ' || array_to_string(roles, ', ')
            || ' using ' || coalesce(qual, '-') || ' with check ' || coalesce(with_check, '-')
        from pg_policies
        where (schemaname || '.' || tablename)::regclass = :table
        union all
        select 5, trigger.tgname, 'trigger ' || pg_get_triggerdef(trigger.oid)
        from pg_trigger as trigger
        where tgrelid = :table and not tgisinternal
        union all
        select 6, grantee::regrole::text,
          'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type)
            || ' to ' || case grantee when 0 then 'public' else grantee::regrole::text end
        from pg_class, aclexplode(relacl)
        where pg_class.oid = :table and grantee <> relowner
        group by grantee
      ) as parts
      order by part, length(place) * (part = 1)::int, place collate "C"
      """;
  private static final String FUNCTIONS =
      """
      select pg_get_functiondef(pg_proc.oid)
        || coalesce(
          (select string_agg(
              'grant ' || lower(privilege_type) || ' to '
                || case grantee when 0 then 'public' else grantee::regrole::text end,
              E'\\n' order by grantee::regrole::text)
            from aclexplode(coalesce(proacl, acldefault('f', proowner)))
            where grantee <> proowner),
          'granted to nobody')
        || E'\\n'
      from pg_proc
      where pronamespace = 'public'::regnamespace
      order by proname, pg_get_function_identity_arguments(pg_proc.oid)
      """;

  private record Table(int oid, String head, boolean isPartition) {}

  private SchemaText() {}

  static String of(JdbcClient superuser) {
    List<Table> tables =
        superuser
            .sql(TABLES)
            .query((row, number) -> new Table(row.getInt(1), row.getString(2), row.getBoolean(3)))
            .list();
    String described =
        tables.stream().map(table -> describe(superuser, table)).collect(Collectors.joining("\n"));
    List<String> functions =
        superuser.sql(FUNCTIONS).query((row, number) -> row.getString(1)).list();
    return described + "\n" + String.join("\n", functions);
  }

  private static String describe(JdbcClient superuser, Table table) {
    if (table.isPartition()) {
      return "table " + table.head() + "\n";
    }
    List<String> parts =
        superuser
            .sql(PARTS)
            .param("table", table.oid())
            .query((row, number) -> row.getString(1))
            .list();
    return "table "
        + table.head()
        + "\n"
        + parts.stream().map(part -> "  " + part + "\n").collect(Collectors.joining());
  }
}
