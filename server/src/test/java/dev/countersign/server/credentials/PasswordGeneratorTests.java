package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made is accepted, whatever is drawn. */
class PasswordGeneratorTests {
  private static final PasswordRules RULES =
      new PasswordRules(CredentialsConfiguration.commonPasswords());
  private static final PasswordGenerator GENERATOR = new PasswordGenerator(RULES);

  @ParameterizedTest
  @EnumSource
  void passesItsOwnPolicyForEverySeed(PasswordProfile profile) {
    PasswordPolicy policy = profile.policy();
    for (long seed = 0; seed < 5_000; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      int length = PasswordGenerator.usualLength(policy);
      assertPasses(policy, GENERATOR.generate(policy, length, random).orElseThrow(), seed, length);
    }
  }

  @Test
  void passesPoliciesOfTenantsOwnAtEveryLength() {
    for (long seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PasswordPolicy policy = randomPolicy(random);
      int least = Math.max(policy.length().min(), policy.composition().total());
      int length = random.nextInt(least, policy.length().max() + 1);
      assertPasses(policy, GENERATOR.generate(policy, length, random).orElseThrow(), seed, length);
    }
  }

  @Test
  void isSixteenCharactersLongUnlessMoreAreAskedFor() {
    assertThat(PasswordGenerator.usualLength(PasswordProfile.NIST.policy())).isEqualTo(16);
    assertThat(PasswordGenerator.usualLength(PasswordProfile.FOG.policy())).isEqualTo(16);
  }

  @Test
  void neverDrawsCharactersEasilyTakenForAnother() {
    Set<Integer> drawn = new HashSet<>();
    for (PasswordProfile profile : PasswordProfile.values()) {
      for (long seed = 0; seed < 500; seed++) {
        GENERATOR
            .generate(profile.policy(), 64, new SplittableRandom(seed))
            .orElseThrow()
            .reveal()
            .chars()
            .forEach(drawn::add);
      }
    }
    assertThat(drawn).doesNotContain((int) '0', (int) 'O', (int) '1', (int) 'l', (int) 'I');
    assertThat(drawn).hasSizeGreaterThan(24 + 25 + 8);
  }

  @Test
  void refusesLengthsThatThePolicyDoesNotAccept() {
    PasswordPolicy policy = PasswordProfile.NIST.policy();
    RandomGenerator random = new SplittableRandom(1);
    assertThat(GENERATOR.generate(policy, 14, random)).isEmpty();
    assertThat(GENERATOR.generate(policy, 257, random)).isEmpty();
    assertThat(GENERATOR.generate(policy, -1, random)).isEmpty();
  }

  private static void assertPasses(PasswordPolicy policy, Secret made, long seed, int length) {
    assertThat(RULES.judge(policy, made, PasswordOwner.named()).errors())
        .as("seed %d under %s", seed, policy)
        .isEmpty();
    assertThat(made.reveal()).hasSize(length);
  }

  private static PasswordPolicy randomPolicy(SplittableRandom random) {
    int min = random.nextInt(8, 41);
    PasswordPolicySettings settings =
        new PasswordPolicySettings(
            random.nextBoolean() ? "valueverse" : "nist",
            min,
            8,
            0,
            random.nextInt(Math.max(32, min), 257),
            random.nextInt(8),
            random.nextInt(8),
            random.nextInt(8),
            random.nextInt(8),
            random.nextBoolean() ? "" : "!#-",
            random.nextBoolean(),
            // One at most in a row is what a dialled number rarely keeps.
            random.nextInt(2, 6),
            random.nextBoolean(),
            "contained",
            0,
            0,
            0,
            "everybody",
            0,
            "off");
    Fields fields = new Fields();
    PasswordPolicy policy = PolicySettings.read(settings, fields);
    assertThat(fields.faults()).isEmpty();
    return policy;
  }
}
