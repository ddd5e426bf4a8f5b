package dev.countersign.server.signin;

/** By what somebody says who they are. */
public sealed interface Identifier {
  /** An e-mail address, in any case. */
  record Email(String address) implements Identifier {}

  /** A username, in any case. */
  record Username(String name) implements Identifier {}

  /** The text as it was given. */
  default String text() {
    return switch (this) {
      case Email(String address) -> address;
      case Username(String name) -> name;
    };
  }
}
