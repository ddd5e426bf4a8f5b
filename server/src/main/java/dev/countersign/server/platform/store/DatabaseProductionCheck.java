package dev.countersign.server.platform.store;

import dev.countersign.server.platform.config.ProductionCheck;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.secret.SecretStrength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Nobody guesses their way into an outside database, or listens on the way there. */
final class DatabaseProductionCheck implements ProductionCheck {
  private static final String APPLICATION = "COUNTERSIGN_DATABASE_URL";
  private static final String OWNER = "COUNTERSIGN_DATABASE_OWNER_URL";

  /** The modes in which the driver goes without TLS rather than without a connection. */
  private static final Set<String> OPTIONAL_TLS = Set.of("disable", "allow", "prefer");

  private final DatabaseSettings settings;

  DatabaseProductionCheck(DatabaseSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    DatabaseLogin application = look(APPLICATION, settings.url(), faults);
    DatabaseLogin owner = look(OWNER, settings.owner().url(), faults);
    if (application != null
        && owner != null
        && !application.password().reveal().isEmpty()
        && application.password().equals(owner.password())) {
      faults.add(
          "The passwords in %s and %s are the same. Give each role its own."
              .formatted(APPLICATION, OWNER));
    }
    return faults;
  }

  private static @Nullable DatabaseLogin look(
      String setting, @Nullable Secret url, List<String> faults) {
    if (url == null) {
      return null;
    }
    DatabaseLogin login = DatabaseLogin.parse(setting, url);
    SecretStrength.weakness(login.password())
        .ifPresent(weakness ->
            faults.add(
                "The password in %s %s. Set one of at least %d random characters for the role."
                    .formatted(setting, weakness, SecretStrength.CHARACTERS_MIN)));
    if (goesWithoutTls(login)) {
      faults.add(
          "%s names a database on another machine without requiring TLS. Add sslmode=verify-full,"
                  .formatted(setting)
              + " or at least sslmode=require, to the address.");
    }
    return login;
  }

  private static boolean goesWithoutTls(DatabaseLogin login) {
    Properties parsed = Driver.parseURL(login.url(), new Properties());
    if (parsed == null) {
      return true;
    }
    String hosts = PGProperty.PG_HOST.getOrDefault(parsed);
    String mode = PGProperty.SSL_MODE.getOrDefault(parsed);
    boolean here =
        hosts == null || Arrays.stream(hosts.split(",")).allMatch(DatabaseProductionCheck::isHere);
    boolean required = mode != null && !OPTIONAL_TLS.contains(mode);
    return !here && !required;
  }

  private static boolean isHere(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
