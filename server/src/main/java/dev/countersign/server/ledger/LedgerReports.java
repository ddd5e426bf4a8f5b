package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums over a tenant's whole ledger. */
public interface LedgerReports {
  /**
   * What the accounts of each asset and kind held at the end of a moment, as it was recorded.
   *
   * @param at {@code null} for now
   */
  List<Standing> standings(TenantId tenant, @Nullable Instant at);

  /** What was recorded from a time on and before another. */
  Activity activity(TenantId tenant, Instant from, Instant to);

  /**
   * The accounts of one asset and kind.
   *
   * @param accounts how many were open
   * @param debitsMinor the sum of the balances below zero, as a positive number
   * @param creditsMinor the sum of the balances above zero
   */
  record Standing(
      String asset,
      Account.Kind kind,
      long accounts,
      BigDecimal debitsMinor,
      BigDecimal creditsMinor) {}

  /** What happened in a stretch of time. */
  record Activity(
      List<Volume> volumes,
      long activeUsers,
      List<UserVolume> busiest,
      List<RefusedCount> refused) {
    public Activity {
      volumes = List.copyOf(volumes);
      busiest = List.copyOf(busiest);
      refused = List.copyOf(refused);
    }
  }

  /** The movements of one asset and type. */
  record Volume(String asset, Transfer.Type type, long transactions, BigDecimal amountMinor) {}

  /** How many movements somebody had a part in. */
  record UserVolume(UserId user, long transactions) {}

  /** How many movements were refused for a reason. */
  record RefusedCount(String reason, long transactions) {}
}
