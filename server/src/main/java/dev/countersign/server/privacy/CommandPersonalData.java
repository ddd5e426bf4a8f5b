package dev.countersign.server.privacy;

import dev.countersign.server.platform.crypto.MasterKeys;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a command that works on the store seals what is personal. */
public final class CommandPersonalData {
  private CommandPersonalData() {}

  /** Under the keys that this client reads, in its source's transactions. */
  public static PersonalData on(JdbcClient jdbc, MasterKeys masterKeys, Clock clock) {
    return new SealedPersonalData(new JdbcPersonKeys(jdbc), masterKeys, clock, event -> {});
  }
}
