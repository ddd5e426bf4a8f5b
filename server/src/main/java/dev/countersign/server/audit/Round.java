package dev.countersign.server.audit;

/** What came of one round of the sequencer. */
sealed interface Round {
  /** Events got their places, up to this head. */
  record Placed(int events, CheckpointRow head) implements Round {}

  /** Nothing waits. */
  record Idle() implements Round {}

  /** Another node is at it. */
  record Busy() implements Round {}

  /** The log is not as it was left: nothing is added to it until somebody has looked. */
  record Halted(AuditFault fault, long place) implements Round {}
}
