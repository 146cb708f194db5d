package io.glassbox.engine.acl;

/** What rules mean depends on the commands that there are, and on whether {@code acl-pubsub-default} gives all channels. */
record RuleContext(RuleCommands commands, boolean givesAllChannels) {
    Selector newSelector() {
        return givesAllChannels ? Selector.ofAllChannels() : new Selector();
    }
}
