package dev.countersign.server.testing;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes the services of all tests once the last has run. Otherwise they end with the JVM, at the
 * same time as their database, and each waits for what it would still write. JUnit finds it by
 * itself.
 */
public final class OpenServices implements BeforeAllCallback {
  private static final Set<ConfigurableApplicationContext> OPEN =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  static void note(ConfigurableApplicationContext context) {
    OPEN.add(context);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(OpenServices.class))
        .computeIfAbsent(OpenServices.class, _ -> (AutoCloseable) OpenServices::close);
  }

  private static void close() {
    List.copyOf(OPEN).forEach(ConfigurableApplicationContext::close);
  }
}
