package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/** The devices on which somebody need not prove a factor, the newest first. */
public record TrustedDevicesAnswer(List<Device> devices) {
  public TrustedDevicesAnswer {
    devices = List.copyOf(devices);
  }

  /**
   * One device.
   *
   * @param id {@code dev_…}
   * @param device what it is, such as {@code Firefox on Windows}
   */
  public record Device(
      String id,
      String device,
      @JsonProperty("created_at") Instant createdAt,
      @JsonProperty("expires_at") Instant expiresAt) {}
}
