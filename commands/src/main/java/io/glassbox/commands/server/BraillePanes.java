package io.glassbox.commands.server;

import io.glassbox.foundation.random.RandomSource;

/**
 * Rows of glass panes, drawn with Braille dots, two to a column and four to a line. The further down, the more of them are
 * cracked: lines run from a point within the pane to its edges.
 */
final class BraillePanes {
    private static final int DOTS_ACROSS = 2;
    private static final int DOTS_DOWN = 4;
    private static final int MOST_CRACKS = 5;

    /** The bit of each dot of a Braille character, by row and column. */
    private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private static final char EMPTY_CELL = '\u2800';

    private final boolean[][] dots;

    private BraillePanes(int width, int height) {
        this.dots = new boolean[height][width];
    }

    static String draw(int columns, int panesPerRow, int rows, RandomSource random) {
        int width = columns * DOTS_ACROSS;
        int side = Math.max(2, width / panesPerRow);
        BraillePanes picture = new BraillePanes(width, rows * side);
        for (int row = 0; row < rows; row++) {
            for (int pane = 0; pane < panesPerRow; pane++) {
                picture.pane(pane * side, row * side, side);
                if (random.nextInt(rows) < row) {
                    picture.crack(pane * side, row * side, side, random);
                }
            }
        }
        return picture.text();
    }

    /** The frame of a pane, a dot apart from its neighbours. */
    private void pane(int left, int top, int side) {
        int end = side - 2;
        line(left, top, left + end, top);
        line(left, top + end, left + end, top + end);
        line(left, top, left, top + end);
        line(left + end, top, left + end, top + end);
    }

    private void crack(int left, int top, int side, RandomSource random) {
        int x = left + random.nextInt(side);
        int y = top + random.nextInt(side);
        int end = side - 2;
        int cracks = 2 + random.nextInt(MOST_CRACKS - 1);
        for (int i = 0; i < cracks; i++) {
            int along = random.nextInt(side - 1);
            switch (random.nextInt(4)) {
                case 0 -> line(x, y, left + along, top);
                case 1 -> line(x, y, left + along, top + end);
                case 2 -> line(x, y, left, top + along);
                default -> line(x, y, left + end, top + along);
            }
        }
    }

    private void line(int fromX, int fromY, int toX, int toY) {
        int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
        for (int i = 0; i <= steps; i++) {
            dot(fromX + (toX - fromX) * i / steps, fromY + (toY - fromY) * i / steps);
        }
    }

    private void dot(int x, int y) {
        if (y >= 0 && y < dots.length && x >= 0 && x < dots[y].length) {
            dots[y][x] = true;
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int top = 0; top < dots.length; top += DOTS_DOWN) {
            for (int left = 0; left < dots[0].length; left += DOTS_ACROSS) {
                text.append(cell(left, top));
            }
            text.append('\n');
        }
        return text.append('\n').toString();
    }

    private char cell(int left, int top) {
        int bits = 0;
        for (int row = 0; row < DOTS_DOWN && top + row < dots.length; row++) {
            for (int column = 0; column < DOTS_ACROSS; column++) {
                bits |= dots[top + row][left + column] ? BITS[row][column] : 0;
            }
        }
        return (char) (EMPTY_CELL + bits);
    }
}
