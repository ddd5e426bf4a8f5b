package dev.countersign.server.schedules;

import dev.countersign.server.platform.id.ScheduleId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has the service pay later.
 *
 * @param nextNumber the first occurrence that nobody has begun with
 * @param nextAt when that is; {@code null} where none comes
 * @param running the occurrence that is being posted; {@code null} for none
 */
public record Schedule(
    ScheduleId id,
    TenantId tenant,
    UserId owner,
    Order order,
    Recurrence recurrence,
    Status status,
    int nextNumber,
    @Nullable Instant nextAt,
    @Nullable Integer running,
    Instant createdAt) {

  /**
   * What is paid each time.
   *
   * @param recipient a person's or an account's id, as the API writes it
   */
  public record Order(
      String recipient, String asset, long amountMinor, Map<String, String> metadata) {
    public Order {
      metadata = Map.copyOf(metadata);
    }
  }

  /** How a schedule stands. */
  public enum Status {
    ACTIVE,
    PAUSED,
    CANCELLED,
    /** No occurrence is left. */
    FINISHED;

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status ofWireName(String name) {
      return Arrays.stream(values())
          .filter(status -> status.wireName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Whether nothing can happen any more. */
  public boolean isOver() {
    return status == Status.CANCELLED || status == Status.FINISHED;
  }

  /** The next occurrences, in order. */
  public List<Instant> coming(int limit) {
    return nextAt == null
        ? List.of()
        : recurrence.coming(nextNumber, limit).stream().map(Recurrence.Occurrence::at).toList();
  }

  /**
   * Whether an occurrence may be paid at a moment: it is the one that is being posted, and no later
   * one is due.
   */
  boolean mayPay(int occurrence, Instant now) {
    return status == Status.ACTIVE
        && running != null
        && running == occurrence
        && (nextAt == null || nextAt.isAfter(now));
  }

  Schedule with(Status newStatus, int number, @Nullable Instant at, @Nullable Integer newRunning) {
    return new Schedule(
        id, tenant, owner, order, recurrence, newStatus, number, at, newRunning, createdAt);
  }
}
