package dev.countersign.server.ledger;

import dev.countersign.server.access.Credential;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.platform.id.RequestToPayId;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement to be posted now: entries that sum to zero in each asset they are of.
 *
 * @param asset what its amount is told in, and what entries move that name no other
 * @param entries two or more; what they move, and the sum they come to, are checked here, for
 *     entries that do not balance are a caller's bug and no refusal
 * @param conversion for a {@link Type#CONVERSION} alone: at which rate
 * @param effectiveAt when it counts from, kept to the microsecond; {@code null} for the time it is
 *     recorded
 */
public record Transfer(
    TenantId tenant,
    Type type,
    String asset,
    List<Entry> entries,
    @Nullable Conversion conversion,
    IdempotencyKey key,
    Authority authority,
    @Nullable Instant effectiveAt,
    Map<String, String> metadata,
    @Nullable String requestId)
    implements Instruction {

  /** The most entries that one movement can have. */
  public static final int ENTRIES_MAX = 100;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  /** What a movement is. */
  public enum Type {
    PAYMENT,
    DEPOSIT,
    WITHDRAWAL,
    /** Entries that an administrator posts as they are. */
    TRANSACTION,
    /** One asset turned into another. */
    CONVERSION,
    /** What a {@link Capture} posts. */
    CAPTURE,
    /** What a {@link Reversal} posts. */
    REVERSAL;

    /** Whether it comes of another payment, and is never told as a transfer. */
    boolean hasParent() {
      return this == CAPTURE || this == REVERSAL;
    }

    /** The name on the wire and in the store. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Type of(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * On whose word: the person, the sign-in or key or program, and what was shown for it.
   *
   * @param user nobody where a service calls
   * @param shown ids of what can be revoked on its own, such as the access token
   * @param mandate by which somebody draws on another's account; {@code null} where nobody does
   * @param request what somebody was asked for and pays by this; {@code null} for nothing
   */
  public record Authority(
      @Nullable UserId user,
      Credential credential,
      List<UUID> shown,
      @Nullable MandateId mandate,
      @Nullable RequestToPayId request) {
    public Authority {
      shown = List.copyOf(shown);
    }

    /** On somebody's own word. */
    public Authority(@Nullable UserId user, Credential credential, List<UUID> shown) {
      this(user, credential, shown, null, null);
    }

    /** The same, drawing on another's account. */
    public Authority by(MandateId drawn) {
      return new Authority(user, credential, shown, drawn, request);
    }

    /** The same, paying what was asked for. */
    public Authority asked(RequestToPayId asked) {
      return new Authority(user, credential, shown, mandate, asked);
    }

    /** On the word of a session alone. */
    public Authority(UserId user, SessionId session) {
      this(user, new Credential.Session(session), List.of());
    }

    /** Who is to be named for it: the person, or else the key or program. */
    public UUID initiator() {
      return user == null ? credential.id() : user.value();
    }

    /** The session, where there is one. */
    public @Nullable SessionId session() {
      return switch (credential) {
        case Credential.Session(SessionId session) -> session;
        case Credential.Impersonation(SessionId session, UserId _) -> session;
        case Credential.ApiKey _,
            Credential.Client _,
            Credential.Operator _,
            Credential.Schedule _ ->
            null;
      };
    }
  }

  public Transfer {
    entries = List.copyOf(entries);
    metadata = Instruction.storable(metadata);
    if (type.hasParent()) {
      throw new IllegalArgumentException("what comes of a payment is no transfer");
    }
    if ((type == Type.CONVERSION) != (conversion != null)) {
      throw new IllegalArgumentException("a conversion, and nothing else, has a rate");
    }
    if (entries.size() < 2 || entries.size() > ENTRIES_MAX) {
      throw new IllegalArgumentException("a movement has 2 to " + ENTRIES_MAX + " entries");
    }
    requireBalanced(asset, entries);
    if (conversion != null
        && moved(asset, entries, conversion.counterAsset(), 1) != conversion.counterMinor()) {
      throw new IllegalArgumentException("a conversion moves what its rate comes to");
    }
    if (effectiveAt != null) {
      if (effectiveAt.isBefore(EARLIEST) || effectiveAt.isAfter(LATEST)) {
        throw new IllegalArgumentException("a movement is effective in the years 1 to 9999");
      }
      effectiveAt = effectiveAt.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /** A movement without a conversion. */
  public Transfer(
      TenantId tenant,
      Type type,
      String asset,
      List<Entry> entries,
      IdempotencyKey key,
      Authority authority,
      @Nullable Instant effectiveAt,
      Map<String, String> metadata,
      @Nullable String requestId) {
    this(tenant, type, asset, entries, null, key, authority, effectiveAt, metadata, requestId);
  }

  @Override
  public Transfer under(IdempotencyKey other) {
    return new Transfer(
        tenant,
        type,
        asset,
        entries,
        conversion,
        other,
        authority,
        effectiveAt,
        metadata,
        requestId);
  }

  /** What moves in the movement's own asset: the sum of the entries that are positive. */
  public long amountMinor() {
    return moved(asset, entries, asset, 1);
  }

  /** What moves in an asset: the sum of the entries that are positive. */
  public long amountMinor(String code) {
    return moved(asset, entries, code, 1);
  }

  /** The assets of its entries; the movement's own is always one of them. */
  public Set<String> assets() {
    return assets(asset, entries);
  }

  /** What an entry moves. */
  public String assetOf(Entry entry) {
    return assetOf(asset, entry);
  }

  private static void requireBalanced(String own, List<Entry> entries) {
    Set<String> assets = assets(own, entries);
    if (!assets.contains(own)) {
      throw new IllegalArgumentException("a movement moves something of its own asset");
    }
    for (String code : assets) {
      if (moved(own, entries, code, 1) != moved(own, entries, code, -1)) {
        throw new IllegalArgumentException("the entries of a movement sum to zero");
      }
    }
  }

  private static Set<String> assets(String own, List<Entry> entries) {
    Set<String> assets = new HashSet<>();
    entries.forEach(entry -> assets.add(assetOf(own, entry)));
    return assets;
  }

  private static String assetOf(String own, Entry entry) {
    return entry.asset() == null ? own : entry.asset();
  }

  private static long moved(String own, List<Entry> entries, String code, int sign) {
    long sum = 0;
    for (Entry entry : entries) {
      if (Long.signum(entry.amountMinor()) == sign && assetOf(own, entry).equals(code)) {
        // Throws where a movement moves more than 64 bits hold: no balance could follow it.
        sum = Math.addExact(sum, Math.abs(entry.amountMinor()));
      }
    }
    return sum;
  }
}
