using System.Buffers.Binary;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Tests.Hdf5;

/// <summary>Files made to do harm by one particular trick; random damage is done in Hostile/MutationTests.</summary>
public sealed class HostileFileTests
{
    public static TheoryData<string> Files => [.. Fixtures.Names];

    [Theory, InlineData("links.earliest"), InlineData("links.latest"), InlineData("filtered.latest")]
    public void A_file_cut_at_any_byte_is_refused(string name)
    {
        var bytes = Fixtures.Bytes(name);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes.AsMemory(0, length);
            var e = Assert.Throws<ModelFormatException>(() => Hdf5File.Open(cut, "cut.h5").Dispose());
            Assert.Equal("cut.h5", e.File);
            Assert.NotNull(e.Place);
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Damage_is_noticed_where_the_file_has_checksums(string name)
    {
        var bytes = Fixtures.Bytes(name);
        if (bytes[8] < 2) return; // no checksums before superblock 2
        bytes[40] ^= 1; // within the superblock of version 2 and 3
        Assert.Contains("checksum", Assert.Throws<ModelFormatException>(() => Hdf5File.Open(bytes, name).Dispose()).Message);
    }

    [Theory, InlineData("hostile.earliest"), InlineData("hostile.latest")]
    public void Data_that_unfolds_to_more_than_it_may_is_refused_before_memory_is_taken(string name)
    {
        using var file = Fixtures.Open(name);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused("bomb", "unfolds to more than its");
        Refused("vast", "more than");
        Refused("vast_contiguous", "more than");
        Refused("vast_chunk", "more than");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Equal(1000, file.Root.Dataset("strings").ReadStrings().Length);

        void Refused(string dataset, string reason) =>
            Assert.Contains(reason, Assert.Throws<ModelFormatException>(() => file.Root.Dataset(dataset).ReadSingles()).Message);
    }

    [Fact]
    public void Strings_that_all_name_one_long_text_are_refused()
    {
        var bytes = Fixtures.Bytes("hostile.earliest");
        // The elements: length 1 (the "y"s), address, index. Each becomes that of the first: length 100,000 = 0x186A0.
        var first = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xA0, 0x86, 0x01, 0x00]);
        var element = bytes.AsSpan(first, 16).ToArray();
        for (var i = 1; i < 1000; i++) element.CopyTo(bytes, first + 16 * i);
        using var file = Hdf5File.Open(bytes, "strings.h5");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("larger than the file", Assert.Throws<ModelFormatException>(() => file.Root.Dataset("strings").ReadStrings()).Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void An_object_header_that_continues_in_itself_is_refused()
    {
        var bytes = Written(writer => writer.Root.Attributes.SetString("a", "b"));
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(64));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(header + 2), ushort.MaxValue);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(header + 40), 0x10);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(header + 48), header + 16);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(header + 56), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(header + 8)));
        Assert.Contains("comes twice", Assert.Throws<ModelFormatException>(() => Hdf5File.Open(bytes, "loop.h5")).Message);
    }

    [Fact]
    public void A_tree_that_uses_a_node_twice_is_refused()
    {
        var bytes = Written(writer =>
        {
            for (var i = 0; i < 16; i++) writer.Root.Dataset($"member{i:00}", [], new[] { 1f });
        });
        var tree = bytes.AsSpan().IndexOf("TREE"u8);
        bytes.AsSpan(tree + 32, 8).CopyTo(bytes.AsSpan(tree + 48));
        Assert.Contains("comes twice", Assert.Throws<ModelFormatException>(() => Hdf5File.Open(bytes, "twice.h5")).Message);
    }

    [Fact]
    public void A_failure_is_told_again_when_the_object_is_asked_for_again()
    {
        using var file = Fixtures.Open("links.latest");
        var once = Assert.Throws<ModelFormatException>(() => file.Root.Member("type"));
        var again = Assert.Throws<ModelFormatException>(() => file.Root.Member("type"));
        Assert.Equal(once.Message, again.Message);
    }

    private static byte[] Written(Action<Hdf5Writer> fill)
    {
        var writer = new Hdf5Writer();
        fill(writer);
        using var stream = new MemoryStream();
        writer.Save(stream);
        return stream.ToArray();
    }
}
