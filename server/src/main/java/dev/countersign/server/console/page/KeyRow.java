package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * One key of somebody's.
 *
 * @param status in words
 * @param usable whether it can be revoked
 * @param rotatable whether it can be rotated
 * @param scopes separated by spaces
 * @param ends when it ends
 * @param used when it was last used; {@code null} for never
 */
public record KeyRow(
    String id,
    String name,
    String prefix,
    String status,
    boolean usable,
    boolean rotatable,
    String scopes,
    Moment ends,
    @Nullable Moment used) {
  /** How its status looks. */
  public String state() {
    return rotatable ? "good" : usable ? "waiting" : "bad";
  }
}
