"""Makes the kinds.*.h5.gz files beside it with h5py 3.7 (HDF5 1.10.8) and numpy: every element type, layout, string, dataspace and link, in
files of every superblock. Where a dataset NAME is of another type than float32, NAME_f4 holds what numpy's astype("f4") makes of it.

old_layouts.h5 has data layout messages of versions 1 and 2, which HDF5 wrote before 1.6: they are put in place of those of version 3 here, byte by byte, and h5py
reads them back before the file is packed. Run in this folder: python3 make_kinds.py
"""
import ctypes
import gzip
import os
import struct

import h5py
import numpy as np

random = np.random.default_rng(6)


def create(f, name, type_, data, plist=None, shape=None):
    shape = data.shape if shape is None else shape
    space = h5py.h5s.create_simple(shape) if shape else h5py.h5s.create(h5py.h5s.SCALAR)
    d = h5py.h5d.create(f.id, name.encode(), type_, space, plist)
    if data is not None:
        d.write(h5py.h5s.ALL, h5py.h5s.ALL, data, mtype=type_)
    return d


def bfloat(base):
    t = base.copy()
    t.set_fields(15, 7, 8, 0, 7)
    t.set_ebias(127)
    return t


def with_f4(f, name, data, **options):
    f.create_dataset(name, data=data, **options)
    with np.errstate(over="ignore", invalid="ignore"):
        f.create_dataset(name + "_f4", data=data.astype("f4"))


def numbers(f):
    halves = np.arange(0, 65536, 151, dtype="u2").view("f2")
    with_f4(f, "half", halves)
    with_f4(f, "half_big", halves.astype(">f2"))
    with_f4(f, "half_chunked", halves, chunks=(100,), compression="gzip", shuffle=True)
    singles = random.integers(0, 1 << 32, 60, dtype="u4").view("f4")
    f.create_dataset("single", data=singles)
    with_f4(f, "single_big", singles.astype(">f4"))
    truncated = (singles.view("u4") >> 16).astype("u2")
    create(f, "bfloat", bfloat(h5py.h5t.IEEE_F16LE), truncated)
    create(f, "bfloat_big", bfloat(h5py.h5t.IEEE_F16BE), truncated.byteswap())
    for name in ("bfloat_f4", "bfloat_big_f4"):
        f.create_dataset(name, data=(truncated.astype("u4") << 16).view("f4"))
    one = np.float64(1)
    doubles = np.concatenate([
        random.standard_normal(20), np.exp(random.uniform(-110, 95, 60)),
        # Half way between two singles, and next to that; the smallest and largest.
        [one + 2.0 ** -24, one + 3 * 2.0 ** -24, np.nextafter(one + 2.0 ** -24, 2), np.nextafter(one + 2.0 ** -24, 0), 2.0 ** -149, 2.0 ** -150, 3 * 2.0 ** -151, 3.4028235677973366e38,
         np.nextafter(3.4028235677973366e38, 0), 1e308, -1e308, 0.0, -0.0, np.inf, -np.inf, np.nan]])
    with_f4(f, "double", doubles)
    with_f4(f, "double_big", doubles.astype(">f8"))
    for t in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
        info = np.iinfo(t)
        data = np.concatenate([random.integers(info.min, info.max, 30, dtype=t, endpoint=True), np.array([info.min, info.max, 0, 1], t)])
        with_f4(f, t, data)
        with_f4(f, t + "_big", data.astype(">" + t))
    flags = np.array([True, False, True])
    f.create_dataset("bool", data=flags)
    f.create_dataset("bool_f4", data=flags.astype("f4"))
    f.create_dataset("enum", data=np.array([7, -1, 7], "i2"), dtype=h5py.enum_dtype({"a": 7, "b": -1}, "i2"))
    f.create_dataset("enum_f4", data=np.array([7, -1, 7], "f4"))
    f["type"] = np.dtype("f2")
    create(f, "committed", f["type"].id, halves[:4])
    f.create_dataset("committed_f4", data=halves[:4].astype("f4"))


def layouts(f):
    a = np.arange(60).reshape(12, 5).astype("f4")
    h = a.astype("f2")
    compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    compact.set_layout(h5py.h5d.COMPACT)
    create(f, "compact", h5py.h5t.IEEE_F16LE, h, compact)
    f.create_dataset("contiguous", data=h)
    f.create_dataset("chunked", data=h, chunks=(5, 2))
    f.create_dataset("lzf", data=h, chunks=(5, 2), compression="lzf")
    f.create_dataset("lzf_shuffle", data=np.repeat(a, 1, 0), chunks=(12, 5), compression="lzf", shuffle=True, fletcher32=True)
    noise = random.integers(0, 256, 64).astype("u1")
    f.create_dataset("lzf_noise", data=noise, chunks=(64,), compression="lzf")  # does not shrink: the filter is left out
    f.create_dataset("lzf_long", data=np.repeat(np.arange(4, dtype="u1"), 5000), chunks=(20000,), compression="lzf")
    f.create_dataset("gzip_fletcher", data=a, chunks=(7, 5), compression="gzip", shuffle=True, fletcher32=True)
    f.create_dataset("rank4", data=np.arange(120).reshape(2, 3, 4, 5).astype("f4"), chunks=(1, 2, 3, 4), compression="gzip")
    f.create_dataset("fill", shape=(3,), dtype=">f2", fillvalue=1.5)
    f.create_dataset("fill_chunked", shape=(30,), dtype="f8", fillvalue=-2.5, chunks=(10,), compression="gzip")[3:5] = 4
    f.create_dataset("fill_nan", shape=(2,), dtype="f4", fillvalue=np.nan)
    never = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    never.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
    create(f, "fill_never", h5py.h5t.IEEE_F32LE, None, never, (4,))
    f.create_dataset("scalar", data=np.float16(0.5))
    f.create_dataset("null", dtype="f4", data=h5py.Empty("f4"))
    f.create_dataset("empty", shape=(0, 4), dtype="f4", maxshape=(None, 4))
    f.attrs["null"] = h5py.Empty("S10")
    f.attrs["scalar"] = np.int8(-3)
    for i, t in enumerate(("f2", ">f4", "f8", "i1", ">u2", "u8", "?")):
        f.attrs["numbers%d" % i] = np.array([0, 1, 1], t)


def strings(f):
    text = ["one", "zwölf ", "", "drei"]
    for charset, cset in (("ascii", h5py.h5t.CSET_ASCII), ("utf8", h5py.h5t.CSET_UTF8)):
        for padding, pad, fill in (("nullterm", h5py.h5t.STR_NULLTERM, b"\0"), ("nullpad", h5py.h5t.STR_NULLPAD, b"\0"), ("spacepad", h5py.h5t.STR_SPACEPAD, b" ")):
            t = h5py.h5t.C_S1.copy()
            t.set_size(8)
            t.set_strpad(pad)
            t.set_cset(cset)
            raw = np.array([s.encode().ljust(8, fill) for s in text], "S8") if padding != "spacepad" else np.frombuffer(b"".join(s.encode().ljust(8, fill) for s in text), "S8")
            create(f, charset + "_" + padding, t, raw)
            a = h5py.h5a.create(f.id, (charset + "_" + padding).encode(), t, h5py.h5s.create_simple((4,)))
            a.write(raw, mtype=t)
        f.create_dataset(charset + "_variable", data=text if cset == h5py.h5t.CSET_UTF8 else [s.encode() for s in text], dtype=h5py.string_dtype("utf-8" if cset == h5py.h5t.CSET_UTF8 else "ascii"))
        f.attrs.create(charset + "_variable", text if cset == h5py.h5t.CSET_UTF8 else [s.encode() for s in text], dtype=h5py.string_dtype("utf-8" if cset == h5py.h5t.CSET_UTF8 else "ascii"))
    f.attrs["variable_scalar"] = "grüße"
    f["fixed_type"] = np.dtype("S8")
    f.attrs.create("committed", np.array([b"named"], "S8"), dtype=f["fixed_type"])


def refused(f):
    f.create_dataset("here", data=np.float32(1))
    f.create_dataset("reference", data=np.array([f["here"].ref], dtype=h5py.ref_dtype), dtype=h5py.ref_dtype)
    f.create_dataset("region", data=np.array([f["here"].regionref[()]], dtype=h5py.regionref_dtype), dtype=h5py.regionref_dtype)
    f.create_dataset("opaque", data=np.array([b"1234"], "V4"))
    f.create_dataset("compound", data=np.zeros(2, [("re", "f4"), ("im", "f4")]))
    f.create_dataset("array", shape=(2,), dtype=np.dtype(("f4", (3,))))
    f.create_dataset("sequence", shape=(2,), dtype=h5py.vlen_dtype("f4"))[0] = np.arange(3, dtype="f4")
    f.create_dataset("time", shape=(2,), dtype="f4")
    f.create_dataset("complex", data=np.zeros(2, "c8"))
    long_double = h5py.h5t.NATIVE_LDOUBLE.copy()
    create(f, "long_double", long_double, None, None, (2,))
    f.create_dataset("scaleoffset", data=np.arange(100, dtype="i4"), chunks=(100,), scaleoffset=0)
    if h5py.h5z.filter_avail(h5py.h5z.FILTER_NBIT):
        nbit = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        nbit.set_chunk((4,))
        nbit.set_filter(h5py.h5z.FILTER_NBIT, 0)
        t = h5py.h5t.STD_I32LE.copy()
        t.set_precision(12)
        create(f, "nbit", t, np.arange(4, dtype="i4"), nbit)
    szip = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    szip.set_chunk((32,))
    try:
        szip.set_szip(h5py.h5z.SZIP_NN_OPTION_MASK, 8)
        create(f, "szip", h5py.h5t.IEEE_F32LE, np.arange(32, dtype="f4"), szip)
    except Exception as e:
        print("no szip here:", e)
    external = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    external.set_external(b"other.raw", 0, 16)
    create(f, "external_data", h5py.h5t.IEEE_F32LE, None, external, (4,))
    f["soft"] = h5py.SoftLink("/here")
    f["dangling"] = h5py.SoftLink("/nowhere")
    f["external_link"] = h5py.ExternalLink("other.h5", "/there")
    f["type"] = np.dtype("f4")
    f.create_group("group")["up"] = f["/"]
    f.attrs.create("reference", f["here"].ref, dtype=h5py.ref_dtype)
    if f.libver[0] != "earliest":
        source = h5py.VirtualSource("other.h5", "data", shape=(4,))
        virtual = h5py.VirtualLayout(shape=(4,), dtype="f4")
        virtual[:] = source
        f.create_virtual_dataset("virtual", virtual)


def pack(name):
    with open(name, "rb") as plain:
        content = plain.read()
    with open(name + ".gz", "wb") as packed:
        packed.write(gzip.compress(content, 9, mtime=0))
    os.remove(name)


def write(name, fill, libver="earliest", userblock=0, sizes=None, istore_k=None):
    fcpl = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    if userblock:
        fcpl.set_userblock(userblock)
    if sizes:
        fcpl.set_sizes(*sizes)
    if istore_k:
        # h5py does not have this one, by which HDF5 writes superblock 1.
        library = next(line.split()[-1] for line in open("/proc/self/maps") if "libhdf5" in line and "_hl" not in line)
        ctypes.CDLL(library).H5Pset_istore_k(ctypes.c_int64(fcpl.id), ctypes.c_uint(istore_k))
    fapl = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
    bounds = {"earliest": (h5py.h5f.LIBVER_EARLIEST, h5py.h5f.LIBVER_LATEST), "v18": (h5py.h5f.LIBVER_V18, h5py.h5f.LIBVER_V18), "latest": (h5py.h5f.LIBVER_LATEST, h5py.h5f.LIBVER_LATEST)}[libver]
    fapl.set_libver_bounds(*bounds)
    with h5py.File(h5py.h5f.create(name.encode(), h5py.h5f.ACC_TRUNC, fcpl, fapl)) as f:
        global random
        random = np.random.default_rng(6)
        fill(f)
    with open(name, "rb") as plain:
        plain.seek(userblock)
        print(name, "superblock", plain.read(9)[8], os.path.getsize(name))
    pack(name)


def all_parts(virtual):
    def fill(f):
        for name, make in (("numbers", numbers), ("layouts", layouts), ("strings", strings), ("refused", refused)):
            g = f.create_group(name)
            g.__dict__["libver"] = ("latest" if virtual else "earliest",)
            make(g)
        f.attrs["large"] = "x" * 60000
        if virtual:
            f.attrs["larger"] = np.arange(30000, dtype="i4") // 1000
    return fill


def old_layouts():
    name = "old_layouts.h5"
    a = np.arange(12).reshape(4, 3).astype("f4")
    with h5py.File(name, "w", libver="earliest") as f:
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        create(f, "compact", h5py.h5t.IEEE_F32LE, a, compact)
        f.create_dataset("contiguous", data=a)
        f.create_dataset("chunked", data=a, chunks=(2, 2))
        places = {k: h5py.h5o.get_info(d.id).addr for k, d in f.items()}
    with open(name, "rb") as plain:
        content = bytearray(plain.read())
    for version, (key, at) in zip((1, 2, 1), sorted(places.items())):
        size = struct.unpack_from("<I", content, at + 8)[0]
        count = struct.unpack_from("<H", content, at + 2)[0]
        messages, p = [], at + 16
        while p < at + 16 + size:
            kind, length = struct.unpack_from("<HH", content, p)
            messages.append([kind, content[p + 4], bytes(content[p + 8:p + 8 + length])])
            p += 8 + length
        assert len(messages) == count, (key, len(messages), count)
        layout = next(m for m in messages if m[0] == 8)
        body = layout[2]
        assert body[0] == 3
        kind = body[1]
        if kind == 0:
            length = struct.unpack_from("<H", body, 2)[0]
            new = struct.pack("<BBB5x", version, 2, 0) + struct.pack("<2I", 4, 3) + struct.pack("<I", length) + body[4:4 + length]
        elif kind == 1:
            new = struct.pack("<BBB5x", version, 2, 1) + body[2:10] + struct.pack("<2I", 4, 3)
        else:
            new = struct.pack("<BBB5x", version, 3, 2) + body[3:11] + struct.pack("<3I", 2, 2, 4)
        new += bytes(-len(new) % 8)
        grown = len(new) - len(body)
        layout[2] = new
        nil = next(m for m in messages if m[0] == 0 and len(m[2]) >= grown)
        nil[2] = nil[2][:len(nil[2]) - grown]
        out = b"".join(struct.pack("<HHB3x", k, len(b), flags) + b for k, flags, b in messages)
        assert len(out) == size, (key, len(out), size)
        content[at + 16:at + 16 + size] = out
    with open(name, "wb") as plain:
        plain.write(content)
    with h5py.File(name) as f:
        for key in places:
            assert (f[key][()] == a).all(), key
    pack(name)


write("kinds.earliest.h5", all_parts(False))
write("kinds.v18.h5", all_parts(False), libver="v18")
write("kinds.latest.h5", all_parts(True), libver="latest")
write("kinds.superblock1.h5", all_parts(False), istore_k=64)
write("kinds.narrow.h5", all_parts(False), sizes=(4, 4))
write("kinds.narrow_latest.h5", all_parts(True), sizes=(4, 4), libver="latest", userblock=512)
old_layouts()
