package dev.countersign.server.platform.store;

import dev.countersign.server.platform.config.ServiceSettings;
import javax.sql.DataSource;

/**
 * The store for a command that runs without the service: reached beside a live service, or started
 * until closed. It is read as it stands; nothing is migrated.
 */
public final class StoreAccess implements AutoCloseable {
  private final ServiceSettings service;
  private final StoreServer server;

  private StoreAccess(ServiceSettings service, StoreServer server) {
    this.service = service;
    this.server = server;
  }

  /** Reaches the store that these settings name. */
  public static StoreAccess open(ServiceSettings service, DatabaseSettings database) {
    return new StoreAccess(service, StoreServer.attach(service, database));
  }

  /** The service's settings, its directory among them. */
  public ServiceSettings settings() {
    return service;
  }

  /** As the role that owns the schema. Row-level security holds for it too. */
  public DataSource owner() {
    return server.owner().dataSource();
  }

  /** As the role the service works as. */
  public DataSource application() {
    return server.application().dataSource();
  }

  @Override
  public void close() {
    server.close();
  }
}
