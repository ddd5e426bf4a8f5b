package dev.countersign.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What to run and where.
///
/// @param directory the service's directory; the database lives in its folder `postgres`
/// @param binaries the PostgreSQL programs to unpack and run
/// @param port the port on 127.0.0.1, or 0 for any free one
/// @param settings server settings beyond the fixed ones, such as `shared_buffers`
/// @param durability whether an acknowledged commit survives a crash
/// @param binariesHome where to unpack the programs; by default inside the directory
/// @param startTimeout how long to wait for a start, crash recovery included
public record EmbeddedPostgresConfig(
    Path directory,
    Binaries binaries,
    int port,
    Map<String, String> settings,
    Durability durability,
    Optional<Path> binariesHome,
    Duration startTimeout) {

  /// Whether an acknowledged commit survives the loss of power.
  public enum Durability {
    /// The only choice for real data.
    DURABLE,
    /// Speed for tests whose data is thrown away; a crash may lose or corrupt everything.
    THROWN_AWAY_AFTER_TESTS
  }

  public EmbeddedPostgresConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, but is " + port);
    }
    directory = directory.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
  }

  /// The PostgreSQL of the class path in this directory, durable, on any free port.
  public static EmbeddedPostgresConfig in(Path directory) {
    return new EmbeddedPostgresConfig(
        directory,
        Binaries.onClassPath(),
        0,
        Map.of(),
        Durability.DURABLE,
        Optional.empty(),
        Duration.ofMinutes(5));
  }

  public EmbeddedPostgresConfig withBinaries(Binaries chosen) {
    return new EmbeddedPostgresConfig(
        directory, chosen, port, settings, durability, binariesHome, startTimeout);
  }

  public EmbeddedPostgresConfig withPort(int chosen) {
    return new EmbeddedPostgresConfig(
        directory, binaries, chosen, settings, durability, binariesHome, startTimeout);
  }

  /// Adds one server setting. The fixed ones (durability, addresses, authentication) win over it.
  public EmbeddedPostgresConfig withSetting(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(name, value);
    return new EmbeddedPostgresConfig(
        directory, binaries, port, more, durability, binariesHome, startTimeout);
  }

  public EmbeddedPostgresConfig withDurability(Durability chosen) {
    return new EmbeddedPostgresConfig(
        directory, binaries, port, settings, chosen, binariesHome, startTimeout);
  }

  /// Unpacks the programs below this folder, to be shared by several directories. Nobody else may
  /// be able to write to it.
  public EmbeddedPostgresConfig withBinariesHome(Path chosen) {
    return new EmbeddedPostgresConfig(
        directory, binaries, port, settings, durability, Optional.of(chosen), startTimeout);
  }

  boolean durable() {
    return durability == Durability.DURABLE;
  }
}
