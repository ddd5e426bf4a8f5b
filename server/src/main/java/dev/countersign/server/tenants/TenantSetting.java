package dev.countersign.server.tenants;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a tenant can have otherwise than everybody. Its limits and policies are kept by whom they
 * concern.
 */
public enum TenantSetting {
  ELEVATION_MINUTES_MAX("elevation.minutes_max", Form.COUNT),
  ELEVATION_AUTOMATIC_ROLES("elevation.automatic_roles", Form.NAMES),
  /** 1 to 50. */
  API_KEYS_PER_USER("api_keys.per_user", Form.TO_50),
  /** 1 to 200, service keys included. */
  API_KEYS_PER_TENANT("api_keys.per_tenant", Form.TO_200);

  private final String wireName;
  private final Form form;

  TenantSetting(String wireName, Form form) {
    this.wireName = wireName;
    this.form = form;
  }

  private enum Form {
    COUNT("[1-9][0-9]{0,3}"),
    TO_50("[1-9]|[1-4][0-9]|50"),
    TO_200("[1-9][0-9]?|1[0-9]{2}|200"),
    NAMES("[a-z][a-z0-9_-]{0,49}(,[a-z][a-z0-9_-]{0,49}){0,19}");

    private final String pattern;

    Form(String pattern) {
      this.pattern = pattern;
    }
  }

  /** The name in the store and in answers. */
  public String wireName() {
    return wireName;
  }

  /** Whether a text can be its value. */
  public boolean takes(String value) {
    return Pattern.matches(form.pattern, value);
  }

  public static Optional<TenantSetting> find(String name) {
    return Arrays.stream(values()).filter(setting -> setting.wireName.equals(name)).findFirst();
  }
}
