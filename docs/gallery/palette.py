#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a PPM picture (standard input) into a PNG of 16 colours (standard output): greys, and reds on white."""
import struct
import sys
import zlib

STEPS = 7
PALETTE = [(255 * i // STEPS,) * 3 for i in range(STEPS + 1)] + [(255, 255 * i // STEPS, 255 * i // STEPS) for i in range(STEPS + 1)]


def index_of(pixel):
    red, green, _ = pixel
    if red - green > 40:
        return STEPS + 1 + (green * STEPS + 127) // 255
    return (green * STEPS + 127) // 255


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


data = sys.stdin.buffer.read()
magic, size, depth, pixels = data.split(b"\n", 3)
assert magic == b"P6" and depth == b"255"
width, height = map(int, size.split())
known = {}
rows = bytearray()
for y in range(height):
    line = pixels[y * width * 3:(y + 1) * width * 3]
    indices = [known.get(p) if p in known else known.setdefault(p, index_of(p)) for p in zip(*[iter(line)] * 3)]
    indices.append(0)
    rows.append(0)
    rows += bytes(indices[i] << 4 | indices[i + 1] for i in range(0, width, 2))
out = sys.stdout.buffer
out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)))
out.write(chunk(b"PLTE", bytes(v for colour in PALETTE for v in colour)))
out.write(chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b""))
