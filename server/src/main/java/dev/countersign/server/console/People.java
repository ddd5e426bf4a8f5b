package dev.countersign.server.console;

import dev.countersign.server.users.User;

/** What people are called on a page. */
final class People {
  private People() {}

  /** The username, the address, or the id of somebody who is forgotten. */
  static String nameOf(User user) {
    if (user.username() != null) {
      return user.username();
    }
    return user.email() != null ? user.email() : user.id().text();
  }
}
