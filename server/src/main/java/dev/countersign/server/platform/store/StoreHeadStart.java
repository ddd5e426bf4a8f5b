package dev.countersign.server.platform.store;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.config.SettingsSource;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Opens the store on a thread of its own as soon as the settings are read, so that the embedded
 * database starts while the program is put together. An outside database has to wait, and in
 * production the embedded one too: nothing is opened, nor a schema moved on, before all is known to
 * be safe.
 *
 * <p>However the process ends, what was opened is closed, also where nobody came to take it.
 */
public final class StoreHeadStart
    implements ApplicationListener<ApplicationContextInitializedEvent>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreHeadStart.class);

  private @Nullable FutureTask<Store> opening;

  @Override
  public void onApplicationEvent(ApplicationContextInitializedEvent event) {
    SettingsSource settings = SettingsSource.of(event.getApplicationContext().getEnvironment());
    begin(settings.get(ServiceSettings.class), settings.get(DatabaseSettings.class));
    event.getApplicationContext().getBeanFactory().registerSingleton("storeHeadStart", this);
    SpringApplication.getShutdownHandlers().add(this::close);
  }

  void begin(ServiceSettings service, DatabaseSettings database) {
    if (database.url() == null && service.mode() != Mode.PRODUCTION) {
      opening = new FutureTask<>(() -> Store.open(service, database, Clock.systemUTC()));
      Thread.ofPlatform().name("store-start").daemon().start(opening);
    }
  }

  /** The store, once it is open; none if that has not begun. */
  @Nullable Store await() {
    if (opening == null) {
      return null;
    }
    try {
      return opening.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The store could not be opened", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the store was opened", e);
    }
  }

  /** Closes the store, which may have been closed before. */
  @Override
  public void close() {
    Store store;
    try {
      store = await();
    } catch (IllegalStateException e) {
      LOG.debug("There is no store to close", e);
      return;
    }
    if (store != null) {
      store.close();
    }
  }
}
