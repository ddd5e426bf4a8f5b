package dev.countersign.cli;

import picocli.CommandLine.Command;

/** What concerns the people of a service. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Look after the people of a service.",
    subcommands = UsersImportCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class UsersCommand {}
