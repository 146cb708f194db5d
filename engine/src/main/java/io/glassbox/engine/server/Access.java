package io.glassbox.engine.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Who may come in: the default user and its password, {@code requirepass}. */
public final class Access {
    private byte[] password = new byte[0];

    /** An empty password lets everybody in. */
    public void requirePassword(String newPassword) {
        password = newPassword.getBytes(StandardCharsets.UTF_8);
    }

    public boolean isPasswordRequired() {
        return password.length > 0;
    }

    /** Whether this is the way in; takes the same time wherever the first wrong byte is. */
    public boolean accepts(String user, byte[] candidate) {
        boolean known = user.equals(Session.DEFAULT_USER);
        return known && (!isPasswordRequired() || MessageDigest.isEqual(password, candidate));
    }

    public boolean isUser(String name) {
        return name.equals(Session.DEFAULT_USER);
    }
}
