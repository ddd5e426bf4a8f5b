package dev.countersign.server.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form in which somebody chooses another password.
 *
 * @param who the name that a password manager keeps it under
 * @param changeToken what entitles to the change instead of the password so far
 * @param lead why the form is shown
 * @param notice what has just been done, in a sentence
 */
public record PasswordForm(
    String who,
    @Nullable String changeToken,
    String lead,
    List<String> faults,
    @Nullable String notice) {
  public PasswordForm {
    faults = List.copyOf(faults);
  }
}
