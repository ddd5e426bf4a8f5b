package dev.countersign.client;

import java.util.concurrent.CountDownLatch;

/** Waits for what a test says. */
final class Waits {
  private Waits() {}

  static void on(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
