package dev.countersign.server.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.store.CommandRunner;
import dev.countersign.server.platform.store.TestStore;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.Node;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestDatabase;
import dev.countersign.testsupport.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** {@code countersign keys …} beside a running service, and where none runs. */
@ServerTest
class KeysCommandTests {
  private final ApiClient api;
  private final TestDatabase database;
  private final Path data;
  @TempDir private Path directory;

  KeysCommandTests(@LocalServerPort int port, TestDatabase database, TestData data) {
    this.api = ApiClient.of(port);
    this.database = database;
    this.data = data.directory();
  }

  @Test
  void listsRotatesAndRevokesWithTheServiceUp() throws IOException {
    TokenAnswer person = People.register(api);
    String first = keyOf(person);
    assertThat(run("keys", "list")).contains(first + "  active     ES256");

    assertThat(run("keys", "rotate"))
        .contains(first + "  retired    ES256")
        .containsPattern("[\\w-]{43}  active     ES256");
    api.withToken(person.accessToken()).get("/v1/me").expect(200);

    assertThat(run("keys", "revoke", first, "--reason", "a laptop was stolen"))
        .contains(first + "  revoked    ES256");
    assertThat(timeUntilRefused(person)).isLessThan(Duration.ofSeconds(1));
    // The next token has another key, and nobody had to restart anything.
    TokenAnswer next = People.register(api);
    assertThat(keyOf(next)).isNotEqualTo(first);
    api.withToken(next.accessToken()).get("/v1/me").expect(200);
    assertThat(eventsOn(first)).containsSubsequence("key.created", "key.retired", "key.revoked");
    assertThat(run("keys", "revoke", first)).contains("was revoked before");
    assertThat(run("keys", "revoke", "nothing")).contains("There is no key nothing");
  }

  @Test
  void announcesAKeyThatDoesNotSignYet() throws IOException {
    String now = keyOf(People.register(api));
    assertThat(run("keys", "rotate", "--announce")).contains(now + "  active");
    assertThat(run("keys", "list")).contains("announced  ES256");
    assertThat(keyOf(People.register(api))).isEqualTo(now);
    assertThat(run("keys", "rotate", "--tenant", "ten_x")).contains("no active key");
  }

  @Test
  void revokesAKeyWhileNoServiceRuns() throws IOException {
    try (TestDatabase other = TestStore.create(TestPostgres.shared())) {
      Path folder = Files.createDirectory(directory.resolve("other"));
      TokenAnswer person;
      try (Node node = Node.start(other, folder, Map.of())) {
        person = People.register(node.api());
      }
      String key = keyOf(person);
      assertThat(run(other, folder, "keys", "list")).contains(key + "  active     ES256");
      assertThat(run(other, folder, "keys", "revoke", key)).contains(key + "  revoked    ES256");
      try (Node node = Node.start(other, folder, Map.of())) {
        node.api().withToken(person.accessToken()).get("/v1/me").expect(401);
        String next = keyOf(People.register(node.api()));
        assertThat(next).isNotEqualTo(key);
      }
      String last = run(other, folder, "keys", "rotate");
      assertThat(last).contains("retired    ES256").contains("active     ES256");
    }
  }

  private String run(String... command) throws IOException {
    return run(database, data, command);
  }

  private String run(TestDatabase database, Path data, String... command) throws IOException {
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

  private Duration timeUntilRefused(TokenAnswer person) {
    long begun = System.nanoTime();
    while (api.withToken(person.accessToken()).get("/v1/me").status() != 401) {
      assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(20).toNanos());
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private List<String> eventsOn(String keyId) {
    return JdbcClient.create(StoreFixture.source(database.superuser()))
        .sql("select type from audit_events where target_id = :key order by id")
        .param("key", keyId)
        .query((row, number) -> row.getString(1))
        .list();
  }

  private static String keyOf(TokenAnswer answer) {
    byte[] header = Base64.getUrlDecoder().decode(answer.accessToken().split("\\.", 2)[0]);
    return JsonMapper.shared().readTree(header).path("kid").asString();
  }
}
