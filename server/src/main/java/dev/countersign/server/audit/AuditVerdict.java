package dev.countersign.server.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of verifying the audit log. */
public sealed interface AuditVerdict {
  /** A sentence for people. */
  String sentence();

  /**
   * Every row is what was written, in the order that was signed.
   *
   * @param size the number of events in the log
   * @param pending those that wait for their place
   * @param checkpoints the signed heads that agree with the rows, in the database and outside
   * @param root the log's root in base64, as its last checkpoint has it
   */
  record Verified(long size, long pending, long checkpoints, String root) implements AuditVerdict {
    @Override
    public String sentence() {
      return "The audit log is verified: "
          + size
          + " events in place, "
          + pending
          + " pending, "
          + checkpoints
          + " signed checkpoints, root "
          + root
          + ".";
    }
  }

  /**
   * The log is not what was written.
   *
   * @param place of the first bad row; null where what is wrong has no place
   * @param eventId the event concerned, where there is one
   * @param detail which checkpoint or file shows it; empty where the row itself does
   */
  record Broken(AuditFault fault, @Nullable Long place, @Nullable UUID eventId, String detail)
      implements AuditVerdict {
    @Override
    public String sentence() {
      StringBuilder sentence = new StringBuilder("The audit log is NOT verified: ");
      if (place != null) {
        sentence.append("place ").append(place).append(": ");
      }
      if (eventId != null) {
        sentence.append("event ").append(eventId).append(": ");
      }
      sentence.append(fault.sentence());
      if (!detail.isEmpty()) {
        sentence.append(" (").append(detail).append(')');
      }
      return sentence.append('.').toString();
    }
  }

  /**
   * There was no time to look at all of it.
   *
   * @param size the number of events looked at and found right
   */
  record Unfinished(long size) implements AuditVerdict {
    @Override
    public String sentence() {
      return "The audit log was not verified in the time allowed: the first "
          + size
          + " events are right. Run `countersign audit verify`, which takes the time it needs.";
    }
  }
}
