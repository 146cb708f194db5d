package io.glassbox.engine.acl;

/**
 * Somebody who may come in: a name, and rights that change while connections go on to refer to the same user.
 */
public final class User {
    private final String name;
    private Rights rights;
    private boolean unrestricted;

    User(String name, Rights rights) {
        this.name = name;
        this.rights = rights;
        this.unrestricted = rights.isUnrestricted();
    }

    /** Nobody in particular, who may do everything: for commands that no client sends. */
    public static User internal() {
        return new User("", Rights.unlimited());
    }

    public String name() {
        return name;
    }

    public Rights rights() {
        return rights;
    }

    /** Whether nothing is refused, so that there is nothing to check: a field, since it is asked for every command. */
    public boolean isUnrestricted() {
        return unrestricted;
    }

    /** Whether one comes in without saying anything. */
    public boolean isOpen() {
        return rights.needsNoPassword() && rights.isEnabled();
    }

    void become(Rights newRights) {
        rights = newRights;
        unrestricted = newRights.isUnrestricted();
    }

    /** All that there is to know, from which the user can be made again: {@code alice on nopass ~* &* +@all}. */
    public String line() {
        return name + " " + rights.text();
    }
}
