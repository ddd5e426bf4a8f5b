package dev.countersign.server.factors;

import dev.countersign.server.platform.id.SessionId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is asked to prove themselves for. A proof is good for that, and for nothing else.
 */
public sealed interface ChallengePurpose {
  /** Getting in, after the password. */
  record SignIn(UUID pending) implements ChallengePurpose {}

  /** Doing in a session what asks for a fresh proof. */
  record StepUp(SessionId session) implements ChallengePurpose {}

  /**
   * Showing that a new factor works.
   *
   * @param within the session, or the pending sign-in, that enrols it
   */
  record Enrolment(UUID within) implements ChallengePurpose {}

  /**
   * Approving one thing in a session.
   *
   * @param payloadDigest SHA-256 of what is approved, in hexadecimal
   */
  record Approval(SessionId session, String payloadDigest) implements ChallengePurpose {}

  /** The name in the store and in audit. */
  default String wireName() {
    return switch (this) {
      case SignIn _ -> "sign_in";
      case StepUp _ -> "step_up";
      case Enrolment _ -> "enrolment";
      case Approval _ -> "approval";
    };
  }

  /** The session or pending sign-in it belongs to. */
  default UUID boundTo() {
    return switch (this) {
      case SignIn(UUID pending) -> pending;
      case StepUp(SessionId session) -> session.value();
      case Enrolment(UUID within) -> within;
      case Approval(SessionId session, String _) -> session.value();
    };
  }

  /** What is approved; absent where it is nothing in particular. */
  default @Nullable String digest() {
    return this instanceof Approval(SessionId _, String digest) ? digest : null;
  }

  /** Reads what {@link #wireName}, {@link #boundTo} and {@link #digest} wrote. */
  static ChallengePurpose of(String wireName, UUID boundTo, @Nullable String digest) {
    return switch (wireName) {
      case "sign_in" -> new SignIn(boundTo);
      case "step_up" -> new StepUp(new SessionId(boundTo));
      case "enrolment" -> new Enrolment(boundTo);
      case "approval" -> {
        if (digest == null) {
          throw new IllegalStateException("an approval without what it approves");
        }
        yield new Approval(new SessionId(boundTo), digest);
      }
      default -> throw new IllegalStateException("no purpose of a challenge: " + wireName);
    };
  }
}
