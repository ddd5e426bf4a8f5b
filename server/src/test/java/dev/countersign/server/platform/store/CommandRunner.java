package dev.countersign.server.platform.store;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs store commands for tests, and tells what they printed. */
public final class CommandRunner {
  private CommandRunner() {}

  /** Output and errors of a command with these settings. */
  public static String run(List<String> command, Path settings) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--config", settings.toString()));
    var _ = new StoreCommands(writer).printingTo(writer).run(arguments);
    return printed.toString();
  }
}
