package dev.countersign.cli;

import picocli.CommandLine.Parameters;

/** How much of what, after the first parameter of every command that names a sum. */
final class SumParameters {
  @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much: 50.00")
  private String amount = "";

  @Parameters(index = "2", paramLabel = "CURRENCY", description = "Of what: USD")
  private String currency = "";

  String amount() {
    return amount;
  }

  String currency() {
    return currency;
  }
}
