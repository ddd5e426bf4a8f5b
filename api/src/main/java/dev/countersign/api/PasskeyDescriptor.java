package dev.countersign.api;

import java.util.List;

/**
 * A passkey there is, as WebAuthn's {@code PublicKeyCredentialDescriptorJSON}.
 *
 * @param type {@code public-key}
 * @param id in base64url
 * @param transports by which it can be reached
 */
public record PasskeyDescriptor(String type, String id, List<String> transports) {
  public PasskeyDescriptor {
    transports = List.copyOf(transports);
  }
}
