package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody's own accounts. */
public record OwnAccountsView(String title, List<Account> accounts, List<String> faults) {
  /**
   * One of them.
   *
   * @param available what can be taken
   * @param held what open holds keep of the balance; {@code null} for nothing
   * @param lines what moved lately, the newest first
   */
  public record Account(
      String id,
      String name,
      Amount balance,
      Amount available,
      @Nullable Amount held,
      StatementForm statement,
      List<Line> lines) {
    public Account {
      lines = List.copyOf(lines);
    }
  }

  /** Something that moved. */
  public record Line(
      String payment,
      String type,
      @Nullable String reference,
      Moment effective,
      Amount amount,
      Amount balance) {}

  public OwnAccountsView {
    accounts = List.copyOf(accounts);
    faults = List.copyOf(faults);
  }
}
