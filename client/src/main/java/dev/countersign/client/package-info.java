/** The Java SDK: one thread-safe client for sign-in, payments and administration. */
@NullMarked
package dev.countersign.client;

import org.jspecify.annotations.NullMarked;
