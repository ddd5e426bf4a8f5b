package dev.countersign.cli;

import picocli.CommandLine.Command;

/** Asking others to pay. */
@Command(
    name = "request",
    mixinStandardHelpOptions = true,
    description = "Ask others to pay you, and pay what you are asked for.",
    subcommands = {
      RequestAskCommand.class,
      RequestListCommand.class,
      RequestPayCommand.class,
      RequestDeclineCommand.class,
      RequestCancelCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class RequestCommand {}
