package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.CreatedApiKey;
import dev.countersign.server.testing.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Keys for tests, made over HTTP. */
public final class Keys {
  /** How callers send one. */
  public static final String HEADER = "X-API-Key";

  private Keys() {}

  public static CreatedApiKey make(ApiClient owner, Map<String, ?> wish) {
    return owner.post("/v1/api-keys", wish).expect(201).as(CreatedApiKey.class);
  }

  /** A key with these scopes. */
  public static CreatedApiKey make(ApiClient owner, String... scopes) {
    return make(owner, Map.of("name", "test", "scopes", List.of(scopes)));
  }

  /** A key of the administrator's tenant with these scopes. */
  public static CreatedApiKey makeForService(ApiClient administrator, String... scopes) {
    return make(
        administrator, Map.of("name", "test", "scopes", List.of(scopes), "is_service_key", true));
  }

  /** Waits for what becomes true within seconds. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
