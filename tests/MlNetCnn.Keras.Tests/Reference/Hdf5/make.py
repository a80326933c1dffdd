"""Makes the HDF5 files beside it, with h5py 3.7 (HDF5 1.10.8) and numpy. Values are simple formulas that the tests repeat.

Each file is packed as .gz, as most of its bytes are zeros. Run in this folder: python3 make.py
"""
import gzip
import os
import zlib

import h5py
import numpy as np

PLAIN = (np.arange(24).reshape(4, 6) * 0.5 - 3).astype("f4")


def plain(f):
    g = f.create_group("layer/inner")
    f.create_group("empty")
    g.create_dataset("kernel:0", data=PLAIN)
    d = f.create_dataset("layer/double", data=PLAIN.astype("f8"))
    f.create_dataset("layer/half", data=PLAIN.astype("f2"))
    f.create_dataset("layer/big", data=PLAIN.astype(">f4"))
    f.create_dataset("layer/big_half", data=PLAIN.astype(">f2"))
    f.create_dataset("scalar", data=np.float32(2.5))
    f.create_dataset("none", shape=(0, 3), dtype="f4")
    for t in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", ">i2", ">i8"):
        f.create_dataset("int/" + t.replace(">", "big_"), data=np.array([0, 1, 100, np.iinfo(t).max, np.iinfo(t).min], t))
    f.create_dataset("bool", data=np.array([True, False, True]))
    f.create_dataset("fixed", data=np.array([b"one", b"three", b""]))
    f.create_dataset("variable", data=["one", "zwölf", ""], dtype=h5py.string_dtype())
    f.create_dataset("unwritten", shape=(2, 3), dtype="f4", fillvalue=1.5)
    f.attrs["text"] = "grüße"
    f.attrs["bytes"] = b"plain ascii"
    f.attrs["numpy_bytes"] = np.bytes_(b"fixed scalar")
    f.attrs["names"] = np.array([b"conv1/kernel:0", b"conv1/bias:0"])
    f.attrs["variable_names"] = ["a", "bb", "ccc"]
    f.attrs["no_names"] = np.asarray([])
    f.attrs["number"] = 0.25
    f.attrs["integer"] = 7
    f.attrs["numbers"] = np.array([1, 2, 3], ">i2")
    d.attrs["of_dataset"] = "yes"


def filtered(f):
    a = np.arange(15 * 11).reshape(15, 11).astype("f4")
    f.create_dataset("chunked", data=a, chunks=(4, 5))
    f.create_dataset("gzip", data=a, chunks=(4, 5), compression="gzip")
    f.create_dataset("gzip_shuffle", data=a, chunks=(4, 5), compression="gzip", shuffle=True)
    f.create_dataset("fletcher", data=a, chunks=(15, 11), fletcher32=True)
    f.create_dataset("all", data=a.astype("f8"), chunks=(7, 11), compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("odd", data=np.arange(7, dtype="u1"), chunks=(7,), fletcher32=True)
    p = f.create_dataset("partial", shape=(10, 10), dtype="f4", chunks=(5, 5), fillvalue=-1)
    p[0:5, 5:10] = 9


def indexes(f):
    a = np.arange(60).reshape(12, 5).astype("f4")
    f.create_dataset("single", data=a, chunks=(12, 5))
    f.create_dataset("single_gzip", data=a, chunks=(12, 5), compression="gzip")
    f.create_dataset("fixed_array", data=a, chunks=(5, 2))
    f.create_dataset("fixed_array_gzip", data=a, chunks=(5, 2), compression="gzip")
    f.create_dataset("extensible", data=a, chunks=(5, 2), maxshape=(None, 5))
    f.create_dataset("extensible_second", data=a, chunks=(5, 2), maxshape=(12, None))
    f.create_dataset("extensible_gzip", data=a, chunks=(1, 5), maxshape=(None, 5), compression="gzip")
    f.create_dataset("btree2", data=a, chunks=(5, 2), maxshape=(None, None))
    f.create_dataset("btree2_gzip", data=a, chunks=(5, 2), maxshape=(None, None), compression="gzip")
    early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    early.set_chunk((5, 2))
    early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    space = h5py.h5s.create_simple((12, 5))
    h5py.Dataset(h5py.h5d.create(f.id, b"implicit", h5py.h5t.IEEE_F32LE, space, early))[...] = a
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    h5py.Dataset(h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, space, compact))[...] = a


def paged(f):
    a = np.arange(3000).astype("u1")
    f.create_dataset("fixed", data=a, chunks=(1,))
    f.create_dataset("extensible", data=a, chunks=(1,), maxshape=(None,))


def sparse(f):
    d = f.create_dataset("extensible", shape=(200_000,), chunks=(1,), maxshape=(None,), dtype="u1", fillvalue=7)
    for i in (0, 3, 4, 131_071, 140_000, 170_001, 199_999):
        d[i] = i % 200 + 1


def dense(f):
    for i in range(40):
        f.create_dataset("member%02d" % (39 - i), data=np.float32(39 - i))
    for i in range(30):
        f.attrs["attribute%02d" % (29 - i)] = np.float32(29 - i)
    f.attrs["long"] = np.array([b"%05d" % i for i in range(1200)])


def many_links(f):
    for i in range(400):
        f["m%03d" % i] = f["/"] if i == 0 else h5py.SoftLink("/m000")
    f.create_dataset("z", data=np.float32(1))


def links(f):
    f.create_dataset("here", data=np.float32(1))
    f["alias"] = f["here"]
    f["soft"] = h5py.SoftLink("/here")
    f["external"] = h5py.ExternalLink("other.h5", "/there")
    f.create_group("loop")["root"] = f["/"]
    f["type"] = np.dtype("f4")
    f.create_dataset("typed", shape=(2,), dtype=f["type"])
    f.create_dataset("lzf", data=np.zeros(100, "f4"), compression="lzf")
    f.create_dataset("compound", data=np.zeros(2, [("a", "f4"), ("b", "i4")]))


def hostile(f):
    bomb = f.create_dataset("bomb", shape=(4, 5), dtype="f4", chunks=(4, 5), compression="gzip")
    bomb.id.write_direct_chunk((0, 0), zlib.compress(bytes(5_000_000)))
    f.create_dataset("vast", shape=(1 << 20, 1 << 20), dtype="f4", chunks=(1, 1024))
    f.create_dataset("vast_contiguous", shape=(1 << 40,), dtype="f4")
    f.create_dataset("vast_chunk", shape=(1 << 29,), dtype="f4", chunks=(1 << 29,))
    f.create_dataset("strings", data=["x" * 100_000] + ["y"] * 999, dtype=h5py.string_dtype())


def write(name, fill, **options):
    with h5py.File(name, "w", **options) as f:
        fill(f)
    with open(name, "rb") as plain_file:
        content = plain_file.read()
    with open(name + ".gz", "wb") as packed:
        packed.write(gzip.compress(content, 9, mtime=0))
    os.remove(name)


write("plain.earliest.h5", plain, libver="earliest")
write("plain.latest.h5", plain, libver="latest")
write("plain.order.h5", plain, track_order=True)
write("plain.userblock.h5", plain, userblock_size=1024)
write("filtered.earliest.h5", filtered, libver="earliest")
write("filtered.latest.h5", filtered, libver="latest")
write("indexes.latest.h5", indexes, libver="latest")
write("paged.latest.h5", paged, libver="latest")
write("sparse.latest.h5", sparse, libver="latest")
write("dense.earliest.h5", dense, libver="earliest")
write("dense.latest.h5", dense, libver="latest")
write("dense.order.h5", dense, libver="latest", track_order=True)
write("many.earliest.h5", many_links, libver="earliest")
write("many.latest.h5", many_links, libver="latest")
write("links.earliest.h5", links, libver="earliest")
write("links.latest.h5", links, libver="latest")
write("hostile.earliest.h5", hostile, libver="earliest")
write("hostile.latest.h5", hostile, libver="latest")
