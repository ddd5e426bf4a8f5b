package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One payment: what moved, on whose word, and what the audit log has of it. */
public record PaymentView(
    String id,
    String type,
    Amount amount,
    AccountView.@Nullable AccountName payer,
    AccountView.@Nullable AccountName payee,
    AccountRow.Owner initiatedBy,
    @Nullable String reference,
    List<Fact> metadata,
    Moment effective,
    Moment recorded,
    List<Entry> entries,
    @Nullable Audit audit) {

  /** A key and its value. */
  public record Fact(String key, String value) {}

  /** One entry with the running balance it made. */
  public record Entry(
      AccountView.AccountName account, Amount amount, Amount balance, long version) {}

  /**
   * The audit event.
   *
   * @param place where the log has it; {@code null} while it waits for its place
   */
  public record Audit(
      String event, String type, String description, Moment occurred, @Nullable Place place) {}

  /**
   * A place in the log.
   *
   * @param leaf the leaf's hash, in hex
   * @param checkpointSize the size of the latest signed head that covers it; {@code null} while
   *     none does
   */
  public record Place(long number, String leaf, @Nullable Long checkpointSize) {}

  public PaymentView {
    metadata = List.copyOf(metadata);
    entries = List.copyOf(entries);
  }
}
