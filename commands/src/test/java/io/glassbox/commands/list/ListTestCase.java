package io.glassbox.commands.list;

import io.glassbox.commands.SpokenTestCase;

/** A test of lists in one of their forms. */
abstract class ListTestCase extends SpokenTestCase {
    static final String SMALL = "small";
    static final String NODES = "nodes of two";
    static final String COMPRESSED = "compressed";
    static final String PLAIN = "plain";

    /** From here on lists take this form. */
    final void useForm(String form) {
        var limits = harness.server.databases().types().limits().listNodes();
        limits.fill(form.equals(SMALL) ? -2 : 2);
        limits.compressDepth(form.equals(COMPRESSED) ? 1 : 0);
        limits.plainFrom(form.equals(PLAIN) ? 1 : Long.MAX_VALUE);
    }
}
