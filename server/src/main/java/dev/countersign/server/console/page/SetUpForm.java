package dev.countersign.server.console.page;

import java.util.List;

/** The form behind the one-time set-up link. */
public record SetUpForm(String token, String email, List<String> faults) {
  public SetUpForm {
    faults = List.copyOf(faults);
  }
}
