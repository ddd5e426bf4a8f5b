package dev.countersign.cli;

import picocli.CommandLine.Parameters;

/** Who is paid: the first parameter of every command that names a payee. */
final class RecipientParameter {
  @Parameters(
      index = "0",
      paramLabel = "RECIPIENT",
      description = "An e-mail address, a username, or an id (usr_… or acc_…).")
  private String recipient = "";

  String recipient() {
    return recipient;
  }
}
