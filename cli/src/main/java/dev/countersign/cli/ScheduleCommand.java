package dev.countersign.cli;

import picocli.CommandLine.Command;

/** Payments later. */
@Command(
    name = "schedule",
    mixinStandardHelpOptions = true,
    description = "Have something paid later, once or again and again.",
    subcommands = {
      ScheduleMakeCommand.class,
      ScheduleListCommand.class,
      ScheduleRunsCommand.class,
      SchedulePauseCommand.class,
      ScheduleResumeCommand.class,
      ScheduleCancelCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class ScheduleCommand {}
