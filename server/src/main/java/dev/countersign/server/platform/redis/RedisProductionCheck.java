package dev.countersign.server.platform.redis;

import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.secret.SecretStrength;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nobody guesses their way into a Redis on another machine, or listens on the way there. */
final class RedisProductionCheck implements ProductionCheck {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final RedisSettings settings;

  RedisProductionCheck(RedisSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> faults() {
    Secret url = settings.url();
    URI address = url == null ? null : parsed(url);
    if (address == null || address.getHost() == null || HERE.contains(address.getHost())) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    if (!address.getScheme().toLowerCase(Locale.ROOT).startsWith("rediss")) {
      faults.add(
          "COUNTERSIGN_REDIS_URL names a Redis on another machine without TLS. Write rediss://"
              + " instead of redis://.");
    }
    SecretStrength.weakness(passwordOf(address))
        .ifPresent(weakness ->
            faults.add(
                "The password in COUNTERSIGN_REDIS_URL %s. Set one of at least %d random characters."
                    .formatted(weakness, SecretStrength.CHARACTERS_MIN)));
    return faults;
  }

  private static Secret passwordOf(URI address) {
    String who = address.getUserInfo() == null ? "" : address.getUserInfo();
    return Secret.of(who.substring(who.indexOf(':') + 1));
  }

  // What cannot be read, or is empty, is told when Redis is set up; its text would show the
  // password.
  private static @Nullable URI parsed(Secret url) {
    try {
      return new URI(url.reveal().strip());
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
