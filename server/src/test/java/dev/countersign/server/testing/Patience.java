package dev.countersign.server.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long a test waits for what has to come, unless it says otherwise: longer than a busy machine
 * ever stands still. It costs time only where something never comes. JUnit finds it by itself.
 */
public final class Patience implements BeforeAllCallback {
  public static final Duration LIMIT = Duration.ofSeconds(90);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}
