package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.ApiKeyUsage;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.CommandRunner;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Node;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What time, and an operator, do to keys. */
@ServerTest
class KeyEndsTests {
  private final ApiClient api;
  private final KeyEnds ends;
  private final TestDatabase database;
  private final Path data;
  private final JdbcClient superuser;
  @TempDir private Path directory;

  KeyEndsTests(@LocalServerPort int port, KeyEnds ends, TestDatabase database, TestData data) {
    this.api = ApiClient.of(port);
    this.ends = ends;
    this.database = database;
    this.data = data.directory();
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  @Test
  void warnsTheOwnerOnceAFortnightAhead() {
    TokenAnswer ann = People.register(api);
    CreatedApiKey key = Keys.make(api.withToken(ann.accessToken()));
    ends.look();
    assertThat(events(key)).containsExactly("api_key.created");
    age(key, "76 days 1 hour");
    ends.look();
    ends.look();
    assertThat(events(key)).containsExactly("api_key.created", "api_key.ending");
    assertThat(
            superuser
                .sql("select count(*) from mails where kind = 'api_key_ending' and person_id = :id")
                .param("id", UserId.parse(ann.user().id()).orElseThrow().value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(
            api.withToken(ann.accessToken())
                .get("/v1/api-keys/" + key.keyId())
                .expect(200)
                .json()
                .path("rotate_by")
                .asString())
        .isNotEmpty();
  }

  @Test
  void tellsAuditOnceThatAKeyHasEnded() {
    CreatedApiKey key = Keys.make(api.withToken(People.register(api).accessToken()));
    age(key, "91 days");
    ends.look();
    ends.look();
    assertThat(events(key)).containsExactly("api_key.created", "api_key.expired");
  }

  @Test
  void forgetsUsageAfterThirtyDays() {
    ApiClient ann = api.withToken(People.register(api).accessToken());
    CreatedApiKey key = Keys.make(ann);
    api.with(Keys.HEADER, key.apiKey()).get("/v1/account").expect(200);
    String path = "/v1/api-keys/" + key.keyId() + "/usage";
    Keys.await(
        "the use is written",
        () -> ann.get(path).expect(200).as(ApiKeyUsage.class).requests() == 1);
    for (String table : List.of("api_key_usage", "api_key_addresses")) {
      superuser
          .sql("update " + table + " set day = day - 31 where key_id = :id")
          .param("id", idOf(key))
          .update();
    }
    assertThat(ann.get(path).expect(200).as(ApiKeyUsage.class).requests()).isZero();
    ends.purge();
    assertThat(
            superuser
                .sql(
                    "select (select count(*) from api_key_usage where key_id = :id)"
                        + " + (select count(*) from api_key_addresses where key_id = :id)")
                .param("id", idOf(key))
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void listsAndRevokesForTheOperator() throws IOException {
    CreatedApiKey key = Keys.make(api.withToken(People.register(api).accessToken()));
    ApiClient holder = api.with(Keys.HEADER, key.apiKey());
    holder.get("/v1/me").expect(200);
    assertThat(run("api-keys", "list"))
        .contains(key.keyId() + "  active    " + key.key().keyPrefix())
        .doesNotContain(key.apiKey());
    assertThat(run("api-keys", "revoke", key.keyId())).contains("is revoked");
    Keys.await("the key is refused", () -> holder.get("/v1/me").status() == 401);
    assertThat(run("api-keys", "revoke", key.keyId())).contains("no key");
    assertThat(run("api-keys", "revoke", "nothing")).contains("no key");
    assertThat(events(key)).startsWith("api_key.created", "api_key.revoked");
  }

  private void age(CreatedApiKey key, String by) {
    superuser
        .sql(
            "update api_keys set created_at = created_at - :by::interval,"
                + " expires_at = expires_at - :by::interval where id = :id")
        .param("by", by)
        .param("id", idOf(key))
        .update();
  }

  private List<@Nullable String> events(CreatedApiKey key) {
    return superuser
        .sql("select type from audit_events where target_id = :id order by id")
        .param("id", key.keyId())
        .query(String.class)
        .list();
  }

  private static UUID idOf(CreatedApiKey key) {
    return ApiKeyId.parse(key.keyId()).orElseThrow().value();
  }

  private String run(String... command) throws IOException {
    Path settings = directory.resolve("settings.yaml");
    Files.writeString(
        settings,
        """
        countersign.data: "%s"
        countersign.database.url: "%s"
        countersign.database.owner.url: "%s"
        """
            .formatted(data, Node.address(database.application()), Node.address(database.owner())));
    return CommandRunner.run(List.of(command), settings);
  }
}
