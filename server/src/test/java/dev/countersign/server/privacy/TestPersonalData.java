package dev.countersign.server.privacy;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.testing.StoreFixture;
import java.time.InstantSource;

/** Personal data as the service seals it, for tests of other features without Spring. */
public final class TestPersonalData {
  private TestPersonalData() {}

  public static PersonalData in(StoreFixture store, MasterKeys keys, InstantSource clock) {
    return new SealedPersonalData(new JdbcPersonKeys(store.jdbc()), keys, clock, event -> {});
  }
}
