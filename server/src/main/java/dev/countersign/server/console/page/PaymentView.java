package dev.countersign.server.console.page;

import dev.countersign.server.console.page.AccountView.AccountName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payment, or what is held of one: what moved, on whose word, what has become of it, and what
 * the audit log has of it.
 *
 * @param address of the page
 * @param everybodys whether it is looked at for the tenant, and not as a party of it
 * @param looks how the status looks
 * @param parent what it captured or gave back
 * @param facts what the service itself noted
 * @param expires until when it is held
 * @param left what can still be captured or given back; {@code null} for nothing
 * @param audited whether the audit event is shown
 * @param audit {@code null} where it is not, or is not there
 */
public record PaymentView(
    String address,
    boolean everybodys,
    String id,
    String type,
    String status,
    String looks,
    Amount amount,
    @Nullable AccountName payer,
    @Nullable AccountName payee,
    AccountRow.@Nullable Owner initiatedBy,
    @Nullable String parent,
    List<Fact> facts,
    List<Fact> metadata,
    Moment effective,
    Moment recorded,
    @Nullable Moment expires,
    List<Entry> entries,
    List<Part> parts,
    List<Step> steps,
    @Nullable Amount left,
    Deeds deeds,
    boolean audited,
    @Nullable Audit audit,
    @Nullable String notice,
    List<String> faults) {

  /** A key and its value. */
  public record Fact(String key, String value) {}

  /** One entry with the running balance it made. */
  public record Entry(AccountName account, Amount amount, Amount balance, long version) {}

  /** Who is to get how much of what is held, and has got. */
  public record Part(AccountName account, Amount amount, Amount captured) {}

  /** A payment that captured this one or gave it back. */
  public record Step(String id, String type, @Nullable String reason, Moment when, Amount amount) {}

  /** What whoever looks may do. */
  public record Deeds(boolean reverse, boolean capture, boolean release) {
    public static final Deeds NONE = new Deeds(false, false, false);

    public boolean isAny() {
      return reverse || capture || release;
    }
  }

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
    facts = List.copyOf(facts);
    metadata = List.copyOf(metadata);
    entries = List.copyOf(entries);
    parts = List.copyOf(parts);
    steps = List.copyOf(steps);
    faults = List.copyOf(faults);
  }

  public boolean isHeld() {
    return expires != null;
  }

  /** Where the list is that it stands in. */
  public String list() {
    return address.substring(0, address.lastIndexOf('/'));
  }

  /** The same with what was just done, or why it was not. */
  public PaymentView telling(@Nullable String notice, List<String> faults) {
    return new PaymentView(
        address,
        everybodys,
        id,
        type,
        status,
        looks,
        amount,
        payer,
        payee,
        initiatedBy,
        parent,
        facts,
        metadata,
        effective,
        recorded,
        expires,
        entries,
        parts,
        steps,
        left,
        deeds,
        audited,
        audit,
        notice,
        faults);
  }
}
