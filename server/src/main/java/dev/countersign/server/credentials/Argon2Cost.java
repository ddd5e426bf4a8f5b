package dev.countersign.server.credentials;

/**
 * What an Argon2id hash costs to compute.
 *
 * @param memoryKib KiB of memory
 * @param iterations passes over it
 * @param parallelism lanes
 */
record Argon2Cost(int memoryKib, int iterations, int parallelism) {
  Argon2Cost {
    if (parallelism < 1 || parallelism > 64) {
      throw new IllegalArgumentException("Argon2 parallelism is 1 to 64, not " + parallelism);
    }
    if (iterations < 1 || iterations > 100) {
      throw new IllegalArgumentException("Argon2 iterations are 1 to 100, not " + iterations);
    }
    if (memoryKib < 8 * parallelism || memoryKib > 4 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "Argon2 memory is 8 KiB per lane to 4 GiB, not " + memoryKib + " KiB");
    }
  }
}
