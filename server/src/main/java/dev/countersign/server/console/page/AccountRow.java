package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * An account as a line of a list, or as one side of a payment.
 *
 * @param name what people call it: its reference, its owner, or what it is for
 * @param owner the owner, where there is one
 */
public record AccountRow(
    String id, String name, String kind, @Nullable Owner owner, Amount balance) {
  /** Who owns it. */
  public record Owner(String id, String name) {}
}
