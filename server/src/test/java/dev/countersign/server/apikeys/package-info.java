/** Tests of keys. */
@NullMarked
package dev.countersign.server.apikeys;

import org.jspecify.annotations.NullMarked;
