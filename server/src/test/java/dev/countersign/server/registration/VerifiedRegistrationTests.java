package dev.countersign.server.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.ResendRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.VerifyRequest;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Chromium;
import dev.countersign.server.testing.LogCapture;
import dev.countersign.server.testing.MailServer;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.users.Users;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Registration where addresses have to be proved, over a mail server that wants STARTTLS. */
@ServerTest
class VerifiedRegistrationTests {
  private static final MailServer MAILS = MailServer.start();
  private static final String REGISTER = "/v1/auth/register";
  private static final String VERIFY = "/v1/auth/verify";

  private final ApiClient api;
  private final JdbcClient superuser;
  private final Users users;

  VerifiedRegistrationTests(@LocalServerPort int port, TestDatabase database, Users users) {
    this.api = ApiClient.of(port);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
    this.users = users;
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    MAILS.addSender("countersign", "violet teapot");
    settings.add("countersign.registration", () -> "verified");
    settings.add("countersign.smtp.host", () -> "localhost");
    settings.add("countersign.smtp.port", MAILS::port);
    settings.add("countersign.smtp.username", () -> "countersign");
    settings.add("countersign.smtp.password", () -> "violet teapot");
    settings.add("countersign.smtp.from", () -> "noreply@example.org");
    settings.add("countersign.smtp.ca", () -> MAILS.certificate().toString());
  }

  @AfterAll
  static void close() throws IOException {
    MAILS.close();
  }

  @Test
  void letsSomebodyInByTheCode() {
    String email = People.newEmail();
    String username = People.newUsername();
    RegistrationAnswer answer = register(email, username);
    signIn(email).expect(401);

    TokenAnswer person =
        api.post(VERIFY, VerifyRequest.ofCode(answer.registrationId(), letter(email, 1).code()))
            .expect(200)
            .as(TokenAnswer.class);

    assertThat(person.user().username()).isEqualTo(username);
    api.withToken(person.accessToken()).get("/v1/me").expect(200);
    signIn(email).expect(200);
  }

  @Test
  void letsSomebodyInByTheLinkOnce() {
    String email = People.newEmail();
    register(email, null);
    String token = letter(email, 1).token();

    api.post(VERIFY, VerifyRequest.ofToken(token, People.PASSWORD)).expect(200);
    assertThat(api.post(VERIFY, VerifyRequest.ofToken(token, People.PASSWORD)).expect(422).code())
        .isEqualTo("invalid_code");
  }

  @Test
  void opensNoAccountByTheLinkWithoutThePasswordChosenForIt() {
    String email = People.newEmail();
    register(email, null);
    String token = letter(email, 1).token();

    Answer without = api.post(VERIFY, Map.of("token", token)).expect(400);
    assertThat(without.text()).contains("password");
    api.post(VERIFY, VerifyRequest.ofToken(token, "not what somebody else chose")).expect(422);
    signIn(email).expect(401);
    api.post(VERIFY, VerifyRequest.ofToken(token, People.PASSWORD)).expect(200);
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
  void takesThreeTriesOfACodeAndNoMore() {
    String email = People.newEmail();
    RegistrationAnswer answer = register(email, null);
    String code = letter(email, 1).code();
    String wrong = code.equals("000000") ? "000001" : "000000";
    for (int tries = 0; tries < 3; tries++) {
      api.post(VERIFY, VerifyRequest.ofCode(answer.registrationId(), wrong)).expect(422);
    }

    api.post(VERIFY, VerifyRequest.ofCode(answer.registrationId(), code)).expect(422);
    api.post(VERIFY, VerifyRequest.ofToken(letter(email, 1).token(), People.PASSWORD)).expect(200);
  }

  @Test
  void takesNoCodeAfterAQuarterOfAnHourNorALinkAfterADay() {
    String email = People.newEmail();
    RegistrationAnswer answer = register(email, null);
    Outbox.Message letter = letter(email, 1);
    long minutes =
        superuser
            .sql(
                """
                select extract(epoch from code_expires_at - created_at)::int / 60
                from registrations
                where id = :id
                """)
            .param("id", id(answer))
            .query(Long.class)
            .single();
    assertThat(minutes).isBetween(15L, 16L);
    superuser
        .sql("update registrations set code_expires_at = now() where id = :id")
        .param("id", id(answer))
        .update();
    api.post(VERIFY, VerifyRequest.ofCode(answer.registrationId(), letter.code())).expect(422);
    superuser
        .sql("update registrations set expires_at = now() where id = :id")
        .param("id", id(answer))
        .update();
    api.post(VERIFY, VerifyRequest.ofToken(letter.token(), People.PASSWORD)).expect(422);
  }

  @Test
  void sendsAnotherLetterInPlaceOfTheFirstButNoMoreThanThree() {
    String email = People.newEmail();
    RegistrationAnswer answer = register(email, null);
    Outbox.Message first = letter(email, 1);
    resend(answer.registrationId()).expect(202);
    Outbox.Message second = letter(email, 2);
    api.post(VERIFY, VerifyRequest.ofToken(first.token(), People.PASSWORD)).expect(422);
    resend(answer.registrationId()).expect(202);
    letter(email, 3);
    resend(answer.registrationId()).expect(202);
    register(email, null);
    awaitDone();

    assertThat(letters(email)).hasSize(3);
    assertThat(second.token()).isNotEqualTo(first.token());
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

  @Test
  void provesAnAddressInABrowserByTheChosenPasswordAndNotByLooking() {
    String email = People.newEmail();
    register(email, null);
    String link = letter(email, 1).link();
    try (BrowserContext context = Chromium.browser().newContext()) {
      Page page = context.newPage();
      page.navigate(link);
      page.navigate(link);
      assertThat(page.title()).startsWith("Confirm your address");
      signIn(email).expect(401);

      confirm(page, "what somebody guesses");
      page.getByText("That is not the password chosen at registration").waitFor();
      signIn(email).expect(401);

      confirm(page, People.PASSWORD);
      page.getByRole(
              AriaRole.HEADING, new Page.GetByRoleOptions().setName("Your address is confirmed"))
          .waitFor();
      signIn(email).expect(200);

      page.navigate(link);
      assertThat(page.title()).startsWith("This link does not work any more");
    }
  }

  private static void confirm(Page page, String password) {
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Confirm the address"))
        .click();
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

  private RegistrationAnswer register(String email, @Nullable String username) {
    return api.post(REGISTER, registering(email, username))
        .expect(202)
        .as(RegistrationAnswer.class);
  }

  private static RegisterRequest registering(String email, @Nullable String username) {
    return new RegisterRequest(email, People.PASSWORD, username);
  }

  private Answer resend(String id) {
    return api.post("/v1/auth/verify/resend", new ResendRequest(id));
  }

  private Answer signIn(String email) {
    return api.post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD));
  }

  private Answer pay(TokenAnswer payer, String recipient, String key) {
    return api.withToken(payer.accessToken())
        .with("Idempotency-Key", key)
        .post("/v1/payments", new PaymentRequest(recipient, "1.00", "USD"));
  }

  private static UUID id(RegistrationAnswer answer) {
    return RegistrationId.parse(answer.registrationId()).orElseThrow().value();
  }

  private static Outbox.Message letter(String email, int count) {
    return Awaitility.await()
        .until(() -> letters(email), letters -> letters.size() >= count)
        .get(count - 1);
  }

  private static List<Outbox.Message> letters(String email) {
    return MAILS.messages().stream()
        .map(Outbox.Message::of)
        .filter(message -> message.to().equals(email))
        .filter(message -> !message.subject().startsWith("A sign-in"))
        .toList();
  }

  private void awaitDone() {
    Awaitility.await()
        .until(
            () ->
                superuser
                    .sql("select count(*) from mails where status = 'queued'")
                    .query(Long.class)
                    .single(),
            queued -> queued == 0);
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
