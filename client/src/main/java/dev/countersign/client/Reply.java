package dev.countersign.client;

/**
 * An answer that was read.
 *
 * @param replayed whether the service says that it gave this answer before
 */
record Reply<T>(T value, int status, boolean replayed) {}
