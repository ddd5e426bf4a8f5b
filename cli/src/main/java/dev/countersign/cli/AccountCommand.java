package dev.countersign.cli;

import dev.countersign.api.Account;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the caller's accounts. */
@Command(name = "account", mixinStandardHelpOptions = true, description = "Show your accounts.")
final class AccountCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Account> accounts = connection.signedIn(client -> client.payments().accounts());
    PrintWriter out = spec.commandLine().getOut();
    if (accounts.isEmpty()) {
      out.println("No account yet: one opens with its first credit.");
      return 0;
    }
    out.printf("%-32s %-8s %18s %18s%n", "ACCOUNT", "CURRENCY", "BALANCE", "AVAILABLE");
    for (Account account : accounts) {
      out.printf(
          "%-32s %-8s %18s %18s%n",
          account.id(), account.currency(), account.balance(), account.available());
    }
    return 0;
  }
}
