/* Reads a part of the page that web/finish.py has packed by LZMA, which makes it a fifth smaller than a host's gzip does. What is read again is
   copied from what was read before, and every choice is a bit whose chance is learnt (range coding). The names are those of the format's own
   description; lc = 3, lp = 0, pb = 0. A small program of WebAssembly of its own, without a library: web/unpack.js calls it. */
typedef unsigned char Byte;
typedef unsigned int Word;

/* Places of the chances. Of a length: two choices, 8 low ones, 8 middle ones, 256 high ones. */
enum {
    STATES = 12,
    LENGTH_LOW = 2,
    LENGTH_MIDDLE = LENGTH_LOW + 8,
    LENGTH_HIGH = LENGTH_MIDDLE + 8,
    LENGTHS = LENGTH_HIGH + 256,
    IS_MATCH = 0,
    IS_REP = IS_MATCH + STATES,
    IS_REP0 = IS_REP + STATES,
    IS_REP1 = IS_REP0 + STATES,
    IS_REP2 = IS_REP1 + STATES,
    IS_REP0_LONG = IS_REP2 + STATES,
    SLOT = IS_REP0_LONG + STATES,
    SPECIAL = SLOT + 4 * 64,
    ALIGN = SPECIAL + 128,
    MATCH = ALIGN + 16,
    REP = MATCH + LENGTHS,
    LITERAL = REP + LENGTHS,
    CHANCES = LITERAL + 8 * 0x300
};

static unsigned short chance[CHANCES];
static Word range, code;
static const Byte *at;

static inline void refill(void) {
    if (range >= 1u << 24) return;
    range <<= 8;
    code = code << 8 | *at++;
}

static inline __attribute__((always_inline)) Word bit(Word i) {
    Word p = chance[i], bound = (range >> 11) * p, result = code >= bound;
    if (result) {
        range -= bound;
        code -= bound;
        chance[i] = (unsigned short)(p - (p >> 5));
    } else {
        range = bound;
        chance[i] = (unsigned short)(p + ((2048 - p) >> 5));
    }
    refill();
    return result;
}

static Word tree(Word first, int bits) {
    Word m = 1;
    for (int i = 0; i < bits; i++) m = m << 1 | bit(first + m);
    return m - (1u << bits);
}

static Word tree_backwards(Word first, int bits) {
    Word m = 1, value = 0;
    for (int i = 0; i < bits; i++) {
        Word b = bit(first + m);
        m = m << 1 | b;
        value |= b << i;
    }
    return value;
}

static Word direct(int bits) { /* each of even chance */
    Word value = 0;
    for (int i = 0; i < bits; i++) {
        range >>= 1;
        Word above = code >= range;
        if (above) code -= range;
        value = value << 1 | above;
        refill();
    }
    return value;
}

static Word length(Word first) {
    if (!bit(first)) return 2 + tree(first + LENGTH_LOW, 3);
    if (!bit(first + 1)) return 10 + tree(first + LENGTH_MIDDLE, 3);
    return 18 + tree(first + LENGTH_HIGH, 8);
}

static Word distance(Word count) {
    Word slot = tree(SLOT + 64 * (count < 5 ? count - 2 : 3), 6);
    if (slot < 4) return slot;
    int bits = (int)(slot >> 1) - 1;
    Word least = (2 | (slot & 1)) << bits;
    if (slot < 14) return least + tree_backwards(SPECIAL + least - slot, bits);
    Word high = direct(bits - 4) << 4;
    return least + high + tree_backwards(ALIGN, 4);
}

/* `size` bytes to `out` from the `count` at `in`, behind which some may be read that mean nothing. 0 when they are not what was packed. */
__attribute__((export_name("unpack"))) int unpack(const Byte *in, Word count, Byte *out, Word size) {
    const Byte *end = in + count;
    Word put = 0, state = 0, rep0 = 0, rep1 = 0, rep2 = 0, rep3 = 0;
    for (int i = 0; i < CHANCES; i++) chance[i] = 1024;
    range = ~0u;
    code = 0;
    at = in + 1;
    for (int i = 0; i < 4; i++) code = code << 8 | *at++;
    while (put < size) {
        if (at > end) return 0;
        if (!bit(IS_MATCH + state)) {
            Word first = LITERAL + 0x300 * (put ? out[put - 1] >> 5 : 0u), m = 1;
            if (state >= 7) {
                for (Word other = out[put - rep0 - 1]; m < 0x100;) {
                    Word expected = other >> 7 & 1, b = bit(first + ((1 + expected) << 8) + m);
                    other <<= 1;
                    m = m << 1 | b;
                    if (b != expected) break;
                }
            }
            while (m < 0x100) m = m << 1 | bit(first + m);
            out[put++] = (Byte)m;
            state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
            continue;
        }
        Word many;
        if (!bit(IS_REP + state)) {
            rep3 = rep2;
            rep2 = rep1;
            rep1 = rep0;
            many = length(MATCH);
            state = state < 7 ? 7 : 10;
            rep0 = distance(many);
        } else if (bit(IS_REP0 + state)) {
            Word found = rep1;
            if (bit(IS_REP1 + state)) {
                found = rep2;
                if (bit(IS_REP2 + state)) {
                    found = rep3;
                    rep3 = rep2;
                }
                rep2 = rep1;
            }
            rep1 = rep0;
            rep0 = found;
            many = length(REP);
            state = state < 7 ? 8 : 11;
        } else if (bit(IS_REP0_LONG + state)) {
            many = length(REP);
            state = state < 7 ? 8 : 11;
        } else {
            many = 1;
            state = state < 7 ? 9 : 11;
        }
        if (rep0 >= put || many > size - put) return 0;
        const Byte *from = out + put - rep0 - 1;
        for (Word i = 0; i < many; i++) out[put + i] = from[i];
        put += many;
    }
    return 1;
}

/* The CRC-32 that gzip has, too: of a part that came damaged it is another. */
__attribute__((export_name("sum"))) Word sum(const Byte *in, Word count) {
    static Word row[256];
    Word value = ~0u;
    for (Word i = 0; i < 256; i++) {
        row[i] = i;
        for (int k = 0; k < 8; k++) row[i] = row[i] >> 1 ^ (0xEDB88320u & (0u - (row[i] & 1)));
    }
    for (Word i = 0; i < count; i++) value = value >> 8 ^ row[(value ^ in[i]) & 255];
    return ~value;
}

extern Byte __heap_base; /* from here on the memory is the caller's */
__attribute__((export_name("room"))) const Byte *room(void) { return &__heap_base; }
