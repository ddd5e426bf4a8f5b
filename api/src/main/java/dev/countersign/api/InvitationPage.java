package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invitations, the newest first.
 *
 * @param invitations at most as many as asked for
 * @param nextCursor for the next page; absent on the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvitationPage(
    List<InvitationView> invitations, @JsonProperty("next_cursor") @Nullable String nextCursor) {
  public InvitationPage {
    invitations = Copies.of(invitations);
  }
}
