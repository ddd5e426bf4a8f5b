package dev.countersign.server.elevations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.AuditEventPage;
import dev.countersign.api.AuditEventView;
import dev.countersign.api.ElevationPage;
import dev.countersign.api.ElevationRequest;
import dev.countersign.api.ElevationView;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.api.UserRoleRequest;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Roles for a while, over HTTP. */
@ServerTest
@Import(MovableClock.class)
class ElevationsHttpTests {
  private static final String PATH = "/v1/elevations";

  private final ApiClient api;
  private final ApiClient administrator;
  private final TestClock clock;
  private final ElevationSweep sweep;

  ElevationsHttpTests(
      @LocalServerPort int port, TestDatabase database, TestClock clock, ElevationSweep sweep) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.clock = clock;
    this.sweep = sweep;
  }

  @Test
  void lendsARoleThatASecondPersonApproved() {
    ApiClient ann = api.withToken(People.register(api).accessToken());
    ann.get("/v1/audit/events").expect(403);

    ElevationView asked = ask(ann, "auditor", 5);
    assertThat(asked.status()).isEqualTo("pending");
    assertThat(asked.reason()).isEqualTo("a ticket of today");
    ann.get("/v1/audit/events").expect(403);

    ElevationView lent = approve(asked);
    assertThat(lent.status()).isEqualTo("active");
    assertThat(lent.decidedBy()).isNotNull();
    ann.get("/v1/audit/events").expect(200);
    assertThat(administrator.post(PATH + "/" + asked.id() + "/approve").expect(409).code())
        .isEqualTo("elevation_decided");
  }

  @Test
  void endsByItself() {
    TokenAnswer person = People.register(api);
    ApiClient ann = api.withToken(person.accessToken());
    ElevationView lent = approve(ask(ann, "auditor", 5));
    ApiClient elevated =
        api.withToken(
            api.post(
                    "/v1/auth/login",
                    new LoginRequest(person.user().email(), null, People.PASSWORD))
                .expect(200)
                .as(TokenAnswer.class)
                .accessToken());
    elevated.get("/v1/audit/events").expect(200);

    clock.advance(Duration.ofMinutes(5).plusSeconds(1));

    // Both with the token of before, and with one that says that they may.
    awaitRefused(ann);
    awaitRefused(elevated);
    sweep.sweep();
    assertThat(ann.get(PATH + "/" + lent.id()).expect(200).as(ElevationView.class).status())
        .isEqualTo("ended");
    awaitRefused(elevated);
    assertThat(ask(ann, "auditor", 5).status()).isEqualTo("pending");
  }

  @Test
  void endsAtOnceWhenItIsTakenBack() {
    ApiClient ann = api.withToken(People.register(api).accessToken());
    ElevationView lent = approve(ask(ann, "auditor", 60));
    ann.get("/v1/audit/events").expect(200);

    ElevationView ended =
        administrator.post(PATH + "/" + lent.id() + "/end").expect(200).as(ElevationView.class);

    assertThat(ended.status()).isEqualTo("revoked");
    ann.get("/v1/audit/events").expect(403);
  }

  @Test
  void letsNobodyDecideOnTheirOwn() {
    ElevationView asked = ask(administrator, "auditor", 5);

    assertThat(administrator.post(PATH + "/" + asked.id() + "/approve").expect(403).code())
        .isEqualTo("own_elevation");
    assertThat(administrator.post(PATH + "/" + asked.id() + "/deny").expect(403).code())
        .isEqualTo("own_elevation");
    assertThat(
            administrator
                .post(PATH + "/" + asked.id() + "/end")
                .expect(200)
                .as(ElevationView.class)
                .status())
        .isEqualTo("lapsed");
  }

  @Test
  void letsNobodyLendByWhatTheyWereLent() {
    TokenAnswer ben = People.register(api);
    ApiClient bens = api.withToken(ben.accessToken());
    approve(ask(bens, "administrator", 60));
    ElevationView asked = ask(api.withToken(People.register(api).accessToken()), "auditor", 5);

    // For a while they may read all, and decide nothing.
    bens.get("/v1/audit/events").expect(200);
    assertThat(bens.post(PATH + "/" + asked.id() + "/approve").expect(403).code())
        .isEqualTo("permission_not_held");
    assertThat(
            bens.post(
                    "/v1/admin/users/" + ben.user().id() + "/roles",
                    new UserRoleRequest("administrator"))
                .expect(403)
                .code())
        .isEqualTo("permission_not_held");
  }

  @Test
  void letsNobodyBeLentARoleByWhomTheyLentOne() {
    TokenAnswer ben = People.register(api);
    give(ben, "administrator");
    ApiClient bens = api.withToken(ben.accessToken());
    approve(ask(bens, "auditor", 60));
    ElevationView asked = ask(administrator, "support", 5);

    assertThat(bens.post(PATH + "/" + asked.id() + "/approve").expect(403).code())
        .isEqualTo("elevated_in_turn");
    administrator.post(PATH + "/" + asked.id() + "/end").expect(200);
  }

  @Test
  void letsNobodyLendWhatTheyDoNotHold() {
    String role = "lender" + System.nanoTime();
    administrator
        .post(
            "/v1/admin/roles",
            new dev.countersign.api.RoleRequest(
                role, "", java.util.List.of("elevations:approve"), java.util.List.of()))
        .expect(201);
    TokenAnswer ben = People.register(api);
    give(ben, role);
    ElevationView asked = ask(api.withToken(People.register(api).accessToken()), "auditor", 5);
    ApiClient bens = api.withToken(ben.accessToken());

    assertThat(bens.post(PATH + "/" + asked.id() + "/approve").expect(403).code())
        .isEqualTo("permission_not_held");
    assertThat(
            bens.post(PATH + "/" + asked.id() + "/deny")
                .expect(200)
                .as(ElevationView.class)
                .status())
        .isEqualTo("denied");
  }

  @Test
  void keepsOneOpenAtATimeWithinItsBounds() {
    ApiClient ann = api.withToken(People.register(api).accessToken());
    ask(ann, "auditor", 60);

    assertThat(ann.post(PATH, new ElevationRequest("support", "another", 5)).expect(409).code())
        .isEqualTo("elevation_open");
    ApiClient ben = api.withToken(People.register(api).accessToken());
    ben.post(PATH, new ElevationRequest("auditor", "too long", 61)).expect(400);
    assertThat(ben.post(PATH, new ElevationRequest("nobody-made-it", "x", 5)).expect(422).code())
        .isEqualTo("unknown_role");
    ben.post(PATH, new ElevationRequest("auditor", null, 5)).expect(400);
  }

  @Test
  void showsPeopleTheirOwnAndDecidersAll() {
    ApiClient ann = api.withToken(People.register(api).accessToken());
    ElevationView asked = ask(ann, "auditor", 5);
    ApiClient ben = api.withToken(People.register(api).accessToken());

    ben.get(PATH + "/" + asked.id()).expect(404);
    ben.post(PATH + "/" + asked.id() + "/end").expect(404);
    assertThat(ben.get(PATH).expect(200).as(ElevationPage.class).items()).isEmpty();
    assertThat(ann.get(PATH).expect(200).as(ElevationPage.class).items())
        .extracting(ElevationView::id)
        .containsExactly(asked.id());
    assertThat(administrator.get(PATH).expect(200).as(ElevationPage.class).items())
        .extracting(ElevationView::id)
        .contains(asked.id());
  }

  @Test
  void recordsEveryStep() {
    TokenAnswer person = People.register(api);
    ElevationView lent = approve(ask(api.withToken(person.accessToken()), "auditor", 60));
    administrator.post(PATH + "/" + lent.id() + "/end").expect(200);

    assertThat(
            administrator
                .get("/v1/audit/events?target=" + person.user().id())
                .expect(200)
                .as(AuditEventPage.class)
                .events())
        .extracting(AuditEventView::type)
        .contains(
            "access.elevation.requested", "access.elevation.began", "access.elevation.revoked");
  }

  private void give(TokenAnswer person, String role) {
    administrator
        .post("/v1/admin/users/" + person.user().id() + "/roles", new UserRoleRequest(role))
        .expect(200);
  }

  private static ElevationView ask(ApiClient person, String role, int minutes) {
    return person
        .post(PATH, new ElevationRequest(role, "a ticket of today", minutes))
        .expect(201)
        .as(ElevationView.class);
  }

  private ElevationView approve(ElevationView asked) {
    return administrator
        .post(PATH + "/" + asked.id() + "/approve")
        .expect(200)
        .as(ElevationView.class);
  }

  private static void awaitRefused(ApiClient person) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (person.get("/v1/audit/events").status() != 403) {
      assertThat(System.nanoTime()).as("the role is still lent").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
