package dev.countersign.server.signin;

import dev.countersign.server.credentials.Weakness;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import java.io.Console;
import java.util.stream.Collectors;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;

/**
 * At each start, before the service says that it is ready: makes sure that there is an
 * administrator, or a way to become one.
 */
final class Bootstrap implements ApplicationRunner {
  private final FirstAdministrator first;
  private final SetupLink link;
  private final BootstrapSettings settings;
  private final Environment environment;

  Bootstrap(
      FirstAdministrator first,
      SetupLink link,
      BootstrapSettings settings,
      Environment environment) {
    this.first = first;
    this.link = link;
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!first.isNeeded()) {
      link.close();
    } else if (settings.email() != null && settings.password() != null) {
      create(settings.email(), settings.password());
    } else {
      show(link.open("http://localhost:" + environment.getProperty("local.server.port", "8080")));
    }
  }

  private void create(String email, Secret password) {
    switch (first.create(email, password)) {
      case FirstAdministrator.Outcome.Created _, FirstAdministrator.Outcome.TooLate _ ->
          link.close();
      case FirstAdministrator.Outcome.NotAnEmail _ ->
          throw refused("COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL is not an e-mail address.");
      case FirstAdministrator.Outcome.Taken _ ->
          throw refused(
              "COUNTERSIGN_BOOTSTRAP_ADMIN_EMAIL belongs to somebody who is registered. Choose"
                  + " another.");
      case FirstAdministrator.Outcome.Weak(var weaknesses) ->
          throw refused(
              "COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD is not accepted. "
                  + weaknesses.stream().map(Weakness::message).collect(Collectors.joining(" ")));
      case FirstAdministrator.Outcome.WrongToken _, FirstAdministrator.Outcome.Busy _ ->
          throw new IllegalStateException("nobody else hashes passwords at start");
    }
  }

  // Never through the logger: a log is kept, and read by more people than may administer.
  @SuppressWarnings("SystemConsoleNull") // Redirected, it is null on some JDKs.
  private void show(Secret setUp) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      console.printf("There is no administrator yet. Set one up, once:%n  %s%n", setUp.reveal());
    } else {
      System.err.println(
          "There is no administrator yet. A link to set one up, once, is in " + link.file());
    }
  }

  private static StartRefusedException refused(String sentence) {
    return new StartRefusedException(sentence);
  }
}
