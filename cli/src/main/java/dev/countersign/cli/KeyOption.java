package dev.countersign.cli;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The idempotency key, for every command that moves money. */
final class KeyOption {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Makes asking twice the same as asking once: with the same key, money moves once.")
  private @Nullable String key;

  /** The key given, or a new one. */
  String chosen() {
    return key == null ? UUID.randomUUID().toString() : key;
  }
}
