package io.glassbox.commands.server;

import io.glassbox.foundation.random.RandomSource;

/** Houses of glass under a few stars, drawn with the colours of a terminal: one blank of the background colour to a point. */
final class TownAtNight {
    private static final String SKY = "\033[0;40m \033[0m";
    private static final String STAR = "\033[0;97;40m.\033[0m";
    private static final String WALL = "\033[0;100m \033[0m";
    private static final String LIT_WINDOW = "\033[0;103m \033[0m";
    private static final String DARK_WINDOW = "\033[0;44m \033[0m";
    private static final int STARS_PER_THOUSAND = 15;
    private static final int LEAST_WIDTH = 4;
    private static final int WIDTHS = 6;

    private TownAtNight() {}

    static String draw(int columns, int lines, RandomSource random) {
        String[][] picture = new String[lines][columns];
        for (String[] line : picture) {
            for (int x = 0; x < columns; x++) {
                line[x] = random.nextInt(1000) < STARS_PER_THOUSAND ? STAR : SKY;
            }
        }
        int left = random.nextInt(LEAST_WIDTH);
        while (left < columns) {
            int width = LEAST_WIDTH + random.nextInt(WIDTHS);
            house(picture, left, Math.min(left + width, columns), 1 + random.nextInt(lines), random);
            left += width + random.nextInt(LEAST_WIDTH);
        }
        StringBuilder text = new StringBuilder();
        for (String[] line : picture) {
            for (String point : line) {
                text.append(point);
            }
            text.append('\n');
        }
        return text.append('\n').toString();
    }

    private static void house(String[][] picture, int left, int right, int height, RandomSource random) {
        int top = picture.length - height;
        for (int y = top; y < picture.length; y++) {
            for (int x = left; x < right; x++) {
                boolean isWindow = (y - top) % 2 == 1 && (x - left) % 2 == 1 && x < right - 1;
                String window = random.nextInt(3) == 0 ? LIT_WINDOW : DARK_WINDOW;
                picture[y][x] = isWindow ? window : WALL;
            }
        }
    }
}
