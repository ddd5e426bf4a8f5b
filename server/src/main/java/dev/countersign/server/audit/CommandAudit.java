package dev.countersign.server.audit;

import dev.countersign.server.platform.crypto.MasterKeys;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.privacy.PersonalData;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Where a command that works on the store records what it did. Its events wait for the service to
 * give them their places. They hold nothing personal.
 */
public final class CommandAudit {
  private CommandAudit() {}

  /** A trail in the transactions of this client's source. */
  public static AuditTrail on(JdbcOperations jdbc, MasterKeys masterKeys, Clock clock) {
    SecureRandom random = new SecureRandom();
    return new JdbcAuditTrail(
        jdbc,
        new EventSeal(masterKeys, random),
        new NothingPersonal(),
        new IdGenerator(clock, random),
        clock,
        new FreshEvents());
  }

  private static final class NothingPersonal implements PersonalData {
    @Override
    public byte[] seal(TenantId tenant, UUID person, byte[] plain, String context) {
      throw refused();
    }

    @Override
    public Optional<byte[]> open(TenantId tenant, UUID person, byte[] sealed, String context) {
      throw refused();
    }

    @Override
    public byte[] index(TenantId tenant, String field, String value) {
      throw refused();
    }

    @Override
    public void fetch(TenantId tenant, UUID person) {
      throw refused();
    }

    @Override
    public void forget(TenantId tenant, UUID person) {
      throw refused();
    }

    private static IllegalStateException refused() {
      return new IllegalStateException("a command's events hold nothing personal");
    }
  }
}
