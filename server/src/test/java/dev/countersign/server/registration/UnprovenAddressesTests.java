package dev.countersign.server.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.VerifyRequest;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.users.Users;
import dev.countersign.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is told, reserved and kept of addresses that nobody has proved. */
@ServerTest
class UnprovenAddressesTests extends VerifiedRegistration {
  private final Users users;

  UnprovenAddressesTests(@LocalServerPort int port, TestDatabase database, Users users) {
    super(port, database);
    this.users = users;
  }

  @Test
  void answersTheSameForAnAddressThatIsKnownAndTellsItsOwner() {
    String email = verified();
    String nobody = People.newEmail();
    Answer known = api.post(REGISTER, registering(email, null)).expect(202);
    Answer unknown = api.post(REGISTER, registering(nobody, null)).expect(202);

    assertThat(known.text().replaceFirst("reg_[0-9a-z]+", ""))
        .isEqualTo(unknown.text().replaceFirst("reg_[0-9a-z]+", ""));
    Outbox.Message message = letter(email, 2);
    assertThat(message.subject()).isEqualTo("You have an account already");
    assertThat(message.text()).contains("nothing was changed").contains("/reset");
    letter(nobody, 1).code();
    // What is known of a registration answers no code either.
    String id = known.as(RegistrationAnswer.class).registrationId();
    api.post(VERIFY, VerifyRequest.ofCode(id, "123456")).expect(422);
  }

  @Test
  void doesTheSameWorkWhetherOrNotTheAddressIsKnown() {
    String known = verified();
    awaitDone();
    long before = rows();
    register(known, null);
    long ofKnown = rows() - before;
    register(People.newEmail(), null);

    // A registration, a wish for a letter and an event; who reads it is looked up after the answer.
    assertThat(ofKnown).isEqualTo(3);
    assertThat(rows() - before - ofKnown).isEqualTo(3);
  }

  @Test
  void answersTheSameForARegistrationThatThereIsNot() {
    String email = People.newEmail();
    RegistrationAnswer answer = register(email, null);
    String none = new RegistrationId(UUID.randomUUID()).text();

    assertThat(resend(none).expect(202).text().replace(none, ""))
        .isEqualTo(
            resend(answer.registrationId())
                .expect(202)
                .text()
                .replace(answer.registrationId(), ""));
    resend("reg_x").expect(400);
  }

  @Test
  void letsSeveralRegisterAnAddressAndGivesItToWhoeverReadsIt() {
    String email = People.newEmail();
    api.post(REGISTER, new RegisterRequest(email, "eve's own staple battery", null)).expect(202);
    letter(email, 1);
    register(email, null);
    String mine = letter(email, 2).token();
    String eves = letters(email).getFirst().token();

    api.post(VERIFY, VerifyRequest.ofToken(mine, People.PASSWORD)).expect(200);
    api.post(VERIFY, VerifyRequest.ofToken(eves, People.PASSWORD)).expect(422);
    signIn(email).expect(200);
    api.post("/v1/auth/login", new LoginRequest(email, null, "eve's own staple battery"))
        .expect(401);
  }

  @Test
  void givesAnAddressThatIsProvedTwiceAtOnceToOne() throws Exception {
    String email = People.newEmail();
    register(email, null);
    register(email, null);
    letter(email, 2);
    List<Callable<Integer>> proofs =
        letters(email).stream()
            .<Callable<Integer>>map(letter ->
                () ->
                    api.post(VERIFY, VerifyRequest.ofToken(letter.token(), People.PASSWORD))
                        .status())
            .toList();
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (Future<Integer> proof : both.invokeAll(proofs)) {
        statuses.add(proof.get());
      }
    }

    assertThat(statuses).hasSize(2).containsOnlyOnce(200).containsAnyOf(409, 422);
  }

  @Test
  void reservesNoNameForSomebodyUnproven() {
    String name = People.newUsername();
    String early = People.newEmail();
    String late = People.newEmail();
    register(early, name);
    register(late, name);
    api.post(VERIFY, VerifyRequest.ofToken(letter(late, 1).token(), People.PASSWORD)).expect(200);

    assertThat(
            api.post(VERIFY, VerifyRequest.ofToken(letter(early, 1).token(), People.PASSWORD))
                .expect(409)
                .code())
        .isEqualTo("already_registered");
    api.post(REGISTER, registering(People.newEmail(), name)).expect(409);
  }

  @Test
  void paysNobodyWhoseAddressIsUnproven() {
    String pending = People.newEmail();
    register(pending, null);
    String payee = verified();
    TokenAnswer payer = person();

    assertThat(pay(payer, pending, "p1").expect(422).code()).isEqualTo("unknown_recipient");
    // The payee is found; only the money is missing.
    assertThat(pay(payer, payee, "p2").expect(422).code()).isEqualTo("insufficient_funds");
    // Whoever was just paid may go on being found for some seconds.
    String unproven = verified();
    superuser
        .sql("update users set email_verified_at = null where id = :id")
        .param("id", users.findByEmail(TenantId.DEFAULT, unproven).orElseThrow().id().value())
        .update();
    assertThat(pay(payer, unproven, "p3").expect(422).code()).isEqualTo("unknown_recipient");
  }

  @Test
  void keepsNothingReadableOfARegistrationAndNothingAfterIt() {
    try (LogCapture log = LogCapture.start()) {
      String email = People.newEmail();
      RegistrationAnswer answer = register(email, null);
      Outbox.Message letter = letter(email, 1);
      String stored =
          superuser
              .sql("select registrations::text from registrations where id = :id")
              .param("id", id(answer))
              .query(String.class)
              .single();
      assertThat(stored).doesNotContain(email, letter.token(), letter.code());
      api.post(VERIFY, VerifyRequest.ofToken(letter.token(), People.PASSWORD)).expect(200);

      assertThat(
              superuser
                  .sql("select sealed is null from registrations where id = :id")
                  .param("id", id(answer))
                  .query(Boolean.class)
                  .single())
          .isTrue();
      // The address is told by the mail server, which runs in here too.
      log.assertNeverContains(letter.token());
      log.assertNeverContains(letter.code());
    }
  }

  private String verified() {
    String email = People.newEmail();
    register(email, null);
    api.post(VERIFY, VerifyRequest.ofToken(letter(email, 1).token(), People.PASSWORD)).expect(200);
    return email;
  }

  private TokenAnswer person() {
    return signIn(verified()).expect(200).as(TokenAnswer.class);
  }

  private Answer pay(TokenAnswer payer, String recipient, String key) {
    return api.withToken(payer.accessToken())
        .with("Idempotency-Key", key)
        .post("/v1/payments", new PaymentRequest(recipient, "1.00", "USD"));
  }

  private long rows() {
    return superuser
        .sql(
            """
            select (select count(*) from mails) + (select count(*) from registrations)
              + (select count(*) from audit_events)
            """)
        .query(Long.class)
        .single();
  }
}
