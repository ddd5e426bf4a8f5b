package dev.countersign.server.statements;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.ledger.Transfer;
import dev.countersign.server.platform.id.AccountId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.money.Asset;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Statements without a ledger. */
final class Drafts {
  static final Instant TIME = Instant.parse("2026-11-21T12:00:00.123456Z");

  private Drafts() {}

  /** One cent came in with each of so many lines. */
  static Statement statement(
      String issuer,
      @Nullable String holder,
      int lines,
      @Nullable String counterparty,
      @Nullable String reference) {
    List<StatementLine> all =
        IntStream.rangeClosed(1, lines)
            .mapToObj(number -> line(number, counterparty, reference))
            .toList();
    return statement(issuer, holder, lines, all::forEach);
  }

  /** One cent came in with each of the lines, of which there are so many. */
  static Statement statement(
      String issuer, @Nullable String holder, int count, Statement.Lines lines) {
    return new Statement(
        issuer,
        new Account(
            new AccountId(new UUID(1, 1)),
            TenantId.DEFAULT,
            Account.Kind.STANDARD,
            null,
            "ref",
            "EUR",
            0,
            0,
            0,
            Account.Status.OPEN,
            count,
            TIME),
        holder,
        new Asset("EUR", 2),
        TIME,
        TIME.plusSeconds(1),
        Sense.RECORDED,
        TIME,
        0,
        count,
        0,
        count,
        0,
        lines);
  }

  static StatementLine line(int number, @Nullable String counterparty, @Nullable String reference) {
    return new StatementLine(
        "pay_01m7z6pb1me008x35xhrpyg2nx",
        Transfer.Type.PAYMENT,
        reference,
        counterparty,
        "acc_01m7z6pb1ae00bem2z59hnepe8",
        1,
        number,
        number,
        TIME,
        TIME);
  }
}
