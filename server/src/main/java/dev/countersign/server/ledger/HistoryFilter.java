package dev.countersign.server.ledger;

import dev.countersign.server.platform.id.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which movements to list. What is {@code null} decides nothing.
 *
 * @param from at this time or later
 * @param to before this time
 * @param sense which of a movement's times
 * @param parties one of these accounts is the other party; an empty list finds nothing
 * @param types of one of these types; an empty set stands for any
 * @param amountMin at least so much was moved on the reader's account, in units of its asset
 * @param amountMax at most so much, likewise
 * @param metadata with all of these notes
 * @param reversed whether all of it was given back
 */
public record HistoryFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    Sense sense,
    @Nullable List<AccountId> parties,
    Set<Transfer.Type> types,
    @Nullable BigDecimal amountMin,
    @Nullable BigDecimal amountMax,
    List<Note> metadata,
    @Nullable Boolean reversed) {

  /** Everything. */
  public static final HistoryFilter NONE =
      new HistoryFilter(null, null, Sense.RECORDED, null, Set.of(), null, null, List.of());

  /** One entry of a movement's metadata. */
  public record Note(String name, String value) {}

  /** Whatever was given back of it. */
  public HistoryFilter(
      @Nullable Instant from,
      @Nullable Instant to,
      Sense sense,
      @Nullable List<AccountId> parties,
      Set<Transfer.Type> types,
      @Nullable BigDecimal amountMin,
      @Nullable BigDecimal amountMax,
      List<Note> metadata) {
    this(from, to, sense, parties, types, amountMin, amountMax, metadata, null);
  }

  public HistoryFilter {
    parties = parties == null ? null : List.copyOf(parties);
    types = Set.copyOf(types);
    metadata = metadata.stream().distinct().toList();
  }
}
