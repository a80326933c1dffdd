using System.Buffers.Binary;
using System.Text;
using MlNetCnn.Keras.Formats;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>Archives that try to be two things at once, to lead elsewhere, or to unfold without end. Each is refused with file and place.</summary>
public sealed class ZipTests
{
    private static readonly byte[] Metadata = "{}"u8.ToArray();
    private static readonly byte[] Config = TinyFiles.Bytes("tiny.json");
    private static readonly byte[] Weights = TinyFiles.Bytes("tiny.weights.h5");

    public static TheoryData<string, string> Tricks => new(Forged.Select(p => (p.Key, p.Value.Reason)));

    [Theory, MemberData(nameof(Tricks))]
    public void A_trick_is_refused(string trick, string reason)
    {
        var bytes = Forged[trick].Make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<ModelFormatException>(() => Model.Load(new MemoryStream(bytes), "evil.keras"));
        Assert.Contains(reason, e.Message);
        Assert.StartsWith("evil.keras", e.File);
        Assert.NotNull(e.Place);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 * bytes.Length + (2 << 20));
    }

    [Fact]
    public void What_is_unusual_but_sound_is_read()
    {
        Load(ZipForge.Make(Sound()));
        Load(ZipForge.Make([.. Sound(), new ForgedMember("assets/", []) { Attributes = 0x41ED0010 }, new ForgedMember("assets/äöü.txt", [1, 2])]));
        Load(ZipForge.Make([.. Sound().Select(m => m with { Deflate = true, Attributes = 0x81A40000 })]));
        Load(ZipForge.Make(Sound(), comment: "a comment"u8.ToArray()));
        // Sizes behind the bytes, as programs write them that cannot go back; with and without a signature.
        foreach (var signature in (byte[][])[[], [.. "PK\u0007\u0008"u8]])
            Load(ZipForge.Make([.. Sound().Select(m => m with { Flags = 1 << 11 | 8, LocalCrc = 0, LocalSize = 0, LocalStored = 0, Behind = [.. signature, .. Descriptor(m)] })]));
        // Sizes of 64 bits before the member, as Keras writes its weights where it cannot know their size.
        Load(ZipForge.Make([.. Sound().Select(m => m with { LocalSize = uint.MaxValue, LocalStored = uint.MaxValue, LocalExtra = Extra64(m.Content.Length, m.Content.Length) })]));
        Load(ZipForge.Make([.. Sound().Select(m => m with { Size = uint.MaxValue, Stored = uint.MaxValue, LocalExtra = Extra64(m.Content.Length, m.Content.Length), Extra = Extra64(m.Content.Length, m.Content.Length) })]));

        static void Load(byte[] bytes) => Assert.Equal(4, Model.Load(new MemoryStream(bytes), "odd.keras").Weights.Count);
    }

    /// <summary>Large weights are not copied: they are read where they are, once their checksum was compared.</summary>
    [Fact]
    public void What_is_stored_uncompressed_is_read_in_place()
    {
        var content = new byte[(4 << 20) + 3];
        for (var i = 0; i < content.Length; i++) content[i] = (byte)(i * 31 >> 3);
        var bytes = ZipForge.Make([.. Sound(), new ForgedMember("large", content)]);
        foreach (var damage in new[] { -1, 0, 1 << 16, content.Length - 1 })
        {
            var damaged = (byte[])bytes.Clone();
            var at = damaged.AsSpan().IndexOf(content.AsSpan(0, 4096));
            if (damage >= 0) damaged[at + damage] ^= 4;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var zip = ZipReader.Open(new MemoryStream(damaged), "large.zip", new ReadBudget(damaged.Length));
            if (damage >= 0)
            {
                Assert.Contains("checksum is wrong", Assert.Throws<ModelFormatException>(() => zip.Open(zip.Find("large")!)).Message, StringComparison.Ordinal);
                continue;
            }

            using var stream = zip.Open(zip.Find("large")!);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            Assert.Equal((content.Length, 0), (stream.Length, stream.Position));
            var read = new byte[100];
            Assert.Equal(content.Length - 97, stream.Seek(-97, SeekOrigin.End));
            Assert.Equal(97, stream.Read(read));
            Assert.Equal(content[^97..], read[..97]);
            Assert.Equal(0, stream.Read(read));
        }
    }

    private static readonly Dictionary<string, (Func<byte[]> Make, string Reason)> Forged = new()
    {
        ["a name with .."] = (() => With(new ForgedMember("../evil", [1])), "leads out"),
        ["a name with .. inside"] = (() => With(new ForgedMember("a/../../evil", [1])), "leads out"),
        ["a name with a backslash"] = (() => With(new ForgedMember("a\\evil", [1])), "leads out"),
        ["an absolute name"] = (() => With(new ForgedMember("/etc/evil", [1])), "leads out"),
        ["a drive letter"] = (() => With(new ForgedMember("C:evil", [1])), "leads out"),
        ["an empty name"] = (() => With(new ForgedMember("", [1])), "leads out"),
        ["an empty part of a name"] = (() => With(new ForgedMember("a//b", [1])), "leads out"),
        ["a zero in a name"] = (() => With(new ForgedMember("config.json\0.txt", [1])), "leads out"),
        ["a name twice"] = (() => With(new ForgedMember("config.json", Config)), "two members"),
        ["a name twice but for its case"] = (() => With(new ForgedMember("Config.JSON", Config)), "two members"),
        ["a folder and a file of one name"] = (() => With(new ForgedMember("config.json/", [])), "two members"),
        ["a symbolic link"] = (() => With(new ForgedMember("link", [1]) { Attributes = 0xA1FF0000 }), "symbolic link"),
        ["a device"] = (() => With(new ForgedMember("device", []) { Attributes = 0x21FF0000 }), "no regular file"),
        ["an encrypted member"] = (() => With(new ForgedMember("secret", [1]) { Flags = 1 }), "encrypted"),
        ["a strongly encrypted member"] = (() => With(new ForgedMember("secret", [1]) { Flags = 1 << 6 }), "encrypted"),
        ["a patch"] = (() => With(new ForgedMember("patch", [1]) { Flags = 1 << 5 }), "patch"),
        ["bzip2"] = (() => With(new ForgedMember("b", [1]) { Method = 12 }), "bzip2"),
        ["an unknown method"] = (() => With(new ForgedMember("b", [1]) { Method = 77 }), "method 77"),
        ["another name before the member"] = (() => Change("config.json", m => m with { LocalName = "confih.json" }), "another name"),
        ["another size before the member"] = (() => Change("config.json", m => m with { LocalSize = 7 }), "the directory"),
        ["another stored size before the member"] = (() => Change("config.json", m => m with { LocalStored = 7 }), "the directory"),
        ["another checksum before the member"] = (() => Change("config.json", m => m with { LocalCrc = 7 }), "the directory"),
        ["another method before the member"] = (() => Change("config.json", m => m with { LocalMethod = 8 }), "method 8"),
        ["an encryption flag before the member only"] = (() => Change("config.json", m => m with { LocalFlags = 1 << 11 | 1 }), "flags"),
        ["a zero size before the member that is not announced"] = (() => Change("config.json", m => m with { LocalSize = 0 }), "the directory"),
        ["a lie in the sizes behind"] = (() => Change("config.json", m => m with { Flags = 1 << 11 | 8, Behind = [.. Descriptor(m)[..8], 9, 9, 9, 9] }), "the sizes behind"),
        ["no sizes behind"] = (() => Change("config.json", m => m with { Flags = 1 << 11 | 8 }), "the sizes behind"),
        ["a wrong checksum"] = (() => Change("config.json", m => m with { Crc = 7 }), "checksum is wrong"),
        ["a stored member of two sizes"] = (() => Change("config.json", m => m with { Size = 1 }), "should have 1"),
        ["a compressed member that is longer"] = (() => Change("config.json", m => m with { Deflate = true, Size = 10 }), "longer than the 10"),
        ["a compressed member that is shorter"] = (() => Change("config.json", m => m with { Deflate = true, Size = (uint)Config.Length + 1 }), "ends after"),
        ["2 GB in one byte"] = (() => Change("model.weights.h5", m => m with { Content = [1], Deflate = true, Size = int.MaxValue }), "which no model does"),
        ["4 GB stored in one byte"] = (() => Change("model.weights.h5", m => m with { Content = [1], Size = 0xFFFFFFF0, Stored = 0xFFFFFFF0 }), "does not lie within"),
        ["a zip64 size of 2^62"] = (() => Change("model.weights.h5", m => m with { Size = uint.MaxValue, Stored = uint.MaxValue, Extra = Extra64(1L << 62, 1L << 62), LocalExtra = Extra64(1L << 62, 1L << 62) }), "does not lie within"),
        ["a zip64 size below zero"] = (() => Change("model.weights.h5", m => m with { Size = uint.MaxValue, Stored = uint.MaxValue, Extra = Extra64(-1, -1), LocalExtra = Extra64(-1, -1) }), "not plausible"),
        ["a zip64 mark without sizes"] = (() => Change("model.weights.h5", m => m with { Size = uint.MaxValue, Stored = uint.MaxValue }), "has none"),
        ["a bomb of zeros"] = (() => Change("model.weights.h5", m => m with { Content = new byte[24 << 20], Deflate = true }), "which no model does"),
        ["a long config.json of spaces"] = (() => Change("config.json", m => m with { Content = Encoding.UTF8.GetBytes(new string(' ', 15 << 20)), Deflate = true }), "more than"),
        ["two members in one place"] = (() => With(new ForgedMember("config2.json", Config) { Header = 40 }), "should begin with"),
        ["the same member under two entries"] = (Overlapping, "overlaps"),
        ["bytes before the archive"] = (() => [.. "PK\u0003\u0004"u8, .. ZipForge.Make(Sound(), before: new byte[100], directoryStart: null).AsSpan(4)], "before the first member"),
        ["bytes behind the archive"] = (() => ZipForge.Make(Sound(), behind: new byte[100]), "appended"),
        ["a second archive behind"] = (() => [.. ZipForge.Make(Sound()), .. ZipForge.Make(Sound())], "should end at"),
        ["too few members"] = (() => ZipForge.Make(Sound(), count: 2), "says 2"),
        ["too many members"] = (() => ZipForge.Make(Sound(), count: 5000), "no room"),
        ["a directory that is elsewhere"] = (() => ZipForge.Make(Sound(), directoryStart: 0), "should end at"),
        ["a directory that is beyond the file"] = (() => ZipForge.Make(Sound(), directoryStart: 1 << 30), "should end at"),
        ["a directory of another size"] = (() => ZipForge.Make(Sound(), directorySize: 10), "should end at"),
        ["more members than are read"] = (() => ZipForge.Make([.. Sound(), .. Enumerable.Range(0, 10_000).Select(i => new ForgedMember($"{i}", []))]), "more than the 10000"),
        ["no config.json"] = (() => ZipForge.Make([.. Sound().Where(m => m.Name != "config.json")]), "no config.json"),
        ["config.json of another case"] = (() => Change("config.json", m => m with { Name = "CONFIG.json" }), "no config.json"),
        ["config.json that is no UTF-8"] = (() => Change("config.json", m => m with { Content = [0x22, 0xFF, 0x22] }), "UTF-8"),
        ["config.json with a key twice"] = (() => Change("config.json", m => m with { Content = "{\"class_name\": \"Sequential\", \"class_name\": \"Lambda\"}"u8.ToArray() }), "Duplicate"),
        ["metadata.json with a key twice"] = (() => Change("metadata.json", m => m with { Content = "{\"keras_version\": \"2\", \"keras_version\": \"3\"}"u8.ToArray() }), "Duplicate"),
        ["metadata.json 1000 deep"] = (() => Change("metadata.json", m => m with { Content = Encoding.UTF8.GetBytes(new string('[', 1000) + new string(']', 1000)) }), "depth"),
        // Found by the target Fuzz: seed 7, members 7008846.
        ["metadata.json with half a surrogate pair in a name"] = (() => Change("metadata.json", m => m with { Content = "{\"\\ud800\": 1}"u8.ToArray() }), "not JSON"),
        ["metadata.json with half a surrogate pair in a value"] = (() => Change("metadata.json", m => m with { Content = "{\"keras_version\": \"\\ud800\"}"u8.ToArray() }), "not JSON"),
        ["config.json with half a surrogate pair"] = (() => Change("config.json", m => m with { Content = "{\"class_name\": \"\\ud800\", \"config\": {}}"u8.ToArray() }), "not JSON"),
    };

    private static ForgedMember[] Sound() => [new("metadata.json", Metadata), new("config.json", Config), new("model.weights.h5", Weights)];

    private static byte[] With(ForgedMember more) => ZipForge.Make([.. Sound(), more]);

    private static byte[] Change(string name, Func<ForgedMember, ForgedMember> change) => ZipForge.Make([.. Sound().Select(m => m.Name == name ? change(m) : m)]);

    /// <summary>The archive within a member: a second entry leads into the first one's bytes.</summary>
    private static byte[] Overlapping()
    {
        var inner = new ForgedMember("config2.json", Config);
        var wrapped = ZipForge.Make([inner]);
        ForgedMember[] outer = [.. Sound(), new ForgedMember("inner", wrapped)];
        var at = ZipForge.Make(outer).AsSpan().IndexOf(Encoding.UTF8.GetBytes("config2.json")) - 30;
        return ZipForge.Make([.. outer[..3], outer[3], inner with { Header = (uint)at }]);
    }

    private static byte[] Descriptor(ForgedMember m)
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32.Of(m.Content));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), m.Content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), m.Content.Length);
        return bytes;
    }

    private static byte[] Extra64(long size, long stored)
    {
        var bytes = new byte[20];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), 16);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(4), size);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(12), stored);
        return bytes;
    }
}
