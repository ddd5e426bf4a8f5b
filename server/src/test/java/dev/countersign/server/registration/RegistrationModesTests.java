package dev.countersign.server.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.audit.AuditTrail;
import dev.countersign.server.credentials.PasswordValidator;
import dev.countersign.server.credentials.Passwords;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.signin.Entrance;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.users.Users;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may register in which mode; the modes without a test here have one over HTTP. */
@ServerTest
class RegistrationModesTests {
  private final Users users;
  private final PasswordValidator validator;
  private final Passwords passwords;
  private final Entrance entrance;
  private final PendingRegistrations pending;
  private final Invitations invitations;
  private final TenantTransactions transactions;
  private final AuditTrail audit;

  RegistrationModesTests(
      Users users,
      PasswordValidator validator,
      Passwords passwords,
      Entrance entrance,
      PendingRegistrations pending,
      Invitations invitations,
      TenantTransactions transactions,
      AuditTrail audit) {
    this.users = users;
    this.validator = validator;
    this.passwords = passwords;
    this.entrance = entrance;
    this.pending = pending;
    this.invitations = invitations;
    this.transactions = transactions;
    this.audit = audit;
  }

  @Test
  void letsNobodyInWhereItIsClosed() {
    assertThat(register(ServiceSettings.Registration.CLOSED, null))
        .isInstanceOf(Registration.Outcome.Closed.class);
    assertThat(register(ServiceSettings.Registration.CLOSED, Secret.of("invitation")))
        .isInstanceOf(Registration.Outcome.Closed.class);
  }

  @Test
  void asksForAnInvitationWhereThatIsTheWayIn() {
    assertThat(register(ServiceSettings.Registration.INVITE, null))
        .isInstanceOf(Registration.Outcome.ByInvitation.class);
    assertThat(register(ServiceSettings.Registration.INVITE, Secret.of("made up")))
        .isInstanceOf(Registration.Outcome.NotInvited.class);
  }

  @Test
  void asksForAProofInProductionAndLetsInAtOnceInDevelopment() {
    assertThat(new ServiceSettings(0, "x", Mode.PRODUCTION, null).registration())
        .isEqualTo(ServiceSettings.Registration.VERIFIED);
    assertThat(new ServiceSettings(0, "x", Mode.DEVELOPMENT, null).registration())
        .isEqualTo(ServiceSettings.Registration.IMMEDIATE);
    assertThat(
            new ServiceSettings(0, "x", Mode.PRODUCTION, ServiceSettings.Registration.INVITE)
                .registration())
        .isEqualTo(ServiceSettings.Registration.INVITE);
  }

  private Registration.Outcome register(
      ServiceSettings.Registration mode, @Nullable Secret invitation) {
    return new Registration(
            mode, users, validator, passwords, entrance, pending, invitations, transactions, audit)
        .register(
            new Applicant(
                TenantId.DEFAULT, People.newEmail(), null, Secret.of(People.PASSWORD), invitation));
  }
}
