package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends all sessions of several people.
 *
 * @param users their ids {@code usr_…}, up to 1,000
 * @param reason why, for the audit trail; at most 200 characters
 * @param graceSeconds how much longer they may be used, up to an hour; none unless given
 */
public record EndSessionsOfUsersRequest(
    List<@Nullable String> users,
    @Nullable String reason,
    @JsonProperty("grace_seconds") @Nullable Integer graceSeconds) {
  public EndSessionsOfUsersRequest {
    users = Copies.of(users);
  }
}
