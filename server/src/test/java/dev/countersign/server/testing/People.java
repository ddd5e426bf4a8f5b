package dev.countersign.server.testing;

import dev.countersign.api.RegisterRequest;
import dev.countersign.api.TokenAnswer;
import java.util.UUID;

/** People who register over HTTP, each under a name of their own. */
public final class People {
  /** What everybody's password is where it does not matter. */
  public static final String PASSWORD = "violet teapot over Brno";

  private People() {}

  /** Registers somebody new. */
  public static TokenAnswer register(ApiClient api) {
    return register(api, newEmail());
  }

  /** Registers somebody by an address. */
  public static TokenAnswer register(ApiClient api, String email) {
    return api.post("/v1/auth/register", new RegisterRequest(email, PASSWORD, null))
        .expect(201)
        .as(TokenAnswer.class);
  }

  /** An address that nobody has. */
  public static String newEmail() {
    return "p" + UUID.randomUUID().toString().replace("-", "") + "@example.com";
  }

  /** A username that nobody has. */
  public static String newUsername() {
    return "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
  }
}
