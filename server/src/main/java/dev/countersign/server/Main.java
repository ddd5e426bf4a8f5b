package dev.countersign.server;

import dev.countersign.server.platform.config.ServeArguments;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.store.StoreCommands;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.modulith.Modulithic;

/** Starts the service, or runs a command that works on its store. */
// Its user with a generated password, told to the log, is nobody we know.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
@Modulithic(systemName = "Countersign")
public class Main {
  static void main(String[] args) {
    List<String> arguments = List.of(args);
    if (namesCommand(arguments)) {
      System.exit(new StoreCommands().run(arguments));
    }
    SpringApplication.run(Main.class, properties(arguments));
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
