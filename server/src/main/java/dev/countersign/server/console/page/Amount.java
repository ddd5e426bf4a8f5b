package dev.countersign.server.console.page;

import dev.countersign.server.platform.money.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * An amount to be read by people: its digits come in groups that the style sheet sets apart, so
 * that what is copied from the page is the plain decimal.
 *
 * @param groups the whole units from the left, in threes; the first with the sign
 * @param fraction the point and the digits after it; empty for an asset without
 */
public record Amount(List<String> groups, String fraction, String asset, boolean negative) {
  public static Amount of(Money money) {
    String text = money.text();
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point);
    return new Amount(groups(whole), fraction, money.asset().code(), money.minor() < 0);
  }

  /** On one line, in plain digits. */
  public String text() {
    return String.join("", groups) + fraction + " " + asset;
  }

  private static List<String> groups(String whole) {
    int signs = whole.startsWith("-") ? 1 : 0;
    List<String> groups = new ArrayList<>();
    int start = 0;
    int end = signs + (whole.length() - signs - 1) % 3 + 1;
    while (start < whole.length()) {
      groups.add(whole.substring(start, end));
      start = end;
      end += 3;
    }
    return groups;
  }
}
