package dev.countersign.server.testing;

import java.nio.file.Path;

/** The directory of the service under test. */
public record TestData(Path directory) {}
