"""Do two PNG files hold the same pixels? differ.py A B. They need not be the same bytes: compression may differ."""
import struct
import sys
import zlib


def read(name):
    with open(name, 'rb') as file:
        data = file.read()
    at, packed, head = 8, b'', None
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IHDR':
            head = struct.unpack('>IIBBBBB', data[at + 8:at + 8 + size])
        elif kind == b'IDAT':
            packed += data[at + 8:at + 8 + size]
        at += 12 + size
    width, height, step = head[0], head[1], {0: 1, 2: 3, 6: 4}[head[3]]
    raw, rows, above = zlib.decompress(packed), [], bytes(width * step)
    stride = width * step + 1
    for y in range(height):
        kind, row = raw[y * stride], bytearray(raw[y * stride + 1:(y + 1) * stride])
        if kind:
            for i in range(len(row)):
                left = row[i - step] if i >= step else 0
                up, corner = above[i], above[i - step] if i >= step else 0
                if kind == 1:
                    more = left
                elif kind == 2:
                    more = up
                elif kind == 3:
                    more = (left + up) // 2
                else:
                    guess = left + up - corner
                    far = (abs(guess - left), abs(guess - up), abs(guess - corner))
                    more = (left, up, corner)[far.index(min(far))]
                row[i] = (row[i] + more) & 255
        rows.append(bytes(row))
        above = row
    return width, height, step, rows


a, b = read(sys.argv[1]), read(sys.argv[2])
if a[:3] != b[:3]:
    sys.exit('other sizes: %s, %s' % (a[:3], b[:3]))
places = [(x, y) for y in range(a[1]) if a[3][y] != b[3][y] for x in range(a[0])
          if a[3][y][x * a[2]:(x + 1) * a[2]] != b[3][y][x * a[2]:(x + 1) * a[2]]]
if places:
    sys.exit('%d pixels differ, first at %s' % (len(places), places[:5]))
