package dev.countersign.server.audit;

import java.util.Locale;

/** What can be wrong with the audit log, each with the sentence a reader sees. */
public enum AuditFault {
  PLACE_MISSING("the log has no row at this place"),
  EVENT_MISSING("the log has a place for an event that is not there"),
  UNKNOWN_ENCODING("the event's encoding is of a version this program does not know"),
  SEAL_BROKEN("the event's columns, salt or seal were changed, or the event is forged"),
  TENANT_CHANGED("the row names another tenant than its event"),
  LEAF_CHANGED("the log's row does not stand for its event"),
  CHAIN_BROKEN("the row does not follow from the one before it"),
  CHECKPOINT_CHANGED("the checkpoint's row was changed or is forged"),
  CHECKPOINT_UNSIGNED("the checkpoint is not signed by this log's keys"),
  ROOT_DIFFERS("the rows up to this checkpoint are not those that were signed"),
  TAIL_UNSIGNED("the log's last rows are under no checkpoint"),
  TAIL_CUT("a checkpoint names more events than the log has"),
  PENDING_WITHOUT_EVENT("an event that waits for its place is not there"),
  PENDING_AND_PLACED("an event waits for its place and has one"),
  NEITHER_PENDING_NOR_PLACED("the event has no place and waits for none"),
  OUTSIDE_UNREADABLE("a checkpoint kept outside the database is damaged or forged");

  private final String sentence;

  AuditFault(String sentence) {
    this.sentence = sentence;
  }

  /** The stable code. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String sentence() {
    return sentence;
  }
}
