package dev.countersign.server.platform.store;

import dev.countersign.postgres.EmbeddedPostgres;
import dev.countersign.postgres.EmbeddedPostgresConfig;
import dev.countersign.postgres.RunningPostgres;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.secret.Secret;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL the store is on: the embedded one, run or reached by this process, or an outside
 * one. Closing lets go of it.
 */
record StoreServer(
    DatabaseLogin owner, DatabaseLogin application, @Nullable RunningPostgres embedded)
    implements AutoCloseable {

  /** For the service: starts the embedded database unless another is named. */
  static StoreServer start(ServiceSettings service, DatabaseSettings database) {
    return of(service, database, EmbeddedPostgres::start);
  }

  /** For a command: reaches the database of the live service, or starts it until closed. */
  static StoreServer attach(ServiceSettings service, DatabaseSettings database) {
    return of(service, database, EmbeddedPostgres::attach);
  }

  private static StoreServer of(
      ServiceSettings service,
      DatabaseSettings database,
      Function<EmbeddedPostgresConfig, RunningPostgres> open) {
    Secret url = database.url();
    Secret ownerUrl = database.owner().url();
    if (url != null && ownerUrl != null) {
      return new StoreServer(
          DatabaseLogin.parse("COUNTERSIGN_DATABASE_OWNER_URL", ownerUrl),
          DatabaseLogin.parse("COUNTERSIGN_DATABASE_URL", url),
          null);
    }
    RunningPostgres running = open.apply(EmbeddedPostgresConfig.in(service.directory()));
    return new StoreServer(
        DatabaseLogin.of(running.owner()), DatabaseLogin.of(running.application()), running);
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
