package dev.countersign.server.ledger;

import dev.countersign.server.ledger.Transfer.Authority;
import dev.countersign.server.platform.id.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens accounts under references of somebody's own. */
public interface AccountOpenings {
  /** The most accounts that can be opened at once. */
  int OPENINGS_MAX = 1_000;

  /**
   * Opens accounts and answers each request in order; one that is refused takes no other with it.
   */
  List<Outcome> open(Request request);

  /** Accounts to open, and on whose word. */
  record Request(
      TenantId tenant, Authority authority, @Nullable String requestId, List<Opening> openings) {
    public Request {
      openings = List.copyOf(openings);
      if (openings.size() > OPENINGS_MAX) {
        throw new IllegalArgumentException("at most " + OPENINGS_MAX + " accounts open at once");
      }
    }
  }

  /**
   * An account to open.
   *
   * @param externalReference 1 to 255 characters, none of them NUL; unique in the tenant
   * @param overdraftLimitMinor how far below zero it may go; never negative
   */
  record Opening(String externalReference, String asset, long overdraftLimitMinor) {
    public Opening {
      if (externalReference.isEmpty()
          || externalReference.length() > 255
          || externalReference.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("a reference has 1 to 255 characters, none of them NUL");
      }
      if (overdraftLimitMinor < 0) {
        throw new IllegalArgumentException("an overdraft limit is not negative");
      }
    }
  }

  /** What became of a request. */
  sealed interface Outcome {
    /**
     * The account is there.
     *
     * @param replayed whether it was opened by an earlier request that said the same
     */
    record Opened(Account account, boolean replayed) implements Outcome {}

    /** The reference belongs to an account of another asset or limit. */
    record Conflict(Account existing) implements Outcome {}

    /** The tenant has no such asset. */
    record UnknownAsset(String asset) implements Outcome {}
  }
}
