package io.glassbox.engine.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users of a server by name. There is always one named {@code default}: whoever connects begins as it. */
public final class Users {
    public static final String DEFAULT = "default";

    private final Map<String, User> byName = new TreeMap<>();
    private final User defaultUser = new User(DEFAULT, Rights.unlimited());
    private final List<UserListener> listeners = new ArrayList<>();
    private RuleContext context = new RuleContext(RuleCommands.none(), false);

    public Users() {
        byName.put(DEFAULT, defaultUser);
    }

    /** Says which commands there are. */
    public void speakOf(RuleCommands commands) {
        context = new RuleContext(commands, context.givesAllChannels());
    }

    /** Whether those who are made, or reset, from now on may use all channels: {@code acl-pubsub-default}. */
    public void giveAllChannels(boolean all) {
        context = new RuleContext(context.commands(), all);
    }

    public void listen(UserListener listener) {
        listeners.add(listener);
    }

    public User defaultUser() {
        return defaultUser;
    }

    /** Whether those who connect have to say who they are. */
    public boolean requiresAuthentication() {
        return !defaultUser.isOpen();
    }

    public @Nullable User find(String name) {
        return byName.get(name);
    }

    /** All users by name. */
    public Collection<User> all() {
        return byName.values();
    }

    /** The commands of a category by name; null if there is none. */
    public RuleCommands commands() {
        return context.commands();
    }

    /** The user of this name if that is the password, and if it may come in at all. */
    public @Nullable User authenticate(String name, byte[] password) {
        User user = byName.get(name);
        return user != null && user.rights().accepts(password) ? user : null;
    }

    /** What a user of this name has, or a new one would begin with, to apply rules to. */
    public Rights draft(String name) {
        User user = byName.get(name);
        return user == null ? Rights.ofNewUser(context) : user.rights().copy();
    }

    /** What a user begins with who is new whether there is one of the name or not. */
    Rights freshDraft() {
        return Rights.ofNewUser(context);
    }

    /** Applies a rule to a draft; null, or what is wrong with it. */
    public @Nullable RuleFault apply(Rights draft, String rule) {
        return draft.apply(rule, context);
    }

    /** Puts a draft into effect. */
    public void put(String name, Rights rights) {
        User user = byName.get(name);
        if (user == null) {
            byName.put(name, new User(name, rights));
            return;
        }
        Rights before = user.rights();
        user.become(rights);
        listeners.forEach(listener -> listener.changed(user, before));
    }

    /** False if there is no such user; the default user cannot be removed. */
    public boolean remove(String name) {
        User user = name.equals(DEFAULT) ? null : byName.remove(name);
        if (user == null) {
            return false;
        }
        listeners.forEach(listener -> listener.removed(user));
        return true;
    }

    /** Puts others in the place of all users. Whoever is connected as one, but for the default user, has to come anew. */
    public void replaceAll(Map<String, Rights> others) {
        List<User> old = new ArrayList<>(byName.values());
        old.remove(defaultUser);
        byName.keySet().retainAll(List.of(DEFAULT));
        others.forEach((name, rights) -> {
            if (!name.equals(DEFAULT)) {
                byName.put(name, new User(name, rights));
            }
        });
        put(DEFAULT, others.getOrDefault(DEFAULT, Rights.unlimited()));
        old.forEach(user -> listeners.forEach(listener -> listener.removed(user)));
    }

    /** {@code requirepass}: the only password of the default user, or none if it is empty. */
    public void requirePassword(String password) {
        Rights rights = defaultUser.rights().copy();
        rights.apply("resetpass", context);
        rights.apply(password.isEmpty() ? "nopass" : ">" + password, context);
        put(DEFAULT, rights);
    }
}
