package dev.countersign.server.statements;

import dev.countersign.server.ledger.Account;
import dev.countersign.server.ledger.Sense;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.money.Money;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a statement says before and after its lines.
 *
 * @param issuer the tenant's name
 * @param holder whose account it is, as they are called here
 * @param debitsMinor what was taken, as a positive number
 * @param lines reads the lines, in order
 */
record Statement(
    String issuer,
    Account account,
    @Nullable String holder,
    Asset asset,
    Instant from,
    Instant to,
    Sense sense,
    Instant createdAt,
    long openingMinor,
    long creditsMinor,
    long debitsMinor,
    long credits,
    long debits,
    Lines lines) {

  /** Where the lines come from. */
  interface Lines {
    void forEach(Consumer<StatementLine> reader);
  }

  long closingMinor() {
    return openingMinor + creditsMinor - debitsMinor;
  }

  long entries() {
    return credits + debits;
  }

  String decimal(long minor) {
    return new Money(minor, asset).text();
  }
}
