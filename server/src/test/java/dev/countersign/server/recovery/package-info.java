/** Tests of recovery. */
@NullMarked
package dev.countersign.server.recovery;

import org.jspecify.annotations.NullMarked;
