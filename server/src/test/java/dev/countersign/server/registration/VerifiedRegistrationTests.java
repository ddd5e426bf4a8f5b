package dev.countersign.server.registration;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.VerifyRequest;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Chromium;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Proving an address by what was sent to it. */
@ServerTest
class VerifiedRegistrationTests extends VerifiedRegistration {
  VerifiedRegistrationTests(@LocalServerPort int port, TestDatabase database) {
    super(port, database);
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
}
