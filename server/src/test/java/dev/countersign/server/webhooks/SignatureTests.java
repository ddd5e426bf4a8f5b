package dev.countersign.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTests {
  private static final Secret SECRET = Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  @Test
  void isThatOfTheSpecificationsLibraries() {
    assertThat(Signature.of(List.of(SECRET), ID, TIME, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsWithBothSecretsWhileOneIsReplaced() {
    Secret other = Signature.newSecret(new SecureRandom());
    assertThat(Signature.of(List.of(other, SECRET), ID, TIME, BODY))
        .matches("v1,[A-Za-z0-9+/=]{44} v1,g0hM9SsE\\+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void makesSecretsOfThirtyTwoBytes() {
    assertThat(Signature.newSecret(new SecureRandom()).reveal())
        .matches("whsec_[A-Za-z0-9+/]{43}=");
  }
}
