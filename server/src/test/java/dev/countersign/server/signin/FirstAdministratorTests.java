package dev.countersign.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The set-up link, on a service of its own: it works once. */
@ServerTest
@TestPropertySource(properties = "test.own-service=first-administrator")
class FirstAdministratorTests {
  private final FirstAdministrator first;
  private final ApiClient api;
  private final Path file;

  FirstAdministratorTests(FirstAdministrator first, @LocalServerPort int port, TestData data) {
    this.first = first;
    this.api = ApiClient.of(port);
    this.file = data.directory().resolve("setup-link.txt");
  }

  @Test
  void createsTheAdministratorOnceByTheLink() throws IOException {
    assertThat(first.pending()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Secret token = Secret.of(Files.readString(file).strip().split("token=", 2)[1]);
    Secret password = Secret.of(People.PASSWORD);

    assertThat(first.create(Secret.of("guess"), "root@example.com", password))
        .isInstanceOf(FirstAdministrator.Outcome.WrongToken.class);
    assertThat(first.create(token, "root@example.com", Secret.of("short")))
        .isInstanceOf(FirstAdministrator.Outcome.Weak.class);
    assertThat(first.create(token, "nobody", password))
        .isInstanceOf(FirstAdministrator.Outcome.NotAnEmail.class);
    String taken = People.newEmail();
    People.register(api, taken);
    assertThat(first.create(token, taken, password))
        .isInstanceOf(FirstAdministrator.Outcome.Taken.class);

    assertThat(first.create(token, "root@example.com", password))
        .isInstanceOf(FirstAdministrator.Outcome.Created.class);

    assertThat(first.pending()).isFalse();
    assertThat(file).doesNotExist();
    assertThat(first.create(token, "second@example.com", password))
        .isInstanceOf(FirstAdministrator.Outcome.WrongToken.class);
    assertThat(first.create("second@example.com", password))
        .isInstanceOf(FirstAdministrator.Outcome.TooLate.class);
    TokenAnswer answer =
        api.post("/v1/auth/login", LoginRequest.byEmail("root@example.com", People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    assertThat(answer.user().role()).isEqualTo("administrator");
  }
}
