package dev.countersign.server.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.InvitationPage;
import dev.countersign.api.InvitationRequest;
import dev.countersign.api.InvitationView;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Invitations as an administrator and the invited meet them. */
@ServerTest
class InvitationHttpTests {
  private static final String INVITATIONS = "/v1/admin/invitations";

  private final ApiClient api;
  private final ApiClient administrator;
  private final Outbox outbox;
  private final JdbcClient superuser;

  InvitationHttpTests(@LocalServerPort int port, TestData data, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.outbox = Outbox.of(data);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @Test
  void letsTheInvitedInWithTheRoleAndAProvenAddress() {
    String email = People.newEmail();
    InvitationView invitation = invite(email, "administrator");
    String token = outbox.await(email, "invitation", 1).token();

    TokenAnswer person = accept(email, token).expect(201).as(TokenAnswer.class);

    assertThat(invitation.status()).isEqualTo("open");
    assertThat(person.user().role()).isEqualTo("administrator");
    assertThat(
            superuser
                .sql("select count(*) from users where email_verified_at is not null and id = :id")
                .param(
                    "id",
                    dev.countersign.server.platform.id.UserId.parse(person.user().id())
                        .orElseThrow()
                        .value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(find(invitation.id()).status()).isEqualTo("used");
    api.post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD)).expect(200);
  }

  @Test
  void worksOnceAndForItsAddressAlone() {
    String email = People.newEmail();
    invite(email, "user");
    String token = outbox.await(email, "invitation", 1).token();

    assertThat(accept(People.newEmail(), token).expect(422).code()).isEqualTo("invalid_code");
    accept(email.toUpperCase(Locale.ROOT), token).expect(201);
    assertThat(accept(email, token).expect(422).code()).isEqualTo("invalid_code");
  }

  @Test
  void staysOpenWhereTheNameWasTaken() {
    String email = People.newEmail();
    String name = People.newUsername();
    api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), People.PASSWORD, name))
        .expect(201);
    invite(email, "user");
    String token = outbox.await(email, "invitation", 1).token();

    api.post("/v1/auth/register", new RegisterRequest(email, People.PASSWORD, name, token))
        .expect(409);
    accept(email, token).expect(201);
  }

  @Test
  void endsWhenItIsTakenBackOrFollowedByAnother() {
    String email = People.newEmail();
    InvitationView first = invite(email, "user");
    String firstToken = outbox.await(email, "invitation", 1).token();
    InvitationView second = invite(email, "user");
    String secondToken = outbox.await(email, "invitation", 2).token();
    accept(email, firstToken).expect(422);

    administrator.delete(INVITATIONS + "/" + second.id()).expect(204);
    administrator.delete(INVITATIONS + "/" + second.id()).expect(404);

    accept(email, secondToken).expect(422);
    assertThat(find(first.id()).status()).isEqualTo("revoked");
    assertThat(find(second.id()).status()).isEqualTo("revoked");
  }

  @Test
  void endsAfterSevenDays() {
    String email = People.newEmail();
    InvitationView invitation = invite(email, "user");
    String token = outbox.await(email, "invitation", 1).token();
    superuser
        .sql("update invitations set expires_at = now() where id = :id")
        .param("id", InvitationId.parse(invitation.id()).orElseThrow().value())
        .update();

    assertThat(invitation.expiresAt()).isEqualTo(invitation.createdAt().plusSeconds(7 * 86_400));
    accept(email, token).expect(422);
    assertThat(find(invitation.id()).status()).isEqualTo("expired");
  }

  @Test
  void invitesNobodyWhoIsHere() {
    String email = People.register(api).user().email();
    assertThat(
            administrator
                .post(INVITATIONS, new InvitationRequest(email, "user"))
                .expect(409)
                .code())
        .isEqualTo("already_registered");
  }

  @Test
  void isForAdministrators() {
    ApiClient somebody = api.withToken(People.register(api).accessToken());
    somebody.post(INVITATIONS, new InvitationRequest(People.newEmail(), "user")).expect(403);
    somebody.get(INVITATIONS).expect(403);
    api.post(INVITATIONS, new InvitationRequest(People.newEmail(), "user")).expect(401);
  }

  @Test
  void namesWhatIsWrongWithAnInvitation() {
    assertThat(
            administrator
                .post(INVITATIONS, new InvitationRequest("ann", "king"))
                .expect(400)
                .text())
        .contains("\"field\":\"email\"", "\"field\":\"role\"");
  }

  @Test
  void turnsPages() {
    invite(People.newEmail(), "user");
    invite(People.newEmail(), "user");
    InvitationPage first =
        administrator.get(INVITATIONS + "?limit=1").expect(200).as(InvitationPage.class);
    InvitationPage second =
        administrator
            .get(INVITATIONS + "?limit=1&cursor=" + first.nextCursor())
            .expect(200)
            .as(InvitationPage.class);

    assertThat(first.invitations()).hasSize(1);
    assertThat(second.invitations()).hasSize(1).doesNotContainAnyElementsOf(first.invitations());
    administrator.get(INVITATIONS + "?limit=0").expect(400);
    administrator.get(INVITATIONS + "?cursor=x").expect(400);
  }

  private InvitationView invite(String email, String role) {
    return administrator
        .post(INVITATIONS, new InvitationRequest(email, role))
        .expect(201)
        .as(InvitationView.class);
  }

  private Answer accept(String email, String token) {
    return api.post("/v1/auth/register", new RegisterRequest(email, People.PASSWORD, null, token));
  }

  private InvitationView find(String id) {
    return administrator
        .get(INVITATIONS + "?limit=200")
        .expect(200)
        .as(InvitationPage.class)
        .invitations()
        .stream()
        .filter(invitation -> invitation.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
