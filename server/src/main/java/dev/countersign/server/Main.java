package dev.countersign.server;

import dev.countersign.server.platform.config.FreePort;
import dev.countersign.server.platform.config.ServeArguments;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.store.StoreCommands;
import dev.countersign.server.platform.store.StoreHeadStart;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.modulith.Modulithic;

/** Starts the service, or runs a command that works on its store. */
@SpringBootApplication(
    exclude = {
      // Its user with a generated password, told to the log, is nobody we know.
      UserDetailsServiceAutoConfiguration.class,
      // No bean of ours is to be wrapped in advice; looking at each for it would slow the start.
      AopAutoConfiguration.class,
      PersistenceExceptionTranslationAutoConfiguration.class,
      TransactionAutoConfiguration.class,
      ValidationAutoConfiguration.class,
      // Of numbers by way of JMX, which we start for nothing else.
      TomcatMetricsAutoConfiguration.class
    })
@ConfigurationPropertiesScan
@Modulithic(systemName = "Countersign")
public class Main {
  static void main(String[] args) {
    List<String> arguments = List.of(args);
    if (namesCommand(arguments)) {
      System.exit(new StoreCommands().run(arguments));
    }
    SpringApplication service = new SpringApplication(Main.class);
    service.addListeners(new FreePort(), new StoreHeadStart());
    service.run(properties(arguments));
  }

  private static boolean namesCommand(List<String> arguments) {
    return !arguments.isEmpty()
        && !arguments.getFirst().equals("serve")
        && !arguments.getFirst().startsWith("-");
  }

  private static String[] properties(List<String> arguments) {
    try {
      return ServeArguments.properties(arguments, System.getenv("COUNTERSIGN_CONFIG"));
    } catch (StartRefusedException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      throw e;
    }
  }
}
