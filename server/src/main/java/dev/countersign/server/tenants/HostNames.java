package dev.countersign.server.tenants;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of hosts by which a tenant's people come. */
public final class HostNames {
  /** How many a tenant has at most. */
  public static final int COUNT_MAX = 20;

  /** How long one is at most. */
  public static final int LENGTH_MAX = 253;

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9][a-z0-9-]{0,62})*");

  private HostNames() {}

  /** A name in small letters; empty for what is none, or has a port. */
  public static Optional<String> read(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT))
        .filter(name -> name.length() <= LENGTH_MAX && NAME.matcher(name).matches());
  }
}
