/** Work that goes on beside requests. */
@NullMarked
package dev.countersign.server.platform.work;

import org.jspecify.annotations.NullMarked;
