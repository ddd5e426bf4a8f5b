package dev.countersign.server.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a route.
 *
 * @param method the HTTP method; {@code GET} speaks for {@code HEAD} too, {@code *} for all
 * @param pattern the path, with {@code {name}} for one segment and {@code /**} for all below
 * @param factorMaxAge how old the last proof of a second factor in the caller's session may be;
 *     absent where none is needed
 */
public record RouteRule(
    String method, String pattern, Requirement requirement, @Nullable Duration factorMaxAge) {
  RouteRule(String method, String pattern, Requirement requirement) {
    this(method, pattern, requirement, null);
  }

  /** What a caller must bring. */
  public sealed interface Requirement {
    /** Nothing; a token is not even looked at. */
    record Nothing() implements Requirement {}

    /**
     * A valid access token of a person's own sign-in or none; the endpoint says what it needs. A
     * bad one is refused.
     */
    record EitherWay() implements Requirement {}

    /** A valid access token or key, whatever it may be used for. */
    record SignedIn() implements Requirement {}

    /**
     * The token of a person's own sign-in: what they keep for themselves, such as credentials and
     * sessions, neither a key nor somebody who sees what they see may touch.
     */
    record InPerson() implements Requirement {}

    /** A valid access token or key with this permission. */
    record Holding(Permission permission) implements Requirement {}

    /** The operator's key, or this permission in the operator's own tenant, the first. */
    record Operating(Permission permission) implements Requirement {}
  }

  static RouteRule operating(Permission permission, String method, String pattern) {
    return new RouteRule(method, pattern, new Requirement.Operating(permission));
  }

  static RouteRule open(String method, String pattern) {
    return new RouteRule(method, pattern, new Requirement.Nothing());
  }

  static RouteRule eitherWay(String method, String pattern) {
    return new RouteRule(method, pattern, new Requirement.EitherWay());
  }

  static RouteRule signedIn(String method, String pattern) {
    return new RouteRule(method, pattern, new Requirement.SignedIn());
  }

  static RouteRule inPerson(String method, String pattern) {
    return new RouteRule(method, pattern, new Requirement.InPerson());
  }

  static RouteRule holding(Permission permission, String method, String pattern) {
    return new RouteRule(method, pattern, new Requirement.Holding(permission));
  }

  /** The same, and a second factor that was proved no longer ago than this (RFC 9470). */
  RouteRule withFactorFrom(Duration maxAge) {
    return new RouteRule(method, pattern, requirement, maxAge);
  }

  /** Whether the rule speaks for a method. */
  public boolean covers(String called) {
    return method.equals("*")
        || method.equals(called)
        || (method.equals("GET") && called.equals("HEAD"));
  }
}
