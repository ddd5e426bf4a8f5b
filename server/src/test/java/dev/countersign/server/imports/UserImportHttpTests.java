package dev.countersign.server.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.UserBatchAnswer;
import dev.countersign.api.UserBatchRequest;
import dev.countersign.api.UserImport;
import dev.countersign.api.UserImportResult;
import dev.countersign.api.UserImportStatus;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People from other systems, and how they sign in here. */
@ServerTest
class UserImportHttpTests {
  private static final String PASSWORD = "Tr0ub4dor & 3 čaje";
  private static final String HASH = "$2b$05$AwevwOchZDiB0dh6ZVEiDOVx/ePnN6g8Nm/hl9jHnpvmfY2DU5YF.";

  private final ApiClient api;
  private final ApiClient administrator;
  private final TenantTransactions transactions;
  private final JdbcClient jdbc;

  UserImportHttpTests(
      @LocalServerPort int port,
      TestDatabase database,
      TenantTransactions transactions,
      JdbcClient jdbc) {
    this.api = ApiClient.of(port);
    this.administrator = Administrators.create(api, database);
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2a$05$Rsy.aPo7RLOX9SL95rlZYelVphi6Njvn0i./PYY4GwjTCOhLAjRqq",
        HASH,
        "$2y$05$abcdefghijklmnopqrstuuHwXm0aH7Xos224CRKhQu.PJUhkoStfK",
        "{bcrypt}$2a$05$Rsy.aPo7RLOX9SL95rlZYelVphi6Njvn0i./PYY4GwjTCOhLAjRqq",
        "pbkdf2_sha256$1000$saltsaltsaltsaltsalt22$3dMFKAX5Ngt6dBbFJ/s5oQjXT9SEagvFgEK0GVJ1GAQ=",
        "pbkdf2:sha256:1000$ytykG01sdszdCK7Z$040f028df891878a90b53f2c388afe4888384dfddd94b0ff616220ba03416f91",
        "{pbkdf2}0001020304050607171837c5ad538d3ee56dc989382ddd364c2eef2851ad79045626317ca4e284d3",
        "scrypt:1024:8:1$OUI8zPHvDExB1jWL$2c5dcf55b30f6d6e101872d541b2d901360d614fe8c6ec0322a1f637540d8d107de5acd0a382ce828f6a6e13934f6d4cf2aa2fd95d5c5ae3a690b5023c7592b8",
        "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$1C4HfpYB0iixTnajg1Co6501pptNY4ea/i0kCGAYYcI",
        "$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$O7pFGF9EtSTIoV+dfpwaKzFVLxvWkT8USruSlMxCfCY",
      })
  void signsInWithTheOldPasswordAndIsHashedAnew(String hash) {
    String email = People.newEmail();
    UserImportResult result = one(new UserImport(email, null, null, hash, null, null));
    assertThat(result.status()).isEqualTo(UserImportStatus.CREATED);
    assertThat(hashOf(result)).isEqualTo(hash);

    login(email, "Tr0ub4dor & 3 caje").expect(401);
    assertThat(hashOf(result)).isEqualTo(hash);
    login(email, PASSWORD).expect(200);

    assertThat(hashOf(result)).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
    login(email, PASSWORD).expect(200);
    login(email, "Tr0ub4dor & 3 caje").expect(401);
  }

  @Test
  void letsNobodyInByThePartOfAPasswordThatBcryptCovers() {
    String seventyTwo = "x".repeat(72);
    String hash = "$2b$05$Hz1/7m72Wtt9.6TRzeGFduFcynQIFZB7b7XcS5UhL2tECJLyjxJ22";
    String email = People.newEmail();
    UserImportResult result = one(new UserImport(email, null, null, hash, null, null));

    Answer refused = login(email, seventyTwo + " and what bcrypt left out").expect(403);
    assertThat(refused.code()).isEqualTo("password_reset_required");
    assertThat(refused.json().path("detail").asString()).contains("72 bytes");
    assertThat(hashOf(result)).isEqualTo(hash);
    // Whoever does not know the first part learns nothing.
    login(email, "y".repeat(80)).expect(401);
    login(email, seventyTwo).expect(200);
  }

  @Test
  void changesNothingTheSecondTime() {
    String email = People.newEmail();
    UserImport item =
        new UserImport(email, People.newUsername(), newExternalId(), HASH, true, null);
    UserImportResult first = one(item);
    login(email, PASSWORD).expect(200);
    String hash = hashOf(first);

    UserImportResult second = one(item);

    assertThat(second.status()).isEqualTo(UserImportStatus.EXISTING);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(hashOf(first)).isEqualTo(hash);
    assertThat(
            one(new UserImport(email.toUpperCase(Locale.ROOT), null, null, HASH, null, null)).id())
        .isEqualTo(first.id());
    // By the external id even where the address is another by now.
    assertThat(
            one(new UserImport(People.newEmail(), null, item.externalId(), HASH, null, null)).id())
        .isEqualTo(first.id());
  }

  @Test
  void writesNothingInADryRunAndJudgesTheSame() {
    String email = People.newEmail();
    UserImport fresh = new UserImport(email, null, null, HASH, null, null);
    UserImport broken = new UserImport("nobody", null, null, HASH, null, null);
    UserBatchRequest request = new UserBatchRequest(List.of(fresh, broken, fresh));

    UserBatchAnswer dry = batch("?dry_run=true", request);

    assertThat(dry.dryRun()).isTrue();
    assertThat(dry.results()).extracting(UserImportResult::id).containsOnlyNulls();
    login(email, PASSWORD).expect(401);
    UserBatchAnswer wet = batch("", request);
    assertThat(wet.dryRun()).isFalse();
    assertThat(wet.results())
        .extracting(UserImportResult::status)
        .containsExactlyElementsOf(dry.results().stream().map(UserImportResult::status).toList())
        .containsExactly(
            UserImportStatus.CREATED, UserImportStatus.REFUSED, UserImportStatus.REFUSED);
    assertThat(wet.results().getLast().code()).isEqualTo("duplicate");
  }

  @Test
  void tellsWhatIsWrongWithEachAndTakesTheOthers() {
    String good = People.newEmail();
    UserBatchAnswer answer =
        batch(
            "",
            new UserBatchRequest(
                List.of(
                    new UserImport("not an address", null, null, null, null, null),
                    withHash("hunter2"),
                    withHash("$6$rounds=5000$salt$hash"),
                    withHash("$2b$12$tooshort"),
                    withHash("$2b$31$zs2XiJI718WI1JJSXj7g7epbDu3xWAtIJgH255n8yCnrazKbpL39e"),
                    withHash(
                        "$argon2id$v=19$m=4194304,t=9,p=1$c29tZXNhbHRzb21lc2FsdA$1C4HfpYB0iixTnajg1Co6501pptNY4ea/i0kCGAYYcI"),
                    new UserImport(People.newEmail(), "a b", null, null, null, null),
                    new UserImport(good, null, null, HASH, null, null))));
    assertThat(answer.results())
        .extracting(UserImportResult::code)
        .containsExactly(
            "not_an_email",
            "unsafe_hash",
            "unsupported_hash",
            "malformed_hash",
            "costly_hash",
            "costly_hash",
            "not_a_username",
            null);
    assertThat(answer.results()).extracting(UserImportResult::index).containsSequence(0, 1, 2, 3);
    assertThat(answer.results().getFirst().message()).startsWith("email: ");
    login(good, PASSWORD).expect(200);
  }

  @Test
  void refusesNamesThatBelongToOthers() {
    String username = People.newUsername();
    String externalId = newExternalId();
    String email = People.newEmail();
    one(new UserImport(email, username, externalId, null, null, null));
    assertThat(one(new UserImport(People.newEmail(), username, null, null, null, null)).code())
        .isEqualTo("conflict");
    assertThat(one(new UserImport(email, null, newExternalId(), null, null, null)).code())
        .isEqualTo("conflict");
    assertThat(one(new UserImport(email, People.newUsername(), null, null, null, null)).code())
        .isEqualTo("conflict");
  }

  @Test
  void takesSomebodyWithoutAPasswordWhomNoneLetsIn() {
    String email = People.newEmail();
    assertThat(one(new UserImport(email, null, null, null, null, null)).status())
        .isEqualTo(UserImportStatus.CREATED);
    login(email, PASSWORD).expect(401);
  }

  @Test
  void demandsAnotherPasswordWhereTheImportSaysSo() {
    String email = People.newEmail();
    one(new UserImport(email, null, null, HASH, null, true));
    Answer refused = login(email, PASSWORD).expect(403);
    assertThat(refused.code()).isEqualTo("password_change_required");
    assertThat(refused.json().path("context").path("reason").asString()).isEqualTo("demanded");
    api.post(
            "/v1/auth/password/change",
            PasswordChangeRequest.byToken(
                refused.json().path("context").path("change_token").asString(), People.PASSWORD))
        .expect(204);
    login(email, People.PASSWORD).expect(200);
  }

  @Test
  void recordsEachWhoWasTakenOver() {
    UserImportResult result = one(new UserImport(People.newEmail(), null, null, HASH, null, null));
    List<String> events =
        transactions.in(
            TenantId.DEFAULT,
            () ->
                jdbc.sql("select type from audit_events where target_id = :target")
                    .param("target", result.id())
                    .query((row, number) -> row.getString(1))
                    .list());
    assertThat(events).containsExactly("user.imported");
  }

  @Test
  void takesAThousandAndNoMore() {
    List<UserImport> thousand = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      thousand.add(new UserImport(People.newEmail(), null, null, HASH, null, null));
    }
    assertThat(batch("?dry_run=true", new UserBatchRequest(thousand)).results()).hasSize(1_000);
    thousand.add(new UserImport(People.newEmail(), null, null, HASH, null, null));
    administrator.post("/v1/admin/users/batch", new UserBatchRequest(thousand)).expect(400);
    administrator.post("/v1/admin/users/batch", new UserBatchRequest(List.of())).expect(400);
    administrator
        .post("/v1/admin/users/batch", Map.of("users", Collections.singletonList(null)))
        .expect(400);
  }

  @Test
  void isForAdministrators() {
    api.withToken(People.register(api).accessToken())
        .post(
            "/v1/admin/users/batch",
            new UserBatchRequest(
                List.of(new UserImport(People.newEmail(), null, null, null, null, null))))
        .expect(403);
  }

  private static UserImport withHash(String hash) {
    return new UserImport(People.newEmail(), null, null, hash, null, null);
  }

  private static String newExternalId() {
    return "crm-" + People.newUsername();
  }

  private UserImportResult one(UserImport item) {
    return batch("", new UserBatchRequest(List.of(item))).results().getFirst();
  }

  private UserBatchAnswer batch(String query, UserBatchRequest request) {
    return administrator
        .post("/v1/admin/users/batch" + query, request)
        .expect(200)
        .as(UserBatchAnswer.class);
  }

  private Answer login(String email, String password) {
    return api.post("/v1/auth/login", LoginRequest.byEmail(email, password));
  }

  private @Nullable String hashOf(UserImportResult result) {
    UserId user = UserId.parse(String.valueOf(result.id())).orElseThrow();
    return transactions.in(
        TenantId.DEFAULT,
        () ->
            jdbc.sql("select hash from passwords where user_id = :user")
                .param("user", user.value())
                .query((row, number) -> row.getString(1))
                .single());
  }
}
