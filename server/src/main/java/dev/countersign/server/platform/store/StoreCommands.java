package dev.countersign.server.platform.store;

import dev.countersign.postgres.EmbeddedPostgresException;
import dev.countersign.server.platform.config.ServeArguments;
import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.SettingsSource;
import dev.countersign.server.platform.config.StartRefusedException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Finds and runs the {@link StoreCommand}s. */
public final class StoreCommands {
  private static final int REFUSED = 2;

  private final CommandLine line = new CommandLine(new Root());

  /** For this process's own arguments; its log, too, goes to standard error. */
  public StoreCommands() {
    this(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    CommandLog.toErrors();
  }

  StoreCommands(PrintWriter errors) {
    for (StoreCommand command : ServiceLoader.load(StoreCommand.class)) {
      CommandLine group = line.getSubcommands().get(command.group());
      if (group == null) {
        group = new CommandLine(CommandSpec.create().mixinStandardHelpOptions(true));
        line.addSubcommand(command.group(), group);
      }
      CommandLine leaf = new CommandLine(command);
      leaf.getCommandSpec().addMixin("where", CommandSpec.forAnnotatedObject(new Where()));
      group.addSubcommand(leaf);
    }
    line.setErr(errors);
    line.setExecutionStrategy(this::run);
  }

  /** The same with its output elsewhere than on standard output. */
  StoreCommands printingTo(PrintWriter output) {
    line.setOut(output);
    return this;
  }

  /** Runs the one the arguments name and answers the exit code. */
  public int run(List<String> arguments) {
    return line.execute(arguments.toArray(String[]::new));
  }

  private int run(ParseResult result) {
    Integer help = CommandLine.executeHelpRequest(result);
    if (help != null) {
      return help;
    }
    CommandSpec chosen = last(result).commandSpec();
    if (!(chosen.userObject() instanceof StoreCommand command)) {
      chosen.commandLine().usage(chosen.commandLine().getErr());
      return REFUSED;
    }
    try {
      return run(command, chosen);
    } catch (StartRefusedException | EmbeddedPostgresException e) {
      chosen.commandLine().getErr().println(e.getMessage());
      return REFUSED;
    }
  }

  private static int run(StoreCommand command, CommandSpec spec) {
    Where where =
        (Where) Objects.requireNonNull(spec.mixins().get("where"), "added above").userObject();
    SettingsSource settings =
        SettingsSource.read(
            ServeArguments.properties(where.arguments(), System.getenv("COUNTERSIGN_CONFIG")));
    try (StoreAccess store =
        StoreAccess.open(
            settings.get(ServiceSettings.class), settings.get(DatabaseSettings.class))) {
      return command.run(store, spec.commandLine().getOut());
    }
  }

  private static ParseResult last(ParseResult result) {
    return result.hasSubcommand() ? last(result.subcommand()) : result;
  }

  @Command(name = "countersign", mixinStandardHelpOptions = true)
  private static final class Root {}

  /** Which store; the same for every command. */
  @Command(mixinStandardHelpOptions = true)
  private static final class Where {
    @Option(names = "--data", paramLabel = "DIR", description = "The service's directory.")
    private @Nullable Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "The service's settings.")
    private @Nullable Path config;

    private List<String> arguments() {
      List<String> arguments = new ArrayList<>();
      if (data != null) {
        arguments.addAll(List.of("--data", data.toString()));
      }
      if (config != null) {
        arguments.addAll(List.of("--config", config.toString()));
      }
      return arguments;
    }
  }
}
