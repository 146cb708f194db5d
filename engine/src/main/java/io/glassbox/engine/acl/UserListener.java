package io.glassbox.engine.acl;

/** Is told what happens to users while somebody may be connected as one. */
public interface UserListener {
    /** The rights of the user are others now; {@code before} is what they were. */
    void changed(User user, Rights before);

    void removed(User user);
}
