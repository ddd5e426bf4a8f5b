/** Tests of registration. */
@NullMarked
package dev.countersign.server.registration;

import org.jspecify.annotations.NullMarked;
