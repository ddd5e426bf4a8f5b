/** Tests of notices. */
@NullMarked
package dev.countersign.server.notices;

import org.jspecify.annotations.NullMarked;
