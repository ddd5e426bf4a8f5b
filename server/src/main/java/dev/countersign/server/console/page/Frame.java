package dev.countersign.server.console.page;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds every page.
 *
 * @param area the part of the console that the page belongs to, for the navigation
 * @param person who is signed in
 * @param areas the parts that they may go to
 * @param pays whether they may pay
 * @param seen whom they see the console as, while they do
 * @param brand whose page it is
 * @param csrf what a form must send along
 */
public record Frame(
    String title,
    Area area,
    @Nullable String person,
    Set<Area> areas,
    boolean pays,
    @Nullable Seen seen,
    Brand brand,
    Csrf csrf,
    StaticFiles files) {

  /** The parts of the console, in the order of the navigation. */
  public enum Area {
    NONE("", ""),
    OVERVIEW("Overview", "/console"),
    ACCOUNTS("Accounts", "/console/accounts"),
    PAYMENTS("Payments", "/console/payments"),
    PEOPLE("People", "/console/people"),
    EVENTS("Events", "/console/events"),
    ROLES("Roles", "/console/roles"),
    KEYS("Service keys", "/console/keys"),
    LIMITS("Limits", "/console/limits"),
    TENANTS("Tenants", "/console/tenants"),
    MONEY("Your money", "/console/you/accounts"),
    YOU("You", "/console/you/sessions");

    private final String label;
    private final String address;

    Area(String label, String address) {
      this.label = label;
      this.address = address;
    }

    public String label() {
      return label;
    }

    public String address() {
      return address;
    }
  }

  /**
   * Somebody who is seen by somebody else.
   *
   * @param name what they are called
   */
  public record Seen(String name) {}

  /**
   * Whose page it is.
   *
   * @param name what is on top of it
   * @param style the address of a style sheet in their colour; absent where they have none
   */
  public record Brand(String name, @Nullable String style) {
    /** What the product is called. */
    public static final String PRODUCT = "Countersign";

    /** The product's own. */
    public static final Brand OWN = new Brand(PRODUCT, null);

    public boolean isOwn() {
      return name.equals(PRODUCT);
    }

    /** What stands in for a sign of theirs. */
    public String initial() {
      return name.substring(0, name.offsetByCodePoints(0, 1));
    }
  }

  /** A hidden field of a form. */
  public record Csrf(String name, String token) {}

  /** Addresses of files that change with their content. */
  public record StaticFiles(String style, String script, String passkeys, String icon) {}

  public Frame {
    areas = Set.copyOf(areas);
  }

  /** Whether the parts are too many for the line with the name. */
  public boolean isBusy() {
    return areas.size() > 6;
  }

  public boolean isIn(Area other) {
    return area == other;
  }

  public boolean reaches(Area other) {
    return areas.contains(other);
  }
}
