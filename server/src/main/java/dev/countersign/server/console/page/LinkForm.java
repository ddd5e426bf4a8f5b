package dev.countersign.server.console.page;

import java.util.List;

/**
 * The form behind a link that was sent to somebody.
 *
 * @param token what the link proves itself by
 * @param email the address, where it is known or was typed
 * @param username the name that was typed
 */
public record LinkForm(String token, String email, String username, List<String> faults) {
  public LinkForm {
    faults = List.copyOf(faults);
  }

  /** A form yet to be filled in. */
  public static LinkForm of(String token) {
    return new LinkForm(token, "", "", List.of());
  }

  @Override
  public String toString() {
    return "LinkForm[REDACTED]";
  }
}
