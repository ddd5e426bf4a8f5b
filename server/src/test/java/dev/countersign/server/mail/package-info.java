/** Tests of the queue of messages and of both ways out of it. */
@NullMarked
package dev.countersign.server.mail;

import org.jspecify.annotations.NullMarked;
