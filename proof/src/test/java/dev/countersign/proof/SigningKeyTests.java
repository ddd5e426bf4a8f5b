package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyTests {
  private static final byte[] MESSAGE = {1, 2, 3};

  @ParameterizedTest
  @EnumSource
  void signsTheSameAfterBeingStored(SignatureType type) {
    SigningKey key = generate(type);
    SigningKey stored = SigningKey.of(type, key.privatePkcs8(), key.publicSpki());
    assertThat(key.verifierKey("log").verifiesBytes(MESSAGE, stored.sign(MESSAGE))).isTrue();
    assertThat(stored.verifierKey("log")).isEqualTo(key.verifierKey("log"));
  }

  @ParameterizedTest
  @EnumSource
  void refusesKeysThatDoNotBelongTogether(SignatureType type) {
    SigningKey one = generate(type);
    SigningKey other = generate(type);
    refuses(type, one.privatePkcs8(), other.publicSpki());
    refuses(type, one.publicSpki(), one.publicSpki());
    refuses(type, one.privatePkcs8(), one.privatePkcs8());
    refuses(type, new byte[0], one.publicSpki());
    byte[] cut = Arrays.copyOf(one.publicSpki(), one.publicSpki().length - 1);
    refuses(type, one.privatePkcs8(), cut);
  }

  @ParameterizedTest
  @EnumSource
  void refusesAKeyOfTheOtherKind(SignatureType type) {
    SignatureType otherType =
        type == SignatureType.ED25519 ? SignatureType.ML_DSA_44 : SignatureType.ED25519;
    SigningKey key = generate(type);
    refuses(otherType, key.privatePkcs8(), key.publicSpki());
  }

  @ParameterizedTest
  @EnumSource
  void neverPrintsThePrivatePart(SignatureType type) {
    SigningKey key = generate(type);
    assertThat(key).hasToString("SigningKey[" + type + ", private part redacted]");
    byte[] wrong = key.privatePkcs8();
    wrong[1] ^= 1;
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> SigningKey.of(type, wrong, key.publicSpki()))
        .withNoCause();
  }

  @ParameterizedTest
  @EnumSource
  void givesOutCopiesOnly(SignatureType type) {
    SigningKey key = generate(type);
    Arrays.fill(key.publicSpki(), (byte) 0);
    Arrays.fill(key.privatePkcs8(), (byte) 0);
    assertThat(key.verifierKey("log").verifiesBytes(MESSAGE, key.sign(MESSAGE))).isTrue();
  }

  private static SigningKey generate(SignatureType type) {
    return SigningKey.generate(type, new SecureRandom());
  }

  private static void refuses(SignatureType type, byte[] privatePkcs8, byte[] publicSpki) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> SigningKey.of(type, privatePkcs8, publicSpki));
  }
}
