package dev.countersign.api;

import java.util.List;

/**
 * People to take over: {@code POST /v1/admin/users/batch}. Safe to send again.
 *
 * @param users 1 to {@link BatchLimits#ITEMS_MAX}
 */
public record UserBatchRequest(List<UserImport> users) {
  public UserBatchRequest {
    users = Copies.of(users);
  }
}
