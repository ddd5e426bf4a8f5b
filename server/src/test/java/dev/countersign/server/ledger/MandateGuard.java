package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Refusal.Reason;
import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.store.RoundTrip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bars whom it is told to, and keeps what is left of some words in a table of its own. */
final class MandateGuard implements PostingGuard {
  private final JdbcOperations jdbc;
  private final Map<Authority, Refusal> barred;
  private final Map<Authority, UUID> mandates;

  MandateGuard(JdbcOperations jdbc, Map<Authority, Refusal> barred, Map<Authority, UUID> mandates) {
    this.jdbc = jdbc;
    this.barred = barred;
    this.mandates = mandates;
  }

  static void createTable(JdbcClient superuser) {
    superuser
        .sql("create table mandates_of_tests (id uuid primary key, left_minor bigint, uses bigint)")
        .update();
    superuser.sql("grant select, update on mandates_of_tests to public").update();
  }

  static void create(JdbcClient superuser, UUID id, long dollars, long uses) {
    superuser
        .sql("insert into mandates_of_tests values (?, ?, ?)")
        .params(id, dollars, uses)
        .update();
  }

  @Override
  public Supplier<List<Judgement>> ask(List<Instruction> instructions, RoundTrip trip) {
    return () -> judge(instructions);
  }

  private List<Judgement> judge(List<Instruction> instructions) {
    Set<UUID> wanted =
        instructions.stream()
            .map(instruction -> mandates.get(instruction.authority()))
            .filter(id -> id != null)
            .collect(Collectors.toSet());
    Map<UUID, Allowance> allowances = new HashMap<>();
    if (!wanted.isEmpty()) {
      jdbc.query(
          "select * from mandates_of_tests where id = any (?) order by id for update",
          row -> {
            UUID id = row.getObject("id", UUID.class);
            allowances.put(
                id,
                new Allowance(
                    id,
                    "USD",
                    row.getLong("left_minor"),
                    row.getLong("uses"),
                    Reason.MANDATE_EXCEEDED));
          },
          (Object) wanted.toArray(UUID[]::new));
    }
    List<Judgement> judgements = new ArrayList<>();
    for (Instruction instruction : instructions) {
      Refusal bar = barred.get(instruction.authority());
      UUID mandate = mandates.get(instruction.authority());
      judgements.add(
          bar != null
              ? new Judgement.Barred(bar)
              : mandate == null
                  ? Judgement.FREE
                  : new Judgement.Permitted(List.of(allowances.get(mandate))));
    }
    return judgements;
  }

  @Override
  public void drawn(List<Allowance.Draw> draws, List<Allowance.OnHold> holds) {
    for (Allowance.Draw draw : draws) {
      jdbc.update(
          "update mandates_of_tests set left_minor = left_minor - ?, uses = uses - ? where id = ?",
          draw.amountMinor(),
          draw.count(),
          draw.allowance());
    }
  }
}
