package dev.countersign.server.testing;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Lends a tenant another password profile. */
public final class PasswordProfiles {
  private static final String POLICY = "/v1/admin/password-policy";

  private PasswordProfiles() {}

  /** Does something under a profile, and puts back the one there was. */
  public static void during(ApiClient administrator, String profile, Runnable work) {
    JsonNode before = administrator.get(POLICY).expect(200).json();
    try {
      administrator.put(POLICY, Map.of("profile", profile)).expect(200);
      work.run();
    } finally {
      administrator.put(POLICY, Map.of("profile", before.path("profile").asString())).expect(200);
    }
  }
}
