package dev.countersign.server.testing;

import dev.countersign.postgres.Credentials;
import dev.countersign.server.Main;
import dev.countersign.testsupport.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One more service over a test's database and directory, on a port of its own, for tests of several
 * nodes.
 */
public final class Node implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Node(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts a node with further settings, or other ones than usual, and with further beans. */
  public static Node start(
      TestDatabase database, Path data, Map<String, String> settings, Class<?>... beans) {
    Map<String, String> all = new TreeMap<>();
    all.put("server.port", "0");
    all.put("countersign.database.url", address(database.application()));
    all.put("countersign.database.owner.url", address(database.owner()));
    all.put("countersign.data", data.toString());
    all.put("countersign.limits", "off");
    all.put("countersign.passwords.memory-kib", "64");
    all.put("countersign.passwords.iterations", "1");
    all.putAll(settings);
    String[] arguments =
        all.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    return new Node(new SpringApplicationBuilder(Main.class).sources(beans).run(arguments));
  }

  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** A client that holds answers against the node's document. */
  public ApiClient api() {
    return ApiClient.of(port());
  }

  /** A bean of the node's. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }

  /** The address of a database with its user, as settings take it. */
  public static String address(Credentials credentials) {
    return credentials.url()
        + "&user="
        + credentials.user()
        + "&password="
        + credentials.password();
  }
}
