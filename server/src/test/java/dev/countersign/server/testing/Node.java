package dev.countersign.server.testing;

import dev.countersign.postgres.Credentials;
import dev.countersign.server.Main;
import dev.countersign.testsupport.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Starts a node with further settings. */
  public static Node start(TestDatabase database, Path data, Map<String, String> settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--countersign.database.url=" + address(database.application()),
                "--countersign.database.owner.url=" + address(database.owner()),
                "--countersign.data=" + data,
                "--countersign.limits=off",
                "--countersign.passwords.memory-kib=64",
                "--countersign.passwords.iterations=1"));
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return new Node(new SpringApplicationBuilder(Main.class).run(arguments.toArray(String[]::new)));
  }

  public int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** A client that holds answers against the node's document. */
  public ApiClient api() {
    return ApiClient.of(port());
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
