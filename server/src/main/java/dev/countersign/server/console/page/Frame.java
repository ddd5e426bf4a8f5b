package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param area the part of the console that the page belongs to, for the navigation
 * @param person who is signed in
 * @param administrator whether they may see more than what is their own
 * @param operator whether they look after all tenants
 * @param csrf what a form must send along
 */
public record Frame(
    String title,
    Area area,
    @Nullable String person,
    boolean administrator,
    boolean operator,
    Csrf csrf,
    StaticFiles files) {

  /** The parts of the console. */
  public enum Area {
    NONE,
    OVERVIEW,
    ACCOUNTS,
    PEOPLE,
    ROLES,
    TENANTS,
    YOU
  }

  /** A hidden field of a form. */
  public record Csrf(String name, String token) {}

  /** Addresses of files that change with their content. */
  public record StaticFiles(String style, String script, String passkeys, String icon) {}

  public boolean isIn(Area other) {
    return area == other;
  }
}
