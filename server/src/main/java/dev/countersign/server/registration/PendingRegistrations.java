package dev.countersign.server.registration;

import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.credentials.PasswordHash;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Registrations that wait for their address to be proved. */
@Component
class PendingRegistrations {
  /** For how long a link works. */
  static final Duration LIFE = Duration.ofHours(24);

  private final JdbcRegistrations store;
  private final PendingContent content;
  private final Users users;
  private final Mail mail;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final IdGenerator ids;
  private final InstantSource clock;

  PendingRegistrations(
      JdbcRegistrations store,
      PendingContent content,
      Users users,
      Mail mail,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.content = content;
    this.users = users;
    this.mail = mail;
    this.transactions = transactions;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** Adds one, in the caller's transaction, and wishes for its letter. */
  RegistrationId add(Applicant applicant, PasswordHash hash) {
    TenantId tenant = applicant.tenant();
    RegistrationId id = new RegistrationId(ids.next());
    byte[] sealed =
        content.seal(
            tenant,
            id,
            new PendingContent.Pending(applicant.email(), applicant.username(), hash.text()));
    Instant now = StoredTime.now(clock);
    store.insert(
        id, tenant, users.emailIndex(tenant, applicant.email()), sealed, now, now.plus(LIFE));
    mail.sendLater(tenant, null, ProofLetters.KIND, id.text());
    audit.record(
        Happening.about(
                tenant,
                AuditEventType.REGISTRATION_REQUESTED,
                null,
                Map.of("identifier", applicant.email()))
            .on("registration", id.text()));
    return id;
  }

  /** Wishes for another letter. Whether there is such a registration takes no part in it. */
  void sendAgain(TenantId tenant, RegistrationId id) {
    transactions.run(tenant, () -> mail.sendLater(tenant, null, ProofLetters.KIND, id.text()));
  }
}
