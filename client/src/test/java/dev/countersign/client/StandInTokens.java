package dev.countersign.client;

import java.nio.charset.StandardCharsets;

/** A resource that wants a certain token. */
final class StandInTokens {
  private StandInTokens() {}

  static StandIn.Handler accepting(String token, String body) {
    return exchange -> {
      boolean good =
          ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      byte[] bytes = (good ? body : "{}").getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(good ? 200 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }
}
