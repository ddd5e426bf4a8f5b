package dev.countersign.server.elevations;

import dev.countersign.server.platform.id.ElevationId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody asked for, for a while.
 *
 * @param reason why, in their words; absent once the person is forgotten
 * @param openUntil until when somebody may decide
 * @param decidedBy who did; absent where nobody has, or the policy
 * @param endsAt when it ends by itself; absent where it never began
 */
public record Elevation(
    ElevationId id,
    TenantId tenant,
    UserId user,
    String role,
    @Nullable String reason,
    int minutes,
    Status status,
    Instant requestedAt,
    Instant openUntil,
    @Nullable UserId decidedBy,
    @Nullable Instant decidedAt,
    @Nullable Instant endsAt,
    @Nullable Instant endedAt) {

  /** How far it has come. */
  public enum Status {
    /** Waits for somebody to decide. */
    PENDING,
    ACTIVE,
    DENIED,
    /** Nobody decided in time. */
    LAPSED,
    /** Ended by itself, or by whoever had it. */
    ENDED,
    /** Ended by somebody else. */
    REVOKED;

    /** The name in the store and in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status ofWireName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Asked for now. */
  static Elevation asked(
      ElevationId id,
      TenantId tenant,
      UserId user,
      String role,
      String reason,
      int minutes,
      Instant now,
      Instant openUntil) {
    return new Elevation(
        id,
        tenant,
        user,
        role,
        reason,
        minutes,
        Status.PENDING,
        now,
        openUntil,
        null,
        null,
        null,
        null);
  }

  /** The same, lent by somebody, or by the policy, from now on. */
  Elevation lent(@Nullable UserId by, Instant now) {
    return with(Status.ACTIVE, by, now, now.plus(Duration.ofMinutes(minutes)), null);
  }

  /** The same, refused. */
  Elevation denied(UserId by, Instant now) {
    return with(Status.DENIED, by, now, null, null);
  }

  /** The same, over. */
  Elevation closed(Status how, Instant now) {
    return with(how, decidedBy, decidedAt, endsAt, now);
  }

  boolean isOf(@Nullable UserId person) {
    return user.equals(person);
  }

  private Elevation with(
      Status status,
      @Nullable UserId decidedBy,
      @Nullable Instant decidedAt,
      @Nullable Instant endsAt,
      @Nullable Instant endedAt) {
    return new Elevation(
        id,
        tenant,
        user,
        role,
        reason,
        minutes,
        status,
        requestedAt,
        openUntil,
        decidedBy,
        decidedAt,
        endsAt,
        endedAt);
  }

  // Logs get no reason.
  @Override
  public String toString() {
    return "Elevation[" + id + " " + status + "]";
  }
}
