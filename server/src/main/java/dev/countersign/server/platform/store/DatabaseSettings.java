package dev.countersign.server.platform.store;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An outside PostgreSQL: {@code COUNTERSIGN_DATABASE_URL}, {@code COUNTERSIGN_DATABASE_OWNER_URL},
 * {@code COUNTERSIGN_DATABASE_CONNECTIONS}.
 *
 * @param url where the service works, as {@code postgresql://user:password@host/database} or {@code
 *     jdbc:postgresql:…}; none for the embedded database
 * @param owner who migrates
 * @param connections how many the service keeps at most
 */
@ConfigurationProperties("countersign.database")
public record DatabaseSettings(
    @Nullable Secret url, @DefaultValue Owner owner, @DefaultValue("16") int connections) {

  /** The role that owns the schema, on the same database. */
  public record Owner(@Nullable Secret url) {}

  public DatabaseSettings {
    if (connections < 2 || connections > 1000) {
      throw new StartRefusedException(
          "COUNTERSIGN_DATABASE_CONNECTIONS is " + connections + ". Choose 2 to 1000.");
    }
    if (url == null && owner.url() != null) {
      throw new StartRefusedException(
          "COUNTERSIGN_DATABASE_OWNER_URL is set, but COUNTERSIGN_DATABASE_URL is not. Set both for"
              + " an outside PostgreSQL, neither for the embedded one.");
    }
    if (url != null && owner.url() == null) {
      throw new StartRefusedException(
          "COUNTERSIGN_DATABASE_URL is set, but COUNTERSIGN_DATABASE_OWNER_URL is not. It names the"
              + " role that owns and migrates the schema, on the same database.");
    }
  }
}
