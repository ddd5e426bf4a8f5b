package dev.countersign.server.registration;

import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.audit.AuditEvent;
import dev.countersign.server.audit.AuditEventType;
import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.audit.Happening;
import dev.countersign.server.mail.Letter;
import dev.countersign.server.mail.Letter.Part;
import dev.countersign.server.mail.Mail;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.crypto.OneTimeSecrets;
import dev.countersign.server.platform.id.IdGenerator;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.time.StoredTime;
import dev.countersign.server.privacy.PersonalData;
import dev.countersign.server.registration.JdbcInvitations.Row;
import dev.countersign.server.tenants.TenantCreated;
import dev.countersign.server.users.Users;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/**
 * Administrators' invitations: each for one address, one role and one use. Whoever follows one has
 * proved the address by that.
 */
public final class Invitations {
  static final Duration LIFE = Duration.ofDays(7);
  private static final String TOKEN = "invitation-link";
  private static final String PAGE = "/invitation";

  private final JdbcInvitations store;
  private final Users users;
  private final PersonalData personalData;
  private final OneTimeSecrets secrets;
  private final Mail mail;
  private final PublicAddress address;
  private final TenantTransactions transactions;
  private final AuditTrail audit;
  private final IdGenerator ids;
  private final InstantSource clock;

  Invitations(
      JdbcInvitations store,
      Users users,
      PersonalData personalData,
      OneTimeSecrets secrets,
      Mail mail,
      PublicAddress address,
      TenantTransactions transactions,
      AuditTrail audit,
      IdGenerator ids,
      InstantSource clock) {
    this.store = store;
    this.users = users;
    this.personalData = personalData;
    this.secrets = secrets;
    this.mail = mail;
    this.address = address;
    this.transactions = transactions;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** How an invitation stands. */
  enum Standing {
    OPEN,
    USED,
    REVOKED,
    EXPIRED
  }

  /** An invitation as its administrators see it. */
  record Invitation(
      InvitationId id,
      String email,
      Role role,
      Standing standing,
      Instant createdAt,
      Instant expiresAt) {}

  /** An invitation in somebody's hands. */
  record Invited(InvitationId id, Role role) {}

  /** A new tenant begins with whoever shall administer it. */
  @EventListener
  void on(TenantCreated created) {
    if (created.administrator() != null) {
      add(null, created.tenant(), created.administrator(), Role.ADMINISTRATOR);
    }
  }

  /** Invites somebody, in place of earlier invitations; empty where they are here already. */
  Optional<Invitation> invite(Caller by, String email, Role role) {
    TenantId tenant = by.tenant();
    return transactions.in(
        tenant,
        () ->
            users.findByEmail(tenant, email).isPresent()
                ? Optional.empty()
                : Optional.of(add(by, tenant, email, role)));
  }

  private Invitation add(@Nullable Caller by, TenantId tenant, String email, Role role) {
    Instant now = StoredTime.now(clock);
    InvitationId id = new InvitationId(ids.next());
    Secret token = secrets.token();
    byte[] index = users.emailIndex(tenant, email);
    store.revokeOf(index, now);
    store.insert(
        new JdbcInvitations.New(
            id, tenant, role, by == null ? null : by.person(), now, now.plus(LIFE)),
        index,
        personalData.seal(
            tenant, tenant.value(), email.getBytes(StandardCharsets.UTF_8), context(id)),
        secrets.hash(TOKEN, token));
    mail.send(tenant, null, letter(email, token));
    AuditEvent sent =
        Happening.about(tenant, AuditEventType.INVITATION_SENT, null, Map.of("identifier", email))
            .on("invitation", id.text())
            .with(Map.of("role", role.wireName()));
    audit.record(by == null ? sent : sent.by(by));
    return new Invitation(id, email, role, Standing.OPEN, now, now.plus(LIFE));
  }

  /** The newest first. */
  List<Invitation> list(TenantId tenant, @Nullable InvitationId before, int limit) {
    return transactions.in(
        tenant, () -> store.list(before, limit).stream().map(this::opened).toList());
  }

  /** False where there is none of that id that could still be used. */
  boolean revoke(Caller by, InvitationId id) {
    return transactions.in(
        by.tenant(),
        () -> {
          boolean revoked = store.revoke(id, StoredTime.now(clock));
          if (revoked) {
            audit.record(
                Happening.about(by.tenant(), AuditEventType.INVITATION_REVOKED, null)
                    .by(by)
                    .on("invitation", id.text()));
          }
          return revoked;
        });
  }

  /** The address an invitation is for, as long as it can be used. */
  public Optional<String> addressee(TenantId tenant, Secret token) {
    return transactions.in(
        tenant,
        () -> store.findLive(secrets.hash(TOKEN, token), clock.instant()).map(this::emailOf));
  }

  /** What an applicant is invited to; locked until the caller's transaction ends. */
  Optional<Invited> lock(Applicant applicant) {
    Secret token = applicant.invitation();
    return token == null
        ? Optional.empty()
        : store
            .lock(
                secrets.hash(TOKEN, token),
                users.emailIndex(applicant.tenant(), applicant.email()),
                StoredTime.now(clock))
            .map(row -> new Invited(row.id, row.role));
  }

  /** Spends an invitation, in the caller's transaction. */
  void use(Invited invited) {
    store.use(invited.id(), StoredTime.now(clock));
  }

  private Invitation opened(Row row) {
    return new Invitation(
        row.id, emailOf(row), row.role, standing(row), row.createdAt, row.expiresAt);
  }

  private Standing standing(Row row) {
    if (row.used) {
      return Standing.USED;
    }
    if (row.revoked) {
      return Standing.REVOKED;
    }
    return clock.instant().isBefore(row.expiresAt) ? Standing.OPEN : Standing.EXPIRED;
  }

  private String emailOf(Row row) {
    return personalData
        .open(row.tenant, row.tenant.value(), row.emailSealed, context(row.id))
        .map(email -> new String(email, StandardCharsets.UTF_8))
        .orElse("");
  }

  private Letter letter(String email, Secret token) {
    return new Letter(
        "invitation",
        email,
        "You are invited",
        List.of(
            Part.paragraph("An administrator has invited you to open an account."),
            Part.link("Accept the invitation", address.of(PAGE, token)),
            Part.paragraph(
                "The link works once, for 7 days. If you don't want an account, do nothing.")),
        LIFE);
  }

  private static String context(InvitationId id) {
    return "invitation:" + id.value();
  }
}
