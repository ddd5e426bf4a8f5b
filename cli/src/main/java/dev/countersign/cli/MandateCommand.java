package dev.countersign.cli;

import picocli.CommandLine.Command;

/** Letting others draw on one's account. */
@Command(
    name = "mandate",
    mixinStandardHelpOptions = true,
    description = "Let others draw on your account, and draw on theirs.",
    subcommands = {
      MandateGiveCommand.class,
      MandateDrawCommand.class,
      MandateListCommand.class,
      MandateRevokeCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class MandateCommand {}
