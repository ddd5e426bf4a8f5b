package dev.countersign.cli;

import dev.countersign.api.FactorView;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.MfaVerifyRequest;
import dev.countersign.api.Problem;
import dev.countersign.cli.terminal.Terminal;
import dev.countersign.client.CountersignClient;
import dev.countersign.client.CountersignClientBuilder;
import dev.countersign.client.PermissionDeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service, and as whom; the same options for every command that asks one. */
final class Connection {
  private static final String DEFAULT_SERVER = "http://localhost:8080";

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The service; by default COUNTERSIGN_SERVER or http://localhost:8080.")
  private @Nullable String server;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "Who you are, by e-mail address or username; by default COUNTERSIGN_USER.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "Where your password is; by default COUNTERSIGN_PASSWORD, or you are asked for it.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "What your second factor shows, where one is due; or you are asked for it.")
  private @Nullable String code;

  private final Map<String, String> environment;

  Connection() {
    this(System.getenv());
  }

  Connection(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Does something as the person that was named, and signs out again. */
  <T> T signedIn(Function<CountersignClient, T> deed) {
    try (CountersignClient client = client()) {
      signIn(client);
      try {
        return deed.apply(client);
      } finally {
        client.auth().logout();
      }
    }
  }

  private void signIn(CountersignClient client) {
    try {
      client.auth().login(login());
    } catch (PermissionDeniedException refused) {
      Problem problem = refused.problem();
      if (problem == null || !refused.code().equals("mfa_required")) {
        throw refused;
      }
      String token = problem.context().getOrDefault("mfa_token", "");
      MfaChallenge challenge =
          client.auth().initiateMfa(new MfaInitiateRequest(token, null, null, null, null));
      client
          .auth()
          .verifyMfa(
              new MfaVerifyRequest(challenge.challengeId(), code(challenge.method()), false));
    }
  }

  private String code(FactorView factor) {
    if (code != null) {
      return code;
    }
    String from = factor.destination() == null ? factor.name() : "sent to " + factor.destination();
    return Terminal.find()
        .map(console -> console.readPassword("Code (%s): ", from))
        .map(String::new)
        .orElseThrow(() -> new MisusedException("A second factor is due: give its --code."));
  }

  /** A client that nobody has signed in with. */
  CountersignClient client() {
    try {
      return builder().build();
    } catch (IllegalArgumentException e) {
      throw new MisusedException("--server: " + e.getMessage());
    }
  }

  private CountersignClientBuilder builder() {
    String address =
        server != null ? server : environment.getOrDefault("COUNTERSIGN_SERVER", DEFAULT_SERVER);
    return CountersignClient.builder(address);
  }

  private LoginRequest login() {
    String name = user != null ? user : environment.get("COUNTERSIGN_USER");
    if (name == null || name.isBlank()) {
      throw new MisusedException("Who are you? Say it with --user or COUNTERSIGN_USER.");
    }
    String password = password(name);
    return name.contains("@")
        ? LoginRequest.byEmail(name, password)
        : LoginRequest.byUsername(name, password);
  }

  // A password never is an argument: other people on the machine can see those.
  private String password(String name) {
    if (passwordFile != null) {
      try {
        return Files.readString(passwordFile).stripTrailing();
      } catch (IOException e) {
        throw new MisusedException("--password-file cannot be read: " + e.getMessage());
      }
    }
    String given = environment.get("COUNTERSIGN_PASSWORD");
    if (given != null) {
      return given;
    }
    return Terminal.find()
        .map(console -> console.readPassword("Password of %s: ", name))
        .map(String::new)
        .orElseThrow(() ->
            new MisusedException(
                "No password: give it with --password-file or COUNTERSIGN_PASSWORD."));
  }
}
