package dev.countersign.server.tokens;

import com.nimbusds.jose.jwk.JWK;
import dev.countersign.server.platform.request.RequestTenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Publishes the keys with which anybody can check tokens: RFC 7517 §5. Those of the tenant that the
 * request names, by its header or host, or else of all.
 */
@RestController
class JwksController {
  private final PublicKeys keys;

  JwksController(PublicKeys keys) {
    this.keys = keys;
  }

  /** A key set. */
  record KeySet(List<Map<String, Object>> keys) {}

  @GetMapping(path = "/.well-known/jwks.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<KeySet> keys() {
    List<Map<String, Object>> published =
        keys.published(RequestTenant.named()).stream()
            .map(SigningKey.Public::jwk)
            // They are kept without their private parts; this is the second lock.
            .map(JWK::toPublicJWK)
            .map(JWK::toJSONObject)
            .toList();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic())
        .body(new KeySet(published));
  }
}
