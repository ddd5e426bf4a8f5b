package dev.countersign.cli.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays real bank data through a service of its own. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Play real bank data through a running service.",
      "Starts a service on a directory of its own, opens 1,229 accounts, posts 46,997 transactions "
          + "of a Czech bank, compares every balance with what the bank recorded, and shows what "
          + "two people can do. Stays until Ctrl-C, so that you can look around."
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "Stop when done.")
  private boolean once;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".countersign/demo",
      description = "The service's directory; ${DEFAULT-VALUE} by default.")
  private Path data = Path.of(".countersign", "demo");

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The service's port; by default 8080 or the next free one, with 0 any.")
  private @Nullable Integer port;

  @Option(names = "--sample", paramLabel = "N", description = "Post the first N transactions only.")
  private int sample = Integer.MAX_VALUE;

  @Override
  public Integer call() {
    int chosen = port == null ? Ports.nextFree() : Ports.require(port);
    Demo demo =
        new Demo(
            spec.commandLine().getOut(), data.toAbsolutePath().normalize(), chosen, sample, once);
    return demo.run() ? 0 : 1;
  }
}
