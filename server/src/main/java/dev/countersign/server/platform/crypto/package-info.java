/** The master keys, and what is sealed and marked with them. */
@NullMarked
package dev.countersign.server.platform.crypto;

import org.jspecify.annotations.NullMarked;
