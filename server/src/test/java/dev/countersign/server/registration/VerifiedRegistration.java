package dev.countersign.server.registration;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.RegisterRequest;
import dev.countersign.api.RegistrationAnswer;
import dev.countersign.api.ResendRequest;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MailServer;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A service where addresses have to be proved, over a mail server that wants STARTTLS, and what
 * tests ask of it. It is one service for all of them.
 */
abstract class VerifiedRegistration {
  // Up as long as the service, which is kept for whichever class asks for it next.
  static final MailServer MAILS = MailServer.start();
  static final String REGISTER = "/v1/auth/register";
  static final String VERIFY = "/v1/auth/verify";

  final ApiClient api;
  final JdbcClient superuser;

  VerifiedRegistration(int port, TestDatabase database) {
    this.api = ApiClient.of(port);
    this.superuser = JdbcClient.create(StoreFixture.source(database.superuser()));
  }

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              try {
                MAILS.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }));
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

  RegistrationAnswer register(String email, @Nullable String username) {
    return api.post(REGISTER, registering(email, username))
        .expect(202)
        .as(RegistrationAnswer.class);
  }

  static RegisterRequest registering(String email, @Nullable String username) {
    return new RegisterRequest(email, People.PASSWORD, username);
  }

  Answer resend(String id) {
    return api.post("/v1/auth/verify/resend", new ResendRequest(id));
  }

  Answer signIn(String email) {
    return api.post("/v1/auth/login", new LoginRequest(email, null, People.PASSWORD));
  }

  static UUID id(RegistrationAnswer answer) {
    return RegistrationId.parse(answer.registrationId()).orElseThrow().value();
  }

  static Outbox.Message letter(String email, int count) {
    return Awaitility.await()
        .until(() -> letters(email), letters -> letters.size() >= count)
        .get(count - 1);
  }

  static List<Outbox.Message> letters(String email) {
    return MAILS.messages().stream()
        .map(Outbox.Message::of)
        .filter(message -> message.to().equals(email))
        .filter(message -> !message.subject().startsWith("A sign-in"))
        .toList();
  }

  void awaitDone() {
    Outbox.awaitDelivered(superuser);
  }
}
