package dev.countersign.postgres;

/// How to connect to one database as one role. [#toString()] leaves the password out.
public record Credentials(String url, String user, String password) {

  @Override
  public String toString() {
    return "Credentials[url=" + url + ", user=" + user + ", password=[REDACTED]]";
  }
}
