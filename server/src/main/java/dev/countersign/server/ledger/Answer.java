package dev.countersign.server.ledger;

/** The first answer given under a key, and the hash of the request it answered. */
record Answer(KeyName name, RequestHash requestHash, Verdict first) {
  /** What a repeat of the key is told. */
  Verdict to(Instruction repeat) {
    return to(repeat.key());
  }

  /** The same. */
  Verdict to(IdempotencyKey repeat) {
    return repeat.requestHash().equals(requestHash)
        ? first.again()
        : Verdict.refused(Refusal.of(Refusal.Reason.IDEMPOTENCY_CONFLICT));
  }
}
