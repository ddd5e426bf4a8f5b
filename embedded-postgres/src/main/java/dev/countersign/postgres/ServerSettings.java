package dev.countersign.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings every start hands to the server on its command line, where they win over its files.
final class ServerSettings {
  private static final long MEGABYTE = 1024 * 1024;

  private ServerSettings() {}

  static Map<String, String> of(EmbeddedPostgresConfig config) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(modest());
    settings.putAll(quietLog());
    settings.putAll(config.settings());
    settings.putAll(fixed(config.durable() ? "on" : "off"));
    return settings;
  }

  private static Map<String, String> modest() {
    return Map.of(
        "shared_buffers", sharedBuffers(memory()),
        // A checkpoint makes every page it passes be logged whole when it next changes; those that
        // come because the log is full come the more often the more is written.
        "max_wal_size", "2GB",
        "max_connections", "60",
        "huge_pages", "off",
        "jit", "off",
        "timezone", "UTC");
  }

  /// An eighth of the machine's memory: PostgreSQL's own advice for a server that has it to itself
  /// is a quarter, and this one never has. It takes of it what it has read.
  static String sharedBuffers(long memory) {
    return Math.clamp(memory / 8 / MEGABYTE, 128, 1024) + "MB";
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }

  /// Statements and the values in error details are personal data and stay out of the log.
  private static Map<String, String> quietLog() {
    return Map.of(
        "log_timezone", "UTC",
        "log_min_error_statement", "panic",
        "log_error_verbosity", "terse",
        "log_checkpoints", "off",
        "cluster_name", "countersign");
  }

  private static Map<String, String> fixed(String durable) {
    return Map.of(
        "fsync", durable,
        "synchronous_commit", durable,
        "full_page_writes", durable,
        "listen_addresses", "127.0.0.1",
        // A socket's path is limited to 107 bytes, and a data directory's is not.
        "unix_socket_directories", "",
        "password_encryption", "scram-sha-256",
        "logging_collector", "off",
        "log_destination", "stderr");
  }
}
