package io.glassbox.scripting.lua.value;

/** The operators on numbers. */
public enum Arithmetic {
    ADD(Metamethod.ADD),
    SUB(Metamethod.SUB),
    MUL(Metamethod.MUL),
    DIV(Metamethod.DIV),
    MOD(Metamethod.MOD),
    POW(Metamethod.POW),
    /** Of one operand, which is given twice. */
    UNM(Metamethod.UNM);

    private final Metamethod event;

    Arithmetic(Metamethod event) {
        this.event = event;
    }

    public Metamethod event() {
        return event;
    }

    public double apply(double a, double b) {
        return switch (this) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case MOD -> mod(a, b);
            case POW -> pow(a, b);
            case UNM -> -a;
        };
    }

    /** The rest with the sign of the divisor. */
    public static double mod(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    public static double pow(double a, double b) {
        // C says that 1 to any power is 1, and -1 to an infinite one; Java says NaN.
        if (a == 1 || a == -1 && Double.isInfinite(b)) {
            return 1;
        }
        return Math.pow(a, b);
    }
}
