package dev.countersign.server.revocation;

/**
 * Tells the other nodes that there is something new in the store, so that they look now rather than
 * at their next turn. It carries nothing, so whoever can ring it can do no harm; and where it is
 * not heard, the next turn is a quarter of a second away.
 */
public interface Doorbell {
  /** Rings; never fails, and waits for nobody. */
  void ring();

  /** Names what to do when it rings. It may be done on any thread, and should not take long. */
  void onRing(Runnable look);

  /** One that nobody hears, for a single node. */
  Doorbell NONE =
      new Doorbell() {
        @Override
        public void ring() {}

        @Override
        public void onRing(Runnable look) {}
      };
}
