package dev.countersign.cli;

import picocli.CommandLine.Parameters;

/** Who is paid how much of what, for every command that pays somebody now or later. */
final class PaymentParameters {
  @Parameters(
      index = "0",
      paramLabel = "RECIPIENT",
      description = "An e-mail address, a username, or an id (usr_… or acc_…).")
  private String recipient = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much: 50.00")
  private String amount = "";

  @Parameters(index = "2", paramLabel = "CURRENCY", description = "Of what: USD")
  private String currency = "";

  String recipient() {
    return recipient;
  }

  String amount() {
    return amount;
  }

  String currency() {
    return currency;
  }
}
