package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A program that was registered just now.
 *
 * @param client the program
 * @param clientSecret its secret, shown this once
 */
public record RegisteredClient(
    ClientView client, @JsonProperty("client_secret") String clientSecret) {
  @Override
  public String toString() {
    return "RegisteredClient[client=%s, clientSecret=[REDACTED]]".formatted(client);
  }
}
