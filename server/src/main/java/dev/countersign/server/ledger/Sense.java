package dev.countersign.server.ledger;

/** In which sense something lies before a moment. */
public enum Sense {
  /** It was written by then. What was true in this sense stays so for ever. */
  RECORDED,
  /** It counts from then on, whenever it was written. What is written later may change it. */
  EFFECTIVE
}
