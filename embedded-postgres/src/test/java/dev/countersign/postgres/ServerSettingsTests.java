package dev.countersign.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTests {
  @ParameterizedTest
  @CsvSource({"0, 128MB", "512, 128MB", "2048, 256MB", "4000, 500MB", "262144, 1024MB"})
  void takesAnEighthOfTheMemoryWithinBounds(long megabytes, String buffers) {
    assertThat(ServerSettings.sharedBuffers(megabytes * 1024 * 1024)).isEqualTo(buffers);
  }
}
