package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * The way through a list that is longer than a page. Pages go one way, as their cursors do; the
 * browser's own button goes back.
 *
 * @param first the address of the first page; {@code null} on it
 * @param next the address of the next page; {@code null} on the last
 */
public record Paging(@Nullable String first, @Nullable String next) {
  public boolean isNeeded() {
    return first != null || next != null;
  }
}
