package dev.countersign.server;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.countersign.server.platform.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets, their hashes and tokens are compared in constant time: by {@code MessageDigest.isEqual},
 * or as {@link Secret}s, which do so. Bytes are watched in the compiled classes, texts in the
 * sources, for there only the name of a variable tells a secret from any other text.
 */
class ConstantTimeTests {
  private static final Path SOURCES = Path.of("src/main/java/dev/countersign/server");
  private static final List<String> PACKAGES =
      List.of(
          "credentials",
          "imports",
          "platform/crypto",
          "platform/secret",
          "privacy",
          "recovery",
          "registration",
          "revocation",
          "sessions",
          "signin",
          "tokens");
  private static final Set<String> HASTY = Set.of("equals", "compare", "compareTo", "mismatch");
  private static final Pattern SECRET_TEXT =
      Pattern.compile(
          "(?i)(?:(?:hash|digest|tag|mac|signature|token|secret|password|nonce|code)(?:\\(\\))?"
              + "|reveal\\(\\))\\s*\\.\\s*(?:equals|equalsIgnoreCase|contentEquals|compareTo)\\s*\\("
              + "|equals\\([^()]*reveal\\(\\)");

  private static final ArchRule BYTES =
      noClasses()
          .should()
          .callMethodWhere(target(comparesBytes()))
          .because("how long it takes tells how much of a guess is right");

  @Test
  void comparesBytesInConstantTime() {
    String[] packages =
        PACKAGES.stream()
            .map(name -> "dev.countersign.server." + name.replace('/', '.'))
            .toArray(String[]::new);
    BYTES.check(
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(packages));
  }

  @Test
  void findsBytesThatAreComparedInHaste() {
    assertThat(
            BYTES
                .evaluate(new ClassFileImporter().importClasses(Hasty.class))
                .getFailureReport()
                .getDetails())
        .hasSize(3);
  }

  @Test
  void comparesSecretTextsInConstantTime() throws IOException {
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(name))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          assertThat(SECRET_TEXT.matcher(Files.readString(file)).results())
              .as("%s compares a secret text with equals", file)
              .isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (hash.equals(other))",
        "return stored.tokenHash().equals(given);",
        "password\n  .equals(other)",
        "a.reveal().equals(b)",
        "name.equals(secret.reveal())",
        "resetCode.equalsIgnoreCase(code)"
      })
  void findsSecretTextsThatAreComparedInHaste(String source) {
    assertThat(SECRET_TEXT.matcher(source).find()).isTrue();
  }

  @Test
  void comparesSecretsByTheirText() {
    assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).isNotEqualTo(Secret.of("two"));
    assertThat(Secret.of("one").hashCode()).isEqualTo(Secret.of("two").hashCode());
  }

  /** How it is not to be done. */
  static final class Hasty {
    boolean bytes(byte[] one, byte[] other) {
      return Arrays.equals(one, other);
    }

    boolean characters(char[] one, char[] other) {
      return Arrays.mismatch(one, other) < 0;
    }

    boolean buffers(ByteBuffer one, ByteBuffer other) {
      return one.compareTo(other) == 0;
    }
  }

  private static DescribedPredicate<AccessTarget> comparesBytes() {
    return DescribedPredicate.describe(
        "compares bytes and tells by its time",
        call ->
            HASTY.contains(call.getName())
                && (call.getOwner().isEquivalentTo(ByteBuffer.class)
                    || (call.getOwner().isEquivalentTo(Arrays.class) && takesSecrets(call))));
  }

  private static boolean takesSecrets(AccessTarget call) {
    return call instanceof AccessTarget.MethodCallTarget method
        && method.getRawParameterTypes().stream().anyMatch(ConstantTimeTests::isSecret);
  }

  private static boolean isSecret(JavaClass type) {
    return type.isEquivalentTo(byte[].class) || type.isEquivalentTo(char[].class);
  }
}
