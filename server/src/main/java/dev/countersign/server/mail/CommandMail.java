package dev.countersign.server.mail;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.privacy.CommandPersonalData;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where a command that works on the store leaves messages, for the service to write and deliver.
 */
public final class CommandMail {
  private static final Duration AGE_MAX = Duration.ofDays(3);

  private CommandMail() {}

  /** A queue in the transactions of this client's source. */
  public static Mail on(JdbcClient jdbc, MasterKeys masterKeys, Clock clock) {
    return new MailQueue(
        new JdbcMails(jdbc),
        new SealedContent(CommandPersonalData.on(jdbc, masterKeys, clock)),
        new MailSignal(),
        new IdGenerator(clock, new SecureRandom()),
        clock,
        AGE_MAX);
  }
}
