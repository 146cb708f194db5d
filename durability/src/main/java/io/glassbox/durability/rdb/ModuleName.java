package io.glassbox.durability.rdb;

/** The names of module types: nine characters of six bits each, and ten bits for the version of the encoding. */
final class ModuleName {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int LENGTH = 9;
    private static final int VERSION_BITS = 10;

    private ModuleName() {}

    static String of(long id) {
        StringBuilder name = new StringBuilder(LENGTH);
        for (int i = LENGTH - 1; i >= 0; i--) {
            name.append(LETTERS.charAt((int) (id >>> VERSION_BITS + 6 * i) & 0x3F));
        }
        return name.toString();
    }
}
